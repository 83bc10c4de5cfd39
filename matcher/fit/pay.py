"""Pay fit: where a posting's range lies against what the worker asks."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from registry.jobs.pay import PayUnit, per_month
from registry.workers.worker import PayFloor

# Fit at the three marks: the top of the range is just below the floor; just reaches it; the bottom
# reaches it. Above that it rises to 1 where the middle of the range is HANDSOME times the floor.
BELOW, REACHES, ALL_ABOVE, HANDSOME = 0.2, 0.45, 0.75, 1.5
# The upper end of a range counts up to so many times its lower one: what is promised beyond it is
# paid to few, and bait is written there. An honest range is narrower (97 of 100 real ones).
BELIEVED: Final = 2.0
BY_THE_HOUR: Final = frozenset({PayUnit.HOUR})


def pay_fit(
    floor: PayFloor | None, legal_hour: float | None, rows: NDArray[np.void]
) -> NDArray[np.float64]:
    """Fit of each posting's pay to the floor, (n,) in [0, 1]; NaN where either is not known.

    A floor by the hour is compared by the hour, any other by the month. legal_hour: the minimum
    hourly wage, CNY, which stands in where no floor is asked (twice it counts as handsome pay).
    Of a wide range the upper end counts only as far as it is BELIEVED.
    """
    if floor is None and legal_hour is None:
        return np.full(len(rows), np.nan)
    asked, by_hour = _asked(floor, legal_hour)
    low = (rows["hour_min"] if by_hour else rows["month_min"]).astype(np.float64)
    high = (rows["hour_max"] if by_hour else rows["month_max"]).astype(np.float64)
    high = np.minimum(high, BELIEVED * low)
    if not asked:
        return np.full(len(rows), np.nan)
    middle = (low + high) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        share_above = np.where(high > low, (high - asked) / (high - low), 1.0)
        rising = np.clip((middle / asked - 1) / (HANDSOME - 1), 0, 1)
        fit = np.select(
            [low >= asked, high >= asked],
            [ALL_ABOVE + (1 - ALL_ABOVE) * rising, REACHES + (ALL_ABOVE - REACHES) * share_above],
            BELOW * (high / asked) ** 2,
        )
    return np.where(np.isnan(high), np.nan, fit)


def _asked(floor: PayFloor | None, legal_hour: float | None) -> tuple[float | None, bool]:
    """The figure to compare with, and whether it is one by the hour."""
    if floor is None:
        return (legal_hour, True)
    if floor.unit in BY_THE_HOUR:
        return (floor.amount, True)
    return (per_month(floor.amount, floor.unit, None, None), False)


def reaches_floor(floor: PayFloor, rows: NDArray[np.void]) -> NDArray[np.bool_]:
    """True where the top of the range reaches the floor, or is not comparable with it, (n,).

    The top as it is written, however wide the range: a rule that bars does not guess.
    """
    asked, _ = _asked(floor, None)
    if asked is None:
        return np.ones(len(rows), dtype=np.bool_)
    return np.asarray(~comparable(floor, rows) | (_top(floor, rows) >= asked - 0.005))


def comparable(floor: PayFloor, rows: NDArray[np.void]) -> NDArray[np.bool_]:
    """True where the pay is written in a unit that the floor can be compared with, (n,)."""
    return np.asarray(~np.isnan(_top(floor, rows)))


def _top(floor: PayFloor, rows: NDArray[np.void]) -> NDArray[np.float32]:
    """The top of each range, by the hour or the month as the floor is."""
    return rows["hour_max"] if floor.unit in BY_THE_HOUR else rows["month_max"]
