"""What the two evaluations of search share: a whole ranking, and its measures with intervals."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexing.index import PostingIndex
from matcher.evaluation import average_precision, interval, ndcg, precision, reciprocal_rank

DIGITS: Final = 4
MEASURES: Final[dict[str, Callable[[NDArray[np.float64]], float]]] = {
    "map": lambda grades: average_precision(grades > 0),
    "ndcg@10": lambda grades: ndcg(grades, 10),
    "mrr": lambda grades: reciprocal_rank(grades > 0),
    "p@10": lambda grades: precision(grades > 0, 10),
}


def ranked_rows(index: PostingIndex, query: str) -> NDArray[np.int64]:
    """int64 (n,): all rows, most alike to `query` first, by the index that lists are made with."""
    return index.nearest(query, index.alive, len(index)).rows


def measured(rankings: Sequence[NDArray[np.float64]], names: Sequence[str]) -> dict[str, Any]:
    """The named measures, their 95 % intervals, and how many queries were judged.

    rankings: for each query the grades of all documents in ranked order; a query without any
    relevant document is left out of every measure.
    """
    judged = [grades for grades in rankings if grades.any()]
    means: dict[str, float] = {}
    intervals: dict[str, list[float]] = {}
    for name in names:
        found = interval(np.array([MEASURES[name](grades) for grades in judged], dtype=np.float64))
        means[name] = round(found.mean, DIGITS)
        intervals[name] = [round(found.low, DIGITS), round(found.high, DIGITS)]
    return {**means, "queries": len(judged), "intervals": intervals}
