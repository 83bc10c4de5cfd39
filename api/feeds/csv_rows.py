"""Rows of CSV as Chinese spreadsheets write it: several encodings, several delimiters."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import IO, Final

from api.feeds.opened import FeedUnreadable
from api.feeds.row import BadRow, Row
from api.feeds.table_header import header_of, record_of

DELIMITERS: Final = (",", ";", "\t")
PIECE: Final = 1024 * 1024
LONGEST_LINE: Final = 1024 * 1024  # characters


def encoding_of(stream: IO[bytes]) -> str:
    """UTF-16 by its mark or zero bytes, else UTF-8 if the whole stream is, else GB18030.

    Reads to the end. Not GBK: it cannot write rare characters of names. FeedUnreadable: none.
    """
    stream.seek(0)
    start = stream.read(PIECE)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in start:  # in UTF-16 every comma and line end has a zero byte, in other text none
        return "utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le"
    for encoding in ("utf-8-sig", "gb18030"):
        stream.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while piece := stream.read(PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise FeedUnreadable(
        "encoding", "文字编码认不出（不是 UTF-8、UTF-16 或 GB18030）：请另存为“CSV UTF-8”。"
    )


def csv_rows(stream: IO[bytes], encoding: str, required: tuple[str, ...]) -> Iterator[Row | BadRow]:
    """The rows under the header, numbered as Excel does (the header is row 1); blank ones skipped.

    FeedUnreadable: a required column is missing, a column stands twice, an unclosed quotation mark.
    """
    text = io.TextIOWrapper(stream, encoding=encoding, newline="")
    try:
        lines = _lines(text)
        header_line = next(lines, "")
        delimiter = max(DELIMITERS, key=header_line.count)
        header = header_of(next(csv.reader([header_line], delimiter=delimiter)), required)
        yield from _records(csv.reader(lines, delimiter=delimiter, strict=True), header)
    except UnicodeError as error:  # only UTF-16 is decoded here for the first time
        raise FeedUnreadable("encoding", "文件的 UTF-16 编码残缺：请另存为“CSV UTF-8”。") from error
    finally:
        text.detach()


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines, none of which is held whole if it is no line of a table any more."""
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE and not line.endswith("\n"):
            raise FeedUnreadable(
                "row_too_long", f"有一行超过 {LONGEST_LINE} 个字：请检查文件是否缺换行。"
            )
        yield line


def _records(reader: Iterator[list[str]], header: list[str]) -> Iterator[Row | BadRow]:
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise FeedUnreadable(
                    "unclosed_quote",
                    f"第 {number} 行有引号没有闭合，其后的内容都读不了：请补上引号。",
                ) from error
            yield BadRow(number, "csv", "引号用得不对，分不清各列：请用 Excel 打开检查后另存。")
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _row(number, cells, header)


def _row(number: int, cells: list[str], header: list[str]) -> Row | BadRow:
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    if extra or len(cells) < len(header) // 2:
        return BadRow(
            number,
            "column_count",
            f"有 {len(cells)} 列，表头有 {len(header)} 列：请检查是否多了或少了分隔符。",
            "｜".join(cells)[:200],
        )
    padded = (cells + [""] * len(header))[: len(header)]
    return Row(number, record_of(header, padded))
