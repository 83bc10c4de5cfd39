"""Usual hours: how far a person is usually free for such work, for postings that say no hours."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

# Of fewer postings that say their hours nothing is usual; so many weigh in with a trade's own.
ENOUGH: Final = 30


def usual_of(
    hours: NDArray[np.float64], occupations: NDArray[np.int32], is_told: bool
) -> NDArray[np.float64]:
    """The mean fit of the hours that are told in each posting's minor class, (n,) in [0, 1].

    hours: fits (n,), NaN where not told. occupations: code numbers (n,). is_told: whether she said
    when she is free; where she did not, nothing speaks against any. A class with few told leans on
    the mean of all; all NaN where fewer than ENOUGH postings tell.
    """
    if not is_told:
        return np.ones(len(hours))
    told = ~np.isnan(hours)
    if told.sum() < ENOUGH:
        return np.full(len(hours), np.nan)
    trades = occupations // 100
    size = int(trades.max(initial=0)) + 1
    sums = np.bincount(trades[told], hours[told], size)
    counts = np.bincount(trades[told], minlength=size)
    usual = (sums + ENOUGH * hours[told].mean()) / (counts + ENOUGH)
    return np.asarray(usual[trades])
