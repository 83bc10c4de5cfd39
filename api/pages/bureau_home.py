"""`/bureau`: what waits for a reviewer, by kind, oldest first, with the days due."""

from datetime import date
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import today
from api.pages.templates import templates
from api.routes.dependencies import Here, ReadDb
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.services.bureau_queue import MATTER_NAMES, MOST, Matter, Waits, waiting
from registry.access.action import Action
from registry.access.principal import Resource

router = APIRouter(include_in_schema=False)
SeeingReviews = Annotated[Caller, allowed(Action.SEE_REVIEWS)]
FIRST_OF_A_KIND: Final = 10


class Row(NamedTuple):
    """One thing that waits, as a line of a table."""

    one: Waits
    county: str
    days: int | None
    late: int
    is_anothers: bool


class Section(NamedTuple):
    """One kind. rows: the oldest; total: of all, at most MOST."""

    code: str
    name: str
    rows: tuple[Row, ...]
    total: int
    oldest: int
    late: int


@router.get("/bureau", response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: SeeingReviews,
    connection: ReadDb,
    kind: Annotated[str, Query(max_length=16)] = "",
) -> Response:
    """All kinds, or one of them at length."""
    county = caller.principal.county
    caller.on(Resource("县区", county, counties=frozenset({county})))
    day = today(here.settings)
    chosen = kind if kind in set(Matter) else ""
    found = waiting(connection, here.keys, day, county)
    most = MOST if chosen else FIRST_OF_A_KIND
    context: dict[str, Any] = {
        "sections": [
            _section(here, caller, matter, some, day, most) for matter, some in found.items()
        ],
        "chosen": chosen,
        "most": MOST,
        "where": _name(here, county) or "全市",
        "is_city": not county,
    }
    return templates.TemplateResponse(request, "bureau/home.html", context)


def _section(
    here: Runtime, caller: Caller, matter: Matter, some: tuple[Waits, ...], day: date, most: int
) -> Section:
    rows = tuple(
        Row(
            one,
            _name(here, one.county),
            (day - one.since).days if one.since else None,
            (day - one.due).days if one.due and one.due < day else 0,
            one.not_by == caller.actor.id,
        )
        for one in some
    )
    oldest = max((row.days or 0 for row in rows), default=0)
    late = sum(1 for row in rows if row.late)
    return Section(matter.value, MATTER_NAMES[matter], rows[:most], len(rows), oldest, late)


def _name(here: Runtime, code: str) -> str:
    found = here.reference.gazetteer.get(code) if code else None
    return found.name if found else code
