"""The job library: postings brought in, read, and closed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from api.clock import SHANGHAI
from api.store import changes, employers
from api.store.changes import Kind, Op
from api.store.codec import digest, posting_document, read_posting
from api.store.near import near_ids as _near_ids
from api.store.tables import postings as table
from api.store.upserts import Outcome
from registry.errors import UnknownName
from registry.jobs.posting import Posting, PostingState, Profile

BATCH: Final = 500
# A list may hold these; a change to any other state takes the posting out of the index.
LISTED: Final = frozenset({PostingState.PUBLISHED, PostingState.ARCHIVED})


class _Known(NamedTuple):
    state: PostingState
    content_hash: str
    first_seen: datetime
    last_seen: date


def upsert(connection: Connection, postings: Sequence[Posting], at: datetime) -> list[Outcome]:
    """Bring postings in by (source, source_id); what became of each, in their order.

    at: with its offset. Of two with one id the last wins and the first counts as unchanged. What
    was sent before with the same content writes nothing, but the day it was last seen. A public
    posting without a date counts as published when first seen. A closed one stays closed.
    """
    changes.lock(connection)
    last = {posting.id: position for position, posting in enumerate(postings)}
    outcomes = [Outcome.UNCHANGED] * len(postings)
    for start in range(0, len(postings), BATCH):
        chosen = [
            (position, posting)
            for position, posting in enumerate(postings[start : start + BATCH], start)
            if last[posting.id] == position
        ]
        found = _upsert_batch(connection, [posting for _, posting in chosen], at)
        for (position, _), outcome in zip(chosen, found, strict=True):
            outcomes[position] = outcome
    return outcomes


def _upsert_batch(connection: Connection, batch: list[Posting], at: datetime) -> list[Outcome]:
    known = _known(connection, [posting.id for posting in batch])
    today = at.astimezone(SHANGHAI).date()
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    seen: list[str] = []
    log: list[tuple[str, Op]] = []
    outcomes: list[Outcome] = []
    for posting in batch:
        before, sent = known.get(posting.id), digest(posting_document(posting))
        if before is not None and before.content_hash == sent:
            if before.last_seen < today:
                seen.append(posting.id)
            outcomes.append(Outcome.UNCHANGED)
            continue
        kept = _as_kept(posting, before, today)
        row = _row(kept) | {"content_hash": sent, "last_seen": today}
        (new if before is None else changed).append(row)
        outcomes.append(Outcome.INSERTED if before is None else Outcome.UPDATED)
        log.append((posting.id, Op.UPSERT if kept.state in LISTED else Op.REMOVE))
    _write(connection, new, changed, at)
    if seen:
        connection.execute(update(table).where(table.c.id.in_(seen)).values(last_seen=today))
    changes.record(connection, Kind.POSTING, log, at)
    return outcomes


def _known(connection: Connection, ids: list[str]) -> dict[str, _Known]:
    rows = connection.execute(
        select(
            table.c.id,
            table.c.state,
            table.c.content_hash,
            table.c.first_seen,
            table.c.last_seen,
        ).where(table.c.id.in_(ids))
    )
    return {
        row.id: _Known(PostingState(row.state), row.content_hash, row.first_seen, row.last_seen)
        for row in rows
    }


def _as_kept(posting: Posting, before: _Known | None, today: date) -> Posting:
    """What is kept of what was sent: its date where it has none, its state where it is closed."""
    if posting.published_on is None and posting.profile is Profile.PUBLIC:
        first = before.first_seen.astimezone(SHANGHAI).date() if before else today
        posting = replace(posting, published_on=first)
    if before is not None and before.state is PostingState.CLOSED:
        posting = replace(posting, state=PostingState.CLOSED)
    return posting


def _row(posting: Posting) -> dict[str, Any]:
    return {
        "id": posting.id,
        "source": posting.source,
        "source_id": posting.source_id,
        "profile": posting.profile.value,
        "state": posting.state.value,
        "title": posting.title,
        "employer": (posting.employer, posting.uscc or ""),
        "occupation": posting.occupation,
        "place": posting.place.code,
        "published_on": posting.published_on,
        "valid_until": posting.valid_until,
        "document": posting_document(posting),
    }


def _write(
    connection: Connection,
    new: list[dict[str, Any]],
    changed: list[dict[str, Any]],
    at: datetime,
) -> None:
    rows = new + changed
    employer_of = employers.ids(
        connection, (row["employer"] for row in rows if row["employer"][0]), at
    )
    for row in rows:
        row["employer_id"] = employer_of.get(row.pop("employer"))
    if new:
        connection.execute(insert(table), [row | {"first_seen": at} for row in new])
    if changed:
        # A bound parameter may not be named like a column it sets.
        statement = update(table).where(table.c.id == bindparam("this_id"))
        connection.execute(
            statement,
            [
                {"this_id": row["id"]} | {k: v for k, v in row.items() if k != "id"}
                for row in changed
            ],
        )


def get(connection: Connection, posting_id: str) -> Posting | None:
    """The posting of an id, in whatever state; None if there is none."""
    return next(iter(get_many(connection, [posting_id]).values()), None)


def get_many(connection: Connection, ids: Iterable[str]) -> dict[str, Posting]:
    """The postings of these ids that exist, by id."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Posting] = {}
    for start in range(0, len(wanted), BATCH):
        rows = connection.execute(
            select(table.c.id, table.c.document).where(
                table.c.id.in_(wanted[start : start + BATCH])
            )
        )
        found |= {row.id: read_posting(row.document) for row in rows}
    return found


def last_seen(connection: Connection, posting_id: str) -> date:
    """The last day on which its source sent a posting that is there."""
    day: date = connection.execute(
        select(table.c.last_seen).where(table.c.id == posting_id)
    ).scalar_one()
    return day


def iterate(
    connection: Connection,
    batch: int = 1000,
    states: Collection[PostingState] = LISTED,
) -> Iterator[Posting]:
    """Every posting in one of the states, by id, `batch` of them in memory at a time.

    For an index: read `changes.latest` before, in the same transaction, and follow from there.
    """
    last = ""
    wanted = [state.value for state in states]
    while True:
        rows = connection.execute(
            select(table.c.id, table.c.document)
            .where(table.c.id > last, table.c.state.in_(wanted))
            .order_by(table.c.id)
            .limit(batch)
        ).all()
        for row in rows:
            yield read_posting(row.document)
        if len(rows) < batch:
            return
        last = rows[-1].id


def near_ids(connection: Connection, posting_id: str) -> tuple[str, ...]:
    """Up to five ids near one that does not exist; first those it names without the source."""
    same = connection.execute(
        select(table.c.id)
        .where(or_(table.c.source_id == posting_id, table.c.title == posting_id))
        .order_by(table.c.id)
        .limit(5)
    ).scalars()
    return tuple(same) or _near_ids(connection, table.c.id, posting_id)


def close(connection: Connection, posting_id: str, reason: str, at: datetime) -> Posting:
    """Close a posting for good, with a reason for people; UnknownName if there is none."""
    changes.lock(connection)
    posting = get(connection, posting_id)
    if posting is None:
        raise UnknownName("岗位", posting_id, near_ids(connection, posting_id))
    if posting.state is PostingState.CLOSED:
        return posting
    closed = replace(posting, state=PostingState.CLOSED)
    connection.execute(
        update(table)
        .where(table.c.id == posting_id)
        .values(state=closed.state.value, closed_reason=reason, document=posting_document(closed))
    )
    changes.record(connection, Kind.POSTING, [(posting_id, Op.REMOVE)], at)
    return closed


def source_name(connection: Connection, source: str) -> str:
    """What a source calls itself in its latest posting that says so; "" where none does."""
    asked = select(table.c.document).where(table.c.source == source)
    newest = asked.order_by(table.c.last_seen.desc(), table.c.id).limit(20)
    for document in connection.execute(newest).scalars():
        if name := read_posting(document).source_name:
            return name
    return ""
