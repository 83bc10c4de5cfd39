"""The worker library: profiles brought in and read. No identity number is ever kept."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from api.clock import SHANGHAI
from api.expected import etag_of
from api.store import changes, choices
from api.store.changes import Kind, Op
from api.store.codec import digest, read_worker, worker_document
from api.store.near import near_ids as _near_ids
from api.store.tables import workers as table
from api.store.upserts import Outcome
from registry.workers.hidden import Hidden
from registry.workers.identity import Sex
from registry.workers.tags import by_choice
from registry.workers.worker import Worker

BATCH: Final = 500
SHOWN: Final = table.c.hidden_reason == Hidden.NO.value


@dataclass(frozen=True, slots=True)
class WorkerRecord:
    """A worker with what is kept beside the profile; sex takes no part in matching.

    id_masked: the identity number with nothing but its area shown; None where none was given.
    person: its blind index; "" where none was given.
    """

    worker: Worker
    sex: Sex | None = None
    id_masked: str | None = None
    person: str = ""


class _Known(NamedTuple):
    content_hash: str
    last_seen: date
    person: str


HiddenAmong = Callable[[Collection[str]], Mapping[str, Hidden]]


def upsert(
    connection: Connection,
    records: Sequence[WorkerRecord],
    at: datetime,
    hidden_among: HiddenAmong = lambda _people: {},
) -> list[Outcome]:
    """Bring workers in by id; what became of each, in their order.

    at: with its offset. Of two with one id the last wins and the first counts as unchanged. The
    same content again writes nothing, but the day it was last seen. Whose profile came with a
    number once is known also where it is left out later.
    hidden_among: which of some people are not shown, and why; asked once nobody else can write.
    """
    changes.lock(connection)
    records = _by_choice(connection, records)
    last = {record.worker.id: position for position, record in enumerate(records)}
    outcomes = [Outcome.UNCHANGED] * len(records)
    for start in range(0, len(records), BATCH):
        chosen = [
            (position, record)
            for position, record in enumerate(records[start : start + BATCH], start)
            if last[record.worker.id] == position
        ]
        found = _upsert_batch(connection, [record for _, record in chosen], at, hidden_among)
        for (position, _), outcome in zip(chosen, found, strict=True):
            outcomes[position] = outcome
    return outcomes


def _by_choice(connection: Connection, records: Sequence[WorkerRecord]) -> list[WorkerRecord]:
    """The records with the tags as their workers chose: reading again changes nothing of that."""
    chosen: dict[str, dict[str, bool]] = {}
    for start in range(0, len(records), BATCH):
        ids = [record.worker.id for record in records[start : start + BATCH]]
        chosen |= choices.tags_of(connection, ids)
    return [
        replace(record, worker=by_choice(record.worker, chosen.get(record.worker.id, {})))
        for record in records
    ]


def tag(connection: Connection, worker_id: str) -> str:
    """The ETag of a profile: another one after each change of it."""
    kept = select(table.c.document).where(table.c.id == worker_id, SHOWN)
    return etag_of(worker_id, connection.execute(kept).scalar_one_or_none())


def remove(connection: Connection, worker_id: str, at: datetime) -> None:
    """Take a profile out of the library for good."""
    changes.lock(connection)
    connection.execute(delete(table).where(table.c.id == worker_id))
    changes.record(connection, Kind.WORKER, [(worker_id, Op.REMOVE)], at)


def _upsert_batch(
    connection: Connection, batch: list[WorkerRecord], at: datetime, hidden_among: HiddenAmong
) -> list[Outcome]:
    today = at.astimezone(SHANGHAI).date()
    known = _known(connection, [record.worker.id for record in batch])
    rows = [_row(record, known.get(record.worker.id)) | {"last_seen": today} for record in batch]
    hidden = hidden_among({row["person"] for row in rows if row["person"]})
    for row in rows:
        row["hidden_reason"] = hidden.get(row["person"], Hidden.NO).value
    outcomes = [
        Outcome.INSERTED
        if row["id"] not in known
        else Outcome.UNCHANGED
        if known[row["id"]].content_hash == row["content_hash"]
        else Outcome.UPDATED
        for row in rows
    ]
    by_outcome: dict[Outcome, list[dict[str, Any]]] = {outcome: [] for outcome in Outcome}
    for row, outcome in zip(rows, outcomes, strict=True):
        by_outcome[outcome].append(row)
    if new := by_outcome[Outcome.INSERTED]:
        connection.execute(insert(table), [row | {"first_seen": at} for row in new])
    if changed := by_outcome[Outcome.UPDATED]:
        # A bound parameter may not be named like a column it sets.
        connection.execute(
            update(table).where(table.c.id == bindparam("this_id")),
            [
                {"this_id": row["id"]} | {k: v for k, v in row.items() if k != "id"}
                for row in changed
            ],
        )
    seen = [
        row["id"] for row in by_outcome[Outcome.UNCHANGED] if known[row["id"]].last_seen < today
    ]
    if seen:
        connection.execute(update(table).where(table.c.id.in_(seen)).values(last_seen=today))
    entries = [(row["id"], _op(row["hidden_reason"])) for row in [*new, *changed]]
    changes.record(connection, Kind.WORKER, entries, at)
    return outcomes


def _op(hidden_reason: str) -> Op:
    return Op.REMOVE if hidden_reason else Op.UPSERT


def _known(connection: Connection, ids: list[str]) -> dict[str, _Known]:
    columns = (table.c.id, table.c.content_hash, table.c.last_seen, table.c.person)
    rows = connection.execute(select(*columns).where(table.c.id.in_(ids)))
    return {row.id: _Known(row.content_hash, row.last_seen, row.person) for row in rows}


def _row(record: WorkerRecord, known: _Known | None) -> dict[str, Any]:
    document = worker_document(record.worker)
    sex = record.sex.value if record.sex is not None else None
    person = record.person or (known.person if known else "")
    whose = f"\n{person}" if person else ""
    return {
        "id": record.worker.id,
        "sex": sex,
        "id_masked": record.id_masked,
        "document": document,
        "person": person,
        "content_hash": digest(f"{document}\n{sex}\n{record.id_masked}{whose}"),
    }


def hide(connection: Connection, person: str, reason: Hidden, at: datetime) -> None:
    """Take a person's profiles off every list, or put them back: Hidden.NO."""
    changes.lock(connection)
    ids = connection.execute(
        update(table)
        .where(table.c.person == person, table.c.hidden_reason != reason.value)
        .values(hidden_reason=reason.value)
        .returning(table.c.id)
    ).scalars()
    entries = [(one, _op(reason.value)) for one in sorted(ids)]
    changes.record(connection, Kind.WORKER, entries, at)


def hidden_reason(connection: Connection, worker_id: str) -> Hidden:
    """Why the profile of an id is not shown; Hidden.NO where it is, or where there is none."""
    found = connection.execute(
        select(table.c.hidden_reason).where(table.c.id == worker_id)
    ).scalar_one_or_none()
    return Hidden(found or "")


def get(connection: Connection, worker_id: str) -> Worker | None:
    """The worker of an id; None if there is none, or if it is hidden."""
    document = connection.execute(
        select(table.c.document).where(table.c.id == worker_id, SHOWN)
    ).scalar_one_or_none()
    return read_worker(document) if document is not None else None


def get_many(connection: Connection, ids: Sequence[str]) -> dict[str, Worker]:
    """The workers of these ids that exist and are shown, by id."""
    found: dict[str, Worker] = {}
    for start in range(0, len(ids), BATCH):
        rows = connection.execute(
            select(table.c.id, table.c.document).where(
                table.c.id.in_(ids[start : start + BATCH]), SHOWN
            )
        )
        found |= {row.id: read_worker(row.document) for row in rows}
    return found


def people(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Whose each profile is, for these ids and for every other profile of the same people.

    A person goes by her blind index, or by the id of the profile where her number is not known.
    """
    found = {each: each for each in ids}
    for start in range(0, len(ids), BATCH):
        same = select(table.c.person).where(
            table.c.id.in_(ids[start : start + BATCH]), table.c.person != ""
        )
        rows = connection.execute(
            select(table.c.id, table.c.person).where(table.c.person.in_(same))
        )
        found |= {row.id: row.person for row in rows}
    return found


def get_record(connection: Connection, worker_id: str) -> WorkerRecord | None:
    """The worker of an id, also a hidden one, with what is kept beside the profile, or None."""
    row = connection.execute(select(table).where(table.c.id == worker_id)).one_or_none()
    if row is None:
        return None
    sex = Sex(row.sex) if row.sex is not None else None
    return WorkerRecord(read_worker(row.document), sex, row.id_masked, row.person)


def of_person(connection: Connection, person: str) -> str:
    """The profile of a person by her blind index, the newest that is shown; "" if there is none."""
    asked = select(table.c.id).where(table.c.person == person, SHOWN)
    newest = asked.order_by(table.c.first_seen.desc(), table.c.id).limit(1)
    return connection.execute(newest).scalar_one_or_none() or ""


def iterate(connection: Connection, batch: int = 1000) -> Iterator[Worker]:
    """Every worker that is shown, by id, `batch` of them in memory at a time."""
    last = ""
    while True:
        rows = connection.execute(
            select(table.c.id, table.c.document)
            .where(table.c.id > last, SHOWN)
            .order_by(table.c.id)
            .limit(batch)
        ).all()
        for row in rows:
            yield read_worker(row.document)
        if len(rows) < batch:
            return
        last = rows[-1].id


def with_words(
    connection: Connection, words: Sequence[str], county: str, limit: int
) -> tuple[Worker, ...]:
    """At most `limit` workers, the latest seen first, of whom all the words are told.

    Told in her own words, skills or certificates. county: a division code, "" for everywhere.
    """
    wanted = (*words, f'"{county}"') if county else words
    asked = select(table.c.document).where(
        SHOWN, *(table.c.document.contains(word, autoescape=True) for word in wanted)
    )
    batches = {"yield_per": BATCH}
    latest = asked.order_by(table.c.last_seen.desc(), table.c.id)
    with connection.execute(latest, execution_options=batches) as rows:
        found = (read_worker(row.document) for row in rows)
        return tuple(islice((one for one in found if _is_told(one, words, county)), limit))


def _is_told(one: Worker, words: Sequence[str], county: str) -> bool:
    told = " ".join((one.text, *one.skills, *one.certificates))
    return (not county or one.place.code == county) and all(word in told for word in words)


def near_ids(connection: Connection, worker_id: str) -> tuple[str, ...]:
    """Up to five ids, of those shown, near one that does not exist."""
    return _near_ids(connection, table.c.id, worker_id, among=SHOWN)
