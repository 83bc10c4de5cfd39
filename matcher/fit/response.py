"""Response: how soon the firm behind a posting usually answers applicants."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

HALF_HOURS: Final = 48.0


def response_fit(hours: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 where it answers at once, half after two days, (n,) in [0, 1]; NaN where not known.

    hours: (n,) usual wait for a first answer, >= 0; NaN where not known.
    """
    return np.asarray(0.5 ** (hours / HALF_HOURS))


def hours_of(fit: float) -> float:
    """The usual wait, in hours, behind a fit in (0, 1]."""
    return float(-HALF_HOURS * np.log2(fit))
