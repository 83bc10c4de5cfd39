"""Days too long: whether a job beside other work leaves no day too long and no rest too short.

Under-stated: where a job lets its days or its shift be chosen, those count that suit best.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.board import KINDS, OTHER_SHIFTS
from matcher.columns import Rows
from matcher.situation import Mask
from registry.jobs.hours import HoursKind
from registry.jobs.week import SLOTS_A_DAY, SLOTS_A_WEEK, WORDS_A_WEEK, to_words

FLEXIBLE: Final = KINDS.index(HoursKind.FLEXIBLE)
ROTATING: Final = KINDS.index(HoursKind.ROTATING)
FIXED: Final = KINDS.index(HoursKind.FIXED)


class Limits(NamedTuple):
    """Half-hours of work that a day may have, and of rest in one piece that it must have."""

    day: int
    rest: int


def slots(week: int) -> NDArray[np.bool_]:
    """A week's half-hours, (336,)."""
    (only,) = bits_of(to_words(week)[None])
    return np.asarray(only)


def silent(rows: Rows) -> Mask:
    """Postings that do not say enough of their hours, and those whose hours she chooses, (n,).

    Of a rota all shifts are written, so that the hours of a day must be told.
    """
    written = rows["week"].any(axis=1)
    counted = ~np.isnan(rows["hours_a_day"]) & ~np.isnan(rows["days_a_week"])
    rota = (rows["kind"] == ROTATING) & np.isnan(rows["hours_a_day"])
    return np.asarray((rows["kind"] == FLEXIBLE) | rota | ~(written | counted))


def hours_over(
    hours: NDArray[np.void], busy: NDArray[np.bool_], limits: Limits
) -> NDArray[np.bool_]:
    """Of working hours (d,) of dtype HOURS: every shift that may be chosen is too much, (d,)."""
    over: NDArray[np.bool_] = _week_over(hours["week"], hours, busy, limits)
    for number in range(OTHER_SHIFTS):
        other = hours["other_shifts"][:, number]
        some = over & other.any(axis=1)
        over[some] = _week_over(other[some], hours[some], busy, limits)
    return over


def _week_over(
    weeks: NDArray[np.uint64], hours: NDArray[np.void], busy: NDArray[np.bool_], limits: Limits
) -> Mask:
    """Of jobs worked in weeks (m, 6): fewer days are short enough than are worked, or a rest is
    missing where every clock time is fixed, (m,).
    """
    job = bits_of(weeks)
    written: NDArray[np.bool_] = np.asarray(job.any(axis=1))
    days = job.reshape(-1, 7, SLOTS_A_DAY).sum(axis=2).astype(np.float64)
    told = np.nan_to_num(hours["hours_a_day"], nan=24.0) * 2
    length = np.where(written[:, None], np.minimum(days, told[:, None]), told[:, None])
    named = np.where(written[:, None], days > 0, True)
    mine = busy.reshape(7, SLOTS_A_DAY).sum(axis=1)
    both = (job | busy).reshape(-1, 7, SLOTS_A_DAY).sum(axis=2)
    total = np.where(written[:, None], np.minimum(both, mine + length), mine + length)
    possible = (named & (total <= limits.day)).sum(axis=1)
    free_choice = ~written | hours["choosable"]
    worked = np.ceil(np.nan_to_num(hours["days_a_week"], nan=0.0))
    needed = np.where(free_choice, worked, named.sum(axis=1))
    fixed = written & ~hours["choosable"] & (hours["kind"] == FIXED)
    return np.asarray((possible < needed) | (fixed & too_long(job | busy, limits)))


def too_long(weeks: NDArray[np.bool_], limits: Limits) -> Mask:
    """Weeks (m, 336) in which some day has more work, or some stretch of work that no whole rest
    parts has more work or lasts longer, than the limits allow; Sunday runs on into Monday, (m,).
    """
    day = weeks.reshape(-1, 7, SLOTS_A_DAY).sum(axis=2).max(axis=1)
    rested = _rested(weeks, limits.rest)
    length, work = np.zeros((2, len(weeks)), dtype=np.int64)
    longest, most = length.copy(), work.copy()
    for slot in range(2 * SLOTS_A_WEEK):
        here = slot % SLOTS_A_WEEK
        length = np.where(rested[:, here], 0, length + 1)
        work = np.where(rested[:, here], 0, work + weeks[:, here])
        longest, most = np.maximum(longest, length), np.maximum(most, work)
    awake = SLOTS_A_DAY - limits.rest
    return np.asarray((day > limits.day) | (most > limits.day) | (longest > awake))


def _rested(weeks: NDArray[np.bool_], rest_slots: int) -> NDArray[np.bool_]:
    """Half-hours that lie in a piece of free time at least so long, (m, 336)."""
    if rest_slots <= 0:
        return np.asarray(~weeks)
    around = np.concatenate([weeks, weeks], axis=1)
    sums = np.cumsum(np.pad(around, ((0, 0), (1, 0))), axis=1, dtype=np.int64)
    begins = sums[:, rest_slots : rest_slots + SLOTS_A_WEEK] == sums[:, :SLOTS_A_WEEK]
    rested = np.zeros_like(weeks)
    for step in range(rest_slots):
        rested |= np.roll(begins, step, axis=1)
    return rested


def bits_of(weeks: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Weeks (m, 6) as half-hours (m, 336)."""
    little = np.ascontiguousarray(weeks).astype("<u8").view(np.uint8).reshape(-1, WORDS_A_WEEK * 8)
    bits = np.unpackbits(little, axis=1, bitorder="little")
    return bits[:, :SLOTS_A_WEEK].astype(np.bool_)
