"""`/bureau/complaints`: what waits for an answer; one with its words, taken and decided."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from api.clock import today
from api.pages.bureau_forms import NOTHING, Tried, carried_out, said
from api.pages.forms import Sent, text_of
from api.pages.paged import next_of
from api.pages.templates import templates
from api.routes.complaints import Deciding, Listing, Outcome, Seeing, place_of
from api.routes.dependencies import Here, ReadDb
from api.routes.paging import Page, pages
from api.runtime import Runtime
from api.security.caller import Caller
from api.security.things import complaint_thing
from api.store import jobs
from registry.errors import InvalidField
from registry.jobs.complaint import ABOUT_NAMES, KINDS, OPEN, TABLE, ComplaintState

router = APIRouter(include_in_schema=False)
ComplaintsPage = Annotated[Page, pages("bureau-complaints", 50)]
PATH: Final = "/bureau/complaints/{number}"
OUTCOMES: Final = (
    (Outcome.UPHELD.value, "属实：岗位下架，记入单位"),
    (Outcome.REJECTED.value, "不属实"),
    (Outcome.ANSWERED.value, "答复（不涉及属实与否）"),
)
DONE: Final = {"taken": "已开始核查。", "decided": "已办结，投诉人凭编号和查询码可以看到答复。"}


@router.get("/bureau/complaints", response_class=HTMLResponse)
def listed(
    request: Request,
    response: Response,
    here: Here,
    caller: Listing,
    connection: ReadDb,
    paged: ComplaintsPage,
) -> Response:
    """The longest overdue first, without anybody's words."""
    day, county = today(here.settings), caller.principal.county
    found = here.complaints.waiting(paged.asked, county, place_of(paged.after))
    shown = paged.of(found, lambda one: (one.place.due.isoformat(), one.number))
    caller.shows_nobody()  # of whom it shows nothing below
    about = jobs.get_many(connection, [one.posting for one in shown if one.posting])
    mine = [one for one in shown if caller.may(complaint_thing(one, about.get(one.posting or "")))]
    context: dict[str, Any] = {
        "items": [
            (
                one,
                KINDS[one.complaint.kind],
                TABLE.state_names[one.complaint.state],
                about.get(one.posting or ""),
                max((day - one.complaint.deadline.due).days, 0),
            )
            for one in mine
        ],
        "about_names": ABOUT_NAMES,
        "day": day,
        "next": next_of(response),
        "is_first": paged.after is None,
    }
    return templates.TemplateResponse(request, "bureau/complaints.html", context)


@router.get(PATH, response_class=HTMLResponse)
def page(number: str, request: Request, here: Here, caller: Seeing, done: str = "") -> Response:
    """With the words and the contact of who sent it; that it was read is kept."""
    return _shown(request, here, caller, number, NOTHING, DONE.get(done, ""))


@router.post(PATH + "/review")
def take(number: str, request: Request, here: Here, caller: Deciding, form: Sent) -> Response:
    """An officer begins to look into it."""

    def act() -> str:
        here.complaints.take(number, caller.actor)
        return "taken"

    return _done(request, here, caller, number, form, act)


@router.post(PATH + "/decision")
def decide(number: str, request: Request, here: Here, caller: Deciding, form: Sent) -> Response:
    """Upheld, its posting is removed for good and its employer's record weighed."""

    def act() -> str:
        outcome = text_of(form, "outcome", 16)
        if outcome not in set(Outcome):
            raise InvalidField("outcome", "missing", "请选择：属实、不属实，或答复。")
        words = said(form, "words", "请写明答复，投诉人会看到。")
        state = ComplaintState[Outcome(outcome).name]
        here.complaints.decide(number, state, words, caller.actor)
        return "decided"

    return _done(request, here, caller, number, form, act)


def _done(
    request: Request,
    here: Runtime,
    caller: Caller,
    number: str,
    form: FormData,
    act: Callable[[], str],
) -> Response:
    return carried_out(
        form,
        lambda: f"/bureau/complaints/{number}?done={act()}",
        lambda tried: _shown(request, here, caller, number, tried),
        "outcome",
    )


def _shown(
    request: Request,
    here: Runtime,
    caller: Caller,
    number: str,
    tried: Tried,
    done: str = "",
) -> Response:
    kept = here.complaints.reveal(number, caller.actor)
    one = kept.complaint
    context: dict[str, Any] = {
        "kept": kept,
        "one": one,
        "kind": KINDS[one.kind],
        "about_name": ABOUT_NAMES[one.about],
        "state_name": TABLE.state_names[one.state],
        "is_overdue": one.is_overdue(today(here.settings)),
        "may_take": one.state is ComplaintState.RECEIVED,
        "may_decide": one.state in OPEN,
        "outcomes": OUTCOMES,
        "typed": tried.typed,
        "faults": tried.faults,
        "done": done,
    }
    return templates.TemplateResponse(request, "bureau/complaint.html", context, tried.status)
