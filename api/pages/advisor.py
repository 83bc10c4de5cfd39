"""The advisor's page: one worker in, her ranked and explained list out."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Day, Here, ProfileQuery, ReadDb
from api.services.recommend import find_worker
from registry.errors import LinggangError
from registry.jobs.posting import Profile

router = APIRouter(include_in_schema=False)
PAGE_LIMIT = 20


@router.get("/", response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    connection: ReadDb,
    as_of: Day,
    worker: Annotated[str, Query()] = "",
    profile: ProfileQuery = Profile.PUBLIC,
) -> Response:
    """The form; with a worker's id also her list, or in plain words why there is none."""
    context = {"worker_id": worker.strip(), "as_of": as_of, "profile": profile.value}
    if not worker.strip():
        return templates.TemplateResponse(request, "advisor.html", context)
    try:
        person = find_worker(connection, worker.strip())
        found = here.recommender.recommend(connection, person, as_of, profile, PAGE_LIMIT)
    except LinggangError as error:
        context["error"] = str(error)
        status = status_of(error)
        return templates.TemplateResponse(request, "advisor.html", context, status_code=status)
    place = here.reference.gazetteer.get(person.place.code) if person.place.code else None
    context |= {"person": person, "found": found, "home": place.full_name if place else ""}
    return templates.TemplateResponse(request, "advisor.html", context)
