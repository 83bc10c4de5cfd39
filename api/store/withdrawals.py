"""Postings that their source takes back, many at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from api.store import changes, posting_life
from api.store.changes import Kind, Op
from api.store.codec import posting_document, read_posting
from api.store.posting_life import Told
from api.store.tables import changes as changes_table
from api.store.tables import postings as table
from registry.actor import Actor, Role
from registry.jobs.lifecycle import STANDING, TABLE, Move, PostingEvent
from registry.jobs.posting import Posting, Profile

BATCH: Final = 500
OPEN: Final = tuple(each.value for each in STANDING)
LAPSE: Final = PostingEvent.LAPSE


def open_ids(connection: Connection, source: str) -> list[str]:
    """The public postings of a source that are not closed, held ones too; by id."""
    found = connection.execute(
        select(table.c.id)
        .where(
            table.c.source == source,
            table.c.profile == Profile.PUBLIC.value,
            table.c.state.in_(OPEN),
        )
        .order_by(table.c.id)
    )
    return list(found.scalars())


def changed_since(connection: Connection, sequence: int) -> set[str]:
    """Ids of the postings with a change after a number of the change log."""
    log = changes_table.c
    found = connection.execute(
        select(log.id).where(log.sequence > sequence, log.kind == Kind.POSTING.value)
    )
    return set(found.scalars())


def withdraw(connection: Connection, reasons: Mapping[str, str], at: datetime) -> set[str]:
    """Close postings, each with its reason; the ids of those that were open till now."""
    changes.lock(connection)
    closed: set[str] = set()
    wanted = sorted(reasons)
    for start in range(0, len(wanted), BATCH):
        rows = connection.execute(
            select(table.c.id, table.c.document)
            .where(table.c.id.in_(wanted[start : start + BATCH]), table.c.state.in_(OPEN))
            .order_by(table.c.id)
        ).all()
        if rows:
            _close(connection, [read_posting(row.document) for row in rows], reasons, at)
        changes.record(connection, Kind.POSTING, [(row.id, Op.REMOVE) for row in rows], at)
        closed |= {row.id for row in rows}
    return closed


def _close(
    connection: Connection, open_ones: Sequence[Posting], reasons: Mapping[str, str], at: datetime
) -> None:
    # A bound parameter may not be named like a column it sets.
    statement = (
        update(table)
        .where(table.c.id == bindparam("this_id"))
        .values(
            state=bindparam("became"), closed_reason=bindparam("why"), document=bindparam("closed")
        )
    )
    moves = {each.id: _unsent(each) for each in open_ones}
    values = [
        {
            "this_id": each.id,
            "why": reasons[each.id],
            "became": moves[each.id].state.value,
            "closed": posting_document(replace(each, state=moves[each.id].state)),
        }
        for each in open_ones
    ]
    connection.execute(statement, values)
    told = [Told(name, move, reasons[name]) for name, move in moves.items()]
    posting_life.tell(connection, told, at)


def _unsent(posting: Posting) -> Move:
    firm = Actor(posting.source, Role.FIRM)
    return Move(LAPSE, firm, TABLE.step(posting.state, LAPSE, firm))
