"""Histories in: from the registers' exchange files, and from what they answered at the desk."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading, writing
from api.registers.answers import Unreadable
from api.registers.contradictions import contradiction_in
from api.registers.drop import Drop, DropUnusable, files_of, load_drop
from api.registers.files import entry_in
from api.security.keys import Keys
from api.services.statistics_desk import SUBJECT
from api.store import audit, flexible, histories
from registry.actor import Actor
from registry.registration.register_answer import SOURCE_NAMES, Answer, AnswerStatus, Source
from registry.statistics.conflicts import USED
from registry.statistics.history import History, Told

FROM_FILE: Final = "交换文件"
FROM_DESK: Final = "办理时的核查"
BATCH: Final = 2000
Progress = Callable[[int, int | None], None]


@dataclass(slots=True)
class HistoriesReport:
    """people: whose histories were taken; changed: of whom something new was told.

    refusals: row, source, code, reason; of files that cannot be used at all, row 0.
    """

    people: int = 0
    changed: int = 0
    conflicts: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    refusals: list[dict[str, Any]] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "people": self.people,
            "changed": self.changed,
            "conflicts": self.conflicts,
            "taken": dict(sorted(self.taken.items())),
            "refused": len(self.refusals),
            "refusals": self.refusals,
        }


@dataclass(frozen=True, slots=True)
class HistoriesIn:
    """Takes histories in, of registered people alone. The same or older again changes nothing."""

    engine: Engine
    keys: Keys
    clock: Callable[[], datetime]

    def from_files(
        self, folder: Path, actor: Actor, on_progress: Progress = lambda _done, _all: None
    ) -> HistoriesReport:
        """Of the exchange files of a folder those that statistics need; a missing one is told."""
        report = HistoriesReport()
        with reading(self.engine) as connection:
            told: dict[str, list[Told]] = {each: [] for each in flexible.people(connection)}
        for source in USED:
            drop = _drop(folder, source, report)
            if drop is not None:
                _read(drop, source, self.keys, told, report)
        self._keep(told, actor, report, on_progress)
        return report

    def from_answers(
        self, actor: Actor, on_progress: Progress = lambda _done, _all: None
    ) -> HistoriesReport:
        """What the registers answered last about every registration that is or was in force."""
        report = HistoriesReport()
        told: dict[str, list[Told]] = {}
        with reading(self.engine) as connection:
            for person, answer in histories.answers(connection, self.keys, USED):
                told.setdefault(person, []).append(_told(answer))
                report.taken[answer.source.value] += 1
        self._keep(told, actor, report, on_progress)
        return report

    def _keep(
        self,
        told: Mapping[str, Iterable[Told]],
        actor: Actor,
        report: HistoriesReport,
        on_progress: Progress,
    ) -> None:
        people = sorted(told)
        at = self.clock()
        for start in range(0, len(people), BATCH):
            some = people[start : start + BATCH]
            with writing(self.engine) as connection:
                known = histories.of_people(connection, self.keys, some)
                after = {each: _joined(known.get(each, History()), told[each]) for each in some}
                new = {
                    each: after[each] for each in some if after[each] != known.get(each, History())
                }
                histories.keep(connection, self.keys, new, at)
                if new:
                    self._note(connection, actor, "histories_part", at, changed=len(new))
            report.people += len(some)
            report.changed += len(new)
            on_progress(report.people, len(people))
        with writing(self.engine) as connection:
            counts = {"people": report.people, "changed": report.changed}
            refused = len(report.refusals)
            self._note(connection, actor, "histories", at, **counts, refused=refused)

    def _note(
        self, connection: Connection, actor: Actor, action: str, at: datetime, **counts: int
    ) -> None:
        audit.append(
            connection, self.keys.audit, actor, f"statistics.{action}", SUBJECT, at, **counts
        )


def _joined(history: History, told: Iterable[Told]) -> History:
    for each in told:
        history = history.with_told(each)
    return history


def _drop(folder: Path, source: Source, report: HistoriesReport) -> Drop | None:
    if not files_of(folder, source)[0].is_file():
        reason = (
            f"没有{SOURCE_NAMES[source]}的交换文件 {source}.csv：这一来源的历史仍按以前导入的。"
        )
        report.refusals.append(_refusal(0, source, "missing_file", reason))
        return None
    try:
        return load_drop(folder, source)
    except DropUnusable as fault:
        report.refusals.append(_refusal(0, source, fault.code, f"{fault}。"))
        return None


def _read(
    drop: Drop, source: Source, keys: Keys, told: dict[str, list[Told]], report: HistoriesReport
) -> None:
    """What a file tells of each person; who has no row has none. An unreadable row: a conflict."""
    manifest = drop.manifest
    day = manifest.drawn.astimezone(SHANGHAI).date()
    rows_of = {keys.person(number): rows for number, rows in drop.rows.items()}
    for place in drop.unplaced:
        reason = "id_no 不是身份证号，这一行没有导入。"
        report.refusals.append(_refusal(place, source, "id_no", reason))
    for person, known in told.items():
        rows = rows_of.get(person, ())
        entries, is_conflict = [], False
        for row in rows:
            try:
                entries.append(entry_in(row, source))
            except Unreadable as fault:
                is_conflict = True
                reason = f"{fault}。此人这一来源的历史须人工核对。"
                report.refusals.append(_refusal(row.number, source, "unreadable", reason))
        is_conflict = is_conflict or bool(contradiction_in(tuple(entries), day))
        report.conflicts += is_conflict
        report.taken[source.value] += 1
        kept = () if is_conflict else tuple(entries)
        one = Told(source, FROM_FILE, day, manifest.covered_from, kept, is_conflict)
        known.append(one)


def _told(answer: Answer) -> Told:
    at = answer.answered_at or answer.asked_at
    day = at.astimezone(SHANGHAI).date()
    is_conflict = answer.status is AnswerStatus.CONFLICT
    return Told(answer.source, FROM_DESK, day, answer.covered_from, answer.entries, is_conflict)


def _refusal(row: int, source: Source, code: str, reason: str) -> dict[str, Any]:
    return {"row": row, "source": source.value, "code": code, "reason": reason}
