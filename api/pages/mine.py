"""我的: what waits for her, her applications, registrations and shifts."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.database import reading
from api.pages.applications import Acting
from api.pages.doors import FOUND
from api.pages.herself import Herself
from api.pages.templates import templates
from api.routes.applications import interview_file
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.security.placement_things import application_thing, on_proposal
from api.services.shift_view import own_shifts
from api.store import contact_requests, registrations
from registry.access.action import Action
from registry.errors import InvalidField
from registry.placement.application import STATE_NAMES
from registry.registration.application import STATE_NAMES as REGISTRATION_NAMES
from registry.workers.contact_request import State as RequestState

router = APIRouter(include_in_schema=False)
LATEST: Final = 20
DONE: Final = {
    "profile": "已保存。清单从现在起按新的内容排。",
    "contact": "联系方式已保存。",
    "deleted": "您的资料已删除。",
}


@router.get("/mine", response_class=HTMLResponse)
def page(request: Request, here: Here, caller: Herself, done: str = "") -> Response:
    """Everything of hers, what waits for her first."""
    return templates.TemplateResponse(
        request, "worker/mine.html", _context(here, caller) | {"done": DONE.get(done, "")}
    )


@router.get("/applications/{application_id}/interview.ics")
def interview(application_id: str, here: Here, caller: Acting) -> Response:
    """The interview for her telephone's calendar."""
    one = here.application_reader.get(application_id, caller.actor)
    caller.on(application_thing(one))
    return interview_file(here, one)


@router.post("/mine/requests/{request_id}")
def answer(
    request_id: str,
    request: Request,
    here: Here,
    caller: Herself,
    agrees: Annotated[str, Form()] = "",
) -> Response:
    """A firm may reach her, or may not; without a name and telephone it cannot be agreed to."""
    try:
        here.contact().answer(
            request_id, caller.principal.worker, caller.actor, agrees=agrees == "yes"
        )
    except InvalidField as error:
        if error.code != "contact_missing":
            raise
        return RedirectResponse("/me/contact?to=/mine", FOUND)
    return RedirectResponse("/mine", FOUND)


@router.post("/mine/proposals/{proposal_id}")
def confirm(
    proposal_id: str,
    here: Here,
    caller: Annotated[Caller, on_proposal(Action.ANSWER_HIRE_PROPOSAL)],
    agrees: Annotated[str, Form()] = "",
) -> Response:
    """Whether what a hire would change of her registration is so."""
    desk = here.hire_proposals
    (desk.confirm if agrees == "yes" else desk.deny)(proposal_id, caller.beside_person)
    return RedirectResponse("/mine", FOUND)


def _context(here: Runtime, caller: Caller) -> dict[str, Any]:
    who, keys = caller.principal, here.keys
    wanted = here.application_reader.of_worker(who.worker, limit=LATEST) if who.worker else ()
    titles = here.application_reader.postings(each.posting for each in wanted)
    with reading(here.engine) as connection:
        briefs = registrations.of_person(connection, who.person) if who.person else ()
        shifts = own_shifts(connection, keys, who.worker)[:LATEST] if who.worker else []
        asked = contact_requests.of_worker(connection, who.worker) if who.worker else ()
    about = here.application_reader.postings(each.posting for each in asked)
    return {
        "applications": [(each, titles[each.posting], STATE_NAMES[each.state]) for each in wanted],
        "registrations": [(each, REGISTRATION_NAMES[each.state]) for each in briefs],
        "shifts": shifts,
        "requests": [
            (each, about[each.posting]) for each in asked if each.state is RequestState.ASKED
        ],
        "proposals": [each.proposal for each in here.hire_proposals.of_worker(who.worker)]
        if who.worker
        else [],
    }
