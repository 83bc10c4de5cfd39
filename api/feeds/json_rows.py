"""Rows of JSON: one object a line, or one array of objects."""

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any, Final

from pydantic_core import from_json

from api.feeds.opened import FeedUnreadable
from api.feeds.row import BadRow, Row

# The longest real posting has 6,423 characters; a row of 4 MiB is a broken file.
LONGEST: Final = 4 * 1024 * 1024
PIECE: Final = 64 * 1024
BLANK: Final = " \t\r\n\ufeff"  # the mark of UTF-8 too: some programs write it twice


def line_rows(stream: IO[bytes]) -> Iterator[Row | BadRow]:
    """JSON lines in UTF-8; blank lines are passed over, but counted as lines."""
    _refuse_utf16(stream)
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if len(line) == LONGEST and not line.endswith(b"\n"):
            _skip_line(stream)
            yield BadRow(number, "row_too_long", "这一行超过 4 MiB：请检查文件是否缺换行。")
        elif line.strip():
            yield _row_of(number, line)


def array_rows(stream: IO[bytes]) -> Iterator[Row | BadRow]:
    """One JSON array, decoded piece by piece; after a broken element nothing can be read."""
    _refuse_utf16(stream)
    text = _Text(stream)
    text.skip("[")
    number = 0
    while text.peek() not in ("]", ""):
        number += 1
        yield _checked(number, text.next_value(number))
        if text.peek() == ",":
            text.skip(",")
        elif text.peek() != "]":
            break
    closed = text.peek() == "]"
    text.skip("]")
    if not closed or text.peek():
        raise FeedUnreadable(
            "not_json",
            f"第 {number} 条之后的 JSON 数组不完整（缺逗号、缺“]”或有多余）：请向来源重新索取。",
        )


class _Text:
    """Decoded text with a place in it, filled from a stream as it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._json = json.JSONDecoder(parse_constant=_refuse_constant)
        self._text = ""
        self._ended = False

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        self._text = self._text.lstrip(BLANK)
        while not self._text and not self._ended:
            self._fill(PIECE)
            self._text = self._text.lstrip(BLANK)
        return self._text[:1]

    def skip(self, character: str) -> None:
        """Pass over the character that `peek` gave."""
        if self.peek() == character:
            self._text = self._text[1:]

    def next_value(self, number: int) -> object:
        """The next whole JSON value."""
        size = PIECE
        while True:
            try:
                value, end = self._json.raw_decode(self._text)
            except RecursionError as error:
                raise FeedUnreadable("not_json", f"第 {number} 条嵌套太深。") from error
            except ValueError as error:
                if self._ended or len(self._text) > LONGEST:
                    raise FeedUnreadable(
                        "not_json",
                        f"第 {number} 条不是完整的 JSON，其后的都读不了：请向来源重新索取。",
                    ) from error
            else:
                if end < len(self._text) or self._ended:
                    self._text = self._text[end:]
                    return value
            self._fill(size)
            size *= 2

    def _fill(self, size: int) -> None:
        piece = self._stream.read(size)
        self._ended = not piece
        try:
            self._text += self._decoder.decode(piece, final=self._ended)
        except UnicodeDecodeError as error:
            raise FeedUnreadable("encoding", WRONG_ENCODING) from error


WRONG_ENCODING: Final = "不是 UTF-8 编码（可能是 GB18030）：请以 UTF-8 重新保存。"


def _row_of(number: int, line: bytes) -> Row | BadRow:
    try:
        text = line.decode("utf-8").strip(BLANK)
    except UnicodeDecodeError:
        start = line[:200].decode("gb18030", "replace")
        return BadRow(number, "encoding", WRONG_ENCODING, start)
    try:
        return _checked(number, from_json(text, allow_inf_nan=False))
    except ValueError:
        return BadRow(
            number, "not_json", "不是完整的 JSON：每行应是一个 {…}，不能断行。", text[:200]
        )


def _checked(number: int, value: object) -> Row | BadRow:
    if isinstance(value, dict):
        return Row(number, value)
    shown = json.dumps(value, ensure_ascii=False)[:200]
    return BadRow(number, "not_an_object", "不是一个 {…} 对象：每条应写成 字段: 值。", shown)


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _refuse_utf16(stream: IO[bytes]) -> None:
    start = stream.read(4)
    stream.seek(0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in start:
        raise FeedUnreadable("encoding", "JSON 文件是 UTF-16 编码：请以 UTF-8 重新保存。")


def _skip_line(stream: IO[bytes]) -> None:
    while piece := stream.readline(PIECE):
        if piece.endswith(b"\n"):
            return
