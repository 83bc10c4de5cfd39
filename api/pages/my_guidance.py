"""怎样找到更多: a worker's plan on her telephone, short; every number may be looked into."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import today
from api.database import reading
from api.pages.herself import Herself
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.consents import may_personalise
from api.services.guidance_words import Line, lines_of
from api.services.guide_view import plan_json
from api.store import guidance, workers
from registry.guidance.session import State
from registry.jobs.posting import Profile
from registry.workers.worker import Worker

router = APIRouter(include_in_schema=False)
PAGE: Final = "/me/guidance"


@router.get(PAGE, response_class=HTMLResponse)
def page(request: Request, here: Here, caller: Herself) -> Response:
    """Her plan; where she has no profile, or wants no list of her own, what is to be done."""
    return templates.TemplateResponse(request, "worker/guidance.html", _context(here, caller))


def _context(here: Runtime, caller: Caller) -> dict[str, Any]:
    person, is_personal = _person(here, caller.principal.worker)
    agreed = _agreed(here, caller.principal.worker)
    if person is None or not is_personal:
        return {"has_profile": person is not None, "plan": None, "agreed": agreed}
    guided = here.guide.plan(person, today(here.settings), Profile.PUBLIC, caller.actor)
    plan = plan_json(guided, here.guidance_texts)
    return {"has_profile": True, "plan": plan, "agreed": agreed}


def _agreed(here: Runtime, worker: str) -> tuple[Line, ...]:
    """What she agreed on with an advisor in the session that is open; nothing where none is."""
    if not worker:
        return ()
    with reading(here.engine) as connection:
        kept = guidance.of_worker(connection, here.keys, worker)
    open_one = (each.session for each in kept if each.session.state is not State.CLOSED)
    session = next(open_one, None)
    return lines_of(session.plan) if session and session.plan else ()


def _person(here: Runtime, worker: str) -> tuple[Worker | None, bool]:
    """Her profile, and whether lists may go by it."""
    if not worker:
        return None, False
    with reading(here.engine) as connection:
        return workers.get(connection, worker), may_personalise(connection, worker)
