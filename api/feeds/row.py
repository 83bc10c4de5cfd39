"""What a file is read into: numbered rows, good and bad."""

from typing import Any, NamedTuple


class Row(NamedTuple):
    """One record. number: its line (JSON lines), its place from 1 (array), its row in Excel."""

    number: int
    data: dict[str, Any]


class BadRow(NamedTuple):
    """A record that is none, with a code and what to do.

    text: how it begins. field, data: of a row of a workbook the column at fault, and its cells.
    """

    number: int
    code: str
    reason: str
    text: str = ""
    field: str = ""
    data: dict[str, Any] | None = None
