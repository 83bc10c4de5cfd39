"""The header of a table: our Chinese columns, our own field names, or those of the archive."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from api.feeds.archive import KEYS as ARCHIVE_KEYS
from api.feeds.archive import NUMBERS as ARCHIVE_NUMBERS
from api.feeds.columns import BY_PATH
from api.feeds.opened import FeedUnreadable
from api.feeds.values import clean
from registry.errors import near_values

# The mark of UTF-8 too: some programs write it twice.
BLANK: Final = " \t\r\n\u3000\ufeff"
LONGEST_COLUMN: Final = 12
FIELD_KEYS: Final = frozenset({"source_id", "title"})


def header_of(cells: Iterable[str], required: tuple[str, ...]) -> list[str]:
    """The names of the columns, field names as their Chinese headers; "" for one without a name.

    FeedUnreadable: a required column is missing, a column stands twice.
    """
    header = [cell.strip(BLANK) for cell in cells]
    if not set(required) & set(header) and set(header) >= FIELD_KEYS:
        header = [BY_PATH[name].name if name in BY_PATH else name for name in header]
    named = [name for name in header if name]
    if not is_header(header, required):
        raise _missing(required, named)
    if twice := sorted({name for name in named if named.count(name) > 1}):
        raise FeedUnreadable("repeated_columns", f"列名重复：{'、'.join(twice)}。请只留一列。")
    return header


def headers_known(required: tuple[str, ...]) -> list[list[str]]:
    """The sets of columns of which a header holds one whole."""
    return [sorted(names) for names in (set(required), FIELD_KEYS, ARCHIVE_KEYS)]


def is_header(cells: Sequence[str], required: tuple[str, ...]) -> bool:
    """Whether these are names of columns: those required, or the archive's own."""
    return set(cells) >= set(required) or set(cells) >= ARCHIVE_KEYS


def record_of(header: Sequence[str], cells: Sequence[str]) -> dict[str, Any]:
    """The row of a table by its columns; the archive's figures as numbers."""
    named = zip(header, cells, strict=True)
    record: dict[str, Any] = {name: cell.strip() for name, cell in named if name}
    return _archived(record) if record.keys() >= ARCHIVE_KEYS else record


def _archived(record: Mapping[str, str]) -> dict[str, Any]:
    figures = {name: _figure(record[name]) for name in ARCHIVE_NUMBERS & record.keys()}
    return {**record, **figures}


def _figure(text: str) -> float | str | None:
    try:
        return float(text) if text else None
    except ValueError:
        return text


def _missing(required: tuple[str, ...], named: list[str]) -> FeedUnreadable:
    hints = [
        f"“{name}”" + (f"（文件中相近的列：{'、'.join(near)}）" if near else "")
        for name in required
        if name not in named
        for near in [[clean(each) for each in near_values(name, named, 3) if _is_name(each)]]
    ]
    # Without a header the first row is somebody's data, so that it is not repeated here.
    return FeedUnreadable(
        "missing_columns", f"缺少必需的列：{'；'.join(hints)}。请检查第一行是不是列名。"
    )


def _is_name(cell: str) -> bool:
    """Whether a cell may be the name of a column, and not somebody's number or address."""
    return len(cell) <= LONGEST_COLUMN and not any(map(str.isdigit, cell))
