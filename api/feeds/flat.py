"""Rows of the flat table (columns.py) as our own rows, and our own rows as such cells."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from api.feeds import values
from api.feeds.cells import NO_WINDOWS, text_of, value_of
from api.feeds.columns import ADDED, BY_NAME, BY_PATH, COLUMNS, REQUIRED, Kind, column_of
from api.feeds.draft import Draft
from api.feeds.native import native_draft
from api.reference import Reference
from registry.errors import InvalidField

FLEXIBLE_HEADCOUNT: Final = frozenset({"若干", "不限", "多名", "多人"})
_ANOTHER: Final = re.compile(r"(?<=另外 )[\w.]+(?=：)")


def flat_draft(data: Mapping[str, Any], reference: Reference) -> Draft:
    """The draft of a flat row. InvalidField, by the header: nothing there, or not to be read."""
    cells = cells_of(data)
    for name in REQUIRED:
        if name not in cells:
            raise InvalidField(name, "missing", "是空的，它是必填的。")
    try:
        draft = native_draft(native_of(cells), reference)
    except InvalidField as error:
        raise by_column(error) from error
    return replace(draft, flags=(*draft.flags, *_flags(data, cells)))


def by_column(error: InvalidField) -> InvalidField:
    """A fault in a field of our own row, told by the header under which the field stands."""
    name = column_of(error.field)
    if error.code == "hours":
        return InvalidField(name, error.code, NO_WINDOWS)
    reason = _ANOTHER.sub(lambda found: column_of(found.group()), error.reason)
    return InvalidField(name, error.code, reason)


def cells_of(data: Mapping[str, Any]) -> dict[str, str]:
    """The cells of the columns we know that are not empty, their text made clean."""
    cells = {name: str(data[name] if data[name] is not None else "") for name in data}
    known = {
        name: (values.clean_id if name == "编号" else values.clean)(text)
        for name, text in cells.items()
        if name in BY_NAME
    }
    return {name: text for name, text in known.items() if text}


def native_of(cells: Mapping[str, str]) -> dict[str, Any]:
    """Our own row of such cells. InvalidField: a cell that cannot be read, by its header."""
    row: dict[str, Any] = {}
    for name, text in cells.items():
        column = BY_NAME[name]
        head, _, leaf = column.path.partition(".")
        value = value_of(text, column)
        if leaf:
            row.setdefault(head, {})[leaf] = value
        else:
            row[head] = value
    return row


def flat_of(row: Mapping[str, Any]) -> dict[str, str]:
    """The cells that say our own row, in the order of the columns; what is none of ours behind.

    For people to mend, so that nothing is refused: what has a wrong type is shown as it is.
    """
    left = dict(_leaves(row))
    cells = {}
    for column in COLUMNS:
        if column.path in left:
            cells[column.name] = text_of(left.pop(column.path), column.kind)
    return cells | {path: text_of(value, Kind.TEXT) for path, value in left.items()}


def _leaves(row: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Every field with its path; of objects their fields, one level deep."""
    heads = {path.partition(".")[0] for path in BY_PATH if "." in path}
    leaves: list[tuple[str, Any]] = []
    for key, value in row.items():
        if key in heads and isinstance(value, dict):
            leaves += [(f"{key}.{leaf}", part) for leaf, part in value.items()]
        else:
            leaves.append((key, value))
    return leaves


def _flags(data: Mapping[str, Any], cells: Mapping[str, str]) -> tuple[str, ...]:
    flags = []
    unread = {name: text for name, text in data.items() if name not in BY_NAME and text}
    if any(name not in ADDED and not name.startswith("_") for name in unread):
        flags.append("unknown_field")
    people = cells.get("人数", "若干")
    if people not in FLEXIBLE_HEADCOUNT and values.headcount(people) is None:
        flags.append("headcount_unreadable")
    return tuple(flags)
