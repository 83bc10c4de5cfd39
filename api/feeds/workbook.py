"""Rows of an Excel workbook (xlsx), each cell as the text that a person sees in it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from pydantic_core import from_json

from api.feeds import workbook_child
from api.feeds.cells import number_text
from api.feeds.columns import BY_NAME, Kind
from api.feeds.opened import FeedUnreadable
from api.feeds.row import BadRow, Row
from api.feeds.table_header import header_of, headers_known, record_of
from api.feeds.workbook_check import CellFaults, check_workbook, fault

FIRST_SERIAL: Final = date(1899, 12, 30)  # day 0 of Excel
SERIALS: Final = (36526, 73050)  # 2000-01-01 to 2099-12-31
IMPRECISE: Final = 1e15  # from here on Excel has lost digits
HOURS_IN_TEXT: Final = frozenset({"工作时间", "班次"})
SEEN_BY_PEOPLE: Final = {
    "excel_error": "是 Excel 的错误值（如 #N/A）：请改成实际的内容。",
    "formula_unread": "是没有算出结果的公式：请在 Excel 中打开并保存，或改成实际的内容。",
}


class _Sheet(NamedTuple):
    """The sheet that holds the rows. left: its first column, from 0."""

    name: str
    header: list[str]
    left: int
    faults: CellFaults


class _Fault(NamedTuple):
    """What is wrong with a cell: the column, a code, and what to do."""

    column: str
    code: str
    reason: str


def workbook_rows(path: Path, required: tuple[str, ...]) -> Iterator[Row | BadRow]:
    """The rows under the header of the one sheet that has it, numbered as in Excel.

    A title may stand above the header. FeedUnreadable: no workbook, or none of its sheets or more
    than one has the columns required.
    """
    faults = check_workbook(path)
    with _child(path, headers_known(required)) as lines:
        about = _about(next(lines, None), path, required)
        sheet: _Sheet | None = None
        merged = _MergedRows(about["merged"])
        for number, cells in lines:
            if sheet is None:
                header = header_of([_plain(cell) for cell in cells], required)
                left = about["left"]
                sheet = _Sheet(about["sheet"], header, left, faults.get(about["sheet"], {}))
            else:
                yield _row(number, cells, sheet, merged.over(number))


@contextmanager
def _child(path: Path, wanted: list[list[str]]) -> Iterator[Iterator[Any]]:
    """The lines of the program that reads the workbook, which ends when they are left."""
    program = str(Path(workbook_child.__file__))
    command = [sys.executable, "-I", program, str(path), json.dumps(wanted)]
    with subprocess.Popen(  # noqa: S603  # our own program, the path an argument and no command
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield _lines(process.stdout, process, path)
        finally:
            process.kill()


def _lines(stdout: IO[bytes] | None, process: subprocess.Popen[bytes], path: Path) -> Iterator[Any]:
    for line in stdout or ():
        yield from_json(line)
    # Ended by itself, or by the system for want of memory or time.
    if process.wait() != 0:
        killed = process.returncode < 0
        raise fault("workbook_too_large" if killed else "broken_workbook", path.name)


def _about(told: Any, path: Path, required: tuple[str, ...]) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise fault("broken_workbook", path.name)
    code = told.get("fault")
    if code == "several_sheets":
        raise FeedUnreadable(
            code,
            f"{path.name} 有几张工作表都像岗位表：{'、'.join(told['sheets'])}。"
            "请只留一张，其余另存为别的文件。",
        )
    if code == "missing_columns":
        header_of([str(cell) for cell in told["first"]], required)
    if code is not None:
        raise fault("broken_workbook" if code == "missing_columns" else code, path.name)
    return told


class _MergedRows:
    """Which merged cells a row touches; asked for rows in their order."""

    def __init__(self, ranges: list[list[list[int]]]) -> None:
        self._waiting = sorted(ranges, reverse=True)
        self._over: list[list[list[int]]] = []

    def over(self, number: int) -> list[list[int]] | None:
        """The first of the ranges that the row (from 1) lies in, or None."""
        while self._waiting and self._waiting[-1][0][0] < number:
            self._over.append(self._waiting.pop())
        self._over = [each for each in self._over if each[1][0] >= number - 1]
        return self._over[0] if self._over else None


def _row(
    number: int, cells: list[Any], sheet: _Sheet, merged: list[list[int]] | None
) -> Row | BadRow:
    shown = [_plain(cell) for cell in cells]
    padded = (shown + [""] * len(sheet.header))[: len(sheet.header)]
    data = record_of(sheet.header, padded)
    wrong = _fault_of(number, cells, sheet, merged)
    if wrong is None:
        return Row(number, data)
    return BadRow(number, wrong.code, wrong.reason, "", wrong.column, data)


def _fault_of(
    number: int, cells: list[Any], sheet: _Sheet, merged: list[list[int]] | None
) -> _Fault | None:
    if merged is not None:
        (top, left), (bottom, right) = merged
        place = f"{_place(top + 1, left)}:{_place(bottom + 1, right)}"
        columns = sheet.header[max(left - sheet.left, 0) :] or [""]
        reason = f"{place} 是合并的单元格，只有第一格有内容：请取消合并，每一行都填上。"
        return _Fault(columns[0], "merged_cells", reason)
    for position, (name, cell) in enumerate(zip(sheet.header, cells, strict=False)):
        if isinstance(cell, str) and not (sheet.faults and name):
            continue
        place = _place(number, sheet.left + position)
        if name and (code := sheet.faults.get(place)):
            return _Fault(name, code, f"{place} {SEEN_BY_PEOPLE[code]}")
        if name in BY_NAME and (wrong := _cell_fault(cell, name, place)):
            return wrong
    return None


def _cell_fault(cell: Any, name: str, place: str) -> _Fault | None:
    """What Excel made of a cell that its column cannot mean."""
    kind = BY_NAME[name].kind
    number = isinstance(cell, int | float) and not isinstance(cell, bool)
    if number and kind is Kind.DATE and "." not in str(_plain(cell)):
        return _Fault(name, "date_as_number", _serial_reason(cell, place))
    if number and abs(cell) >= IMPRECISE:
        reason = f"{place} 的长编号被 Excel 存成了数字，末几位已丢失：请把这一列设为文本格式重填。"
        return _Fault(name, "number_precision", reason)
    if isinstance(cell, dict) and kind is not Kind.DATE and name not in HOURS_IN_TEXT:
        reason = (
            f"{place} 被 Excel 变成了日期或时间（{_plain(cell)}）：请把这一列设为文本格式重填。"
        )
        return _Fault(name, "text_as_date", reason)
    return None


def _serial_reason(number: float, place: str) -> str:
    meant = ""
    if SERIALS[0] <= number <= SERIALS[1]:
        meant = f"，可能是 {FIRST_SERIAL + timedelta(int(number))}"
    return f"{place} 是数字 {_plain(number)}{meant}：请把这一格设为日期格式，或写成 2026-11-01。"


def _plain(cell: Any) -> str:
    """A cell as text: dates as 2026-11-01, numbers without needless decimals."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, dict):
        return str(next(iter(cell.values()), ""))
    return str(cell)


def _place(row: int, column: int) -> str:
    """A cell as Excel names it; row from 1, column from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
