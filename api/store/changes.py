"""The change log: every change of a posting or worker, in the order in which they committed.

A sequence number is taken from a one-row table that the transaction keeps locked until it commits,
so a lower number is never committed after a higher one: a reader that has seen n misses nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from api.store.tables import changes, counters

# Its row alone: of several, two writers might lock one each and wait for ever.
OWN: Final = counters.c.name == "changes"


class Kind(StrEnum):
    """What changed."""

    POSTING = "posting"
    WORKER = "worker"


class Op(StrEnum):
    """Whether lists may still show it."""

    UPSERT = "upsert"
    REMOVE = "remove"


class Change(NamedTuple):
    """One change; sequence > 0."""

    sequence: int
    kind: Kind
    id: str
    op: Op
    at: datetime


def lock(connection: Connection) -> None:
    """Make other writers wait until this transaction ends.

    Called before a batch is compared with what is stored: two writers of the same posting take
    turns, and since every writer locks this row first, none can deadlock.
    """
    connection.execute(select(counters.c.value).where(OWN).with_for_update()).all()


def record(
    connection: Connection, kind: Kind, entries: Sequence[tuple[str, Op]], at: datetime
) -> None:
    """Write the changes of one batch under numbers of their own."""
    if not entries:
        return
    last = connection.execute(
        update(counters)
        .where(OWN)
        .values(value=counters.c.value + len(entries))
        .returning(counters.c.value)
    ).scalar_one()
    first = last - len(entries) + 1
    connection.execute(
        insert(changes),
        [
            {"sequence": first + offset, "kind": kind.value, "id": id_, "op": op.value, "at": at}
            for offset, (id_, op) in enumerate(entries)
        ],
    )


def latest(connection: Connection) -> int:
    """The highest number committed; 0 before the first change."""
    highest: int | None = connection.execute(select(func.max(changes.c.sequence))).scalar_one()
    return highest or 0


def count_after(connection: Connection, sequence: int, kind: Kind) -> int:
    """How many changes of a kind there are after a number."""
    here = (changes.c.sequence > sequence) & _is_of(kind)
    return int(connection.execute(select(func.count()).where(here)).scalar_one())


def _is_of(kind: Kind) -> ColumnElement[bool]:
    """Whether a change is of a kind; told such that no index is asked by the kind.

    By it SQLite would go through all that ever changed instead of the few last ones.
    """
    return changes.c.kind.concat("") == kind.value


def after(
    connection: Connection, sequence: int, limit: int = 1000, kind: Kind | None = None
) -> list[Change]:
    """The changes after a number, oldest first, at most `limit` of them; kind: only those."""
    asked = select(changes).where(changes.c.sequence > sequence)
    if kind is not None:
        asked = asked.where(_is_of(kind))
    rows = connection.execute(asked.order_by(changes.c.sequence).limit(limit))
    return [Change(row.sequence, Kind(row.kind), row.id, Op(row.op), row.at) for row in rows]
