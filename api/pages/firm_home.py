"""A firm's first page: who waits for its answer, what is held back, what ends soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import SHANGHAI, today
from api.pages.firm import of_firm, shown, told, why_held
from api.placement_terms import placement_terms
from api.routes.dependencies import Here, ReadDb
from api.runtime import Runtime
from api.security.caller import Caller
from api.store import firm_postings, shifts
from registry.access.action import Action
from registry.jobs.posting import Posting, PostingState
from registry.placement.application import State
from registry.placement.record import Application
from registry.placement.shift_words import when

router = APIRouter(include_in_schema=False)
Seeing = Annotated[Caller, of_firm(Action.SEE_POSTING)]
SOON: Final = timedelta(7)
MOST: Final = 10  # rows of each matter; the lists have them all
ASKED_OF_STORE: Final = 500
UNANSWERED: Final = (State.PASSED, State.SEEN)
DONE: Final = {"until": "有效期已延长。"}


@dataclass(frozen=True, slots=True)
class Waiting:
    """An application that waits for the firm. days: since it came; left: until it lapses."""

    one: Application
    posting: Posting
    days: int
    left: int


@router.get("/firm", response_class=HTMLResponse)
def page(request: Request, here: Here, caller: Seeing, connection: ReadDb) -> Response:
    """What there is to do, and how much stands."""
    firm, day = caller.principal.firm, today(here.settings)
    counts = firm_postings.counts(connection, firm)
    begin = datetime.combine(day, time(), SHANGHAI)
    short = [
        each
        for each in shifts.of_firm(connection, firm, since=begin)
        if each.shift.free and each.shift.starts <= begin + SOON
    ]
    waiting = here.application_reader.of_firm(firm, UNANSWERED, ASKED_OF_STORE)
    met = here.application_reader.of_firm(firm, (State.INTERVIEW,), ASKED_OF_STORE)
    held = firm_postings.of_firm(connection, firm, PostingState.HELD, MOST)
    context: dict[str, Any] = {
        "done": told(request, DONE),
        "published": counts.get(PostingState.PUBLISHED, 0),
        "held_count": counts.get(PostingState.HELD, 0),
        "held": [(each.posting, why_held(here, each.posting)) for each in held],
        "waiting": _longest(here, waiting),
        "waiting_count": len(waiting),
        "to_tell": _longest(here, (one for one in met if _is_over(here, one))),
        "ending": firm_postings.ending(connection, firm, day, day + SOON, MOST),
        "ending_count": firm_postings.ending_count(connection, firm, day, day + SOON),
        "short": short[:MOST],
        "short_count": len(short),
        "free_count": sum(each.shift.free for each in short),
        "when": when,
        "today": day,
        "longer": (day + timedelta(30)).isoformat(),
    }
    return shown(request, "home", context)


def _longest(here: Runtime, found: Iterable[Application]) -> list[Waiting]:
    """Those of them who wait longest, the first before the others."""
    first = sorted(found, key=lambda one: (_since(one), one.id))[:MOST]
    postings = here.application_reader.postings(one.posting for one in first)
    return [_waiting(here, one, postings[one.posting]) for one in first]


def _waiting(here: Runtime, one: Application, posting: Posting) -> Waiting:
    day = today(here.settings)
    waited = (day - _since(one)).days
    terms = placement_terms(here.policy, day, one.county)
    return Waiting(one, posting, waited, max(0, terms.lapse - waited))


def _since(one: Application) -> date:
    return (one.passed_at or one.moved_at).astimezone(SHANGHAI).date()


def _is_over(here: Runtime, one: Application) -> bool:
    return one.interview is not None and one.interview.end <= here.applications.clock()
