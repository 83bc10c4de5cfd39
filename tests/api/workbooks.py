"""Workbooks to test with: plain ones, and ones that nobody's Excel would write."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

HEADER = ("编号", "岗位名称", "县区", "最低工资", "有效期至")
NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = """<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
RELATIONS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
{}</Relationships>"""
RELATION = '<Relationship Id="{}" Target="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/>'
BOOK = f"""<?xml version="1.0"?><workbook xmlns="{NAMESPACE}"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="岗位" sheetId="1" r:id="rId1"/></sheets></workbook>"""

Fill = Callable[[Workbook, Worksheet], None]


def workbook(
    path: Path, *rows: Sequence[Any], header: Sequence[str] = HEADER, fill: Fill | None = None
) -> Path:
    """A workbook of one sheet: text as text, numbers as numbers; `fill` does the rest."""
    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("岗位")
        for line, row in enumerate([header, *rows]):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(line, place, value)
                elif value is not None:
                    sheet.write(line, place, value)
        if fill is not None:
            fill(book, sheet)
    return path


def by_hand(path: Path, cells: str, strings: str = "") -> Path:
    """A workbook whose sheet holds this XML."""
    sheet = (
        f'<?xml version="1.0"?><worksheet xmlns="{NAMESPACE}">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", TYPES)
        book.writestr(
            "_rels/.rels",
            RELATIONS.format(RELATION.format("rId1", "xl/workbook.xml", "officeDocument")),
        )
        book.writestr("xl/workbook.xml", BOOK)
        told = RELATION.format("rId1", "worksheets/sheet1.xml", "worksheet")
        told += RELATION.format("rId2", "sharedStrings.xml", "sharedStrings")
        book.writestr("xl/_rels/workbook.xml.rels", RELATIONS.format(told))
        if strings:
            book.writestr(
                "xl/sharedStrings.xml",
                f'<?xml version="1.0"?><sst xmlns="{NAMESPACE}">{strings}</sst>',
            )
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    return path
