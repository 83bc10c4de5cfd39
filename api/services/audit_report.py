"""Whether the audit chain of an installation is whole, and still holds a record noted elsewhere."""

import re
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection

from api.store import audit
from registry.audit import FIRST, Break
from registry.errors import InvalidField

NOTED: Final = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What was found. sequence, hash: of the last record, as kept apart; expected: noted elsewhere.

    breaks: every place where the chain does not hold, or does not hold what is expected.
    """

    sequence: int
    hash: str
    breaks: tuple[Break, ...]
    expected: tuple[int, str] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.breaks

    def to_json(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "whole": self.is_whole,
            "count": self.sequence,
            "head": {"sequence": self.sequence, "hash": self.hash},
            "expected": _noted(self.expected) if self.expected else None,
            "breaks": [{"sequence": each.sequence, "reason": each.reason} for each in self.breaks],
        }


def read_noted(text: str) -> tuple[int, str]:
    """A record's sequence and hash as they were printed; InvalidField if it is not of that form."""
    found = NOTED.fullmatch(text.strip())
    if found is None:
        raise InvalidField(
            "expect", "expect", "应是“序号:校验值”，照 linggang audit verify 印出的抄写。"
        )
    return int(found[1]), found[2]


def verify_chain(
    connection: Connection, key: bytes, expected: tuple[int, str] | None = None
) -> ChainReport:
    """The whole chain looked at; the connection must see it at one moment (`snapshot`)."""
    sequence, last = audit.head_of(connection) or (0, "")
    breaks = audit.verify(connection, key)
    if expected is not None:
        breaks = (*breaks, *_missing(connection, expected))
    return ChainReport(sequence, last, breaks, expected)


def _missing(connection: Connection, expected: tuple[int, str]) -> tuple[Break, ...]:
    sequence, noted = expected
    kept = audit.hash_of(connection, sequence) if sequence else FIRST
    if kept == noted:
        return ()
    how = "已经不在" if kept is None else "的校验值与当时印出的不同"
    return (Break(sequence, f"当时印出的第 {sequence} 条记录{how}"),)


def _noted(record: tuple[int, str]) -> dict[str, Any]:
    return {"sequence": record[0], "hash": record[1]}
