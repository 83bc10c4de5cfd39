"""The Excel template for postings: every column with its drop-down, and how to fill it in."""

from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from api.feeds.columns import COLUMNS, REQUIRED, Column, Kind
from api.reference import Reference
from api.services.sheet_form import (
    CellStyles,
    add_bounds,
    add_choices,
    choices,
    new_workbook,
    width_of,
)

SHEET: Final = "岗位"
NOTES_SHEET: Final = "填写说明"
LAST_ROW: Final = 20_000  # down to here the cells are prepared
NEEDED: Final = "#F7C6C5"
WANTED: Final = "#FCE9B2"
OTHER: Final = "#DDEBE9"
TO_PUBLISH: Final = "发布必需"
FORMATS: Final = {Kind.DATE: "yyyy-mm-dd", Kind.NUMBER: "General"}
NOTES: Final = (
    "一行一条岗位，写在“岗位”表里；红色列必填，黄色列缺了会收下但不发布。",
    "不要合并单元格，不要在表头上下加行，列可以删、可以换顺序，列名不要改。",
    "同一个编号再次导入是更新；一字不差地再导入，什么也不会变。",
    "先检查再导入：在“成批导入”页上传，或 linggang ingest 文件 --dry-run --errors 错误.xlsx。",
    "下载的错误表改好可以直接再导入。",
)


def write_template(path: Path, reference: Reference) -> None:
    """The template to a file; OSError where it cannot be written."""
    path.touch()  # says why in the system's own words where it cannot be
    with new_workbook(path) as book:
        sheet = book.add_worksheet(SHEET)
        styles = CellStyles(book)
        heads = {colour: styles.head(colour) for colour in (NEEDED, WANTED, OTHER)}
        names = [column.name for column in COLUMNS]
        for place, column in enumerate(COLUMNS):
            form = book.add_format({"num_format": FORMATS.get(column.kind, "@")})
            sheet.set_column(place, place, width_of(column.name), form)
            sheet.write_string(0, place, column.name, heads[_colour(column)])
            if column.note:
                sheet.write_comment(0, place, column.note)
        sheet.freeze_panes(1, 2)
        _write_notes(book, styles)
        add_choices(book, sheet, names, choices(reference), LAST_ROW)
        add_bounds(sheet, names, LAST_ROW)


def _colour(column: Column) -> str:
    if column.name in REQUIRED:
        return NEEDED
    return WANTED if column.note.startswith(TO_PUBLISH) else OTHER


def _write_notes(book: Workbook, styles: CellStyles) -> None:
    sheet = book.add_worksheet(NOTES_SHEET)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 60)
    for row, note in enumerate(NOTES):
        styles.write(sheet, row, 0, note)
    for row, column in enumerate(COLUMNS, len(NOTES) + 1):
        offered = f"可选：{'、'.join(column.choices)}。" if column.choices else ""
        styles.write(sheet, row, 0, column.name)
        styles.write(sheet, row, 1, "；".join(part for part in (column.note, offered) if part))
