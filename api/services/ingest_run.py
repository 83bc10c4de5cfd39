"""One file on its way in: which of its rows are kept, which are refused, which come again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from api.clock import SHANGHAI
from api.feeds.draft import Shape
from api.feeds.postings import read_posting
from api.feeds.row import BadRow, Row
from api.feeds.shapes import key_of, shape_of
from api.feeds.values import clean
from api.feeds.workers import read_worker
from api.reference import Reference
from api.services.ingest_report import IngestReport, Refusal, Refused
from api.store.changes import Kind
from api.store.upserts import Counts
from api.store.workers import WorkerRecord
from registry.errors import InvalidField
from registry.jobs.minimum_wage import Floors
from registry.jobs.posting import Posting, Profile

Record = Posting | WorkerRecord


class _Read(NamedTuple):
    """A record, the number of its row, and the row's shape."""

    row: int
    shape: Shape
    record: Record


class IngestRun:
    """One file on its way in: rows go in, records ready to be written come out."""

    def __init__(
        self,
        report: IngestReport,
        reference: Reference,
        source: str,
        profile: Profile,
        live: bool,
        floors: Floors,
        at: datetime,
        last: dict[str, int],
        person_of: Callable[[str], str],
    ) -> None:
        self._report = report
        self._reference = reference
        self._source = source
        self._profile = profile
        self._live = live
        self._floors = floors
        self._today = at.astimezone(SHANGHAI).date()
        self._last = last
        self._person_of = person_of
        self._waiting: dict[str, _Read] = {}

    def take(self, row: Row | BadRow) -> list[Record]:
        """The records that this row makes ready; none if it is refused, or its id comes again."""
        if isinstance(row, BadRow):
            self._refuse(Refusal(row.number, "", "", row.code, row.reason), row.text)
            return []
        shape = self._shape(row)
        key = key_of(row.data, shape, self._source)
        record = self._read(row, key)
        read = None if record is None else _Read(row.number, shape, record)
        if key not in self._last:
            return [self._keep(read)] if read is not None else []
        if read is not None:
            if self._waiting.pop(key, None) is not None:
                self._report.add(Counts(unchanged=1))
                self._report.flags["repeated_in_file"] += 1
            self._waiting[key] = read
        if row.number < self._last[key] or key not in self._waiting:
            return []
        return [self._keep(self._waiting.pop(key))]

    def _shape(self, row: Row) -> Shape:
        if self._report.kind is Kind.WORKER:
            return Shape.WORKER
        shape = shape_of(row.data)
        return Shape.NATIVE if shape is Shape.WORKER else shape

    def _read(self, row: Row, key: str) -> Record | None:
        try:
            if self._report.kind is Kind.WORKER:
                return read_worker(row.data, self._reference, self._today, self._person_of)
            return read_posting(
                row.data,
                self._reference,
                source=self._source,
                profile=self._profile,
                live=self._live,
                floors=self._floors,
            )
        except InvalidField as error:
            source_id, field, reason = (
                clean(text) for text in (key.partition(":")[2], error.field, error.reason)
            )
            self._refuse(Refusal(row.number, source_id, field, error.code, reason), row.data)
            return None

    def _refuse(self, refusal: Refusal, data: dict[str, Any] | str) -> None:
        self._report.refused.append(Refused(refusal, data))

    def _keep(self, read: _Read) -> Record:
        if isinstance(read.record, Posting):
            self._report.keep(read.record, read.row, read.shape)
        return read.record
