"""A workbook looked at as the zip file that it is, before anything in it is believed."""

import html
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from api.feeds.opened import FeedUnreadable

LARGEST_FILE: Final = 48 * 1024 * 1024
LARGEST_UNPACKED: Final = 256 * 1024 * 1024
MOST_PARTS: Final = 2000
MOST_FAULTS: Final = 10_000
PIECE: Final = 4 * 1024 * 1024
LONGEST_CELL: Final = 256 * 1024  # bytes of its XML, escaped text included
REASONS: Final = {
    "encrypted": "文件加了密码：请在 Excel 中“文件－信息－保护工作簿”去掉密码，另存后再导入。",
    "macros": "工作簿里有宏：请另存为“Excel 工作簿（.xlsx）”，不带宏，再导入。",
    "old_workbook": "这是旧版表格文件（xls、et）：请另存为“Excel 工作簿（.xlsx）”。",
    "binary_workbook": "这是 Excel 二进制工作簿（xlsb）：请另存为“Excel 工作簿（.xlsx）”。",
    "open_document": "这是 ODS 表格：请另存为“Excel 工作簿（.xlsx）”。",
    "unsupported_format": "这是压缩包，不是 Excel 工作簿：请解开后导入里面的文件。",
    "broken_workbook": "工作簿残缺或损坏：请在 Excel 中打开、另存后再导入，或向来源重新索取。",
    "workbook_too_large": (
        "工作簿太大（文件至多 48 MiB，展开后至多 256 MiB）：请分成几个文件，或另存为“CSV UTF-8”。"
    ),
}
ZIP_MAGIC: Final = b"PK\x03\x04"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError,
    OverflowError, OSError,
)  # fmt: skip
_TAG: Final = re.compile(rb"<(?:\w+:)?(sheet|Relationship)\s([^<>]*)>")
_ATTRIBUTE: Final = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
_ERROR: Final = re.compile(rb'<c\s([^<>]*\bt="e"[^<>]*)>')
_UNCOMPUTED: Final = re.compile(
    rb'<c\s((?![^<>]*\bt="str")[^<>]*)><f\b[^<>]*(?:/>|>[^<]*</f>)(?:<v/>|<v></v>)?</c>'
)
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3}\d{1,7})"')

CellFaults = dict[str, str]  # place (B5) -> code


def fault(code: str, name: str) -> FeedUnreadable:
    """The fault of a workbook that is not read at all."""
    return FeedUnreadable(code, f"{name}：{REASONS[code]}")


def is_workbook(start: bytes) -> bool:
    """Whether a file that begins so is a workbook, of whatever kind, or a zip file."""
    return start.startswith((ZIP_MAGIC, OLE_MAGIC[:4]))


def check_workbook(path: Path) -> dict[str, CellFaults]:
    """By sheet the cells that say nothing: errors of Excel, formulas never computed.

    Every part is unpacked once, in pieces, so that a wrong size or sum is found here.
    FeedUnreadable: no workbook that we read, broken, encrypted, with macros, or too large.
    """
    with path.open("rb") as file:
        start = file.read(PIECE)
    if start.startswith(OLE_MAGIC[:4]):
        raise fault(_ole_kind(start), path.name)
    if path.stat().st_size > LARGEST_FILE:
        raise fault("workbook_too_large", path.name)
    try:
        with zipfile.ZipFile(path) as book:
            _refuse(book, path.name)
            faults = {
                part.filename: _faults(book, part)
                for part in book.infolist()
                if part.filename.startswith("xl/") and not part.is_dir()
            }
            return {sheet: faults.get(part) or {} for sheet, part in _parts_of_sheets(book).items()}
    except _BROKEN as error:
        raise fault("broken_workbook", path.name) from error


def _ole_kind(start: bytes) -> str:
    encrypted = "EncryptedPackage".encode("utf-16-le") in start
    return "encrypted" if encrypted else "old_workbook"


def _refuse(book: zipfile.ZipFile, name: str) -> None:
    parts = book.infolist()
    names = {part.filename for part in parts}
    code = ""
    if any(part.flag_bits & 1 for part in parts):
        code = "encrypted"
    elif len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        code = "workbook_too_large"
    elif any(each.endswith("vbaProject.bin") or "/macrosheets/" in each for each in names):
        code = "macros"
    elif "xl/workbook.xml" not in names:
        code = _other_kind(names)
    if code:
        raise fault(code, name)


def _other_kind(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "binary_workbook"
    return "open_document" if {"mimetype", "content.xml"} <= names else "unsupported_format"


def _parts_of_sheets(book: zipfile.ZipFile) -> dict[str, str]:
    """The part in which each sheet lies, by the sheet's name."""
    targets = {}
    if "xl/_rels/workbook.xml.rels" in book.namelist():
        for tag in _tags(book.read("xl/_rels/workbook.xml.rels")):
            target = tag.get("Target", "")
            targets[tag.get("Id", "")] = target[1:] if target[:1] == "/" else f"xl/{target}"
    return {
        tag["name"]: targets.get(next((tag[key] for key in tag if key.endswith(":id")), ""), "")
        for tag in _tags(book.read("xl/workbook.xml"))
        if "name" in tag
    }


def _tags(xml: bytes) -> Iterator[dict[str, str]]:
    for found in _TAG.finditer(xml):
        yield {
            name.decode(): html.unescape(value.decode("utf-8", "replace"))
            for name, value in _ATTRIBUTE.findall(found.group(2))
        }


def _faults(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> CellFaults:
    with book.open(part) as stream:
        if part.filename.startswith("xl/worksheets/"):
            return _cell_faults(stream)
        while stream.read(PIECE):
            pass
    return {}


def _cell_faults(stream: IO[bytes]) -> CellFaults:
    faults: CellFaults = {}
    rest = b""
    while piece := stream.read(PIECE):
        text = rest + piece
        cut = max(text.rfind(b"<c "), len(text) - LONGEST_CELL)
        rest = text[cut:]
        _look(text[:cut], faults)
    _look(rest, faults)
    return faults


def _look(text: bytes, faults: CellFaults) -> None:
    """Note the faults in a stretch of a sheet's XML; quick where there is none."""
    looks = ((b't="e"', _ERROR, "excel_error"), (b"<f", _UNCOMPUTED, "formula_unread"))
    for sign, pattern, code in looks:
        if sign not in text:
            continue
        for found in pattern.finditer(text):
            place = _PLACE.search(found.group(1))
            if place and len(faults) < MOST_FAULTS:
                faults[place.group(1).decode()] = code
