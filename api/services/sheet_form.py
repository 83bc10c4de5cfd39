"""How our workbooks look: headers, cells that stay text, drop-downs."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from api.feeds.columns import BY_NAME, Kind
from api.reference import Reference

LONGEST_CELL: Final = 32_767  # characters, of Excel
WIDE: Final = frozenset({"岗位说明", "要求", "原因", "怎样改", "建议改写", "原文", "地址"})
CHOICES_SHEET: Final = "可选值"
HOME_AREA: Final = "3713"
# A cell that begins so is a formula to a spreadsheet; ours are marked as text.
_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_NO_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_HEAD: Final = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}


def new_workbook(path: Path, constant_memory: bool = False) -> Workbook:
    """A workbook in which text is text, whatever it looks like."""
    options = {
        "constant_memory": constant_memory,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    return Workbook(str(path), options)


def plain(text: str) -> str:
    """What of a text a cell can hold."""
    return _NO_XML.sub("\ufffd", text)[:LONGEST_CELL]


class CellStyles:
    """The formats of one workbook: of text, and of text that a spreadsheet would compute."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, bool], Format] = {}

    def head(self, colour: str) -> Format:
        """A header's."""
        return self._book.add_format({**_HEAD, "bg_color": colour})

    def write(self, sheet: Worksheet, row: int, column: int, text: str, colour: str = "") -> None:
        """Text into a cell, row and column from 0; nothing where it is empty and has no colour."""
        if text or colour:
            style = self._of(colour, bool(_FORMULA.match(text)))
            sheet.write_string(row, column, plain(text), style)

    def _of(self, colour: str, quoted: bool) -> Format:
        if (colour, quoted) not in self._made:
            how: dict[str, Any] = {"num_format": "@", "quote_prefix": quoted, "valign": "top"}
            how |= {"bg_color": colour} if colour else {}
            self._made[colour, quoted] = self._book.add_format(how)
        return self._made[colour, quoted]


def choices(reference: Reference) -> dict[str, tuple[str, ...]]:
    """What the drop-down of a column offers, by its header."""
    offered = {column.name: column.choices for column in BY_NAME.values() if column.choices}
    counties = (each for each in reference.gazetteer if each.code.startswith(HOME_AREA))
    offered["县区"] = tuple(each.name for each in counties if not each.code.endswith("00"))
    offered["工种"] = tuple(each.name for each in reference.occupations)
    return offered


def add_choices(
    book: Workbook,
    sheet: Worksheet,
    header: Sequence[str],
    offered: Mapping[str, Sequence[str]],
    last_row: int,
) -> None:
    """Drop-downs under the header of a sheet, their lists on a hidden one."""
    lists = book.add_worksheet(CHOICES_SHEET)
    lists.hide()
    for place, (name, each) in enumerate(offered.items()):
        lists.write_string(0, place, name)
        for row, choice in enumerate(each, 1):
            lists.write_string(row, place, choice)
        if name in header:
            letters = _letters(place)
            source = f"={CHOICES_SHEET}!${letters}$2:${letters}${len(each) + 1}"
            rule = {
                "validate": "list",
                "source": source,
                # A trade may also be told in the source's own words.
                "error_type": "warning" if name == "工种" else "stop",
                "error_title": name,
                "error_message": "请从下拉列表里选。",
            }
            column = header.index(name)
            sheet.data_validation(1, column, last_row, column, rule)


def add_bounds(sheet: Worksheet, header: Sequence[str], last_row: int) -> None:
    """Numbers where numbers are meant; long codes stay text because their cells are."""
    for column, name in enumerate(header):
        if name in BY_NAME and BY_NAME[name].kind is Kind.NUMBER:
            rule = {
                "validate": "decimal",
                "criteria": ">=",
                "value": 0,
                "error_title": name,
                "error_message": "请只写数字，单位另填。",
            }
            sheet.data_validation(1, column, last_row, column, rule)


def width_of(name: str) -> int:
    """The width of a column, in characters."""
    return 40 if name in WIDE else max(10, 2 * len(name) + 2)


def _letters(column: int) -> str:
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
