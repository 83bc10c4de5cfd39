"""Who applied to a firm: waiting for its answer, spoken with, hired, over."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import SHANGHAI, today
from api.database import reading
from api.pages.firm import clock_time, of_firm, shown
from api.pages.paged import next_of
from api.routes.applications import place_of
from api.routes.dependencies import Here
from api.routes.paging import Page, pages
from api.security.caller import Caller
from api.security.things import posting_of
from registry.access.action import Action
from registry.placement.application import STATE_NAMES, State

router = APIRouter(include_in_schema=False)
Seeing = Annotated[Caller, of_firm(Action.SEE_APPLICATION)]
ApplicationsPage = Annotated[Page, pages("firm_applications")]
# By what a firm looks for them.
GROUPS: Final = {
    "waiting": ("等您答复", (State.PASSED, State.SEEN)),
    "talking": ("已答复、约面试", (State.ANSWERED, State.INTERVIEW)),
    "hired": ("已录用", (State.HIRED, State.LASTED_7, State.LASTED_30)),
    "unsure": ("待核实", (State.DISPUTED, State.STAY_DISPUTED)),
    "over": ("已结束", (State.REFUSED, State.LEFT_EARLY, State.WITHDRAWN, State.LAPSED)),
}
NAMES: Final = tuple((name, words) for name, (words, _) in GROUPS.items())


@router.get("/firm/applications", response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: Seeing,
    response: Response,
    page: ApplicationsPage,
    group: Annotated[str, Query(max_length=16)] = "",
    posting: Annotated[str, Query(max_length=300)] = "",
) -> Response:
    """Those of one group, or of one posting; those that wait stand with how long they do."""
    about = None
    if posting:
        with reading(here.engine) as connection:
            about = posting_of(connection, posting, caller)
    chosen = group if group in GROUPS else "" if posting else "waiting"
    states = GROUPS[chosen][1] if chosen else tuple(State)
    found = here.application_reader.of_firm(
        caller.principal.firm, states, page.asked, place_of(page.after), posting
    )
    rows = page.of(found, lambda one: (one.wanted_at.isoformat(), one.id))
    postings = here.application_reader.postings(one.posting for one in rows)
    day = today(here.settings)
    context = {
        "about": about,
        "groups": NAMES,
        "chosen": chosen,
        "names": STATE_NAMES,
        "is_first": page.after is None,
        "next": next_of(response),
        "rows": [
            (
                one,
                postings[one.posting],
                clock_time(one.passed_at or one.moved_at),
                (day - (one.passed_at or one.moved_at).astimezone(SHANGHAI).date()).days,
                clock_time(one.interview.begin) if one.interview else "",
            )
            for one in rows
        ],
    }
    return shown(request, "applications", context)
