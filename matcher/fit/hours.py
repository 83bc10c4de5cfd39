"""Working-hours fit: how much of a posting's week the worker can cover."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.board import KINDS
from registry.jobs.hours import HoursKind
from registry.jobs.week import FULL_WEEK, SLOTS_A_DAY, SLOTS_A_WEEK, to_words

# Where the worker chooses her own hours and no least amount is written, this many a week suffice.
ENOUGH_FLEXIBLE_HOURS: Final = 10.0
FLEXIBLE: Final = KINDS.index(HoursKind.FLEXIBLE)


def _day_masks(offset: int) -> NDArray[np.uint64]:
    """uint64 (7, 6): each day's half-hours; a day begins `offset` half-hours past midnight."""
    day = (1 << SLOTS_A_DAY) - 1
    masks = []
    for number in range(7):
        shift = (number * SLOTS_A_DAY + offset) % SLOTS_A_WEEK
        moved = day << shift
        masks.append(to_words((moved | moved >> SLOTS_A_WEEK) & FULL_WEEK))
    return np.array(masks)


# A night from 22:00 to 06:00 is one working day, so days of overnight work are cut at noon.
DAYS_FROM_MIDNIGHT: Final = _day_masks(0)
DAYS_FROM_NOON: Final = _day_masks(SLOTS_A_DAY // 2)


def _halves(weeks: NDArray[np.uint64], masks: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Half-hours of n weeks in each of seven days: uint64 (n, 6) and (7, 6) to int (n, 7)."""
    return np.bitwise_count(weeks[:, None, :] & masks[None]).sum(axis=2, dtype=np.int64)


def _window_fit(
    free: NDArray[np.uint64],
    weeks: NDArray[np.uint64],
    days_a_week: NDArray[np.float32],
    masks: NDArray[np.uint64],
) -> NDArray[np.float64]:
    needed = _halves(weeks, masks).astype(np.float64)
    covered = _halves(weeks & free, masks).astype(np.float64)
    whole = covered.sum(axis=1) / np.maximum(needed.sum(axis=1), 1)
    # 月休4天: six of the seven days are worked, so the six best days count.
    named = (needed > 0).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(needed > 0, covered / needed, -1.0)
    best_first = -np.sort(-shares, axis=1)
    worked = np.clip(np.ceil(np.nan_to_num(days_a_week, nan=7.0)), 1, 7).astype(np.int64)
    chosen = np.arange(7)[None, :] < worked[:, None]
    best = (best_first * chosen).sum(axis=1) / worked
    return np.where(worked < named, best, whole)


def hours_fit(free: int | None, rows: NDArray[np.void]) -> NDArray[np.float64]:
    """Share of each posting's working half-hours in which the worker is free, (n,).

    free: her open week (336 bits), None if she has not said. rows: board rows (n,). NaN where the
    hours are not written, or hers are not known. Of rotating work every shift of the rota counts.
    Where she may choose her hours, the share of the least hours asked that she has at all.
    """
    fit = np.full(len(rows), np.nan)
    if free is None or not len(rows):
        return fit
    words = to_words(free)
    written = rows["week"].any(axis=1)
    for overnight, masks in ((False, DAYS_FROM_MIDNIGHT), (True, DAYS_FROM_NOON)):
        chosen = written & (rows["overnight"] == overnight)
        if chosen.any():
            some = rows[chosen]
            fit[chosen] = _window_fit(words, some["week"], some["days_a_week"], masks)
    asked = np.nan_to_num(rows["hours_a_day"] * rows["days_a_week"], nan=0.0)
    open_hours = free.bit_count() / 2
    flexible = ~written & (rows["kind"] == FLEXIBLE)
    least = np.where(asked > 0, asked, ENOUGH_FLEXIBLE_HOURS)[flexible]
    fit[flexible] = np.minimum(1.0, open_hours / least)
    # Clock times unwritten but more hours asked than she has: certainly not wholly covered.
    too_long = ~written & ~flexible & (asked > open_hours)
    fit[too_long] = open_hours / asked[too_long]
    return fit
