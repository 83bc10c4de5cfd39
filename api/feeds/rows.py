"""A file as numbered rows: JSON lines, JSON, CSV (each plain or gzipped), or an Excel workbook."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from api.feeds.csv_rows import csv_rows, encoding_of
from api.feeds.json_document import document_rows, expanded, is_lines
from api.feeds.json_rows import array_rows, line_rows
from api.feeds.opened import FeedUnreadable, opened
from api.feeds.row import BadRow, Row
from api.feeds.workbook import workbook_rows
from api.feeds.workbook_check import is_workbook

CSV_SUFFIXES: Final = frozenset({".csv", ".tsv", ".txt"})
LINE_SUFFIXES: Final = frozenset({".jsonl", ".ndjson"})
JSON_SUFFIXES: Final = LINE_SUFFIXES | {".json", ".jsonld"}
_BLANK: Final = b" \t\r\n\xef\xbb\xbf"


def read_rows(path: Path, required_columns: tuple[str, ...] = ()) -> Iterator[Row | BadRow]:
    """The rows of a file, in order, with few of them in memory however large it is.

    required_columns: headers without which a table is refused. FeedUnreadable is raised where
    the file cannot be read further (the rows given before it stand), and if it has no row at all.
    """
    empty = True
    with opened(path) as stream:
        start = stream.read(8)
        stream.seek(0)
        if is_workbook(start):
            rows = workbook_rows(path, required_columns)
        else:
            rows = expanded(_rows(stream, _suffix(path), required_columns))
        for row in rows:
            empty = False
            yield row
    if empty:
        raise FeedUnreadable("empty", f"{path.name} 里没有一行数据：请向来源重新索取。")


def _rows(
    stream: IO[bytes], suffix: str, required_columns: tuple[str, ...]
) -> Iterator[Row | BadRow]:
    first = _first_byte(stream)
    if suffix in CSV_SUFFIXES or (suffix not in JSON_SUFFIXES and first not in b"{["):
        encoding = encoding_of(stream)
        stream.seek(0)
        return csv_rows(stream, encoding, required_columns)
    stream.seek(0)
    if first == b"[" and (suffix not in LINE_SUFFIXES or _opens_alone(stream)):
        return array_rows(stream)
    if first == b"{" and suffix not in LINE_SUFFIXES and not is_lines(stream):
        return document_rows(stream)
    return line_rows(stream)


def _opens_alone(stream: IO[bytes]) -> bool:
    """Whether `[` has the first line for itself: an array over many lines, whatever its name."""
    line = stream.readline(4096)
    stream.seek(0)
    return line.strip(_BLANK) == b"["


def _suffix(path: Path) -> str:
    inner = path.with_suffix("") if path.suffix.lower() == ".gz" else path
    return inner.suffix.lower()


def _first_byte(stream: IO[bytes]) -> bytes:
    """The first byte that is no blank; empty bytes if all are blank."""
    while piece := stream.read(4096):
        if text := piece.lstrip(_BLANK):
            return text[:1]
    return b""
