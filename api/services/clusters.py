"""Clusters kept in the store: found anew, taken apart by a person, put together again."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Engine

from api.database import reading, writing
from api.services.duplicates import Cluster, Duplicates, find_duplicates, together
from api.store import clusters, jobs
from api.store.clusters import Membership, Split
from registry.errors import InvalidField, UnknownName
from registry.jobs.posting import Posting, Profile
from registry.jobs.sketch import Sketcher


def refresh(engine: Engine, sketcher: Sketcher, at: datetime) -> dict[Profile, Duplicates]:
    """Find the clusters of all postings that a list may hold, by library, and keep them.

    What has changed meanwhile is in none until the next time; lists show it on a line of its own.
    """
    with reading(engine) as connection:
        postings: dict[Profile, list[Posting]] = {profile: [] for profile in Profile}
        for posting in jobs.iterate(connection):
            postings[posting.profile].append(posting)
        splits = clusters.all_splits(connection)
        apart = [split[:2] for split in splits]
        found = {
            profile: find_duplicates(library, sketcher, apart)
            for profile, library in postings.items()
        }
        kept = _memberships(together(found.values()).clusters, splits)
        hash_of = clusters.hashes(connection, kept)
    with writing(engine) as connection:
        clusters.keep(connection, kept, hash_of, at)
    return found


def split(
    connection: Connection,
    sketcher: Sketcher,
    posting_id: str,
    split_by: str,
    why: str,
    at: datetime,
) -> tuple[str, ...]:
    """Take a posting out of its cluster for good; the ids it was together with.

    InvalidField if nobody or nothing is named, or the posting is in no cluster; UnknownName if
    there is none such.
    """
    for field, text, label in (("by", split_by, "由谁拆分"), ("why", why, "拆分的理由")):
        if not text.strip():
            raise InvalidField(field, "missing", f"{label}没有写：请补上。")
    together = _members(connection, posting_id)
    if len(together) == 1:
        raise InvalidField("posting", "not_clustered", f"岗位 {posting_id} 没有与别的岗位合并。")
    others = tuple(one for one in together if one != posting_id)
    pairs = (sorted((posting_id, other)) for other in others)
    clusters.add_splits(
        connection, [Split(first, second, split_by, why, at) for first, second in pairs]
    )
    _settle(connection, sketcher, together, at)
    return others


def rejoin(
    connection: Connection, sketcher: Sketcher, posting_id: str, at: datetime
) -> tuple[str, ...]:
    """Take back every split of a posting; the ids it may again be together with.

    InvalidField if it was never taken out of a cluster; UnknownName if there is none such.
    """
    _members(connection, posting_id)
    gone = clusters.remove_splits(connection, posting_id)
    if not gone:
        raise InvalidField("posting", "not_split", f"岗位 {posting_id} 没有被拆分过。")
    others = {one for each in gone for one in each[:2]} - {posting_id}
    around = {one for each in (posting_id, *others) for one in _members(connection, each)}
    _settle(connection, sketcher, sorted(around), at)
    return tuple(sorted(others))


def _members(connection: Connection, posting_id: str) -> tuple[str, ...]:
    if jobs.get(connection, posting_id) is None:
        raise UnknownName("岗位", posting_id, jobs.near_ids(connection, posting_id))
    return clusters.members(connection, posting_id)


def _settle(connection: Connection, sketcher: Sketcher, ids: Iterable[str], at: datetime) -> None:
    """Find the clusters among some postings alone, and keep them."""
    postings = jobs.get_many(connection, ids)
    splits = clusters.all_splits(connection)
    found = find_duplicates(postings.values(), sketcher, [split[:2] for split in splits])
    kept = {
        name: membership
        for name, membership in _memberships(found.clusters, splits).items()
        if name in postings
    }
    hash_of = clusters.hashes(connection, kept)
    clusters.keep(connection, kept, hash_of, at, among=list(postings))


def _memberships(found: Iterable[Cluster], splits: Iterable[Split]) -> dict[str, Membership]:
    """By id; what was taken apart is a cluster by itself where it is in no other."""
    parted = {one for split in splits for one in split[:2]}
    kept = {one: Membership(one, True) for one in parted}
    for cluster in found:
        kept |= {one: Membership(cluster.id, one in parted) for one in cluster.members}
    return kept
