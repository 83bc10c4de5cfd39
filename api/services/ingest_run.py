"""One file on its way in: which of its rows are kept, which are refused, which come again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from api.clock import SHANGHAI
from api.feeds.draft import Shape
from api.feeds.postings import read_posting
from api.feeds.removal import Removal, removal_of
from api.feeds.row import BadRow, Row
from api.feeds.shapes import key_of, shape_of
from api.feeds.values import SOURCE, check_id, clean, clean_id
from api.feeds.workers import read_worker
from api.reference import Reference
from api.services.ingest_report import IngestReport, Refusal, Refused
from api.store.changes import Kind
from api.store.upserts import Outcome
from api.store.workers import WorkerRecord
from registry.errors import InvalidField
from registry.jobs.minimum_wage import Floors
from registry.jobs.posting import Posting, Profile

Record = Posting | WorkerRecord | Removal


@dataclass(slots=True)
class Sent:
    """What a file names, kept or refused: ids, and how many rows of which none can be told."""

    ids: set[str] = field(default_factory=set)
    nameless: int = 0


class _Read(NamedTuple):
    """A record, the number of its row, and the row's shape."""

    row: int
    shape: Shape
    record: Record


class IngestRun:
    """One file on its way in: rows go in, records ready to be written come out.

    only: the one source whose postings may be named, or "" for any.
    """

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
        only: str = "",
        sent: Sent | None = None,
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
        self._only = only
        self._waiting: dict[str, _Read] = {}
        self._sent = sent if sent is not None else Sent()

    def take(self, row: Row | BadRow) -> list[Record]:
        """The records that this row makes ready; none if it is refused, or its id comes again."""
        if isinstance(row, BadRow) and row.data is None:
            self._report.of(self._source).rows += 1
            self._refuse(self._source, Refusal(row.number, "", "", row.code, row.reason), row.text)
            self._sent.nameless += 1
            return []
        data = row.data or {}
        shape = self._shape(data)
        key = key_of(data, shape, self._source)
        self._note(key)
        record = self._read(row, data, shape, key)
        read = None if record is None else _Read(row.number, shape, record)
        if key not in self._last:
            return [self._keep(read)] if read is not None else []
        if read is not None:
            if self._waiting.pop(key, None) is not None:
                self._report.add(self._source_of(key), Outcome.UNCHANGED)
                self._report.flags["repeated_in_file"] += 1
            self._waiting[key] = read
        if row.number < self._last[key] or key not in self._waiting:
            return []
        return [self._keep(self._waiting.pop(key))]

    def _shape(self, data: dict[str, Any]) -> Shape:
        if self._report.kind is Kind.WORKER:
            return Shape.WORKER
        shape = shape_of(data)
        return Shape.NATIVE if shape is Shape.WORKER else shape

    def _source_of(self, key: str) -> str:
        """The source of a row, by which it is counted; that of the file where it is no name."""
        if self._only:
            return self._only
        named = key.partition(":")[0]
        return named if SOURCE.fullmatch(named) else self._source

    def _note(self, key: str) -> None:
        source, _, number = key.partition(":")
        self._report.of(self._source_of(key)).rows += 1
        if number:
            self._sent.ids.add(f"{source}:{clean_id(number)}")
        else:
            self._sent.nameless += 1

    def _read(
        self, row: Row | BadRow, data: dict[str, Any], shape: Shape, key: str
    ) -> Record | None:
        try:
            if isinstance(row, BadRow):
                raise InvalidField(row.field, row.code, row.reason)
            return self._record(data, shape, key)
        except InvalidField as error:
            source_id, field_, reason = (
                clean(text) for text in (key.partition(":")[2], error.field, error.reason)
            )
            refusal = Refusal(row.number, source_id, field_, error.code, reason)
            self._refuse(self._source_of(key), refusal, data)
            return None

    def _record(self, data: dict[str, Any], shape: Shape, key: str) -> Record:
        if shape is Shape.WORKER:
            return read_worker(data, self._reference, self._today, self._person_of)
        source, _, number = key.partition(":")
        if self._only and source != self._only:
            raise InvalidField(
                "source", "foreign_source", f"这里只收“{self._only}”自己的岗位：请改来源或删去它。"
            )
        if removal := removal_of(data, shape, f"{source}:{clean_id(number)}"):
            check_id(clean_id(number), "source_id")
            return removal
        return read_posting(
            data,
            self._reference,
            source=self._source,
            profile=self._profile,
            live=self._live,
            floors=self._floors,
        )

    def _refuse(self, source: str, refusal: Refusal, data: dict[str, Any] | str) -> None:
        self._report.refuse(Refused(refusal, data), source)

    def _keep(self, read: _Read) -> Record:
        if isinstance(read.record, Posting):
            self._report.keep(read.record, read.row, read.shape)
        return read.record
