"""How figures of a benchmark spread: the middle, the slow end, the worst."""

from collections.abc import Sequence

import numpy as np


def spread(milliseconds: Sequence[float]) -> dict[str, float]:
    """How many there are, their median, their 95th percentile and the highest."""
    return {
        "n": len(milliseconds),
        "p50": round(float(np.percentile(milliseconds, 50)), 2),
        "p95": round(float(np.percentile(milliseconds, 95)), 2),
        "max": round(max(milliseconds), 2),
    }
