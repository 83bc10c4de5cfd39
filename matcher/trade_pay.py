"""What a trade pays around a posting: the median that pay far above it is told by."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Rows
from registry.jobs.pay_outlier import WIDEST

# Fewer offers than this say nothing of what a trade pays there; then a wider area is asked.
FEWEST_OFFERS: Final = 8
# County, city, province: what a division code is divided by to name it, and to name the next wider
# one. A whole city (370100) lies in no county.
AREAS: Final = ((1, 100), (100, 10_000), (10_000, 1_000_000))
MOST_CENTS: Final = 10**10  # an hour: more than any pay that is plausible


class TradePay(NamedTuple):
    """median: (n,) CNY an hour of each row's trade around it, NaN where too few offers tell it.

    times: pay over so many times the median is doubtful, > 1.
    """

    median: NDArray[np.float64]
    times: float


def trade_medians(rows: Rows, alive: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Median of the least pay by the hour in each row's trade, (n,) in CNY; NaN if too few tell it.

    rows: (n,) of matcher.board; alive: (n,) those that count. A trade is the first three numbers of
    an occupation, and each library has its own. Of the county where at least FEWEST_OFFERS tell it,
    else of the city, else of the province. An offer sent twice counts once. The least pay, because
    it is what an offer surely pays: the upper ends of bait would lift the median of middles. To the
    cent.
    """
    trade = rows["profile"] * np.int64(100_000) + rows["occupation"] // 100
    key = np.where(rows["occupation"] > 0, trade * 1_000_000 + rows["county"], 0)
    order = np.argsort(key)
    order = order[np.searchsorted(key[order], 1) :]
    key, county, pay = key[order], rows["county"][order], rows["hour_min"][order]
    telling = np.flatnonzero(alive[order] & (county > 0) & ~np.isnan(pay))
    offer = rows["likeness"][order[telling]] + rows["profile"][order[telling]]
    telling = telling[np.unique(offer, return_index=True)[1]]
    cents = np.rint(pay[telling].astype(np.float64) * 100).astype(np.int64)
    found = np.full(len(key), np.nan)
    for digits, wider in AREAS:
        group = np.cumsum(np.diff(key // digits, prepend=-1) != 0) - 1
        medians = _medians(group[telling], cents, int(group.max(initial=-1)) + 1)
        here = np.isnan(found) & (county % wider >= digits)
        found[here] = medians[group[here]]
    everywhere = np.full(len(rows), np.nan)
    everywhere[order] = found
    return everywhere


def far_above(rows: Rows, trade: TradePay) -> NDArray[np.bool_]:
    """Rows whose least pay is over `times` the median, (n,); False where either is not known.

    So is a range more than WIDEST times as high as low whose upper end is over it: what draws
    people there is a figure that hardly anybody is paid.
    """
    limit = trade.times * trade.median
    low, high = rows["hour_min"], rows["hour_max"]
    return np.asarray((low > limit) | ((high > WIDEST * low) & (high > limit)))


def _medians(
    group: NDArray[np.int64], cents: NDArray[np.int64], groups: int
) -> NDArray[np.float64]:
    """The median pay of each of so many groups, CNY (groups,); NaN where fewer than FEWEST_OFFERS.

    A group and its pay are sorted as one whole number, which is several times as fast as by two.
    """
    ordered = np.sort(group * MOST_CENTS + cents) % MOST_CENTS
    sizes = np.bincount(group, minlength=groups)
    told = np.flatnonzero(sizes >= FEWEST_OFFERS)
    starts = (np.cumsum(sizes) - sizes)[told]
    lower, upper = starts + (sizes[told] - 1) // 2, starts + sizes[told] // 2
    medians = np.full(groups, np.nan)
    medians[told] = (ordered[lower] + ordered[upper]) / 200
    return medians
