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
from api.services.guide_view import plan_json
from api.store import workers
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
    if person is None or not is_personal:
        return {"has_profile": person is not None, "plan": None}
    guided = here.guide.plan(person, today(here.settings), Profile.PUBLIC, caller.actor)
    return {"has_profile": True, "plan": plan_json(guided, here.guidance_texts)}


def _person(here: Runtime, worker: str) -> tuple[Worker | None, bool]:
    """Her profile, and whether lists may go by it."""
    if not worker:
        return None, False
    with reading(here.engine) as connection:
        return workers.get(connection, worker), may_personalise(connection, worker)
