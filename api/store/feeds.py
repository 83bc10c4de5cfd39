"""What came by feed in the store: begun, ended source by source, and looked up."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.engine import Row

from api.store.tables import feeds as table
from api.store.tables import postings
from registry.jobs.posting import PostingState, Profile

RECENT: Final = 30  # feeds of a source by which its usual interval is told
COUNTS: Final = (
    "rows", "inserted", "updated", "unchanged", "refused", "held", "kept", "withdrawn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FileSent:
    """A file on its way in: its name, the SHA-256 of its bytes, whether it is a full feed."""

    name: str
    hash: str
    complete: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """What one file brought of one source. ended_at: None where the process ended before it did.

    counts: by the names in COUNTS. losses: of each field how many kept postings lack it.
    """

    source: str
    file: str
    file_hash: str
    started_at: datetime
    ended_at: datetime | None
    complete: bool
    counts: Mapping[str, int]
    losses: Mapping[str, int]
    fault: str
    withheld: str

    @property
    def succeeded(self) -> bool:
        """Whether the file was read to its end and something of it was kept or taken back."""
        taken = self.counts["rows"] > self.counts["refused"]
        return self.ended_at is not None and not self.fault and taken


def begin(connection: Connection, source: str, file: FileSent, at: datetime) -> int:
    """Note that a file comes in, under the source that the file is of; the number of the note."""
    row = _row(source, file, at) | {"ended_at": None} | dict.fromkeys(COUNTS, 0)
    row |= {"losses": "{}", "fault": "", "withheld": ""}
    number: int = connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
    return number


def end(
    connection: Connection,
    number: int,
    file: FileSent,
    found: Mapping[str, Mapping[str, Any]],
    started: datetime,
    at: datetime,
) -> None:
    """Put what became of the file in place of the note, a row for each source.

    found: by source the counts, `losses`, `fault` and `withheld`.
    """
    connection.execute(delete(table).where(table.c.id == number))
    rows = [
        _row(source, file, started)
        | {"ended_at": at}
        | {**values, "losses": json.dumps(dict(values["losses"]), sort_keys=True)}
        for source, values in found.items()
    ]
    if rows:
        connection.execute(insert(table), rows)


def forget(connection: Connection, number: int) -> None:
    """Take a note back: the file was none of postings."""
    connection.execute(delete(table).where(table.c.id == number))


def fail(connection: Connection, number: int, fault: str, at: datetime) -> None:
    """Note that nothing of a file could be read."""
    connection.execute(update(table).where(table.c.id == number).values(fault=fault, ended_at=at))


def recent(connection: Connection, source: str = "") -> dict[str, list[Feed]]:
    """By source, or of one alone, the last RECENT feeds, the latest first."""
    place = func.row_number().over(
        partition_by=table.c.source, order_by=(table.c.started_at.desc(), table.c.id.desc())
    )
    ranked = select(table, place.label("place")).where(_of(table.c.source, source)).subquery()
    rows = connection.execute(
        select(ranked).where(ranked.c.place <= RECENT).order_by(ranked.c.source, ranked.c.place)
    )
    found: dict[str, list[Feed]] = {}
    for row in rows:
        found.setdefault(row.source, []).append(_feed(row))
    return found


def last_success(connection: Connection, source: str) -> datetime | None:
    """When the last feed came that was read to its end and of which something was taken."""
    return connection.execute(
        select(func.max(table.c.started_at)).where(
            table.c.source == source,
            table.c.ended_at.is_not(None),
            table.c.fault == "",
            table.c.rows > table.c.refused,
        )
    ).scalar_one_or_none()


def live_postings(
    connection: Connection, day: date, source: str = ""
) -> dict[str, tuple[int, int]]:
    """By source how many public postings are published and still valid on a day, and how many held.

    Every source that has public postings is there, or one alone.
    """
    is_valid = or_(postings.c.valid_until.is_(None), postings.c.valid_until >= day)
    published = (postings.c.state == PostingState.PUBLISHED.value) & is_valid
    held = postings.c.state == PostingState.HELD.value
    rows = connection.execute(
        select(
            postings.c.source,
            func.count().filter(published).label("published"),
            func.count().filter(held).label("held"),
        )
        .where(postings.c.profile == Profile.PUBLIC.value, _of(postings.c.source, source))
        .group_by(postings.c.source)
        .order_by(postings.c.source)
    )
    return {row.source: (row.published, row.held) for row in rows}


def counties(connection: Connection) -> dict[str, frozenset[str]]:
    """By source the counties in which its public postings lie."""
    rows = connection.execute(
        select(postings.c.source, postings.c.place)
        .where(postings.c.profile == Profile.PUBLIC.value, postings.c.place.is_not(None))
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.source, set()).add(row.place)
    return {source: frozenset(places) for source, places in found.items()}


def _of(column: Column[str], source: str) -> ColumnElement[bool]:
    return column == source if source else true()


def _row(source: str, file: FileSent, at: datetime) -> dict[str, Any]:
    return {
        "source": source,
        "file": file.name,
        "file_hash": file.hash,
        "started_at": at,
        "complete": file.complete,
    }


def _feed(row: Row[Any]) -> Feed:
    return Feed(
        source=row.source,
        file=row.file,
        file_hash=row.file_hash,
        started_at=row.started_at,
        ended_at=row.ended_at,
        complete=row.complete,
        counts={name: getattr(row, name) for name in COUNTS},
        losses=json.loads(row.losses),
        fault=row.fault,
        withheld=row.withheld,
    )
