"""Registrations in from the provincial system: each row taken, known, doubted or refused."""

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from api.database import writing
from api.exchange.cells import Cells
from api.exchange.check import faults_of
from api.exchange.columns import REQUIRED, Column
from api.exchange.read import read
from api.feeds.csv_rows import csv_rows, encoding_of
from api.feeds.opened import FeedUnreadable, opened
from api.feeds.row import BadRow, Row
from api.services.exchange_clerk import Clerk
from api.services.exchange_out import SUBJECT
from api.services.exchange_report import ImportReport, Refusal
from api.services.exchange_take import take
from api.store import audit
from registry.errors import InvalidField

Progress = Callable[[int, int | None], None]


def import_file(
    clerk: Clerk, path: Path, on_progress: Progress = lambda _done, _all: None
) -> ImportReport:
    """Bring a file in; again it changes nothing. Nobody is checked against the registers here."""
    report = ImportReport()
    try:
        for row in _rows(path):
            report.rows += 1
            report.ignored = report.ignored or _unknown(row)
            _one(row, clerk, report)
            on_progress(report.rows, None)
    except FeedUnreadable as fault:
        if not report.rows:
            raise
        report.fault = str(fault)
    if report.has_changed:
        _note(clerk, path, report)
    return report


def _one(row: Row | BadRow, clerk: Clerk, report: ImportReport) -> None:
    if isinstance(row, BadRow):
        report.refuse([Refusal(row.number, "", row.code, row.reason)], {"": row.text})
        return
    try:
        one = read(Cells(row.data, clerk.codes), clerk.today)
        faults = faults_of(one, clerk.today)
        if not faults:
            take(clerk, row.number, one, report)
    except InvalidField as fault:
        faults = [fault]
    if faults:
        report.refuse(
            [Refusal(row.number, each.field, each.code, each.reason) for each in faults], row.data
        )


def _rows(path: Path) -> Iterator[Row | BadRow]:
    with opened(path) as stream:
        encoding = encoding_of(stream)
        stream.seek(0)
        yield from csv_rows(stream, encoding, REQUIRED)


def _unknown(row: Row | BadRow) -> tuple[str, ...]:
    known = set(Column)
    return tuple(name for name in row.data if name not in known) if isinstance(row, Row) else ()


def _note(clerk: Clerk, path: Path, report: ImportReport) -> None:
    counts = {"rows": report.rows, "refused": len(report.refused), "doubts": report.doubts}
    detail = counts | dict(report.taken) | {"sha256": sha256(path.read_bytes()).hexdigest()}
    with writing(clerk.engine) as connection:
        audit.append(
            connection,
            clerk.keys.audit,
            clerk.actor,
            "registry.import",
            SUBJECT,
            clerk.at,
            role=clerk.actor.role.value,
            **detail,
        )
