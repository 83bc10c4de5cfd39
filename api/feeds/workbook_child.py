"""A program of its own: the cells of one sheet of a workbook as JSON lines.

It runs apart from the service (workbook.py starts it), because a workbook of a few kilobytes can
ask its reader for any amount of memory, and the reader, which is not Python, then ends its process.
Nothing of this project is imported. Called with a file and, in JSON, the sets of columns of which
the header holds one. First line: what was found, or a fault; then [row number, cells] a line.
"""

import json
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

MEMORY: Final = 460 * 1024 * 1024  # bytes; with the program itself under 512 MiB
SECONDS: Final = 60
MOST_ROWS: Final = 1_048_576  # of Excel
HEADER_WITHIN: Final = 10  # first rows among which the header is looked for
MOST_MERGED: Final = 20_000


def main(path: str, wanted: list[list[str]]) -> None:
    """Write the sheet that has a wanted header, or why there is none."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        told = _sheet(CalamineWorkbook.from_path(path), wanted)
        for line in told:
            print(json.dumps(line, ensure_ascii=False, default=_dated))
    except PasswordError:
        _fault("encrypted")
    except MemoryError:
        _fault("workbook_too_large")
    except (CalamineError, ValueError, OverflowError) as error:
        _fault("broken_workbook", why=str(error)[:200])


def _sheet(book: CalamineWorkbook, wanted: list[list[str]]) -> Iterator[Any]:
    names = [
        each.name
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet and each.visible == SheetVisibleEnum.Visible
    ]
    found: dict[str, tuple[CalamineSheet, int]] = {}
    first: list[str] = []
    for name in names:
        sheet = book.get_sheet_by_name(name)
        if sheet.end is not None and sheet.end[0] >= MOST_ROWS:
            yield {"fault": "broken_workbook", "why": "rows"}
            return
        at, cells = _header(sheet, wanted)
        first = first or cells
        if at:
            found[name] = sheet, at
        del sheet  # only one of them is in memory, and never twice
    if len(found) == 1:
        ((name, (sheet, at)),) = found.items()
        yield from _told(sheet, name, at)
    else:
        fault = "several_sheets" if found else "missing_columns"
        yield {"fault": fault, "sheets": list(found) or names, "first": first}


def _header(sheet: CalamineSheet, wanted: list[list[str]]) -> tuple[int, list[str]]:
    """The number of the header's row, 0 for none, and the first row that is not empty."""
    first: list[str] = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [str(cell).strip() for cell in row]
        if number > HEADER_WITHIN:
            break
        if any(cells):
            first = first or cells
            if any(set(cells) >= set(names) for names in wanted):
                return number, cells
    return 0, first


def _told(sheet: CalamineSheet, name: str, header: int) -> Iterator[Any]:
    merged = [range_ for range_ in sheet.merged_cell_ranges or () if range_[1][0] >= header]
    if len(merged) > MOST_MERGED:
        yield {"fault": "broken_workbook", "why": "merged"}
        return
    left = sheet.start[1] if sheet.start else 0
    yield {"sheet": name, "header": header, "left": left, "merged": sorted(merged)}
    for number, row in enumerate(sheet.iter_rows(), 1):
        if number >= header and any(cell != "" for cell in row):
            yield [number, row]


def _dated(value: object) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"date": value.isoformat(" ", "minutes")}
    kind = "date" if isinstance(value, date) else "time"
    return {kind: value.isoformat("minutes") if isinstance(value, time) else str(value)}


def _fault(code: str, **more: str) -> None:
    print(json.dumps({"fault": code, **more}))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    main(sys.argv[1], json.loads(sys.argv[2]))
