"""/desk/why: why a posting is, or is not, on a person's list."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.database import reading
from api.pages.advisor_desk import Serving, page_of
from api.pages.advisor_list import LIST, MALFORMED, ListAsked, list_asked
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.security.things import worker_of
from api.services.scored import Asked
from matcher.ranking import PUBLISHED
from registry.errors import LinggangError

router = APIRouter(include_in_schema=False)
WHY: Final = "/desk/why"


@router.get("/desk/why", response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: Serving,
    posting: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """Every rule that was asked, and the reasons where there are some; else what to mend."""
    context: dict[str, Any] = {"posting": posting, "worker_id": "", "faults": []}
    status = 200
    try:
        asked = list_asked(here, request.query_params)
        context |= {"worker_id": asked.worker, "to_list": page_of(LIST, **asked.address)}
        context["kept"] = asked.address
        context |= _told(here, caller, asked, posting.strip())
    except LinggangError as error:
        caller.shows_nobody()
        context["faults"], status = [("posting", str(error))], status_of(error)
    except ValueError:
        caller.shows_nobody()
        context["faults"], status = [("", MALFORMED)], 422
    return templates.TemplateResponse(request, "advisor/why.html", context, status)


def _told(here: Runtime, caller: Caller, asked: ListAsked, posting: str) -> dict[str, Any]:
    with reading(here.engine) as connection:
        person = worker_of(connection, asked.worker, caller)
        if not posting:
            return {}
        why = here.recommender(connection).why(
            connection, posting, person, asked.day, asked.profile, Asked(asked.weights)
        )
    marks = {each.posting: each for each in here.marks.of_worker(person.id)}
    return {
        "why": why,
        "is_reweighted": asked.weights is not PUBLISHED,
        "mark": marks.get(posting),
    }
