"""Stored ids that look like one that does not exist, for the error that says so."""

import re
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

from sqlalchemy import ColumnElement, Connection, select

SAMPLE: Final = 200
ALIKE: Final = 0.6  # difflib's ratio, 0 to 1
_NUMBERED: Final = re.compile(r"(\D+)\d+")
_SAME_START: Final = re.compile(r"(?=.*\d)..")


def near_ids(
    connection: Connection,
    column: ColumnElement[str],
    wanted: str,
    limit: int = 5,
    among: ColumnElement[bool] | None = None,
) -> tuple[str, ...]:
    """Up to `limit` values of `column` that are really like `wanted`, best first; none if none is.

    Looks at SAMPLE values that share its beginning, then a shorter one; however large the table.
    among: which rows may be named; None for all.
    """
    only = () if among is None else (among,)
    found: dict[str, None] = {}
    for length in range(len(wanted), -1, -max(1, len(wanted) // 8)):
        statement = (
            select(column)
            .where(column.startswith(wanted[:length], autoescape=True), *only)
            .order_by(column)
            .limit(SAMPLE)
        )
        found |= dict.fromkeys(connection.execute(statement).scalars())
        if len(found) >= SAMPLE:
            break
    alike = [(_ratio(wanted, known), known) for known in found if is_alike(wanted, known)]
    return tuple(known for _, known in sorted(alike, key=lambda pair: -pair[0])[:limit])


def is_alike(wanted: str, known: str) -> bool:
    """Whether one may be meant by the other.

    They begin with the same two or more characters, a digit among them; or are one word and
    different numbers (W1, W9); or differ in few characters.
    """
    numbered = _NUMBERED.fullmatch(wanted), _NUMBERED.fullmatch(known)
    if numbered[0] and numbered[1] and numbered[0].group(1) == numbered[1].group(1):
        return True
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(wanted, known, strict=False))
    start = "".join(one for one, _ in pairs)
    return _SAME_START.match(start) is not None or _ratio(wanted, known) >= ALIKE


def _ratio(wanted: str, known: str) -> float:
    return SequenceMatcher(None, wanted, known).ratio()
