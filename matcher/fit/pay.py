"""Pay fit: where a posting's range lies against what the worker asks."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Rows
from registry.jobs.pay import PayUnit, per_month
from registry.workers.worker import PayFloor

# Fit at the three marks: the top of the range is just below the floor; just reaches it; the bottom
# reaches it. Above that it rises to 1 where the middle of the range is HANDSOME times the floor.
BELOW, REACHES, ALL_ABOVE, HANDSOME = 0.2, 0.45, 0.75, 1.5
# The upper end of a range counts up to so many times its lower one: what is promised beyond it is
# paid to few, and bait is written there. An honest range is narrower (97 of 100 real ones).
BELIEVED: Final = 2.0


class Asked(NamedTuple):
    """What k people ask, each (k,): CNY, NaN for nothing known; by the hour, else by the month."""

    amount: NDArray[np.float64]
    by_hour: NDArray[np.bool_]


def pay_fit(people: Asked, rows: Rows) -> NDArray[np.float64]:
    """Fit of each posting's pay to what is asked, (n,) in [0, 1]; NaN where either is not known.

    Of n pairs; either side may be one that stands for all. A floor by the hour is compared by the
    hour, any other by the month. Where no floor is told, the minimum hourly wage stands in (twice
    it counts as handsome pay). Of a wide range the upper end counts only as far as it is BELIEVED.
    """
    asked, by_hour = np.where(people.amount > 0, people.amount, np.nan), people.by_hour
    low = np.where(by_hour, rows["hour_min"], rows["month_min"]).astype(np.float64)
    high = np.where(by_hour, rows["hour_max"], rows["month_max"]).astype(np.float64)
    high = np.minimum(high, BELIEVED * low)
    middle = (low + high) / 2
    with np.errstate(invalid="ignore", divide="ignore"):
        share_above = np.where(high > low, (high - asked) / (high - low), 1.0)
        rising = np.clip((middle / asked - 1) / (HANDSOME - 1), 0, 1)
        fit = np.select(
            [low >= asked, high >= asked],
            [ALL_ABOVE + (1 - ALL_ABOVE) * rising, REACHES + (ALL_ABOVE - REACHES) * share_above],
            BELOW * (high / asked) ** 2,
        )
    return np.where(np.isnan(high) | np.isnan(asked), np.nan, fit)


def comparable_figure(floor: PayFloor | None) -> float:
    """What a floor comes to by the hour, or the month where it is not by the hour; else NaN."""
    if floor is None:
        return np.nan
    if floor.unit is PayUnit.HOUR:
        return floor.amount
    figure = per_month(floor.amount, floor.unit, None, None)
    return np.nan if figure is None else figure


def falls_short(floors: Asked, rows: Rows) -> NDArray[np.bool_]:
    """True where the top of the range is known to lie below the floor, (n,).

    The top as it is written, however wide the range: a rule that bars does not guess.
    """
    return np.asarray(_top(floors, rows) < floors.amount - 0.005)


def comparable(floors: Asked, rows: Rows) -> NDArray[np.bool_]:
    """True where the pay is written in a unit that the floor can be compared with, (n,)."""
    return np.asarray(~np.isnan(_top(floors, rows)))


def _top(floors: Asked, rows: Rows) -> NDArray[np.float32]:
    """The top of each range, by the hour or the month as the floor is."""
    return np.where(floors.by_hour, rows["hour_max"], rows["month_max"])
