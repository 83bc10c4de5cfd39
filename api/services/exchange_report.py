"""What became of an exchange file: counts, conflicts, and refusals that name nobody."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from api.exchange.columns import Column
from api.private_file import private_file
from registry.workers.identity import mask

# Anything long enough to be an identity number, in whatever column it stands.
NUMBER: Final = re.compile(r"(?<!\d)\d{15}(?:\d{2}[0-9Xx])?(?!\d)")
UNCHECKED: Final = "导入不作信息比对；新导入的有效登记由下一次夜间复核比对五类登记。"


class Refusal(NamedTuple):
    """Why a row was not taken. column: "" for the row as a whole."""

    row: int
    column: str
    code: str
    reason: str


class Conflict(NamedTuple):
    """A row that tells otherwise than a registration here. is_new: a doubt was opened for it."""

    row: int
    registration: str
    columns: tuple[str, ...]
    is_new: bool


@dataclass(slots=True)
class ImportReport:
    """Counts of one file: rows = active + exited + drafts + unchanged + conflicts + refused rows.

    doubts: opened by this file. ignored: columns that nobody knows. fault: why the file could not
    be read to its end, in Chinese.
    """

    rows: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    conflicts: list[Conflict] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    refused: dict[int, dict[str, str]] = field(default_factory=dict)
    doubts: int = 0
    ignored: tuple[str, ...] = ()
    fault: str = ""

    def refuse(self, refusals: list[Refusal], data: dict[str, str]) -> None:
        """A row that is not taken, with every reason; identity numbers are masked here."""
        self.refusals += [each._replace(reason=hidden(each.reason)) for each in refusals]
        self.refused[refusals[0].row] = hidden_row(data)

    @property
    def is_refused(self) -> bool:
        """Whether there were rows and not one was taken or known."""
        return 0 < self.rows == len(self.refused)

    @property
    def has_changed(self) -> bool:
        """Whether anything is now other than before."""
        return bool(self.doubts or sum(self.taken.values()) > self.taken["unchanged"])

    def to_json(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "rows": self.rows,
            **{name: self.taken[name] for name in ("active", "exited", "drafts", "unchanged")},
            "conflicts": [each._asdict() for each in self.conflicts],
            "refused": len(self.refused),
            "refusals": [each._asdict() for each in self.refusals],
            "doubts": self.doubts,
            "ignored_columns": list(self.ignored),
            "fault": self.fault,
            "note": UNCHECKED,
        }


def write_errors(report: ImportReport, path: Path) -> None:
    """The refusals as JSON lines, each with its row; only its owner may read the file."""
    lines = [
        json.dumps(each._asdict() | {"data": report.refused[each.row]}, ensure_ascii=False) + "\n"
        for each in report.refusals
    ]
    with private_file(path, "".join(lines).encode()):
        pass


def hidden(text: str) -> str:
    """A text in which whatever may be an identity number is masked."""
    return NUMBER.sub(lambda found: mask(found.group()), text)


def hidden_row(data: dict[str, str]) -> dict[str, str]:
    """A row without identity numbers, also where they are written badly."""
    shown = {name: hidden(cell) for name, cell in data.items()}
    number = data.get(Column.ID_NUMBER, "")
    return shown | ({Column.ID_NUMBER.value: mask(number)} if number else {})
