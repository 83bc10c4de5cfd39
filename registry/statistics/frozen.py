"""A frozen month: its canonical text and hash, chained to the month frozen before it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from registry.statistics.entry import Entry
from registry.statistics.figures import Keys
from registry.statistics.months import month_text

VERSION: Final = 2  # 1 had no rows


@dataclass(frozen=True, slots=True)
class NumberSeen:
    """A policy number as it stood when a month was frozen. value: None unknown."""

    name: str
    area: str
    day: str
    value: float | None
    source: str


def frozen_text(
    month: int,
    entries: Iterable[Entry],
    figures: Mapping[Keys, int],
    numbers: Iterable[NumberSeen],
    before: str,
    rows: str,
) -> str:
    """One text for the same content in any order.

    before: hash of the month before, or "". rows: hash of the registrations behind the figures.
    """
    content = {
        "version": VERSION,
        "period": month_text(month),
        "before": before,
        "rows": rows,
        "entries": sorted(_entry(each) for each in entries),
        "figures": sorted([*key, count] for key, count in figures.items() if count),
        "numbers": sorted(
            [each.name, each.area, each.day, each.value, each.source] for each in numbers
        ),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(text: str) -> str:
    """SHA-256 of a frozen month."""
    return sha256(text.encode()).hexdigest()


def _entry(one: Entry) -> list[Any]:
    return [
        one.person,
        one.registration,
        one.kind.value,
        month_text(one.of),
        one.county,
        one.category.value,
        one.sex.value,
        [each.value for each in one.criteria],
        one.cause.value,
    ]


def figures_in(content: str) -> dict[Keys, int]:
    """The figures of a frozen month's text."""
    found = json.loads(content)["figures"]
    return {(one[0], one[1], one[2], one[3], one[4]): one[5] for one in found}


def rows_hash_in(content: str) -> str:
    """The hash of the registrations behind its figures; "" of a month frozen without them."""
    found: str = json.loads(content).get("rows", "")
    return found


def numbers_in(content: str) -> tuple[NumberSeen, ...]:
    """The policy numbers of a frozen month's text."""
    return tuple(NumberSeen(*each) for each in json.loads(content)["numbers"])
