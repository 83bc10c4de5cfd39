"""Shifts in the store: offered, locked, changed, and how they were filled."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, NamedTuple

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Select, func, insert, or_, select, update
from sqlalchemy.engine import Row

from api.expected import etag_of
from api.store.codec import DocumentUnreadable
from api.store.tables import assignments, postings, workers
from api.store.tables import shifts as table
from api.store.workers import SHOWN
from registry.placement.assignment import LIVE, AssignmentState
from registry.placement.fill import Filled
from registry.placement.shift import TAKEN_BACK, Shift, ShiftState

_SHIFT: Final = TypeAdapter(Shift)
ENDED: Final = (ShiftState.DONE.value, ShiftState.CANCELLED.value)


@dataclass(frozen=True, slots=True)
class KeptShift:
    """A shift as it is kept. firm: the posting's source. wave: of the last one sent, 0 before.

    most: how many may be asked at all, None for as many as it takes. next_wave_at: None while
    nobody is being asked. first_asked_at, full_at: None where that never was.
    cancelled: why it was called off, sealed.
    """

    id: str
    firm: str
    shift: Shift
    wave: int = 0
    most: int | None = None
    next_wave_at: datetime | None = None
    first_asked_at: datetime | None = None
    full_at: datetime | None = None
    cancelled: str = ""


class Place(NamedTuple):
    """A place in a list of shifts, by when they begin."""

    starts: datetime
    id: str


def add(connection: Connection, kept: KeptShift) -> None:
    """Put a new one in."""
    fixed = {
        "id": kept.id,
        "posting": kept.shift.posting,
        "firm": kept.firm,
        "ref": kept.shift.ref,
        "starts": kept.shift.starts,
        "ends": kept.shift.ends,
        "openings": kept.shift.openings,
        "document": _SHIFT.dump_json(kept.shift).decode(),
    }
    connection.execute(insert(table), [fixed | _row(kept)])


def save(connection: Connection, kept: KeptShift) -> None:
    """What became of one; its row must be locked in this transaction."""
    connection.execute(update(table).where(table.c.id == kept.id).values(**_row(kept)))


def get(connection: Connection, shift_id: str, lock: bool = False) -> KeptShift | None:
    """The shift of an id. lock: others who would change it wait for this transaction."""
    asked = select(table).where(table.c.id == shift_id)
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    return _kept(row) if row is not None else None


def tag(connection: Connection, shift_id: str) -> str:
    """The ETag of a shift: another one after each change of it and of who is asked for it."""
    kept = connection.execute(select(table).where(table.c.id == shift_id)).one()
    names = ("worker", "state", "waiting", "answered_at", "taken_at", "left_at", "sealed")
    asked = connection.execute(
        select(*(assignments.c[name] for name in names))
        .where(assignments.c.shift == shift_id)
        .order_by(assignments.c.worker)
    )
    return etag_of(*kept, *asked)


def of_ref(connection: Connection, posting_id: str, ref: str) -> KeptShift | None:
    """The shift that a firm's mark names among a posting's."""
    asked = select(table).where(table.c.posting == posting_id, table.c.ref == ref)
    row = connection.execute(asked).one_or_none()
    return _kept(row) if row is not None else None


def get_many(connection: Connection, ids: Collection[str]) -> dict[str, KeptShift]:
    """The shifts of some ids."""
    rows = connection.execute(select(table).where(table.c.id.in_(ids)))
    return {row.id: _kept(row) for row in rows}


def beginning(connection: Connection, since: datetime, until: datetime) -> frozenset[str]:
    """Ids of postings with an open shift that begins after `since`, not after `until`."""
    asked = select(table.c.posting).where(
        table.c.state == ShiftState.OPEN.value, table.c.starts > since, table.c.starts <= until
    )
    return frozenset(connection.execute(asked).scalars())


def due(connection: Connection, at: datetime) -> list[str]:
    """Ids of those for which something is to do: a deadline, an end, a wave; a posting that was
    taken back, or somebody whose profile is no longer there."""
    is_open = table.c.state.in_([ShiftState.OPEN.value, ShiftState.FULL.value])
    goes_on = table.c.state.not_in(ENDED)
    taken_back = select(postings.c.id).where(
        postings.c.state.in_([state.value for state in TAKEN_BACK])
    )
    rows = connection.execute(
        select(table.c.id)
        .where(
            or_(
                is_open & (table.c.answer_by <= at),
                (table.c.state == ShiftState.CLOSED.value) & (table.c.ends <= at),
                (table.c.state == ShiftState.OPEN.value) & (table.c.next_wave_at <= at),
                goes_on & table.c.posting.in_(taken_back),
                goes_on & table.c.id.in_(_left()),
            )
        )
        .order_by(table.c.id)
    )
    return list(rows.scalars())


def _left() -> Select[tuple[str]]:
    """Shifts on which somebody counts whose profile is deleted or hidden."""
    return (
        select(assignments.c.shift)
        .join(workers, (workers.c.id == assignments.c.worker) & SHOWN, isouter=True)
        .where(assignments.c.state.in_([state.value for state in LIVE]), workers.c.id.is_(None))
    )


def filled(
    connection: Connection,
    starts_from: datetime | None = None,
    starts_before: datetime | None = None,
    firm: str | None = None,
) -> tuple[Filled, ...]:
    """How shifts were filled, those of a time and of a firm where they are given."""
    asked = select(table).order_by(table.c.starts, table.c.id)
    if starts_from is not None:
        asked = asked.where(table.c.starts >= starts_from)
    if starts_before is not None:
        asked = asked.where(table.c.starts < starts_before)
    if firm is not None:
        asked = asked.where(table.c.firm == firm)
    kept = [_kept(row) for row in connection.execute(asked)]
    counts = counts_of(connection, [each.id for each in kept])
    return tuple(
        Filled(each.shift, counts[each.id], each.first_asked_at, each.full_at) for each in kept
    )


def counts_of(connection: Connection, ids: Iterable[str]) -> dict[str, Counter[AssignmentState]]:
    """How many assignments of each shift are in which state."""
    counts = {each: Counter[AssignmentState]() for each in ids}
    a = assignments.c
    rows = connection.execute(
        select(a.shift, a.state, func.count().label("number"))
        .group_by(a.shift, a.state)
        .where(a.shift.in_(counts) if len(counts) <= _MANY else a.shift.is_not(None))
    )
    for row in rows:
        if row.shift in counts:
            counts[row.shift][AssignmentState(row.state)] = row.number
    return counts


# Beyond so many ids all are counted: a statement holds no more.
_MANY: Final = 500


def of_firm(
    connection: Connection,
    firm: str,
    posting: str = "",
    since: datetime | None = None,
    limit: int | None = None,
    after: Place | None = None,
) -> tuple[KeptShift, ...]:
    """A firm's shifts that were not called off, the first to begin first.

    posting: of one posting alone. since: those that end later. after: only those behind that place.
    """
    asked = select(table).where(table.c.firm == firm, table.c.state != ShiftState.CANCELLED.value)
    if posting:
        asked = asked.where(table.c.posting == posting)
    if since is not None:
        asked = asked.where(table.c.ends > since)
    if after is not None:
        later = table.c.starts > after.starts
        asked = asked.where(or_(later, (table.c.starts == after.starts) & (table.c.id > after.id)))
    rows = connection.execute(asked.order_by(table.c.starts, table.c.id).limit(limit))
    return tuple(_kept(row) for row in rows)


def _row(kept: KeptShift) -> dict[str, object]:
    return {
        "state": kept.shift.state.value,
        "answer_by": kept.shift.answer_by,
        "taken": kept.shift.taken,
        "wave": kept.wave,
        "most": kept.most,
        "next_wave_at": kept.next_wave_at,
        "first_asked_at": kept.first_asked_at,
        "full_at": kept.full_at,
        "cancelled": kept.cancelled,
    }


def _kept(row: Row[tuple[object, ...]]) -> KeptShift:
    try:
        offered = _SHIFT.validate_json(row.document)
    except ValidationError as fault:
        raise DocumentUnreadable("班次读不出：数据库被改动过，或来自更新的版本。") from fault
    shift = replace(offered, state=ShiftState(row.state), taken=row.taken, answer_by=row.answer_by)
    return KeptShift(
        row.id,
        row.firm,
        shift,
        row.wave,
        row.most,
        row.next_wave_at,
        row.first_asked_at,
        row.full_at,
        row.cancelled,
    )
