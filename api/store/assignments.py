"""Assignments in the store: who is asked, who takes a place, and which half-hours are booked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Row

from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import assignments as table
from api.store.tables import busy_half_hours as busy
from api.store.tables import diaries, shifts
from registry.placement.assignment import HOLDING, Assignment, AssignmentState
from registry.placement.booking import Diary
from registry.placement.spans import Span

_SAID: Final = TypeAdapter(tuple[str, ...])
# Who worked on a day has worked, though she has no place any more.
_BOOKED: Final = [state.value for state in (*HOLDING, AssignmentState.DONE)]


@dataclass(frozen=True, slots=True)
class Link:
    """Whose answer a token is."""

    shift: str
    worker: str


def link_of(connection: Connection, token_hash: str) -> Link | None:
    """What a token's hash names; None if there is none such."""
    row = connection.execute(
        select(table.c.shift, table.c.worker).where(table.c.token == token_hash)
    ).one_or_none()
    return Link(row.shift, row.worker) if row is not None else None


def add(connection: Connection, asked: Sequence[tuple[Assignment, str]]) -> None:
    """Put new ones in, each with the hash of its token."""
    if asked:
        rows = [
            {
                "shift": one.shift,
                "worker": one.worker,
                "token": token_hash,
                "state": one.state.value,
                "score": one.score,
                "wave": one.wave,
                "invited_at": one.invited_at,
            }
            for one, token_hash in asked
        ]
        connection.execute(insert(table), rows)


def save(connection: Connection, keys: Keys, one: Assignment) -> None:
    """What became of one; its shift's row must be locked in this transaction."""
    connection.execute(
        update(table)
        .where(table.c.shift == one.shift, table.c.worker == one.worker)
        .values(
            state=one.state.value,
            waiting=one.waiting,
            answered_at=one.answered_at,
            taken_at=one.taken_at,
            left_at=one.left_at,
            sealed=seal(keys, _SAID, one.said) if one.said else "",
        )
    )


def get(connection: Connection, keys: Keys, shift_id: str, worker: str) -> Assignment | None:
    """The assignment of a worker to a shift."""
    row = connection.execute(
        select(table).where(table.c.shift == shift_id, table.c.worker == worker)
    ).one_or_none()
    return _assignment(keys, row) if row is not None else None


def of_shift(
    connection: Connection,
    keys: Keys,
    shift_id: str,
    states: Collection[AssignmentState] | None = None,
) -> tuple[Assignment, ...]:
    """The assignments of a shift, who stands by first in her order, the others as invited."""
    asked = select(table).where(table.c.shift == shift_id)
    if states is not None:
        asked = asked.where(table.c.state.in_([state.value for state in states]))
    order = (func.coalesce(table.c.waiting, 0), table.c.wave, table.c.score.desc(), table.c.worker)
    return tuple(_assignment(keys, row) for row in connection.execute(asked.order_by(*order)))


def of_worker(connection: Connection, keys: Keys, worker: str) -> tuple[Assignment, ...]:
    """The assignments of a worker, the latest invitation first."""
    asked = select(table).where(table.c.worker == worker)
    rows = connection.execute(asked.order_by(table.c.invited_at.desc(), table.c.shift))
    return tuple(_assignment(keys, row) for row in rows)


def move_all(
    connection: Connection, shift_id: str, source: AssignmentState, target: AssignmentState
) -> list[str]:
    """Bring every assignment of a shift from one state to another; whose they are."""
    moved = (
        update(table)
        .where(table.c.shift == shift_id, table.c.state == source.value)
        .values(state=target.value)
        .returning(table.c.worker)
    )
    return sorted(connection.execute(moved).scalars())


def workers_of(connection: Connection, shift_id: str) -> set[str]:
    """Everybody who was asked for a shift."""
    return set(
        connection.execute(select(table.c.worker).where(table.c.shift == shift_id)).scalars()
    )


def last_waiting(connection: Connection, shift_id: str) -> int:
    """The highest number of stand-by given out for a shift; 0 before the first."""
    asked = select(func.max(table.c.waiting)).where(table.c.shift == shift_id)
    return connection.execute(asked).scalar_one() or 0


# ------------------------------------------------------------ diaries


def lock_diaries(connection: Connection, people: Iterable[str]) -> None:
    """Make others who would book or ask one of these people wait until this transaction ends.

    Always after the shift's row, and in their order: so that none can deadlock.
    """
    wanted = sorted(set(people))
    if not wanted:
        return
    is_sqlite = connection.dialect.name == "sqlite"
    make = sqlite.insert(diaries) if is_sqlite else postgresql.insert(diaries)
    connection.execute(make.on_conflict_do_nothing(), [{"person": person} for person in wanted])
    for start in range(0, len(wanted), _BATCH):
        asked = select(diaries).where(diaries.c.person.in_(wanted[start : start + _BATCH]))
        connection.execute(asked.order_by(diaries.c.person).with_for_update()).all()


_BATCH: Final = 500


def diaries_of(
    connection: Connection, people: Mapping[str, str], around: Span, since: datetime
) -> dict[str, Diary]:
    """What some people have on from one time to another, and how often they were asked since.

    people: whose each profile is; what any of a person's profiles has on is hers. around:
    everything that touches it is told. Returns her diary by person.
    """
    known: dict[str, Diary] = dict.fromkeys(people.values(), Diary())
    profiles = sorted(people)
    for start in range(0, len(profiles), _BATCH):
        some = profiles[start : start + _BATCH]
        for worker, span in _booked(connection, some, around):
            diary = known[people[worker]]
            known[people[worker]] = Diary((*diary.booked, span), diary.invited_today)
        for worker, number in _asked(connection, some, since):
            diary = known[people[worker]]
            known[people[worker]] = Diary(diary.booked, diary.invited_today + number)
    return known


def book(connection: Connection, shift_id: str, worker: str, person: str, span: Span) -> None:
    """Book a person's half-hours; the database refuses one that is booked already."""
    fixed = {"person": person, "shift": shift_id, "worker": worker}
    connection.execute(insert(busy), [fixed | {"half_hour": each} for each in span.half_hours])


def unbook(connection: Connection, shift_id: str, worker: str | None = None) -> None:
    """Give half-hours of a shift back: a worker's, or everybody's."""
    gone = delete(busy).where(busy.c.shift == shift_id)
    connection.execute(gone if worker is None else gone.where(busy.c.worker == worker))


def _booked(
    connection: Connection, workers: Sequence[str], around: Span
) -> Iterable[tuple[str, Span]]:
    rows = connection.execute(
        select(table.c.worker, shifts.c.starts, shifts.c.ends)
        .join(shifts, shifts.c.id == table.c.shift)
        .where(
            table.c.worker.in_(workers),
            table.c.state.in_(_BOOKED),
            shifts.c.starts < around.end,
            shifts.c.ends > around.start,
        )
        .order_by(shifts.c.starts)
    )
    return [(row.worker, Span(row.starts, row.ends)) for row in rows]


def _asked(
    connection: Connection, workers: Sequence[str], since: datetime
) -> Iterable[tuple[str, int]]:
    rows = connection.execute(
        select(table.c.worker, func.count().label("number"))
        .where(table.c.worker.in_(workers), table.c.invited_at >= since)
        .group_by(table.c.worker)
    )
    return [(row.worker, row.number) for row in rows]


def _assignment(keys: Keys, row: Row[tuple[object, ...]]) -> Assignment:
    return Assignment(
        shift=row.shift,
        worker=row.worker,
        state=AssignmentState(row.state),
        score=row.score,
        wave=row.wave,
        invited_at=row.invited_at,
        waiting=row.waiting,
        answered_at=row.answered_at,
        taken_at=row.taken_at,
        left_at=row.left_at,
        said=unseal(keys, _SAID, row.sealed) if row.sealed else (),
    )
