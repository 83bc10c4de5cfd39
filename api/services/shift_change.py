"""One change of a shift: locked, stepped, booked and audited in one transaction, told after it.

Locks are taken in one order everywhere: the shift's row, then the diaries of all workers whom the
change may book or ask, at once and by id, then the end of the audit chain. So nothing deadlocks.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection

from api.clock import SHANGHAI
from api.database import writing
from api.expected import require
from api.services.shift_desk import ShiftDesk
from api.store import assignments, audit, jobs, shifts, workers
from api.store.shifts import KeptShift
from registry.actor import THE_SYSTEM, Actor
from registry.errors import UnknownName
from registry.jobs.posting import Posting
from registry.placement.assignment import (
    HOLDING,
    LIVE,
    TABLE,
    Assignment,
    AssignmentEvent,
    AssignmentState,
)
from registry.placement.booking import Diary, booking_findings, refusals
from registry.placement.shift import (
    STOPPED,
    Shift,
    ShiftState,
    freed_by_one,
    passed,
    reopened,
    taken_by_one,
)
from registry.placement.shift_terms import ShiftTerms
from registry.placement.shift_words import promotion
from registry.placement.spans import Span
from registry.placement.waves import awake

# What lies farther from a shift than this belongs to no day and no stretch of work with it.
AROUND: Final = timedelta(days=2)


class Note(NamedTuple):
    """A record of the audit chain that is still to be written."""

    actor: Actor
    action: str
    detail: dict[str, Any]


@dataclass(slots=True)
class ShiftChange:
    """A locked shift and what becomes of it; nothing is kept or told if the block raises."""

    desk: ShiftDesk
    connection: Connection
    at: datetime
    kept: KeptShift
    posting: Posting
    terms: ShiftTerms
    messages: list[tuple[str, str]] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def shift(self) -> Shift:
        """The shift as it now stands."""
        return self.kept.shift

    def to(self, shift: Shift, **changes: Any) -> None:
        """Bring it to what it becomes. changes: other fields of KeptShift."""
        if shift.state is ShiftState.FULL and self.kept.full_at is None:
            changes["full_at"] = self.at
        self.kept = replace(self.kept, shift=shift, **changes)
        shifts.save(self.connection, self.kept)

    def note(self, actor: Actor, action: str, **detail: Any) -> None:
        """A record of the audit chain, ids only: written when all else is done.

        The chain has one end, which all writers wait for: whoever held it and then waited for a
        diary could be waited for by the diary's holder.
        """
        told = {"role": actor.role.value, "state": self.shift.state.value}
        self.notes.append(Note(actor, action, told | {"taken": self.shift.taken} | detail))

    def keep_notes(self) -> None:
        """Write the records, in their order; after this nothing may be locked."""
        for actor, action, detail in self.notes:
            name = f"shift.{action}"
            key = self.desk.keys.audit
            audit.append(self.connection, key, actor, name, self.kept.id, self.at, **detail)

    def message(self, worker: str, text: str) -> None:
        """Tell a worker, once all this is committed."""
        self.messages.append((worker, text))

    def assignment(self, worker: str) -> Assignment:
        """A worker's; UnknownName where she was never asked."""
        found = assignments.get(self.connection, self.desk.keys, self.kept.id, worker)
        if found is None:
            raise UnknownName("这一班的劳动者", worker)
        return found

    def diaries(self, names: Iterable[str]) -> dict[str, Diary]:
        """What these have on, theirs to change until the end; once a transaction."""
        people = workers.people(self.connection, sorted(set(names)))
        assignments.lock_diaries(self.connection, people.values())
        return self.read_diaries(people)

    def read_diaries(self, people: Mapping[str, str]) -> dict[str, Diary]:
        """What the people of some profiles have on, which others may change; by profile."""
        span = self.shift.span
        around = Span(span.start - AROUND, span.end + AROUND)
        midnight = datetime.combine(self.at.astimezone(SHANGHAI).date(), time(), SHANGHAI)
        found = assignments.diaries_of(self.connection, people, around, midnight)
        return {name: found[person] for name, person in people.items()}

    def take(self, one: Assignment, event: AssignmentEvent, actor: Actor, **changes: Any) -> None:
        """Give a free place to a worker whose diary is locked and allows it."""
        state = TABLE.step(one.state, event, actor)
        after = replace(one, state=state, taken_at=self.at, **changes)
        person = workers.people(self.connection, [one.worker])[one.worker]
        assignments.book(self.connection, self.kept.id, one.worker, person, self.shift.span)
        assignments.save(self.connection, self.desk.keys, after)
        self.to(taken_by_one(self.shift))
        self.note(actor, event.value, worker=one.worker)

    def give_back(
        self, one: Assignment, event: AssignmentEvent, actor: Actor, **changes: Any
    ) -> Assignment:
        """Take a worker off, with her place if she holds one; the place is not offered yet."""
        after = replace(one, state=TABLE.step(one.state, event, actor), **changes)
        assignments.save(self.connection, self.desk.keys, after)
        if one.state in HOLDING:
            assignments.unbook(self.connection, self.kept.id, one.worker)
            self.to(freed_by_one(self.shift))
        return after

    def refill(self) -> None:
        """Offer what is free: to who stands by; then to others, if that is not too late."""
        if self.at >= self.shift.ends:
            return
        self.promote()
        again = reopened(self.shift, self.at, self.terms)
        if again.state is not self.shift.state:
            self.to(again)
            self.note(THE_SYSTEM, "reopen")
        if again.state is ShiftState.OPEN and self.kept.first_asked_at is not None:
            self.to(again, next_wave_at=awake(self.at, again.answer_by))

    def promote(self) -> None:
        """Give what is free to who stands by, in order.

        Whose day does not allow it now is passed over, and goes on standing by.
        """
        if not self.shift.free or self.posting.state in STOPPED:
            return
        standing_by = (AssignmentState.STANDBY,)
        waiting = assignments.of_shift(self.connection, self.desk.keys, self.kept.id, standing_by)
        allowed = self._bookable([one.worker for one in waiting])
        for one in waiting:
            if self.shift.free and one.worker in allowed:
                self.take(one, AssignmentEvent.PROMOTE, THE_SYSTEM)
                notice = timedelta(hours=self.terms.promotion_notice_hours)
                is_late = self.shift.starts - self.at < notice
                self.message(one.worker, promotion(self.shift, self.posting, is_late))

    def pass_time(self) -> None:
        """What time alone does: past the deadline silence is over, at the end work is done."""
        after = passed(self.shift, self.at)
        if after.state is self.shift.state:
            return
        was_open = self.shift.state in (ShiftState.OPEN, ShiftState.FULL)
        self.to(after)
        if was_open:
            self.move_all(AssignmentState.INVITED, AssignmentEvent.LAPSE)
            self.note(THE_SYSTEM, "close")
        if after.state is ShiftState.DONE:
            for state in sorted(HOLDING):
                self.move_all(state, AssignmentEvent.FINISH)
            self.move_all(AssignmentState.STANDBY, AssignmentEvent.LAPSE)
            assignments.unbook(self.connection, self.kept.id)
            self.note(THE_SYSTEM, "finish")

    def release_gone(self) -> int:
        """Take off whoever deleted her profile or died; how many held a place."""
        known = assignments.of_shift(self.connection, self.desk.keys, self.kept.id, LIVE)
        there = workers.get_many(self.connection, [one.worker for one in known])
        gone = [one for one in known if one.worker not in there]
        for one in gone:
            self.give_back(one, AssignmentEvent.RELEASE, THE_SYSTEM)
            self.note(THE_SYSTEM, "release", worker=one.worker, was=one.state.value)
        return sum(one.state in HOLDING for one in gone)

    def move_all(self, state: AssignmentState, event: AssignmentEvent) -> list[str]:
        """The same step for everybody in a state; who they are."""
        target = TABLE.step(state, event, THE_SYSTEM)
        return assignments.move_all(self.connection, self.kept.id, state, target)

    def _bookable(self, names: list[str]) -> set[str]:
        """Whom nothing keeps from this shift; their diaries are locked from here on."""
        diaries = self.diaries(names)
        found = workers.get_many(self.connection, names)
        return {
            name
            for name, one in found.items()
            if not refusals(booking_findings(one, self.shift.span, diaries[name], self.terms))
        }


@contextmanager
def changing_shift(desk: ShiftDesk, shift_id: str) -> Iterator[ShiftChange]:
    """The shift of an id as it stands now, locked until the block ends; UnknownName if none is."""
    at = desk.clock()
    with writing(desk.engine) as connection:
        kept = shifts.get(connection, shift_id, lock=True)
        if kept is None:
            raise UnknownName("班次编号", shift_id)
        require(shift_id, lambda: shifts.tag(connection, shift_id))
        posting = posting_of(connection, kept)
        change = ShiftChange(desk, connection, at, kept, posting, desk.terms(kept.shift, at))
        change.pass_time()
        yield change
        change.keep_notes()
    for worker, text in change.messages:
        desk.tell(worker, text)


def posting_of(connection: Connection, kept: KeptShift) -> Posting:
    """The posting of a shift; every shift has one."""
    posting = jobs.get(connection, kept.shift.posting)
    if posting is None:
        raise UnknownName("岗位", kept.shift.posting)
    return posting
