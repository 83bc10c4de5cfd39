"""A pure model of registering: what each event should make of a person's applications."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from api.clock import SHANGHAI
from registry.actor import THE_SYSTEM, Actor, Role
from registry.errors import LinggangError
from registry.registration.application import ENDED, Event, State, step
from registry.registration.claim import Claim
from registry.registration.ending_objection import EndingObjectionState
from registry.registration.exits import ExitCode
from registry.registration.record import Path
from registry.registration.register_answer import AnswerStatus, Source

IN_PROGRESS = frozenset({State.DRAFT, State.CHECKING, State.PENDING_REVIEW})
PATIENCE = timedelta(hours=24)
NEW = "new"  # the id of an application before the service has given it one


class Refused(LinggangError):
    """The model expects the service to refuse."""


class Saying(NamedTuple):
    """What a register may say of a person, and what that means at entry and for who is in.

    means: "" nothing, bars, review or confirm. raises: our own adapter fails.
    """

    source: Source
    kind: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    means: str = ""
    leaves_by: ExitCode | None = None
    status: AnswerStatus = AnswerStatus.OK
    raises: bool = False


class Said(NamedTuple):
    """A saying, and the day from which it holds."""

    saying: Saying
    since: date


class Ground(NamedTuple):
    """The record by which somebody left."""

    source: Source
    kind: str
    since: date


@dataclass(frozen=True)
class Case:
    """One application as the model sees it."""

    who: int
    claim: Claim
    path: Path = Path.COMMITMENT
    state: State = State.DRAFT
    is_signed: bool = False
    version: int = 1
    submitted_at: datetime | None = None
    is_preview: bool = False
    decided_by: str = ""
    decided_on: date | None = None
    ended_on: date | None = None
    ground: Ground | None = None
    exited_by: Role | None = None
    objection: EndingObjectionState | None = None

    @property
    def start(self) -> date:
        return self.claim.start_date


Changes = dict[str, Case]


@dataclass
class Book:
    """All cases by id, what the registers say by person and source, and the time.

    doubts: by case and key whether each is settled, as they were last seen to stand.
    """

    at: datetime
    cases: dict[str, Case] = field(default_factory=dict)
    said: dict[tuple[int, Source], Said] = field(default_factory=dict)
    doubts: dict[str, dict[str, bool]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.at.astimezone(SHANGHAI).date()

    def case(self, one: str) -> Case:
        if one not in self.cases:
            raise Refused(one)
        return self.cases[one]

    def of(self, who: int) -> list[str]:
        """The ids of a person's cases, oldest first."""
        return [one for one, case in self.cases.items() if case.who == who]

    def others(self, one: str) -> list[Case]:
        who = self.cases[one].who
        return [self.cases[other] for other in self.of(who) if other != one]

    def sayings(self, who: int) -> list[Said]:
        return [said for (person, _), said in self.said.items() if person == who]

    def open_doubts(self, one: str) -> list[str]:
        """The keys of the doubts about a case that nobody settled."""
        return sorted(key for key, done in self.doubts.get(one, {}).items() if not done)

    def is_active_elsewhere(self, one: str, until: date = date.max) -> bool:
        return any(
            other.state is State.ACTIVE and other.start < until for other in self.others(one)
        )

    def overlaps(self, one: str, start: date, until: date = date.max) -> bool:
        """Whether days from `start` to before `until` are covered by what has ended already."""
        return any(
            other.state is State.EXITED
            and other.ended_on is not None
            and start < other.ended_on
            and other.start < until
            for other in self.others(one)
        )


def moved(case: Case, event: Event, actor: Actor, **changes: Any) -> Case:
    """The case after an event of the table; IllegalStep where the table has none."""
    return replace(case, state=step(case.state, event, actor, case.decided_by), **changes)


# ---------------------------------------------------------------- by the person


def applied(book: Book, who: int, claim: Claim) -> Changes:
    mine = {one: book.cases[one] for one in book.of(who)}
    open_ones = {
        one: case for one, case in mine.items() if case.state in IN_PROGRESS | {State.ACTIVE}
    }
    if any(case.claim == claim for case in open_ones.values()):
        return {}
    draft = next((one for one, case in open_ones.items() if case.state in IN_PROGRESS), None)
    if draft is None:
        return {NEW: Case(who, claim)}
    if mine[draft].state is not State.DRAFT:
        raise Refused(draft)
    return {draft: replace(mine[draft], claim=claim)}


def signed(book: Book, one: str, actor: Actor, is_right_text: bool) -> Changes:
    if actor.role is not Role.PERSON:
        raise Refused(one)
    case = book.case(one)
    if case.is_signed:
        return {}
    if case.state is not State.DRAFT or not is_right_text:
        raise Refused(one)
    return {one: replace(case, is_signed=True)}


def submitted(book: Book, one: str, actor: Actor) -> Changes:
    case = book.case(one)
    if case.state is not State.DRAFT:
        return {}
    if not case.is_signed or case.start > book.today or book.overlaps(one, case.start):
        return {}
    checking = moved(case, Event.SUBMIT, actor, submitted_at=book.at, is_preview=False)
    return {one: _after_check(book, one, checking)}


def chosen(book: Book, one: str, event: Event, actor: Actor) -> Changes:
    case = book.case(one)
    if event is Event.ACCEPT and not case.is_preview:
        raise Refused(one)
    day = {"decided_on": book.today} if event is Event.ACCEPT else {}
    return {one: moved(case, event, actor, **day)}


def objected(book: Book, one: str, actor: Actor) -> Changes:
    case = book.case(one)
    state = step(case.state, Event.OBJECT, actor, told_on=case.decided_on, as_of=book.today)
    if state in ENDED:
        is_own_word = state is State.EXITED and case.exited_by is Role.PERSON
        if is_own_word or case.objection is not None:
            raise Refused(one)
        return {one: replace(case, objection=EndingObjectionState.OPEN)}
    if any(other.state in IN_PROGRESS for other in book.others(one)):
        raise Refused(one)
    return {one: replace(case, state=state)}


def corrected(book: Book, one: str, claim: Claim, actor: Actor) -> Changes:
    case = book.case(one)
    if claim.identity != case.claim.identity:
        raise Refused(one)
    after = moved(case, Event.CORRECT, actor, claim=claim, version=case.version + 1)
    if claim.start_date > book.today or book.overlaps(one, claim.start_date):
        raise Refused(one)
    return {one: after}


# ---------------------------------------------------------------- by an officer


def decided(book: Book, one: str, is_granted: bool, reason: str, actor: Actor) -> Changes:
    _need(reason)
    case = book.case(one)
    event = Event.APPROVE if is_granted else Event.REFUSE
    after = moved(case, event, actor, decided_by=actor.id, decided_on=book.today)
    if is_granted:
        _refuse_double(book, one)
    return {one: after}


def left(book: Book, one: str, code: ExitCode, on: date, actor: Actor) -> Changes:
    case = book.case(one)
    is_not_hers = actor.role is Role.PERSON and code in (ExitCode.X6A, ExitCode.X6E)
    if is_not_hers or not case.start <= on <= book.today:
        raise Refused(one)
    decided = {} if actor.role is Role.PERSON else _decided(book, actor)
    return {one: _exited(case, actor, on, None, decided)}


def reinstated(book: Book, one: str, reason: str, actor: Actor) -> Changes:
    _need(reason)
    case = book.case(one)
    if case.state is State.REVOKED and case.exited_by is not None:
        _refuse_double(book, one, case.ended_on or date.max)
        after = moved(case, Event.RESTORE, actor, objection=None, **_decided(book, actor))
        return {one: after}
    _refuse_double(book, one)
    return {one: _reinstated(case, actor, _decided(book, actor))}


def answered(book: Book, one: str, is_upheld: bool, reason: str, actor: Actor) -> Changes:
    _need(reason)
    case = book.case(one)
    if case.objection is not EndingObjectionState.OPEN:
        raise Refused(one)
    stands = moved(case, Event.STAND, actor, objection=EndingObjectionState.DISMISSED)
    return reinstated(book, one, reason, actor) if is_upheld else {one: stands}


def settled(book: Book, one: str, key: str, reason: str, actor: Actor) -> Changes:
    _need(reason)
    case = book.case(one)
    if key not in book.open_doubts(one) or actor.role is not Role.OFFICER:
        raise Refused(one)
    return {one: case}


def revoked(book: Book, one: str, reason: str, actor: Actor) -> Changes:
    _need(reason)
    case = book.case(one)
    return {one: moved(case, Event.REVOKE, actor, objection=None, **_decided(book, actor))}


# ---------------------------------------------------------------- by the system


def checked(book: Book, one: str) -> Changes:
    case = book.case(one)
    return {one: _after_check(book, one, case)} if case.state is State.CHECKING else {}


def after_hour(book: Book) -> Changes:
    """Every case that waits for registers alone, as it stands once they were asked again."""
    return {
        one: _after_check(book, one, case)
        for one, case in book.cases.items()
        if case.state is State.CHECKING and not case.is_preview
    }


def after_night(book: Book) -> Changes:
    """Every case that a re-check moves; those of one person in the order of their ids."""
    tonight = Book(book.at, dict(book.cases), book.said)
    changes: Changes = {}
    for one in sorted(book.cases):
        for after in _in_the_night(tonight, one):
            tonight.cases[one] = changes[one] = after
    return changes


def _in_the_night(book: Book, one: str) -> Iterator[Case]:
    case = book.cases[one]
    if case.state is State.ACTIVE:
        found = _first_exit(book.sayings(case.who), book.today)
        if found is not None and found[0] >= case.start:
            yield _exited(case, THE_SYSTEM, *found, _decided(book, THE_SYSTEM))
    elif case.state is State.EXITED and _is_withdrawn(book, case):
        doubled = book.is_active_elsewhere(one) or book.overlaps(one, case.start)
        if not doubled:
            yield _reinstated(case, THE_SYSTEM, _decided(book, THE_SYSTEM))


def is_doubtful(book: Book, one: str) -> bool:
    """Whether a night leaves something about a case in force for an officer to look at."""
    case = book.cases[one]
    sayings = book.sayings(case.who)
    is_soft = any(each.means == "review" and each.leaves_by is None for each, _ in sayings)
    found = _first_exit(sayings, book.today)
    return is_soft or (found is not None and found[0] < case.start)


def _exited(
    case: Case, actor: Actor, on: date, ground: Ground | None, decided: dict[str, Any]
) -> Case:
    left = {"ended_on": on, "ground": ground, "exited_by": actor.role, "objection": None}
    return moved(case, Event.EXIT, actor, **left, **decided)


def _reinstated(case: Case, actor: Actor, decided: dict[str, Any]) -> Case:
    is_open = case.objection is EndingObjectionState.OPEN
    objection = EndingObjectionState.UPHELD if is_open else case.objection
    back = {"ended_on": None, "ground": None, "exited_by": None, "objection": objection}
    return moved(case, Event.REINSTATE, actor, **back, **decided)


def _decided(book: Book, actor: Actor) -> dict[str, Any]:
    by = actor.id if actor.role is Role.OFFICER else ""
    return {"decided_by": by, "decided_on": book.today}


def _first_exit(sayings: list[Said], today: date) -> tuple[date, Ground] | None:
    found = []
    for saying, since in sayings:
        if saying.leaves_by is not None and since <= today:
            on = since.replace(day=1) if saying.leaves_by is ExitCode.X5 else since
            is_later = saying.leaves_by is not ExitCode.X6A
            ground = Ground(saying.source, saying.kind, since)
            found.append((is_later, on, saying.leaves_by, ground))
    if not found:
        return None
    _, on, _, ground = min(found, key=lambda each: each[:3])
    return on, ground


def _is_withdrawn(book: Book, case: Case) -> bool:
    if case.ground is None:
        return False
    said = book.said.get((case.who, case.ground.source))
    if said is None:
        return True
    is_heard = said.saying.status is AnswerStatus.OK and not said.saying.raises
    return is_heard and (said.saying.kind, said.since) != (case.ground.kind, case.ground.since)


def _after_check(book: Book, one: str, case: Case) -> Case:
    sayings = [said.saying for said in book.sayings(case.who)]
    means = {saying.means for saying in sayings}
    is_silent = any(each.raises or each.status is AnswerStatus.SILENT for each in sayings)
    is_of_no_use = any(
        each.status in (AnswerStatus.MALFORMED, AnswerStatus.CONFLICT) for each in sayings
    )
    is_barred = "bars" in means or book.is_active_elsewhere(one)
    if is_barred:
        return replace(case, is_preview=True)
    clear = replace(case, is_preview=False)
    is_unknowing = "confirm" in means and not case.claim.stops_benefit
    if is_unknowing or book.overlaps(one, case.start):
        return moved(clear, Event.RETURN, THE_SYSTEM)
    if "review" in means or is_of_no_use:
        return moved(clear, Event.DOUBT, THE_SYSTEM)
    if is_silent:
        is_over = book.at - (case.submitted_at or book.at) >= PATIENCE
        return moved(clear, Event.DOUBT, THE_SYSTEM) if is_over else clear
    event = Event.CLEAR if case.path is Path.COMMITMENT else Event.DOUBT
    return moved(clear, event, THE_SYSTEM)


def _need(reason: str) -> None:
    if not reason.strip():
        raise Refused(reason)


def _refuse_double(book: Book, one: str, until: date = date.max) -> None:
    start = book.cases[one].start
    if book.is_active_elsewhere(one, until) or book.overlaps(one, start, until):
        raise Refused(one)
