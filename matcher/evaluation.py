"""Measures of a ranked list against judgements, and how far a mean of them may be trusted."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

BOOTSTRAP_DRAWS: Final = 2000
SEED: Final = 0


class Interval(NamedTuple):
    """The mean over queries with its 95 % interval; NaN where no query could be judged."""

    mean: float
    low: float
    high: float


def average_precision(relevant: NDArray[np.bool_]) -> float:
    """Mean precision at each relevant place of a whole ranking; NaN where nothing is relevant.

    relevant: bool (n,), every document in ranked order.
    """
    places = np.flatnonzero(relevant)
    if not len(places):
        return float("nan")
    return float(np.mean(np.arange(1, len(places) + 1) / (places + 1)))


def ndcg(gains: NDArray[np.float64], k: int) -> float:
    """Discounted gain of the first `k` over that of the best order; NaN where no gain is to be had.

    gains: float (n,) >= 0, of every document in ranked order (0 and 1 for plain relevance).
    """
    discounts = 1 / np.log2(np.arange(2, k + 2))
    best = np.sort(gains)[::-1][:k]
    ideal = float(best @ discounts[: len(best)])
    return float(gains[:k] @ discounts[: len(gains[:k])]) / ideal if ideal > 0 else float("nan")


def reciprocal_rank(relevant: NDArray[np.bool_]) -> float:
    """1 / place of the first relevant document; NaN where nothing is relevant."""
    return float(1 / (np.argmax(relevant) + 1)) if relevant.any() else float("nan")


def precision(relevant: NDArray[np.bool_], k: int) -> float:
    """Relevant share of the first `k` places (a place left empty is not relevant), in [0, 1]."""
    return float(relevant[:k].sum() / k)


def interval(values: NDArray[np.float64]) -> Interval:
    """Mean of one value a query, with a 95 % bootstrap interval over the queries.

    NaN (a query that cannot be judged) is left out. The same values give the same interval.
    """
    judged = values[~np.isnan(values)]
    if not len(judged):
        return Interval(float("nan"), float("nan"), float("nan"))
    draws = np.random.default_rng(SEED).choice(judged, (BOOTSTRAP_DRAWS, len(judged)))
    low, high = np.percentile(draws.mean(axis=1), [2.5, 97.5])
    return Interval(float(judged.mean()), float(low), float(high))
