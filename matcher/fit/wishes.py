"""Wishes fit: how many of the worker's preferences a posting meets."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from matcher.board import SETTLEMENTS
from registry.jobs.pay import Settlement
from registry.workers.worker import Wishes

Mentions = Callable[[str], NDArray[np.bool_]]


def in_occupations(prefixes: tuple[str, ...], rows: NDArray[np.void]) -> NDArray[np.bool_]:
    """Whether each posting's occupation lies under one of the code prefixes, (n,)."""
    found = np.zeros(len(rows), dtype=np.bool_)
    for prefix in prefixes:
        groups = [int(part) for part in prefix.split("-")]
        low = high = 0
        for place in range(4):
            known = place < len(groups)
            low = low * 100 + (groups[place] if known else 0)
            high = high * 100 + (groups[place] if known else 99)
        found |= (rows["occupation"] >= low) & (rows["occupation"] <= high)
    return np.asarray(found & (rows["occupation"] != 0))


def in_counties(codes: tuple[str, ...], rows: NDArray[np.void]) -> NDArray[np.bool_]:
    """Whether each posting lies in one of the divisions, a city taking in its counties, (n,)."""
    found = np.zeros(len(rows), dtype=np.bool_)
    for code in codes:
        if code.endswith("0000"):
            found |= rows["county"] // 10000 == int(code[:2])
        elif code.endswith("00"):
            found |= rows["county"] // 100 == int(code[:4])
        else:
            found |= rows["county"] == int(code)
    return found


def in_settlements(names: tuple[str, ...], rows: NDArray[np.void]) -> NDArray[np.bool_]:
    """Whether each posting pays out in one of the ways named, (n,); False where unknown."""
    numbers = [1 + SETTLEMENTS.index(Settlement(name)) for name in names]
    return np.isin(rows["settlement"], numbers)


def wishes_fit(
    wishes: Wishes,
    rows: NDArray[np.void],
    mentions: Mentions,
    employer_mentions: Mentions,
    km: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Share of the preferences that hold, (n,) in [0, 1]; NaN for all where she has none."""
    held: list[NDArray[np.bool_]] = []
    if wishes.occupations:
        held.append(in_occupations(wishes.occupations, rows))
    if wishes.counties:
        held.append(in_counties(wishes.counties, rows))
    if wishes.settlements:
        held.append(in_settlements(wishes.settlements, rows))
    if wishes.max_distance_km is not None:
        held.append(km <= wishes.max_distance_km)
    held.extend(mentions(word) for word in wishes.words)
    held.extend(employer_mentions(name) for name in wishes.employers)
    held.extend(rows[name] == 1 for name in ("night", "lodging", "meals") if getattr(wishes, name))
    if wishes.remote:
        held.append(rows["remote"])
    if not held:
        return np.full(len(rows), np.nan)
    return np.asarray(np.mean(np.array(held, dtype=np.float64), axis=0))
