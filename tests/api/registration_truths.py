"""What must hold of a registration database after every event, whatever it was."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, func, select, text

from api.database import reading
from api.services.reviews import ReviewDesk
from api.store import audit, commitments, doubts, registrations, tables
from registry.actor import Role
from registry.audit import FIRST, AuditRecord, breaks
from registry.registration.application import STEPS, State
from registry.registration.decision import Outcome
from registry.registration.doubt import DoubtState
from registry.registration.ending_objection import EndingObjectionState
from registry.registration.exits import EXIT_KINDS
from registry.registration.record import Registration
from tests.api import registration_model as model
from tests.api.registration_desk import KEYS
from tests.api.registration_events import NUMBERS, REASON
from tests.api.registration_model import NEW, Book, Case, Changes, Ground

MAIN = tables.registrations
OF_A_REGISTRATION = (
    tables.registration_versions,
    tables.commitments,
    tables.register_answers,
    tables.doubts,
    tables.notices,
)
KEPT = (MAIN, *OF_A_REGISTRATION, tables.audit)
COUNTS = select(
    *(select(func.count()).select_from(each).scalar_subquery() for each in KEPT),
    select(func.count(tables.doubts.c.settled_at)).scalar_subquery(),
)
ROLES = {(each.source.value, each.event.value, each.target.value): each.by for each in STEPS}
ENDS = {"accept", "refuse", "exit", "revoke", "stand"}
UNMOVED = {"sign", "rewrite", "wait", "preview", "doubt_opened", "doubt_settled"}
AT_A_TIME = 3  # in the queue of officers
DOUBLES = """
SELECT count(*) FROM (SELECT person FROM registrations WHERE state IN ({})
GROUP BY person HAVING count(*) > 1) AS twice
"""
TWICE_ACTIVE = text(DOUBLES.format("'ACTIVE'"))
TWICE_IN_PROGRESS = text(DOUBLES.format("'DRAFT', 'CHECKING', 'PENDING_REVIEW'"))


class Kept(NamedTuple):
    """What the database holds, so that one can tell whether anything was written."""

    counts: tuple[int, ...]
    head: tuple[Any, ...]
    rows: tuple[tuple[Any, ...], ...]


class Noted(NamedTuple):
    """What an audit record says of one registration. was: its state before, by the record."""

    was: str | None
    action: str
    state: str
    role: str


class Truths:
    """Looks at a database beside the model of it; `book` is brought up to date by `settle`.

    After an event only what it may have touched is looked at, and the chain from where it was
    whole; `hold_of_all` looks at everything.
    """

    def __init__(self, engine: Engine, book: Book) -> None:
        self.engine, self.book = engine, book
        self.head = (0, FIRST)

    def kept(self, who: int) -> Kept:
        """Counts of all tables, the end of the chain, and a person's rows as they stand."""
        with reading(self.engine) as connection:
            mine = select(MAIN).where(MAIN.c.person == person(who))
            rows = connection.execute(mine.order_by(MAIN.c.id))
            return Kept(
                tuple(connection.execute(COUNTS).one()),
                tuple(connection.execute(select(tables.audit_head)).one()),
                tuple(tuple(row) for row in rows),
            )

    def settle(self, foretold: Changes, who: int) -> None:
        """Take what was foretold as what is, and see whether it is."""
        earlier = {one: case.state for one, case in self.book.cases.items()}
        with reading(self.engine) as connection:
            if NEW in foretold:
                mine = registrations.of_person(connection, person(who))
                (made,) = [each.id for each in mine if each.id not in self.book.cases]
                foretold = {made: foretold[NEW]}
            self.book.cases |= foretold
            for one in foretold:
                self._is_as_foretold(connection, one)
                hold_no_number(rows_of(connection, one))
            for each in {case.who for case in foretold.values()}:
                cover_no_day_twice(connection, each)
            assert connection.execute(TWICE_ACTIVE).scalar_one() == 0
            assert connection.execute(TWICE_IN_PROGRESS).scalar_one() == 0
            for one, notes in self._noted(connection).items():
                assert one in foretold or {each.action for each in notes} == {"doubt_opened"}
                tell_of_every_step(notes, earlier.get(one), self.book.cases[one].state)
                self._are_told(connection, one, notes)
                self._doubts_move(connection, one, notes)

    def doubt_what_a_night_finds(self) -> None:
        """Whatever is soft waits for an officer, or has waited."""
        for one, case in self.book.cases.items():
            if case.state is State.ACTIVE and model.is_doubtful(self.book, one):
                assert self.book.doubts.get(one)

    def hold_of_all(self) -> None:
        """Every row of every table, and the whole chain."""
        with reading(self.engine) as connection:
            assert audit.verify(connection, KEYS.audit) == ()
            for table in KEPT:
                hold_no_number(connection.execute(select(table)).all())
            assert set(connection.execute(select(MAIN.c.id)).scalars()) == set(self.book.cases)
            for one in self.book.cases:
                self._is_as_foretold(connection, one)
            for who in range(len(NUMBERS)):
                cover_no_day_twice(connection, who)
        self._queue_is_whole()

    def _is_as_foretold(self, connection: Connection, one: str) -> None:
        case, found = self.book.cases[one], registrations.get(connection, KEYS, one)
        assert found is not None
        assert seen(found) == expected(case)
        assert (commitments.get(connection, one) is not None) == case.is_signed
        assert len(registrations.versions(connection, KEYS, one)) == case.version - 1

    def _doubts_move(self, connection: Connection, one: str, notes: Sequence[Noted]) -> None:
        """A doubt is opened once and settled once, each with its record."""
        before = self.book.doubts.get(one, {})
        found = doubts.of_registration(connection, KEYS, one)
        now = {each.key: each.state is DoubtState.SETTLED for each in found}
        assert all(now[key] >= done for key, done in before.items())
        counts = Counter(note.action for note in notes)
        assert len(now) - len(before) == counts["doubt_opened"]
        assert sum(now.values()) - sum(before.values()) == counts["doubt_settled"]
        assert all(bool(each.reason) == bool(each.settled_by) == now[each.key] for each in found)
        self.book.doubts[one] = now

    def _queue_is_whole(self) -> None:
        """Whatever waits for an officer is in the queue once, the oldest first."""
        desk = ReviewDesk(self.engine, KEYS, lambda: self.book.at)
        page = desk.waiting(limit=AT_A_TIME)
        found = list(page)
        while page:
            page = desk.waiting(after=found[-1].place, limit=AT_A_TIME)
            found += page
        assert [each.place for each in found] == sorted(each.place for each in found)
        assert Counter((each.place[1:], each.not_by) for each in found) == Counter(
            waiting(self.book)
        )

    def _noted(self, connection: Connection) -> dict[str, list[Noted]]:
        """What the chain says since the last look, by registration; it must go on unbroken."""
        table = tables.audit
        rows = connection.execute(
            select(table).where(table.c.sequence > self.head[0]).order_by(table.c.sequence)
        )
        records = [AuditRecord(*row) for row in rows]
        hold_no_number(records)
        last = connection.execute(select(tables.audit_head)).one()
        head = (last.sequence, last.hash)
        assert list(breaks(records, head, KEYS.audit, self.head)) == []
        self.head = head
        noted: dict[str, list[Noted]] = {}
        for record in (each for each in records if each.action.startswith("registration.")):
            detail = json.loads(record.detail)
            action = record.action.removeprefix("registration.")
            note = Noted(detail.get("was"), action, detail["state"], detail["role"])
            noted.setdefault(record.subject, []).append(note)
        return noted

    def _are_told(self, connection: Connection, one: str, notes: Sequence[Noted]) -> None:
        """Whoever is refused, or leaves, hears why and how to object."""
        ends = [note for note in notes if note.action in ENDS]
        if not ends:
            return
        found = registrations.get(connection, KEYS, one)
        last = registrations.told(connection, KEYS, one)[-1]
        assert found is not None
        assert last.at == self.book.at
        assert all(why in last.text for why in reasons(found, ends[-1].action))
        is_her_own_word = (ends[-1].action, ends[-1].role) == ("exit", Role.PERSON)
        assert is_her_own_word or "异议" in last.text


def tell_of_every_step(notes: Sequence[Noted], earlier: State | None, now: State) -> None:
    """The records lead from the state before to the state now by steps of the table, each once."""
    state: str | None = earlier
    for note in notes:
        if note.action in UNMOVED:
            assert note.state == state
        elif note.action == "apply":
            assert (state, note.state) == (None, State.DRAFT)
        else:
            assert note.was == state
            assert note.role in ROLES[note.was, note.action, note.state]
        state = note.state
    assert state == now
    steps = [note.action for note in notes if note.action != "doubt_opened"]
    assert len(set(steps)) == len(steps)


def waiting(book: Book) -> Iterator[tuple[tuple[str, str], str]]:
    """Registration, part of it and who must not decide: all that waits by the model."""
    for one, case in book.cases.items():
        if case.state is State.PENDING_REVIEW:
            yield (one, ""), case.decided_by
        if case.objection is EndingObjectionState.OPEN:
            yield (one, "objection"), case.decided_by
        for key in book.open_doubts(one):
            yield (one, key), ""


def cover_no_day_twice(connection: Connection, who: int) -> None:
    """The days [start, exit) of one person's registrations do not overlap."""
    spans = connection.execute(
        select(MAIN.c.start_date, MAIN.c.ended_on)
        .where(MAIN.c.person == person(who))
        .where(MAIN.c.state.in_([State.ACTIVE, State.EXITED]))
        .order_by(MAIN.c.start_date, MAIN.c.ended_on.is_(None), MAIN.c.ended_on)
    ).all()
    for (_, ended_on), (start, _) in pairwise(spans):
        assert ended_on is not None
        assert ended_on <= start


def rows_of(connection: Connection, one: str) -> list[Any]:
    rows = list(connection.execute(select(MAIN).where(MAIN.c.id == one)))
    for table in OF_A_REGISTRATION:
        rows += connection.execute(select(table).where(table.c.registration == one))
    return rows


def hold_no_number(rows: Sequence[Any]) -> None:
    kept = repr(rows)
    assert not any(number in kept for number in NUMBERS)


def person(who: int) -> str:
    return KEYS.person(NUMBERS[who])


def expected(case: Case) -> tuple[Any, ...]:
    """What the model says of a registration."""
    return (
        case.state,
        case.claim,
        case.path,
        case.version,
        case.submitted_at,
        case.decided_by,
        case.decided_on,
        case.ended_on,
        case.ground,
        case.exited_by,
        case.objection,
        case.is_preview,
    )


def seen(found: Registration) -> tuple[Any, ...]:
    """The same of what is kept."""
    left = found.exit
    return (
        found.state,
        found.claim,
        found.path,
        found.version,
        found.submitted_at,
        found.decided_by,
        found.decided_on,
        found.ended_on,
        Ground(left.source, left.kind, left.since) if left and left.source else None,
        left.by if left else None,
        found.objection.state if found.objection else None,
        found.decision is not None and found.decision.outcome is Outcome.INELIGIBLE,
    )


def reasons(found: Registration, action: str) -> tuple[str, ...]:
    """What a person must be told of an end."""
    if action == "exit" and found.exit:
        return EXIT_KINDS[found.exit.code].name, str(found.exit.on)
    if action == "accept" and found.decision:
        return tuple(each.finding.detail for each in found.decision.deciding)
    return (REASON,)
