"""What the forms of a guidance session hold: what was typed, else what is known already."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final, NamedTuple

from starlette.datastructures import FormData

from api.clock import today
from api.database import reading
from api.pages.guidance_read import ADDED, OTHER_POSTINGS
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.guidance_proposal import Proposal
from api.services.guidance_words import fact_words
from api.services.scored import Asked
from api.store import jobs
from registry.errors import LinggangError
from registry.guidance.faults import LONGEST, LONGEST_TOLD, MOST_AGREED, MOST_POSTINGS
from registry.guidance.record import (
    EARLY,
    ENDING_NAMES,
    PRIORITY_NAMES,
    RESULT_NAMES,
    TEST_NAMES,
    WAY_NAMES,
    Session,
)
from registry.guidance.session import State
from registry.jobs.posting import Posting, Profile
from registry.jobs.week import describe, windows_of
from registry.placement.application import OPEN
from registry.placement.mark import MarkKind, marked
from registry.workers.worker import Worker

FROM_LIST: Final = 5
FEWEST_ROWS: Final = 3
LETTER_DAYS: Final = timedelta(days=7)
SCORES: Final = (
    ("5", "5 很满意"), ("4", "4 满意"), ("3", "3 一般"), ("2", "2 不满意"), ("1", "1 很不满意"),
    ("", "本人没有说"),
)  # fmt: skip
CHOICES: Final = {
    "priority": [(each.value, name) for each, name in PRIORITY_NAMES.items()],
    "test": [(each.value, name) for each, name in TEST_NAMES.items()],
    "way": [(each.value, name) for each, name in WAY_NAMES.items()],
    "result": [(each.value, name) for each, name in RESULT_NAMES.items()],
    "ending": [(each.value, name) for each, name in ENDING_NAMES.items()],
    "early": [(each.value, ENDING_NAMES[each]) for each in EARLY],
    "satisfaction": SCORES,
}
LIMITS: Final[dict[str, Any]] = {
    "longest": LONGEST,
    "longest_told": LONGEST_TOLD,
    "most_postings": MOST_POSTINGS,
    "rows": range(MOST_AGREED),
    "added": range(ADDED),
    "others_rows": range(OTHER_POSTINGS),
}
_Known = dict[str, Any]


class Proposed(NamedTuple):
    """What is proposed, None where that cannot be said now; why: in words, else ""."""

    proposal: Proposal | None
    why: str = ""

    @property
    def plan(self) -> dict[str, Any]:
        """As JSON; empty where there is none."""
        return self.proposal.plan if self.proposal else {}


def fields_of(
    here: Runtime, caller: Caller, person: Worker, session: Session, sent: FormData | None
) -> dict[str, Any]:
    """For the template: what the forms of the next step hold and offer."""
    proposed = Proposed(None)
    if session.state in (State.TESTED, State.INFORMED):
        proposed = _proposed(here, caller, person)
    known = KNOWN.get(session.state, _nothing)(here, person, proposed)
    typed = {**known, **(_typed(sent) if sent is not None else {})}
    offered = _offered(here, person, proposed) if session.state is State.INFORMED else []
    return {
        "typed": typed,
        "ticked": sent.getlist if sent is not None else lambda name: known.get(name, ()),
        "proposed": proposed,
        "offered": offered,
        "shown_rows": _rows(typed),
        "choices": CHOICES,
        **LIMITS,
    }


def _rows(typed: Mapping[str, Any]) -> int:
    """So many rows for things to do stand open: those that hold something, and one more."""
    last = max((n for n in LIMITS["rows"] if typed.get(f"todo-{n}")), default=-1)
    return max(FEWEST_ROWS, last + 2)


def _typed(sent: FormData) -> dict[str, str]:
    return {name: value for name, value in sent.items() if isinstance(value, str)}


def _proposed(here: Runtime, caller: Caller, person: Worker) -> Proposed:
    try:
        return Proposed(here.guidance_sessions.propose(person.id, caller.actor))
    except LinggangError as fault:
        return Proposed(None, str(fault))


def _nothing(_: Runtime, __: Worker, ___: Proposed) -> _Known:
    return {}


def _of_wishes(_: Runtime, person: Worker, __: Proposed) -> _Known:
    """What her profile says, to be gone through with her."""
    return {
        "pay": str(person.pay_floor) if person.pay_floor else "",
        "hours": describe(windows_of(person.free)) if person.free else "",
    }


def _of_needs(_: Runtime, person: Worker, __: Proposed) -> _Known:
    return {
        "skills": "、".join(person.skills),
        "papers": "、".join(person.certificates),
        "transport": "、".join(person.own_equipment),
    }


def _of_facts(_: Runtime, __: Worker, proposed: Proposed) -> _Known:
    policies = proposed.proposal.policies if proposed.proposal else ()
    return {
        "market": "\n".join(fact_words(each) for each in proposed.plan.get("facts", ())),
        "policies": "、".join(policies),
    }


def _of_plan(_: Runtime, __: Worker, proposed: Proposed) -> _Known:
    """The first step of each way that is proposed, with its day where it has one."""
    known: _Known = {}
    steps = [each["steps"][0] for each in proposed.plan.get("strategies", ()) if each["steps"]]
    for row, each in enumerate(steps):
        known |= {f"todo-{row}": each["words"], f"by-{row}": each["by"] or ""}
    return known


def _of_letters(here: Runtime, _: Worker, __: Proposed) -> _Known:
    by = (today(here.settings) + LETTER_DAYS).isoformat()
    return {f"by-{row}": by for row in range(MOST_POSTINGS)}


def _of_follow_ups(here: Runtime, _: Worker, __: Proposed) -> _Known:
    return {"held_on": today(here.settings).isoformat()}


KNOWN: Final[Mapping[State, Callable[[Runtime, Worker, Proposed], _Known]]] = {
    State.RECEIVED: _of_wishes,
    State.WISHED: _of_needs,
    State.TESTED: _of_facts,
    State.INFORMED: _of_plan,
    State.PLANNED: _of_letters,
    State.RECOMMENDED: _of_follow_ups,
}


def _offered(here: Runtime, person: Worker, proposed: Proposed) -> list[Posting]:
    """Postings to tick: pinned, wanted by her, shown by the advice, first on her list."""
    pinned = marked(here.marks.of_worker(person.id), MarkKind.PINNED)
    wanted = [
        each.posting for each in here.application_reader.of_worker(person.id) if each.state in OPEN
    ]
    shown = [
        one["posting_id"]
        for each in proposed.plan.get("strategies", ())
        for one in each["proof"][:2]
    ]
    left_out = marked(here.marks.of_worker(person.id), MarkKind.EXCLUDED)
    ids = list(dict.fromkeys([*sorted(pinned), *wanted, *shown, *_listed(here, person, left_out)]))
    with reading(here.engine) as connection:
        known = jobs.get_many(connection, ids)
    return [known[each] for each in ids if each in known]


def _listed(here: Runtime, person: Worker, left_out: frozenset[str]) -> list[str]:
    try:
        with reading(here.engine) as connection:
            found = here.recommender(connection).recommend(
                connection,
                person,
                today(here.settings),
                Profile.PUBLIC,
                FROM_LIST,
                Asked(without=left_out),
            )
    except LinggangError:  # the plan can be agreed without a list
        return []
    return [each.posting.id for each in found.items]
