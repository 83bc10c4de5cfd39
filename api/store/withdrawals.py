"""Postings that their source takes back, many at a time."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from api.store import changes
from api.store.changes import Kind, Op
from api.store.codec import posting_document, read_posting
from api.store.tables import changes as changes_table
from api.store.tables import postings as table
from registry.jobs.posting import PostingState, Profile

BATCH: Final = 500
OPEN: Final = (PostingState.PUBLISHED.value, PostingState.HELD.value)


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
            _close(connection, {row.id: row.document for row in rows}, reasons)
        changes.record(connection, Kind.POSTING, [(row.id, Op.REMOVE) for row in rows], at)
        closed |= {row.id for row in rows}
    return closed


def _close(
    connection: Connection, documents: Mapping[str, str], reasons: Mapping[str, str]
) -> None:
    # A bound parameter may not be named like a column it sets.
    statement = (
        update(table)
        .where(table.c.id == bindparam("this_id"))
        .values(
            state=PostingState.CLOSED.value,
            closed_reason=bindparam("why"),
            document=bindparam("closed"),
        )
    )
    values = [
        {"this_id": name, "why": reasons[name], "closed": _closed(document)}
        for name, document in documents.items()
    ]
    connection.execute(statement, values)


def _closed(document: str) -> str:
    return posting_document(replace(read_posting(document), state=PostingState.CLOSED))
