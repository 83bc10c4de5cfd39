"""The workbook of rows to mend: as they came, with what is wrong; corrected, it loads again."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from xlsxwriter.worksheet import Worksheet

from api.feeds import json_ld
from api.feeds.columns import ADDED, REQUIRED, column_of
from api.feeds.draft import Shape
from api.feeds.flat import flat_of
from api.feeds.lint import offered_text
from api.feeds.opened import FeedUnreadable
from api.feeds.postings import read_posting
from api.feeds.row import BadRow, Row
from api.feeds.rows import read_rows
from api.feeds.shapes import key_of, shape_of
from api.feeds.values import clean
from api.reference import Reference
from api.services.ingest_errors import ErrorsUnwritable
from api.services.ingest_report import HeldRow, IngestReport, Refusal
from api.services.sheet_form import CellStyles, add_choices, choices, new_workbook, width_of
from api.store.changes import Kind
from registry.errors import InvalidField
from registry.jobs.holds import hold_finding

SHEET: Final = "待改的岗位"
MOST_ROWS: Final = 100_000  # more than these no workbook that we read holds
WRONG, LACKING, HEAD = "#F7C6C5", "#FCE9B2", "#DDEBE9"
PAY: Final = ("工资", "最低工资", "最高工资", "计薪单位")
LINTED: Final = ("岗位名称", "岗位说明", "要求", "标签", "福利")
# The columns by which a held posting is mended; of every other code those of its wording.
OF_HOLDS: Final = {
    "pay_missing": PAY,
    "minimum_wage": PAY,
    "part_time_settlement": ("结算方式",),
    "employer_missing": ("用人单位",),
    "place_missing": ("县区", "远程"),
    "content_missing": ("岗位说明", "工种"),
    "validity_missing": ("有效期至",),
}
# What to do where the reason does not say it.
MENDS: Final = {
    "missing": "请补上这一项。",
    "unknown_name": "请改成认得的名称，可选的在下拉列表里。",
    "too_long": "请缩短。",
    "wrong_type": "请按这一列的写法重填。",
    "out_of_range": "请核对数值。",
}
ANYTHING: Final = "请按原因改好这一行。"


class Wrong(NamedTuple):
    """What is wrong with a row: the columns at fault, codes, the reason, and how to mend it."""

    kind: str
    columns: tuple[str, ...]
    code: str
    reason: str
    mend: str
    rewrite: str = ""


class _ToMend(NamedTuple):
    """A row of the workbook: its number in the file, its cells, and what is wrong."""

    number: int
    cells: Mapping[str, str]
    wrong: Wrong


_Wrongs = dict[tuple[int, str], Refusal | HeldRow]


def write_error_workbook(
    report: IngestReport, feed: Path, path: Path, reference: Reference
) -> None:
    """The refused and held rows of a file that was brought in, read from it once more.

    Every row names its source, so that the corrected workbook brings the same postings. At most
    MOST_ROWS. ErrorsUnwritable: rows about workers, which come in no table.
    """
    if report.kind is Kind.WORKER:
        raise ErrorsUnwritable("劳动者的行不写成工作簿：请把 --errors 的文件名改成 .jsonl。")
    wrongs: _Wrongs = {(each.row, each.source_id): each for each in report.held_rows}
    wrongs |= {(each.refusal.row, each.refusal.source_id): each.refusal for each in report.refused}
    header = _header(feed, report.source, wrongs)
    with new_workbook(path, constant_memory=True) as book:
        sheet, styles = book.add_worksheet(SHEET), CellStyles(book)
        for place, name in enumerate(header):
            sheet.set_column(place, place, width_of(name))
            sheet.write_string(0, place, name, styles.head(HEAD))
        sheet.freeze_panes(1, len(ADDED))
        row = 0
        for row, each in enumerate(_to_mend(feed, report, wrongs, reference), 1):
            _write(sheet, styles, row, header, each)
        sheet.ignore_errors({"number_stored_as_text": f"A1:ZZ{row + 1}"})
        add_choices(book, sheet, header, choices(reference), row + 1)


def _write(
    sheet: Worksheet, styles: CellStyles, row: int, header: Sequence[str], each: _ToMend
) -> None:
    wrong = each.wrong
    told = (str(each.number), wrong.kind, "、".join(wrong.columns), wrong.code, wrong.reason)
    added = dict(zip(ADDED, (*told, wrong.mend, wrong.rewrite), strict=False))
    colour = WRONG if wrong.kind == REFUSED else LACKING
    for column, name in enumerate(header):
        text = added.get(name, "") or each.cells.get(name, "")
        styles.write(sheet, row, column, text, colour if name in wrong.columns else "")


REFUSED: Final = "拒收"
HELD: Final = "待补正"


def _header(feed: Path, source: str, wrongs: _Wrongs) -> list[str]:
    """The added columns, then those of the rows to mend, in the order in which they come."""
    names: dict[str, None] = dict.fromkeys(ADDED)
    archived = False
    for row, _ in _chosen(feed, source, wrongs):
        archived = archived or _shape(row) is Shape.ARCHIVE
        names.update(dict.fromkeys(_cells(row, source)))
    return list(names if archived else dict.fromkeys((*names, *REQUIRED, "来源")))


def _to_mend(
    feed: Path, report: IngestReport, wrongs: _Wrongs, reference: Reference
) -> Iterator[_ToMend]:
    for row, wrong in _chosen(feed, report.source, wrongs):
        if isinstance(wrong, Refusal):
            told = _refused(wrong)
        else:
            told = _held(wrong, row, report.source, reference)
        yield _ToMend(row.number, _cells(row, report.source), told)


def _chosen(
    feed: Path, source: str, wrongs: _Wrongs
) -> Iterator[tuple[Row | BadRow, Refusal | HeldRow]]:
    """The rows of the file that something is wrong with, at most MOST_ROWS."""
    found = 0
    try:
        for row in read_rows(feed, REQUIRED):
            wrong = wrongs.get((row.number, _source_id(row, source)))
            if wrong is not None and found < MOST_ROWS:
                found += 1
                yield row, wrong
    except FeedUnreadable:
        return


def _source_id(row: Row | BadRow, source: str) -> str:
    """The id by which the report names the row."""
    if row.data is None:
        return ""
    return clean(key_of(row.data, _shape(row), source).partition(":")[2])


def _shape(row: Row | BadRow) -> Shape:
    shape = shape_of(row.data or {})
    return Shape.NATIVE if shape is Shape.WORKER else shape


def _cells(row: Row | BadRow, source: str) -> dict[str, str]:
    """A row as cells of a table, with the source that it is of."""
    if row.data is None:
        return {"原文": row.text}
    shape = _shape(row)
    if shape is Shape.ARCHIVE:
        return {**_texts(row.data), "platform": str(row.data.get("platform") or source)}
    if shape is Shape.FLAT:
        cells = _texts(row.data)
    else:
        cells = flat_of(_native(row.data) if shape is Shape.JSON_LD else row.data)
    return {**cells, "来源": cells.get("来源") or source}


def _texts(data: Mapping[str, Any]) -> dict[str, str]:
    shown = {name: flat_of({"": value})[""] for name, value in data.items()}
    return {name: text for name, text in shown.items() if name not in ADDED}


def _native(data: Mapping[str, Any]) -> dict[str, Any]:
    """Our own row of a JobPosting; its county as it is written."""
    try:
        row = json_ld.native_of(data)
    except InvalidField:
        row = json_ld.native_of({**data, "baseSalary": None})
    row["place"]["county"] = json_ld.area_of(data).replace(" ", "")
    return row


def _refused(refusal: Refusal) -> Wrong:
    columns = (column_of(refusal.field),) if refusal.field else ()
    return Wrong(REFUSED, columns, refusal.code, refusal.reason, _mend(refusal))


def _mend(refusal: Refusal) -> str:
    _, found, words = refusal.reason.rpartition("：请")
    return f"请{words}" if found else MENDS.get(refusal.code, ANYTHING)


def _held(held: HeldRow, row: Row | BadRow, source: str, reference: Reference) -> Wrong:
    rules = reference.lint_rules
    findings = [hold_finding(code, rules) for code in held.codes]
    columns = dict.fromkeys(name for code in held.codes for name in OF_HOLDS.get(code, LINTED[:2]))
    mends = (each.detail.rpartition("：")[2] for each in findings)
    worded = any(rules.named(code) for code in held.codes)
    return Wrong(
        HELD,
        tuple(columns),
        "、".join(held.codes),
        " ".join(each.cited for each in findings),
        " ".join(dict.fromkeys(mends)),
        _rewrite(row, source, reference) if worded else "",
    )


def _rewrite(row: Row | BadRow, source: str, reference: Reference) -> str:
    """The lawful text to send instead, where there is one."""
    try:
        posting = read_posting(row.data or {}, reference, source=source)
    except InvalidField:
        return ""
    offered = offered_text(posting, reference)
    return f"{offered.title}\n{offered.description}".strip() if offered else ""
