"""/desk/plan: what guidance says of the person in front, each number with its proof."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import today
from api.pages.advisor_desk import Serving, client_of, page_of
from api.pages.advisor_list import LIST, MALFORMED, PROFILES
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.services.guide_view import plan_json
from registry.errors import LinggangError
from registry.jobs.posting import Profile

router = APIRouter(include_in_schema=False)
PAGE: Final = "/desk/plan"
SESSION: Final = "/desk/guidance"


@router.get(PAGE, response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: Serving,
    worker: Annotated[str, Query(max_length=200)] = "",
    profile: Annotated[str, Query(max_length=16)] = Profile.PUBLIC.value,
) -> Response:
    """The plan of today, made anew; that it was read is kept."""
    person = client_of(here, worker.strip(), caller)
    context: dict[str, Any] = {
        "worker_id": person.id,
        "to_list": page_of(LIST, worker=person.id),
        "to_session": page_of(SESSION, worker=person.id),
        "profiles": PROFILES,
        "profile": profile,
        "plan": None,
    }
    if profile not in dict(PROFILES):
        context["error"] = MALFORMED
        return templates.TemplateResponse(request, "advisor/plan.html", context, 422)
    day = today(here.settings)
    try:
        guided = here.guide.plan(person, day, Profile(profile), caller.actor)
    except LinggangError as error:
        context["error"] = str(error)
        return templates.TemplateResponse(request, "advisor/plan.html", context, status_of(error))
    context["plan"] = plan_json(guided, here.guidance_texts)
    return templates.TemplateResponse(request, "advisor/plan.html", context)
