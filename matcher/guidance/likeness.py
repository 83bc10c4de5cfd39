"""How alike the work of two trades is, by the words of the postings at hand."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.guidance.market import ENOUGH


@dataclass(frozen=True, slots=True)
class Likeness:
    """trades: (t,) numbers of minor classes, ascending, each of at least ENOUGH postings.

    cosine: (t, t) of the mean vectors of their postings, the mean of all taken off.
    """

    trades: NDArray[np.int64]
    cosine: NDArray[np.float64]

    def nearest(self, trade: int) -> dict[int, tuple[int, float]]:
        """Every other trade's rank, 1 the most alike, and cosine; empty of a trade too rare."""
        place = int(np.searchsorted(self.trades, trade))
        if place >= len(self.trades) or self.trades[place] != trade:
            return {}
        order = np.argsort(-self.cosine[place], kind="stable")
        others = [int(one) for one in order if one != place]
        return {
            int(self.trades[one]): (rank, float(self.cosine[place, one]))
            for rank, one in enumerate(others, 1)
        }


def likeness_of(trades: NDArray[np.int64], vectors: NDArray[np.float32]) -> Likeness:
    """The likeness of the trades (n,), 0 for none, of n postings with unit vectors (n, d)."""
    if not len(trades):
        return Likeness(np.zeros(0, dtype=np.int64), np.zeros((0, 0)))
    order = np.argsort(trades, kind="stable")
    known, starts, counts = np.unique(trades[order], return_index=True, return_counts=True)
    sums = np.add.reduceat(vectors[order], starts, axis=0, dtype=np.float64)
    chosen = (known > 0) & (counts >= ENOUGH)
    means = sums[chosen] / counts[chosen, None] - sums.sum(axis=0) / len(trades)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    units = np.divide(means, lengths, out=np.zeros_like(means), where=lengths > 0)
    return Likeness(known[chosen].astype(np.int64), units @ units.T)
