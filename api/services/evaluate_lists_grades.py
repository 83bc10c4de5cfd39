"""Grades of whole lists: a table of worker, posting, grader and five grades, read or refused."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from registry.errors import LinggangError

ASPECTS: Final = ("skill", "hours", "place", "pay", "overall")
OVERALL: Final = "overall"
COLUMNS: Final = ("worker", "posting", "grader", *ASPECTS)
GRADERS: Final = ("a", "b")
LEVELS: Final = 4  # 0 to 3, see docs/grading.md
KEY: Final = re.compile(r"[0-9a-f]{12}")
ANOTHER_TRADE: Final = 1  # the most that a posting of another trade is worth
SHOWN: Final = 5


class Grade(NamedTuple):
    """What one grader gave one posting for one worker: by aspect, 0 to 3."""

    worker: str
    posting: str
    grader: str
    grades: Mapping[str, int]


class Fault(NamedTuple):
    """What is wrong in a table. row: its line, the heading's is 1. column: "" for the whole row."""

    row: int
    column: str
    reason: str


class GradesBroken(LinggangError):
    """A table of grades with rows that cannot be read."""

    code = "grades_broken"

    def __init__(self, path: Path, faults: list[Fault]) -> None:
        self.faults = faults
        told = "；".join(
            f"第 {fault.row} 行{f' {fault.column} 列' if fault.column else ''}：{fault.reason}"
            for fault in faults[:SHOWN]
        )
        more = f"；共 {len(faults)} 处" if len(faults) > SHOWN else ""
        super().__init__(f"{path.name} 有错：{told}{more}。说明见 docs/grading.md。")


def read_grades(path: Path, workers: Collection[str]) -> list[Grade]:
    """The grades of a table; GradesBroken, with every fault. workers: ids that may be graded."""
    found = list(_read(path, workers))
    faults = [one for one in found if isinstance(one, Fault)]
    if faults:
        raise GradesBroken(path, faults)
    return [one for one in found if isinstance(one, Grade)]


def check_grades(path: Path, workers: Collection[str]) -> dict[str, Any]:
    """{"rows", "faults": [{"row", "column", "reason"}]}: rows that can be read, and the faults."""
    found = list(_read(path, workers))
    faults = [one._asdict() for one in found if isinstance(one, Fault)]
    return {"rows": sum(isinstance(one, Grade) for one in found), "faults": faults}


def _read(path: Path, workers: Collection[str]) -> Iterator[Grade | Fault]:
    """Each row as its grade or its faults."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        heading = tuple(next(rows, ()))
        if heading != COLUMNS:
            yield Fault(1, "", f"表头应是 {','.join(COLUMNS)}")
            return
        seen: dict[tuple[str, ...], int] = {}
        for row in rows:
            if not row:
                continue
            faults = list(_faults(row, rows.line_num, workers, seen))
            yield from faults
            if not faults:
                seen[tuple(row[:3])] = rows.line_num
                grades = dict(zip(ASPECTS, map(int, row[3:]), strict=True))
                yield Grade(row[0], row[1], row[2], grades)


def _faults(
    row: list[str], number: int, workers: Collection[str], seen: Mapping[tuple[str, ...], int]
) -> Iterator[Fault]:
    if len(row) != len(COLUMNS):
        yield Fault(number, "", f"应有 {len(COLUMNS)} 列，实有 {len(row)} 列")
        return
    worker, posting, grader, *grades = row
    if worker not in workers:
        yield Fault(number, "worker", f"没有编号为“{worker}”的劳动者")
    if not KEY.fullmatch(posting):
        yield Fault(number, "posting", f"“{posting}”不是岗位的代号（12 位十六进制，小写）")
    if grader not in GRADERS:
        yield Fault(number, "grader", f"评分人应是 {' 或 '.join(GRADERS)}，不是“{grader}”")
    if (before := seen.get((worker, posting, grader))) is not None:
        yield Fault(number, "", f"与第 {before} 行重复：同一评分人对同一岗位只评一次")
    wrong = [
        Fault(number, aspect, f"应是 0 到 {LEVELS - 1} 的整数，不是“{text}”")
        for aspect, text in zip(ASPECTS, grades, strict=True)
        if text not in map(str, range(LEVELS))
    ]
    if wrong:
        yield from wrong
    else:
        yield from _against_the_guide(dict(zip(ASPECTS, map(int, grades), strict=True)), number)


def _against_the_guide(grades: Mapping[str, int], number: int) -> Iterator[Fault]:
    """What the guide rules out, whoever grades."""
    if grades["skill"] == 0 and grades[OVERALL] > ANOTHER_TRADE:
        reason = f"工种不对（skill 为 0）的岗位，总评至多 {ANOTHER_TRADE}"
        yield Fault(number, OVERALL, reason)
    weak = [aspect for aspect in ASPECTS if aspect != OVERALL and grades[aspect] == 0]
    if weak and grades[OVERALL] == LEVELS - 1:
        yield Fault(number, OVERALL, f"{weak[0]} 为 0 的岗位，总评不能是 {LEVELS - 1}")
