"""A firm's first page: who waits for its answer, what is held back, what ends soon."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
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
    waiting = _waiting(here, firm, UNANSWERED)
    to_tell = [each for each in _waiting(here, firm, (State.INTERVIEW,)) if _is_over(here, each)]
    held = firm_postings.of_firm(connection, firm, PostingState.HELD, MOST)
    context: dict[str, Any] = {
        "done": told(request, DONE),
        "published": counts.get(PostingState.PUBLISHED, 0),
        "held_count": counts.get(PostingState.HELD, 0),
        "held": [(each.posting, why_held(here, each.posting)) for each in held],
        "waiting": waiting[:MOST],
        "waiting_count": len(waiting),
        "to_tell": to_tell[:MOST],
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


def _waiting(here: Runtime, firm: str, states: tuple[State, ...]) -> list[Waiting]:
    """Who waits, the longest first."""
    found = here.application_reader.of_firm(firm, states, ASKED_OF_STORE)
    postings = here.application_reader.postings(one.posting for one in found)
    made = [_waiting_one(here, one, postings[one.posting]) for one in found]
    return sorted(made, key=lambda each: (-each.days, each.one.id))


def _waiting_one(here: Runtime, one: Application, posting: Posting) -> Waiting:
    day = today(here.settings)
    terms = placement_terms(here.policy, day, one.county)
    since = (one.passed_at or one.moved_at).astimezone(SHANGHAI).date()
    waited = (day - since).days
    return Waiting(one, posting, waited, max(0, terms.lapse - waited))


def _is_over(here: Runtime, each: Waiting) -> bool:
    met = each.one.interview
    return met is not None and met.end <= here.applications.clock()
