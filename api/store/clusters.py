"""Which postings are one job: clusters as they were found, and what a person took apart."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, delete, insert, or_, select

from api.store import changes
from api.store.changes import Kind, Op
from api.store.tables import duplicates as table
from api.store.tables import postings, splits
from registry.jobs.lifecycle import LISTED


class Membership(NamedTuple):
    """The cluster of a posting. parted: somebody took it, or one beside it, out of a cluster."""

    cluster: str
    parted: bool


class Split(NamedTuple):
    """Two postings that somebody said are two jobs; first < second."""

    first: str
    second: str
    decided_by: str
    reason: str
    decided_at: datetime


def memberships(
    connection: Connection, ids: Collection[str] | None = None
) -> dict[str, Membership]:
    """By id, of all postings or of some; only of those unchanged since their cluster was found."""
    asked = select(table.c.posting_id, table.c.cluster, table.c.parted).join(
        postings,
        and_(postings.c.id == table.c.posting_id, postings.c.content_hash == table.c.content_hash),
    )
    if ids is not None:
        asked = asked.where(table.c.posting_id.in_(ids))
    return {
        row.posting_id: Membership(row.cluster, row.parted) for row in connection.execute(asked)
    }


def members(connection: Connection, posting_id: str) -> tuple[str, ...]:
    """Ids of the postings in one cluster with this one, itself among them; sorted."""
    cluster = select(table.c.cluster).where(table.c.posting_id == posting_id).scalar_subquery()
    found = connection.execute(select(table.c.posting_id).where(table.c.cluster == cluster))
    return tuple(sorted({posting_id, *found.scalars()}))


def hashes(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The content hash of each posting, by id."""
    rows = connection.execute(
        select(postings.c.id, postings.c.content_hash).where(postings.c.id.in_(list(ids)))
    )
    return {row.id: row.content_hash for row in rows}


def keep(
    connection: Connection,
    found: dict[str, Membership],
    hash_of: dict[str, str],
    at: datetime,
    among: Collection[str] | None = None,
) -> None:
    """Put memberships in place of those of all postings, or of those `among`.

    What changed its cluster is told in the change log, so that every index takes it over.
    """
    changes.lock(connection)
    before = memberships(connection, among)
    outdated = delete(table)
    connection.execute(outdated if among is None else outdated.where(table.c.posting_id.in_(among)))
    if found:
        connection.execute(
            insert(table),
            [
                {"posting_id": name, **membership._asdict(), "content_hash": hash_of[name]}
                for name, membership in found.items()
            ],
        )
    changed = [name for name in {**before, **found} if before.get(name) != found.get(name)]
    listed = connection.execute(
        select(postings.c.id)
        .where(postings.c.id.in_(changed), postings.c.state.in_([each.value for each in LISTED]))
        .order_by(postings.c.id)
    ).scalars()
    changes.record(connection, Kind.POSTING, [(name, Op.UPSERT) for name in listed], at)


def all_splits(connection: Connection) -> list[Split]:
    """Every split, by ids."""
    rows = connection.execute(select(splits).order_by(splits.c.first, splits.c.second))
    return [Split(*row) for row in rows]


def add_splits(connection: Connection, made: Collection[Split]) -> None:
    """Keep splits; one that is there already stays as it was first decided."""
    known = {split[:2] for split in all_splits(connection)}
    new = [split._asdict() for split in made if split[:2] not in known]
    if new:
        connection.execute(insert(splits), new)


def remove_splits(connection: Connection, posting_id: str) -> list[Split]:
    """Take back every split of a posting; what they were."""
    mine = or_(splits.c.first == posting_id, splits.c.second == posting_id)
    gone = [Split(*row) for row in connection.execute(select(splits).where(mine))]
    connection.execute(delete(splits).where(mine))
    return gone
