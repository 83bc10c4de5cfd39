"""`/bureau/postings/{id}`: one posting in full, why it is held; hold, lift, remove, open again."""

from collections.abc import Callable
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from api.database import reading
from api.pages.bureau_forms import NOTHING, Tried, carried_out, said
from api.pages.counties import full_name
from api.pages.forms import Sent
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.routes.posting_life import Holding
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.posting_desk import PostingRecord
from api.store import complaints
from registry.actor import ROLE_NAMES, Role
from registry.jobs.complaint import KINDS
from registry.jobs.complaint import TABLE as COMPLAINTS
from registry.jobs.lifecycle import CLOSED, STANDING, TABLE, PostingEvent
from registry.jobs.office_holds import HELD_BY_OFFICER, OF_A_POSTING, OFFICE_HOLDS
from registry.jobs.posting import PostingState
from registry.verdict import Finding

router = APIRouter(include_in_schema=False)
PATH: Final = "/bureau/postings/{posting_id}"
TOLD: Final = "请写明理由，理由会告知用人单位。"
DONE: Final = {
    "held": "已暂停发布，来源再送来也不发布，直到解除。",
    "lifted": "已解除暂停；没有别的原因的，已恢复发布。",
    "removed": "已下架，清单里马上看不到。",
    "reopened": "已重新开放，按现在的内容重新检查。",
}


@router.get(PATH, response_class=HTMLResponse)
def page(
    posting_id: str, request: Request, here: Here, caller: Holding, done: str = ""
) -> Response:
    """The posting with its state, reasons, history and complaints."""
    return _shown(request, here, caller, posting_id, NOTHING, DONE.get(done, ""))


@router.post(PATH + "/hold")
def hold(posting_id: str, request: Request, here: Here, caller: Holding, form: Sent) -> Response:
    """Keep it from being published whatever its source sends."""

    def act() -> str:
        here.postings.hold(posting_id, said(form, "why_hold", TOLD), caller.actor)
        return "held"

    return _done(request, here, caller, posting_id, form, act)


@router.post(PATH + "/lifting")
def lift(posting_id: str, request: Request, here: Here, caller: Holding, form: Sent) -> Response:
    """Published again, unless its own text or its employer holds it."""

    def act() -> str:
        here.postings.lift(posting_id, said(form, "why_lift", TOLD), caller.actor)
        return "lifted"

    return _done(request, here, caller, posting_id, form, act)


@router.post(PATH + "/removal")
def remove(posting_id: str, request: Request, here: Here, caller: Holding, form: Sent) -> Response:
    """Off all lists for good; an officer alone opens it again."""

    def act() -> str:
        why = said(form, "why_remove", TOLD)
        here.postings.close(posting_id, PostingEvent.REMOVE, why, caller.actor)
        return "removed"

    return _done(request, here, caller, posting_id, form, act)


@router.post(PATH + "/reopening")
def reopen(posting_id: str, request: Request, here: Here, caller: Holding, form: Sent) -> Response:
    """Open it again as it was; its text is read and linted anew."""

    def act() -> str:
        here.postings.reopen(posting_id, caller.actor, said(form, "why_reopen", TOLD))
        return "reopened"

    return _done(request, here, caller, posting_id, form, act)


def _done(
    request: Request,
    here: Runtime,
    caller: Caller,
    posting_id: str,
    form: FormData,
    act: Callable[[], str],
) -> Response:
    return carried_out(
        form,
        lambda: f"/bureau/postings/{posting_id}?done={act()}",
        lambda tried: _shown(request, here, caller, posting_id, tried),
    )


def _shown(
    request: Request,
    here: Runtime,
    caller: Caller,
    posting_id: str,
    tried: Tried,
    done: str = "",
) -> Response:
    record = here.postings.show(posting_id)
    with reading(here.engine) as connection:
        about = complaints.about_posting(connection, here.keys, posting_id)
    state = record.posting.state
    held = {each.code for each in record.holds} & OF_A_POSTING
    context: dict[str, Any] = {
        "record": record,
        "posting": record.posting,
        "reasons": _reasons(record),
        "state_name": TABLE.state_names[state],
        "is_held": state is PostingState.HELD,
        "place": full_name(here, record.posting.place.code),
        "holds": [(each, OFFICE_HOLDS[each.code]) for each in record.holds],
        "history": [
            (
                each,
                TABLE.event_names[PostingEvent(each.event)],
                TABLE.state_names[PostingState(each.state)],
                ROLE_NAMES[Role(each.role)],
            )
            for each in reversed(record.history)
        ],
        "complaints": [
            (each, KINDS[each.complaint.kind].name, COMPLAINTS.state_names[each.complaint.state])
            for each in about
        ],
        "may_hold": state in STANDING and HELD_BY_OFFICER not in held,
        "may_lift": bool(held),
        "may_remove": state in {*STANDING, *CLOSED} - {PostingState.REMOVED},
        "may_reopen": state in CLOSED,
        "typed": tried.typed,
        "faults": tried.faults,
        "done": done,
    }
    return templates.TemplateResponse(request, "bureau/posting.html", context, tried.status)


def _reasons(record: PostingRecord) -> tuple[Finding, ...]:
    """What holds it besides what is shown with the bureau's own reason, each once."""
    shown = {each.code for each in record.holds}
    return tuple(dict.fromkeys(each for each in record.reasons if each.code not in shown))
