"""The facts that the hit table asks of a record: how each is written, and where it must stand.

A record of a known kind that no row matches means nothing, so that a fact left out or misspelt
would let a person pass: it makes the answer unreadable instead.
"""

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from registry.registration.register_answer import Source


class Shape(NamedTuple):
    """How a fact is written, as a pattern and in words."""

    pattern: re.Pattern[str]
    words: str


HOURS: Final = Shape(re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?"), "应当是小时数，如 3.5")
SHAPES: Final[Mapping[str, Shape]] = {
    "paid_through": Shape(re.compile(r"[12][0-9]{3}-(0[1-9]|1[0-2])"), "应当是年月，如 2026-10"),
    "payer": Shape(re.compile("agency|unit"), "应当是 agency 或 unit"),
    "status": Shape(
        re.compile("active|cancelled|revoked|suspended"),
        "应当是 active、cancelled、revoked 或 suspended",
    ),
    "hours_per_day": HOURS,
    "hours_per_week": HOURS,
}
NEEDED: Final[Mapping[tuple[Source, str], str]] = {
    (Source.INSURANCE, "unit_pension"): "paid_through",
    (Source.BUSINESS, "operator"): "status",
    (Source.BUSINESS, "role"): "status",
}


def fact_at_fault(source: Source, kind: str, facts: Mapping[str, str]) -> tuple[str, str] | None:
    """The first fact of a record that cannot be judged, and what is wrong with it."""
    needed = NEEDED.get((source, kind))
    if needed is not None and needed not in facts:
        return needed, "缺少这一项，它是必填的"
    for name, value in facts.items():
        shape = SHAPES.get(name)
        if shape is not None and not shape.pattern.fullmatch(value):
            return name, shape.words
    return None
