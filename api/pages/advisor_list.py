"""The advisor's page: one worker in, her ranked and explained list out."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import today
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here, ReadDb
from api.security.caller import SeeingList
from api.security.things import worker_of
from registry.errors import LinggangError
from registry.jobs.posting import Profile

router = APIRouter(include_in_schema=False)
PAGE_LIMIT = 20


@router.get("/desk/list", response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: SeeingList,
    connection: ReadDb,
    worker: Annotated[str, Query()] = "",
    as_of: Annotated[str, Query()] = "",
    profile: Annotated[str, Query()] = Profile.PUBLIC.value,
) -> Response:
    """The form; with a worker's id also her list, or in plain words why there is none.

    A person types these: what is left empty means the usual, what is wrong is told on the page.
    """
    worker = worker.strip() or caller.principal.worker
    context: dict[str, Any] = {
        "signed_in": True,
        "worker_id": worker,
        "as_of": as_of,
        "profile": profile,
    }
    status = 200
    try:
        day = date.fromisoformat(as_of) if as_of else today(here.settings)
        context |= {"as_of": day.isoformat(), "profile": Profile(profile).value}
        if not worker:
            caller.shows_nobody()
        else:
            person = worker_of(connection, worker, caller)
            recommender = here.recommender(connection)
            found = recommender.recommend(connection, person, day, Profile(profile), PAGE_LIMIT)
            place = here.reference.gazetteer.get(person.place.code) if person.place.code else None
            context |= {"person": person, "found": found, "home": place.full_name if place else ""}
    except LinggangError as error:
        caller.shows_nobody()
        context["error"], status = str(error), status_of(error)
    except ValueError:
        caller.shows_nobody()
        context["error"], status = "日期应写成 2026-11-22 的样子，岗位库请从列表里选。", 422
    return templates.TemplateResponse(request, "desk/list.html", context, status_code=status)
