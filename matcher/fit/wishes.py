"""Wishes fit: how many of the worker's preferences a posting meets."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Rows
from matcher.people import People

Mask = NDArray[np.bool_]
Mentions = Callable[[str], Mask]
# What a posting has or has not, and may be preferred.
THINGS: Final = ("night", "lodging", "meals")


def in_occupation(prefix: str, rows: Rows) -> Mask:
    """Whether each posting's occupation lies under a code or a code's prefix, (n,)."""
    groups = [int(part) for part in prefix.split("-")]
    low = high = 0
    for place in range(4):
        known = place < len(groups)
        low = low * 100 + (groups[place] if known else 0)
        high = high * 100 + (groups[place] if known else 99)
    asked = rows["occupation"]
    return np.asarray((asked >= low) & (asked <= high) & (asked != 0))


def in_county(code: str, rows: Rows) -> Mask:
    """Whether each posting lies in a division, a city taking in its counties, (n,).

    code: six digits, or the first four of a city, two of a province.
    """
    first = code.removesuffix("00").removesuffix("00")
    return np.asarray(rows["county"] // 10 ** (6 - len(first)) == int(first))


def settled_so(named: NDArray[np.uint8], rows: Rows) -> Mask:
    """Whether each posting pays out in one of the ways named, (n,); False where unknown.

    named: (k,) bits of SETTLEMENTS.
    """
    settlement = rows["settlement"].astype(np.int64)
    bits = np.where(settlement > 0, 1 << np.maximum(settlement - 1, 0), 0)
    return np.asarray((named & bits) != 0)


def wishes_fit(
    people: People,
    rows: Rows,
    mentions: Mentions,
    employer_mentions: Mentions,
    km: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Share of the preferences that hold, (n,) in [0, 1]; NaN where she has none.

    Of n pairs, as km; either side may be one that stands for all. Trades and counties are one
    preference each, however many are named; each word and each employer is one of its own.
    """
    held, told = np.zeros((2, len(km)))
    for name, holds in (("occupations", in_occupation), ("counties", in_county)):
        met = np.zeros(len(km), dtype=np.bool_)
        for value, who in people.named("prefer", name):
            met[who] |= holds(value, rows)
        told += people.naming("prefer", name)
        held += met
    for name, named in (("words", mentions), ("employers", employer_mentions)):
        for value, who in people.named("prefer", name):
            told[who] += 1
            held[who] += named(value)
    for wished, has in _plain(people, rows, km):
        told += wished
        held += wished & has
    with np.errstate(invalid="ignore"):
        return np.asarray(held / told)


def _plain(people: People, rows: Rows, km: NDArray[np.float64]) -> list[tuple[Mask, Mask]]:
    """Who has each of the other preferences, and whether it holds."""
    limit, settlements = people.figure("prefer", "distance"), people.figure("prefer", "settlements")
    return [
        (settlements != 0, settled_so(settlements, rows)),
        (~np.isnan(limit), np.asarray(km <= limit)),
        *((people.flag("prefer", name), rows[name] == 1) for name in THINGS),
        (people.flag("prefer", "remote"), rows["remote"]),
    ]
