"""`/bureau/registrations/{id}/credit`: her credit record, each look kept; objections answered."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.database import reading
from api.pages.bureau_forms import NOTHING, Tried, carried_out, said
from api.pages.forms import Sent
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.routes.desk import AnsweringCredit
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.security.things import registration_of
from api.services.credit_record import record_of
from api.services.credit_view import act_name
from api.store import credit
from registry.access.action import Action
from registry.actor import Actor
from registry.errors import UnknownName
from registry.registration.credit_entry import LEVEL_NAMES, STATE_NAMES
from registry.registration.objection import TABLE as OBJECTIONS
from registry.registration.objection import ObjectionState
from registry.registration.record import Path
from registry.registration.register_answer import SOURCE_NAMES

router = APIRouter(include_in_schema=False)
Answering = Annotated[Caller, allowed(Action.ANSWER_CREDIT)]
DONE: Final = {"answered": "异议已答复，已告知本人。"}


@router.get("/bureau/registrations/{registration_id}/credit", response_class=HTMLResponse)
def page(
    registration_id: str, request: Request, here: Here, caller: Answering, done: str = ""
) -> Response:
    """All that is kept of her credit, and who looked at it; she sees it on a page of her own."""
    registration_of(here, registration_id, caller)
    return _shown(request, here, caller.actor, registration_id, NOTHING, DONE.get(done, ""))


@router.post("/bureau/credit-entries/{entry_id}/answer")
def answer(
    entry_id: str, request: Request, here: Here, officer: AnsweringCredit, form: Sent
) -> Response:
    """Another officer than whose decision it is; the entry stands, the answer is told."""
    with reading(here.engine) as connection:
        registration_id = credit.registration_of(connection, entry_id)
    if registration_id is None:
        raise UnknownName("信用记录编号", entry_id)

    def act() -> str:
        here.credit.answer(entry_id, said(form, f"answer_{entry_id[:8]}"), officer)
        return f"/bureau/registrations/{registration_id}/credit?done=answered"

    return carried_out(
        form, act, lambda tried: _shown(request, here, officer, registration_id, tried)
    )


def _shown(
    request: Request,
    here: Runtime,
    officer: Actor,
    registration_id: str,
    tried: Tried,
    done: str = "",
) -> Response:
    record = record_of(here.credit, registration_id, officer)
    context: dict[str, Any] = {
        "registration": registration_id,
        "record": record,
        "state_names": STATE_NAMES,
        "level_names": LEVEL_NAMES,
        "objection_names": OBJECTIONS.state_names,
        "waits": ObjectionState.OPEN,
        "source_names": SOURCE_NAMES,
        "is_checked": record.path is Path.CHECKED,
        "acts": [(each, act_name(each)) for each in reversed(record.acts)],
        "officer": officer.id,
        "typed": tried.typed,
        "faults": tried.faults,
        "done": done,
    }
    return templates.TemplateResponse(request, "bureau/credit.html", context, tried.status)
