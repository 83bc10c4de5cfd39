"""The job library: postings brought in, and read."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, insert, or_, select, update

from api.clock import SHANGHAI
from api.store import changes, employers, posting_life
from api.store.changes import Kind, Op
from api.store.codec import digest, posting_document, read_posting
from api.store.near import near_ids as _near_ids
from api.store.tables import postings as table
from api.store.upserts import Outcome
from registry.jobs.lifecycle import CLOSED, LISTED, Before, Received, is_sent_again, received
from registry.jobs.posting import Posting, PostingState, Profile

BATCH: Final = 500
# Columns that follow a posting's document.
CHANGING: Final = (
    "state",
    "title",
    "occupation",
    "place",
    "published_on",
    "valid_until",
    "document",
)


class _Known(NamedTuple):
    state: PostingState
    valid_until: date | None
    closed_reason: str | None
    content_hash: str
    first_seen: datetime
    last_seen: date

    @property
    def before(self) -> Before:
        return Before(self.state, self.valid_until)


def upsert(connection: Connection, postings: Sequence[Posting], at: datetime) -> list[Outcome]:
    """Bring postings in by (source, source_id); what became of each, in their order.

    at: with its offset. Of two with one id the last wins and the first counts as unchanged. What
    was sent before with the same content writes nothing, but the day it was last seen. A public
    posting without a date counts as published when first seen. A closed one stays closed unless it
    is sent again (registry/jobs/lifecycle.py); what the bureau holds back stays held back.
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
    told: list[posting_life.Told] = []
    outcomes: list[Outcome] = []
    office_holds = posting_life.office_holds(connection, batch)
    for posting in batch:
        before, sent = known.get(posting.id), digest(posting_document(posting))
        if before is not None and _says_nothing_new(posting, before, sent, today):
            if before.last_seen < today:
                seen.append(posting.id)
            outcomes.append(Outcome.UNCHANGED)
            continue
        dated = _dated(posting, before, today)
        holds = office_holds.get(posting.id, ())
        done = received(dated, before.before if before else None, holds, today)
        row = _row(done.posting) | {"content_hash": sent, "last_seen": today}
        row["closed_reason"] = before.closed_reason if before and not done.moves else None
        (new if before is None else changed).append(row)
        outcomes.append(Outcome.INSERTED if before is None else Outcome.UPDATED)
        log.append((posting.id, Op.UPSERT if done.posting.state in LISTED else Op.REMOVE))
        told += _told(done, before)
    _write(connection, new, changed, at)
    posting_life.tell(connection, told, at)
    if seen:
        connection.execute(update(table).where(table.c.id.in_(seen)).values(last_seen=today))
    changes.record(connection, Kind.POSTING, log, at)
    return outcomes


def _known(connection: Connection, ids: list[str]) -> dict[str, _Known]:
    rows = connection.execute(
        select(
            table.c.id,
            table.c.state,
            table.c.valid_until,
            table.c.closed_reason,
            table.c.content_hash,
            table.c.first_seen,
            table.c.last_seen,
        ).where(table.c.id.in_(ids))
    )
    return {row.id: _Known(PostingState(row.state), *row[2:]) for row in rows}


def _says_nothing_new(posting: Posting, before: _Known, sent: str, today: date) -> bool:
    """Whether it was sent before just so, and being sent again does not open it again."""
    if before.content_hash != sent:
        return False
    return before.state not in CLOSED or not is_sent_again(posting, before.before, today)


def _dated(posting: Posting, before: _Known | None, today: date) -> Posting:
    """The posting with the day from which it stands, where its source names none."""
    if posting.published_on is not None or posting.profile is Profile.ARCHIVE:
        return posting
    first = before.first_seen.astimezone(SHANGHAI).date() if before else today
    return replace(posting, published_on=first)


def _told(done: Received, before: _Known | None) -> list[posting_life.Told]:
    """What its history keeps: changes of state, and not that a text that stands was mended."""
    state = done.posting.state
    if state is PostingState.ARCHIVED or (before is not None and before.state is state):
        return []
    return [posting_life.Told(done.posting.id, move) for move in done.moves]


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


def save(connection: Connection, posting: Posting, at: datetime, reason: str | None = None) -> None:
    """Put a posting in place of what it was; lists follow. The change-log lock must be held.

    reason: why it is closed, for people; None: as it was, and nothing where it is not closed. What
    its source sent last is remembered as it was.
    """
    values = {name: value for name, value in _row(posting).items() if name in CHANGING}
    if posting.employer:
        firm = (posting.employer, posting.uscc or "")
        values["employer_id"] = employers.ids(connection, [firm], at)[firm]
    if reason is not None or posting.state not in CLOSED:
        values["closed_reason"] = reason
    connection.execute(update(table).where(table.c.id == posting.id).values(**values))
    op = Op.UPSERT if posting.state in LISTED else Op.REMOVE
    changes.record(connection, Kind.POSTING, [(posting.id, op)], at)


def source_name(connection: Connection, source: str) -> str:
    """What a source calls itself in its latest posting that says so; "" where none does."""
    asked = select(table.c.document).where(table.c.source == source)
    newest = asked.order_by(table.c.last_seen.desc(), table.c.id).limit(20)
    for document in connection.execute(newest).scalars():
        if name := read_posting(document).source_name:
            return name
    return ""
