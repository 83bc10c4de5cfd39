"""Bring a file into the store: every row is kept, or refused with its field, code and reason."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import writing
from api.feeds.columns import REQUIRED
from api.feeds.opened import FeedUnreadable
from api.feeds.removal import Removal
from api.feeds.row import BadRow, Row
from api.feeds.rows import read_rows
from api.policy import Policy
from api.reference import Reference
from api.security.keys import Keys
from api.services.ingest_errors import check_writable, write_errors
from api.services.ingest_losses import write_losses
from api.services.ingest_report import IngestReport, Refusal
from api.services.ingest_run import IngestRun, Record, Sent
from api.services.profiles import hidden_among
from api.services.survey import source_of, survey
from api.store import jobs, workers
from api.store.changes import Kind
from api.store.upserts import Outcome
from api.store.withdrawals import withdraw
from api.store.workers import WorkerRecord
from registry.jobs.closing import taken_back
from registry.jobs.posting import Posting, Profile
from registry.workers.hidden import Hidden

__all__ = [
    "IngestReport",
    "Refusal",
    "check_writable",
    "ingest",
    "write_errors",
    "write_losses",
]

BATCH: Final = 500  # rows of one transaction
KINDS: Final = {"postings": Kind.POSTING, "workers": Kind.WORKER}
Progress = Callable[[int, int], None]


class _Undo(Exception):
    """Raised to undo the transaction of a dry run."""


def ingest(
    engine: Engine,
    path: Path,
    *,
    reference: Reference,
    policy: Policy,
    at: datetime,
    keys: Callable[[], Keys],
    source: str | None = None,
    profile: Profile = Profile.PUBLIC,
    kind: str | None = None,
    live: bool = False,
    dry_run: bool = False,
    only: str = "",
    sent: Sent | None = None,
    on_progress: Progress | None = None,
) -> IngestReport:
    """Upsert the rows of a file, 500 a transaction, and say what became of each.

    source: for rows that name none, by default made of the file's name. kind: postings or
    workers, told by the rows if not given. live: the file is what its source offers now, so that
    postings without a last day stand while they are in it. at: the time, with its offset;
    pay is held to the minimum wages of that day, in China. keys: asked for once a worker comes
    in, who is known again by them: the profile of a person who died stays off every list.
    on_progress: told rows done and rows in all.

    Of rows with one id the last that can be read wins; the others count as unchanged. If the file
    breaks off, what stands before is kept and the report's `fault` says so; FeedUnreadable if not
    even one row can be read. Again with the same file nothing changes. only: the one source whose
    postings may be named, rows of others are refused. sent: filled with what the file names.
    """
    named = source or source_of(path)
    seen = survey(path, named, KINDS[kind] if kind else None)
    report = IngestReport(seen.kind, named, dry_run, fault=seen.fault)
    floors = policy.wage_floors(at.astimezone(SHANGHAI).date())

    def person_of(number: str) -> str:
        return keys().person(number)

    run = IngestRun(
        report, reference, named, profile, live, floors, at, seen.last, person_of, only, sent
    )
    batch: list[Record] = []
    for row in _until_fault(path):
        report.rows += 1
        batch += run.take(row)
        if len(batch) >= BATCH:
            _write(engine, batch, at, keys, report)
            batch = []
        if on_progress is not None and report.rows % 100 == 0:
            on_progress(report.rows, seen.rows)
    _write(engine, batch, at, keys, report)
    if on_progress is not None:
        on_progress(report.rows, seen.rows)
    return report


def _until_fault(path: Path) -> Iterator[Row | BadRow]:
    """The rows before the file breaks off; the survey has said why it does."""
    try:
        yield from read_rows(path, REQUIRED)
    except FeedUnreadable:
        return


def _write(
    engine: Engine,
    batch: list[Record],
    at: datetime,
    keys: Callable[[], Keys],
    report: IngestReport,
) -> None:
    """Write one batch in a transaction of its own, undone again in a dry run, and count it."""
    if not batch:
        return
    outcomes: list[Outcome] = []
    closed: set[str] = set()
    try:
        with writing(engine) as connection:
            outcomes, closed = _upsert(connection, batch, at, keys)
            if report.dry_run:
                raise _Undo
    except _Undo:
        pass
    for record, outcome in zip(batch, outcomes, strict=True):
        source = report.source if isinstance(record, WorkerRecord) else record.source
        report.add(source, outcome)
    for name in closed:
        report.withdraw(name.partition(":")[0])


def _upsert(
    connection: Connection, batch: list[Record], at: datetime, keys: Callable[[], Keys]
) -> tuple[list[Outcome], set[str]]:
    """What became of each record, in their order, and the ids of postings taken back."""

    def hidden(known: Collection[str]) -> dict[str, Hidden]:
        return hidden_among(connection, keys(), known) if known else {}

    postings = [record for record in batch if isinstance(record, Posting)]
    people = [record for record in batch if isinstance(record, WorkerRecord)]
    reasons = {each.id: taken_back(each.reason) for each in batch if isinstance(each, Removal)}
    written = iter(jobs.upsert(connection, postings, at) if postings else [])
    known = iter(workers.upsert(connection, people, at, hidden) if people else [])
    closed = withdraw(connection, reasons, at) if reasons else set()
    outcomes = [
        _removed(record, closed)
        if isinstance(record, Removal)
        else next(written if isinstance(record, Posting) else known)
        for record in batch
    ]
    return outcomes, closed


def _removed(record: Removal, closed: set[str]) -> Outcome:
    return Outcome.UPDATED if record.id in closed else Outcome.UNCHANGED
