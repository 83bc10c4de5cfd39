"""A register without a live interface: its exchange file, read again whenever it is renewed."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import Any, Final

from api.feeds.row import BadRow, Row
from api.registers.answers import Receipt, Unreadable, answer_of, entry_of
from api.registers.drop import NAMED_ROWS, Drop, DropUnusable, files_of, load_drop, placed
from api.registers.port import Question, Timing
from registry.registration.register_answer import Answer, AnswerStatus, Entry, Source

OLDEST_DAYS: Final = 7
# A clock that is a little ahead of ours is no fault.
AHEAD: Final = timedelta(hours=1)
_log: Final = logging.getLogger(__name__)
_Stamp = tuple[tuple[int, int, int], ...]


class FileRegister:
    """A register that comes as a CSV file. oldest_days: a file drawn earlier is not believed."""

    def __init__(self, source: Source, folder: Path, oldest_days: int, timing: Timing) -> None:
        self.source = source
        self._folder, self._oldest, self._timing = folder, timedelta(days=oldest_days), timing
        self._lock = Lock()
        self._drop: Drop | None = None
        self._seen: _Stamp = ()
        self._fault = "没有交换文件"

    def ask(self, question: Question, deadline: float) -> Answer:
        """The person's rows; SILENT where the file is missing, broken or too old."""
        receipt = Receipt(self.source, question.as_of, self._timing.now())
        drop = self._current(deadline)
        if drop is None:
            return receipt.unusable(AnswerStatus.SILENT, self._fault)
        if fault := self._untimely(drop):
            return receipt.unusable(AnswerStatus.SILENT, fault)
        return self._answer(drop, question.identity_number, receipt)

    def _answer(self, drop: Drop, text: str, receipt: Receipt) -> Answer:
        number, manifest, now = placed(text), drop.manifest, self._timing.now()
        if not number:
            return receipt.unusable(AnswerStatus.SILENT, "这个身份证号不能用来查询")
        try:
            entries = _entries(drop.rows.get(number, ()), self.source)
        except Unreadable as fault:
            return receipt.unusable(AnswerStatus.MALFORMED, fault.words, now)
        return answer_of(entries, manifest.version, manifest.covered_from, receipt, now)

    def _untimely(self, drop: Drop) -> str:
        drawn, now = drop.manifest.drawn, self._timing.now()
        if drawn > now + AHEAD:
            return f"交换文件的提取时间 {drawn.date()} 还没有到"
        if now - drawn > self._oldest:
            return f"交换文件是 {drawn.date()} 提取的，已超过 {self._oldest.days} 天"
        return ""

    def _current(self, deadline: float) -> Drop | None:
        """The newest file that could be used; while one is being read, the one before it.

        A new file that is broken does not take the place of a good one, which will grow too old.
        """
        if self._drop is not None and self._stamp() == self._seen:
            return self._drop
        wait_s = deadline - self._timing.monotonic() if self._drop is None else 0.0
        if self._lock.acquire(timeout=max(0.0, wait_s)):
            try:
                self._renew()
            finally:
                self._lock.release()
        return self._drop

    def _renew(self) -> None:
        stamp = self._stamp()
        if stamp == self._seen:
            return
        try:
            self._drop = load_drop(self._folder, self.source)
        except DropUnusable as fault:
            self._fault = str(fault)
            _log.warning("the exchange file of %s is not used: %s", self.source, fault)
        else:
            if self._drop.unplaced:
                _log.warning(
                    "the exchange file of %s: id_no is no identity number in %d rows, as in %s",
                    self.source,
                    len(self._drop.unplaced),
                    self._drop.unplaced[:NAMED_ROWS],
                )
        self._seen = stamp

    def _stamp(self) -> _Stamp:
        """Changes whenever either file does; () where one is missing."""
        try:
            stats = [path.stat() for path in files_of(self._folder, self.source)]
        except OSError:
            return ()
        return tuple((stat.st_mtime_ns, stat.st_size, stat.st_ino) for stat in stats)


def _entries(rows: Sequence[Row | BadRow], source: Source) -> tuple[Entry, ...]:
    """A person's records; Unreadable names row and column, and never what stands there."""
    return tuple(entry_in(row, source) for row in rows)


def entry_in(row: Row | BadRow, source: Source) -> Entry:
    """The record that a row is; Unreadable names row and column, and never what stands there."""
    if isinstance(row, BadRow):
        raise Unreadable([], f"第 {row.number} 行的各列分不清")
    try:
        return entry_of(_record(row.data), source)
    except Unreadable as fault:
        column = ".".join(str(part) for part in fault.path)
        where = f"第 {row.number} 行" + (f" {column} 列" if column else "")
        raise Unreadable([], f"{where}：{fault.words}") from fault


def _record(cells: dict[str, Any]) -> dict[str, Any]:
    """A row in the shape of the protocol; an empty day is one that is not known."""
    days = {name: cells[name] or None for name in ("since", "until")}
    others = {name: cell for name, cell in cells.items() if name != "id_no"}
    return others | days | {"facts": _facts(cells["facts"])}


def _facts(text: str) -> dict[str, str]:
    """`payer=agency;paid_through=2026-10`, semicolons of either width."""
    pairs = [part.partition("=") for part in text.replace("；", ";").split(";") if part.strip()]
    facts = {name.strip(): value.strip() for name, _, value in pairs}
    if len(facts) < len(pairs) or not all(sign for _, sign, _ in pairs):
        raise Unreadable(["facts"], "应当写成 名称=值，用分号隔开，每个名称只写一次")
    return facts
