"""Working-hours fit: how much of a posting's week the worker can cover."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.board import HOURS, KINDS, OTHER_SHIFTS
from matcher.columns import Rows
from registry.jobs.hours import HoursKind
from registry.jobs.week import FULL_WEEK, SLOTS_A_DAY, SLOTS_A_WEEK, to_words

# Where the worker chooses her own hours and no least amount is written, this many a week suffice.
ENOUGH_FLEXIBLE_HOURS: Final = 10.0
FLEXIBLE: Final = KINDS.index(HoursKind.FLEXIBLE)


class Weeks(NamedTuple):
    """The working hours of n postings, each kind of week once.

    distinct: (d,) dtype HOURS. number: (n,) which of them is each posting's.
    """

    distinct: NDArray[np.void]
    number: NDArray[np.int64]


def weeks_of(rows: Rows) -> Weeks:
    """The weeks of board rows (n,): a library has far fewer of them than postings."""
    hours = np.zeros(len(rows), dtype=HOURS)
    for name in HOURS.names or ():
        hours[name] = rows[name]
    packed, size = hours.tobytes(), HOURS.itemsize
    keys = [packed[start : start + size] for start in range(0, len(packed), size)]
    number = {key: place for place, key in enumerate(dict.fromkeys(keys))}
    distinct = np.frombuffer(b"".join(number), dtype=HOURS)
    return Weeks(distinct, np.array([number[key] for key in keys], dtype=np.int64))


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


def _by_day(weeks: NDArray[np.uint64], masks: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Half-hours of n weeks in each of seven days: uint64 (n, 6) and (7, 6) to (n, 7)."""
    counts = np.bitwise_count(weeks[:, None, :] & masks[None])
    return np.asarray(counts.sum(axis=2, dtype=np.float64))


def of_side(side: NDArray[Any], chosen: NDArray[Any]) -> NDArray[Any]:
    """What of one side of pairs stands in the chosen ones: a side of one stands in all."""
    return side if len(side) == 1 else side[chosen]


def _whole_fit(free: NDArray[np.uint64], weeks: NDArray[np.uint64]) -> NDArray[np.float64]:
    """Share of all half-hours, for work on every day that its windows name."""
    needed = np.bitwise_count(weeks).sum(axis=1, dtype=np.float64)
    covered = np.bitwise_count(weeks & free).sum(axis=1, dtype=np.float64)
    return np.asarray(covered / needed)


def _best_days_fit(
    free: NDArray[np.uint64], rows: NDArray[np.void], masks: NDArray[np.uint64]
) -> NDArray[np.float64]:
    """Mean share of the days she covers best, as many as are worked (月休4天: six of seven)."""
    needed = _by_day(rows["week"], masks)
    covered = _by_day(rows["week"] & free, masks)
    with np.errstate(invalid="ignore", divide="ignore"):
        shares = np.where(needed > 0, covered / needed, 0.0)
    best_first = -np.sort(-shares, axis=1)
    worked = np.clip(np.ceil(rows["days_a_week"]), 1, 7).astype(np.int64)
    chosen = np.arange(7)[None, :] < worked[:, None]
    return np.asarray((best_first * chosen).sum(axis=1) / worked)


def hours_fit(free: int | None, rows: NDArray[np.void]) -> NDArray[np.float64]:
    """Share of each posting's working half-hours in which one worker is free, (n,).

    free: her open week (336 bits), None if she has not said; the rest as `weeks_fit`.
    """
    return weeks_fit(to_words(free or 0)[None], np.array([free is not None]), rows)


def weeks_fit(
    free: NDArray[np.uint64], told: NDArray[np.bool_], rows: NDArray[np.void]
) -> NDArray[np.float64]:
    """Share of each posting's working half-hours in which the worker is free, (n,).

    Of n pairs; either side may be one that stands for all. free: open weeks (k, 6); told: who has
    said hers (k,). rows: board rows, or of dtype HOURS. NaN where the hours are not written, or
    hers are not known. Of rotating work every shift of the rota counts. Where she may choose her
    hours, the share of the least hours asked that she has at all; where she may choose her shift,
    that of the shift that suits her best.
    """
    fit = _shift_fit(free, rows)
    choosing = np.broadcast_to(rows["other_shifts"].any(axis=(1, 2)), fit.shape)
    if choosing.any():
        some, theirs = of_side(rows, choosing).copy(), of_side(free, choosing)
        for number in range(OTHER_SHIFTS):
            some["week"] = some["other_shifts"][:, number]
            written = some["week"].any(axis=1)
            other = np.where(written, _shift_fit(theirs, some), np.nan)
            fit[choosing] = np.fmax(fit[choosing], other)
    return np.where(told, fit, np.nan)


def _shift_fit(free: NDArray[np.uint64], rows: NDArray[np.void]) -> NDArray[np.float64]:
    """The fit of the week that stands in each row, (n,) of the pairs."""
    fit = np.full(np.broadcast_shapes((len(free),), (len(rows),)), np.nan)
    written = np.broadcast_to(rows["week"].any(axis=1), fit.shape)
    choosable = rows["choosable"]
    whole = written & ~choosable
    if whole.any():
        fit[whole] = _whole_fit(of_side(free, whole), of_side(rows, whole)["week"])
    for overnight, masks in ((False, DAYS_FROM_MIDNIGHT), (True, DAYS_FROM_NOON)):
        some = written & choosable & (rows["overnight"] == overnight)
        if some.any():
            fit[some] = _best_days_fit(of_side(free, some), of_side(rows, some), masks)
    unwritten = ~written
    fit[unwritten] = _unwritten_fit(of_side(free, unwritten), of_side(rows, unwritten))
    return fit


def _unwritten_fit(free: NDArray[np.uint64], rows: NDArray[np.void]) -> NDArray[np.float64]:
    """Where no clock time is written, only the number of hours can be compared."""
    asked = np.nan_to_num(rows["hours_a_day"] * rows["days_a_week"], nan=0.0).astype(np.float64)
    open_hours = np.bitwise_count(free).sum(axis=1, dtype=np.float64) / 2
    flexible = rows["kind"] == FLEXIBLE
    least = np.where(asked > 0, asked, ENOUGH_FLEXIBLE_HOURS)
    # More hours asked than she has: certainly not wholly covered.
    too_long = ~flexible & (asked > open_hours)
    return np.where(flexible | too_long, np.minimum(1.0, open_hours / least), np.nan)
