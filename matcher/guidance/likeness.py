"""How alike the work of two trades is, by the words of the postings at hand."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.guidance.market import ENOUGH

# So many postings stand for a trade that has more.
MOST: Final = 200


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


def likeness_of(
    trades: NDArray[np.int64],
    lot: NDArray[np.int64],
    vectors: Callable[[NDArray[np.int64]], NDArray[np.float32]],
) -> Likeness:
    """The likeness of the trades of n postings.

    trades: (n,) numbers, 0 for none. lot: (n,) by which those are chosen that stand for a trade
    with many, whatever their order. vectors: of places (m,), unit vectors (m, d).
    """
    order = np.lexsort((lot, trades))
    trades = trades[order]
    known, starts, counts = np.unique(trades, return_index=True, return_counts=True)
    place = np.arange(len(trades)) - np.repeat(starts, counts)
    standing_for = (place < MOST) & (trades > 0) & (np.repeat(counts, counts) >= ENOUGH)
    chosen = order[standing_for]
    known = known[(known > 0) & (counts >= ENOUGH)]
    if not len(chosen):
        return Likeness(np.zeros(0, dtype=np.int64), np.zeros((0, 0)))
    starts = np.searchsorted(trades[standing_for], known)
    sizes = np.diff(starts, append=len(chosen))
    taken = vectors(chosen)
    means = np.add.reduceat(taken, starts, axis=0) / sizes[:, None] - taken.mean(axis=0)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    units = np.divide(means, lengths, out=np.zeros_like(means), where=lengths > 0)
    return Likeness(known, (units @ units.T).astype(np.float64))
