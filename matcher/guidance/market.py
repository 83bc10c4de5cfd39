"""Labour-market facts: what a trade has and pays in an area, each with the number it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Rows
from registry.occupations import minor_class

# Nothing is stated of fewer offers.
ENOUGH: Final = 10
# County, city, province, everywhere: what a division code is divided by to name them.
AREAS: Final = (1, 100, 10_000, 1_000_000)
# Of a median between order statistics: so many standard errors of a half binomial (95 %).
Z95: Final = 1.96


class Spread(NamedTuple):
    """Of n figures: lower quartile, median, upper quartile, and the median's 95 % interval."""

    n: int
    low: float
    median: float
    high: float
    least: float
    most: float


class Key(NamedTuple):
    """A trade in an area. trade: number of a minor class. area: division code by its leading
    digits: 6 a county, 4 a city, 2 a province, 0 everywhere.
    """

    trade: int
    area: int


@dataclass(frozen=True, slots=True)
class Fact:
    """offers: jobs at hand, each once. hour, month: what they pay at least, CNY, None where fewer
    than ENOUGH say it. workers: who looks for such work there, None where not counted. before:
    offers about thirty days earlier, None where not kept.
    """

    offers: int
    hour: Spread | None
    month: Spread | None
    workers: int | None = None
    before: int | None = None

    @property
    def tension(self) -> float | None:
        """Jobs per person who looks for one; None of fewer than ENOUGH people."""
        return self.offers / self.workers if self.workers and self.workers >= ENOUGH else None

    @property
    def trend(self) -> float | None:
        """Change of the offers in about thirty days, as a share; None where not kept."""
        return self.offers / self.before - 1 if self.before and self.before >= ENOUGH else None


@dataclass(frozen=True, slots=True)
class Market:
    """Facts of all trades and areas with at least ENOUGH offers."""

    facts: Mapping[Key, Fact]

    def around(self, occupation: str, county: str | None) -> tuple[Key, Fact] | None:
        """The fact of an occupation's trade in the nearest area that has one; None for nowhere."""
        trade = trade_number(occupation)
        code = int(county) if county else 0
        for digits in AREAS:
            if code % (digits * 100) < digits < AREAS[-1]:
                continue  # a whole city lies in no county
            key = Key(trade, code // digits)
            if fact := self.facts.get(key):
                return key, fact
        return None


def trade_number(occupation: str) -> int:
    """The number of an occupation's minor class: `4-10-08-01` and `4-10-08` are 41008."""
    major, middle, minor = (int(part) for part in minor_class(occupation).split("-"))
    return (major * 100 + middle) * 100 + minor


def market_of(
    rows: Rows,
    offers: NDArray[np.int64],
    counted: NDArray[np.bool_],
    workers: Mapping[Key, int] | None = None,
    before: Mapping[Key, int] | None = None,
) -> Market:
    """The facts of n board rows.

    offers: (n,) equal for one job. counted: (n,) those at hand and of believable pay. workers,
    before: see Fact; a key that they lack is 0 people, and not kept.
    """
    trade = rows["occupation"].astype(np.int64) // 100
    use = np.flatnonzero(counted & (trade > 0))
    use = use[np.unique(offers[use], return_index=True)[1]]
    trade, county = trade[use], rows["county"][use].astype(np.int64)
    hour = rows["hour_min"][use].astype(np.float64)
    month = rows["month_min"][use].astype(np.float64)
    facts: dict[Key, Fact] = {}
    for digits in AREAS:
        area = county // digits
        kept = np.flatnonzero((area % 100 != 0) | (digits == AREAS[-1]))
        order = kept[np.lexsort((area[kept], trade[kept]))]
        for group in _groups(trade[order], area[order], order):
            key = Key(int(trade[group[0]]), int(area[group[0]]))
            facts[key] = Fact(
                len(group),
                spread_of(hour[group]),
                spread_of(month[group]),
                None if workers is None else workers.get(key, 0),
                None if before is None else before.get(key),
            )
    return Market(facts)


def spread_of(values: NDArray[np.float64]) -> Spread | None:
    """The spread of figures (n,), NaN left out; None of fewer than ENOUGH.

    The interval lies between order statistics n/2 ± 1.96·√n/2, so no shape is presumed.
    """
    told = np.sort(values[~np.isnan(values)])
    n = len(told)
    if n < ENOUGH:
        return None
    low, median, high = (_quantile(told, share) for share in (0.25, 0.5, 0.75))
    half = Z95 * np.sqrt(n) / 2
    first, last = int(np.floor(n / 2 - half)), int(np.ceil(n / 2 + half))
    least, most = told[max(first, 1) - 1], told[min(last, n - 1)]
    return Spread(n, low, median, high, float(least), float(most))


def _quantile(told: NDArray[np.float64], share: float) -> float:
    """A quantile of sorted figures (n,), n > 0, between two of them by a straight line.

    As numpy.percentile gives it, which takes ten times as long for a few figures.
    """
    place = (len(told) - 1) * share
    below = int(place)
    above = min(below + 1, len(told) - 1)
    return float(told[below] + (told[above] - told[below]) * (place - below))


def _groups(
    trade: NDArray[np.int64], area: NDArray[np.int64], order: NDArray[np.int64]
) -> list[NDArray[np.int64]]:
    """Runs of equal trade and area among sorted rows, those of at least ENOUGH."""
    if not len(order):
        return []
    new = (np.diff(trade) != 0) | (np.diff(area) != 0)
    return [run for run in np.split(order, np.flatnonzero(new) + 1) if len(run) >= ENOUGH]
