"""`/bureau/sources`: how each source of postings stands: last feed, what is lost, its silence."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import now
from api.pages.templates import templates
from api.routes.dependencies import Here, ReadDb
from api.security.caller import Caller, allowed
from api.services.feed_status import SourceStatus, source_statuses
from api.services.ingest_losses import FIELDS
from api.store import feeds
from registry.access.action import Action
from registry.access.principal import Resource

router = APIRouter(include_in_schema=False)
SeeingSources = Annotated[Caller, allowed(Action.SEE_SOURCES)]
MUCH: Final = 0.2  # of a field lost: worth a word with the source


@router.get("/bureau/sources", response_class=HTMLResponse)
def page(request: Request, here: Here, caller: SeeingSources, connection: ReadDb) -> Response:
    """Sources that wait for a word first: silent, broken off, refused, then the others."""
    caller.shows_nobody()  # of whom it shows nothing below
    counties = feeds.counties(connection)
    mine = [
        one
        for one in source_statuses(connection, now(here.settings))
        if caller.may(Resource("来源", one.source, counties=counties.get(one.source, frozenset())))
    ]
    mine.sort(key=lambda one: (not _troubles(one), one.source))
    context: dict[str, Any] = {
        "items": [(one, _troubles(one)) for one in mine],
        "fields": [(name, field.label) for name, field in FIELDS.items()],
        "much": MUCH,
        "live": sum(one.live for one in mine),
        "held": sum(one.held for one in mine),
    }
    return templates.TemplateResponse(request, "bureau/sources.html", context)


def _troubles(one: SourceStatus) -> list[str]:
    """What to speak about with the source, in words."""
    found = []
    if one.silent_since is not None:
        found.append("超过平常间隔没有来数")
    if one.last is not None and one.last.ended_at is None:
        found.append("最近一次没有记到结束：还在进行，或者中断了")
    if one.last is not None:
        found += [words for words in (one.last.fault, one.last.withheld) if words]
    return found
