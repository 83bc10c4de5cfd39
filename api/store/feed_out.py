"""What our own feed tells of postings: the published ones, and how changed ones stand now."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from api.store.changes import Kind, Op
from api.store.codec import read_posting
from api.store.tables import changes as log
from api.store.tables import postings as table
from registry.jobs.posting import Posting, PostingState

BATCH = 500


class Standing(NamedTuple):
    """A posting as it stands now, and why it was closed, where it is."""

    posting: Posting
    closed_reason: str


def published(connection: Connection) -> Iterator[Posting]:
    """Every published posting, by id, few of them in memory."""
    last = ""
    while True:
        rows = connection.execute(
            select(table.c.id, table.c.document)
            .where(table.c.id > last, table.c.state == PostingState.PUBLISHED.value)
            .order_by(table.c.id)
            .limit(BATCH)
        ).all()
        for row in rows:
            yield read_posting(row.document)
        if len(rows) < BATCH:
            return
        last = rows[-1].id


def standing(connection: Connection, ids: Collection[str]) -> dict[str, Standing]:
    """How these postings stand, by id; at most BATCH of them."""
    rows = connection.execute(
        select(table.c.id, table.c.document, table.c.closed_reason).where(table.c.id.in_(ids))
    )
    return {row.id: Standing(read_posting(row.document), row.closed_reason or "") for row in rows}


def newest_change(connection: Connection, ids: Collection[str]) -> dict[str, int]:
    """The number of the last change of each of these postings."""
    rows = connection.execute(
        select(log.c.id, func.max(log.c.sequence).label("newest"))
        .where(log.c.kind == Kind.POSTING.value, log.c.id.in_(ids))
        .group_by(log.c.id)
    )
    return {row.id: row.newest for row in rows}


def ever_listed(connection: Connection, ids: Collection[str]) -> set[str]:
    """Those of these postings that a list or feed was once told of."""
    rows = connection.execute(
        select(log.c.id)
        .where(log.c.kind == Kind.POSTING.value, log.c.op == Op.UPSERT.value, log.c.id.in_(ids))
        .distinct()
    )
    return set(rows.scalars())
