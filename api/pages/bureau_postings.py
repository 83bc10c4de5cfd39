"""`/bureau/postings`: postings by state and county, what holds each of them in its own words."""

from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.pages.counties import county_choices
from api.pages.paged import next_of
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.routes.paging import Page, pages
from api.security.caller import Caller, allowed
from api.store.posting_life import Place
from registry.access.action import Action
from registry.access.principal import Resource
from registry.jobs.lifecycle import TABLE
from registry.jobs.posting import PostingState

router = APIRouter(include_in_schema=False)
Holding = Annotated[Caller, allowed(Action.HOLD_POSTING)]
PostingsPage = Annotated[Page, pages("bureau-postings", 20)]
ANY: Final = "any"
# What a reviewer looks through, the first by default.
STATES: Final = (
    PostingState.HELD,
    PostingState.PUBLISHED,
    PostingState.REMOVED,
    PostingState.EXPIRED,
    PostingState.FILLED,
    PostingState.WITHDRAWN,
    PostingState.UNSENT,
)


@router.get("/bureau/postings", response_class=HTMLResponse)
def page(
    request: Request,
    response: Response,
    here: Here,
    caller: Holding,
    paged: PostingsPage,
    state: Annotated[str, Query(max_length=16)] = PostingState.HELD.value,
    county: Annotated[str, Query(max_length=6)] = "",
    office: Annotated[str, Query(max_length=1)] = "",
) -> Response:
    """What was seen first in front. county: of the city's choice, or her own alone."""
    own = caller.principal.county
    counties = dict(county_choices(here))
    chosen = county if county in counties else ""
    place = chosen or own
    caller.on(Resource("县区", place, counties=frozenset({place})))
    wanted = next((each for each in STATES if each.value == state), None)
    found = here.postings.listed(paged.asked, wanted, place, bool(office), _place(paged.after))
    shown = paged.of(found, lambda one: (one.row.first_seen.isoformat(), one.row.id))
    context: dict[str, Any] = {
        "items": shown,
        "next": next_of(response),
        "state": wanted.value if wanted else ANY,
        "states": [(each.value, TABLE.state_names[each]) for each in STATES] + [(ANY, "全部状态")],
        "state_names": {each.value: name for each, name in TABLE.state_names.items()},
        "county": place,
        "counties": [each for each in counties.items() if own in ("", each[0])],
        "names": counties,
        "is_city": not own,
        "office": bool(office),
        "is_first": paged.after is None,
    }
    return templates.TemplateResponse(request, "bureau/postings.html", context)


def _place(after: tuple[str | int, ...] | None) -> Place | None:
    return Place(datetime.fromisoformat(str(after[0])), str(after[1])) if after else None
