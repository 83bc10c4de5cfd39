"""Freshness: how recently a posting was first seen."""

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Rows

HALF_DAYS: Final = 30.0


def freshness_fit(as_of: date, rows: Rows) -> NDArray[np.float64]:
    """1 on its first day, half after thirty days, (n,) in (0, 1]; NaN where the day is unknown."""
    age = as_of.toordinal() - rows["published"].astype(np.float64)
    return np.where(rows["published"] == 0, np.nan, 0.5 ** (np.maximum(age, 0) / HALF_DAYS))
