"""A firm's own public postings: newest first, how many of each state, which end soon."""

from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, true

from api.store.codec import read_posting
from api.store.tables import postings as table
from registry.jobs.posting import Posting, PostingState, Profile


class Place(NamedTuple):
    """A place in the list, newest first."""

    first_seen: datetime
    id: str


class FirmPosting(NamedTuple):
    """A posting with what stands beside its document."""

    posting: Posting
    first_seen: datetime
    closed_reason: str

    @property
    def place(self) -> Place:
        """Where it stands in the list."""
        return Place(self.first_seen, self.posting.id)


def of_firm(
    connection: Connection,
    firm: str,
    state: PostingState | None = None,
    limit: int = 100,
    after: Place | None = None,
) -> tuple[FirmPosting, ...]:
    """A firm's postings, newest first. state None: any. after: only those behind that place."""
    asked = (
        select(table.c.document, table.c.first_seen, table.c.closed_reason)
        .where(_own(firm), _behind(after))
        .order_by(table.c.first_seen.desc(), table.c.id)
        .limit(limit)
    )
    if state is not None:
        asked = asked.where(table.c.state == state.value)
    return tuple(
        FirmPosting(read_posting(row.document), row.first_seen, row.closed_reason or "")
        for row in connection.execute(asked)
    )


def counts(connection: Connection, firm: str) -> dict[PostingState, int]:
    """How many postings of a firm are in each state; states of none are left out."""
    rows = connection.execute(
        select(table.c.state, func.count().label("number"))
        .where(_own(firm))
        .group_by(table.c.state)
    )
    return {PostingState(row.state): row.number for row in rows}


def ending(
    connection: Connection, firm: str, first: date, last: date, limit: int
) -> tuple[Posting, ...]:
    """What is published and ends between two days, both included, the first to end first."""
    asked = (
        select(table.c.document)
        .where(_own(firm), _PUBLISHED, table.c.valid_until.between(first, last))
        .order_by(table.c.valid_until, table.c.id)
        .limit(limit)
    )
    return tuple(read_posting(document) for document in connection.execute(asked).scalars())


def ending_count(connection: Connection, firm: str, first: date, last: date) -> int:
    """How many are published and end between two days, both included."""
    asked = select(func.count()).where(
        _own(firm), _PUBLISHED, table.c.valid_until.between(first, last)
    )
    return connection.execute(asked).scalar_one()


_PUBLISHED: Final = table.c.state == PostingState.PUBLISHED.value


def _own(firm: str) -> ColumnElement[bool]:
    return and_(table.c.source == firm, table.c.profile == Profile.PUBLIC.value)


def _behind(after: Place | None) -> ColumnElement[bool]:
    if after is None:
        return true()
    older = table.c.first_seen < after.first_seen
    return or_(older, and_(table.c.first_seen == after.first_seen, table.c.id > after.id))
