"""What the two evaluations of search share: rankings, their measures, and what each part adds."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexing.baselines import BASELINES, Scorer
from indexing.documents import Document
from indexing.index import PostingIndex
from matcher.evaluation import average_precision, interval, ndcg, precision, reciprocal_rank

DIGITS: Final = 4
MEASURES: Final[dict[str, Callable[[NDArray[np.float64]], float]]] = {
    "map": lambda grades: average_precision(grades > 0),
    "ndcg@10": lambda grades: ndcg(grades, 10),
    "mrr": lambda grades: reciprocal_rank(grades > 0),
    "p@10": lambda grades: precision(grades > 0, 10),
}
Rankings = Sequence[NDArray[np.float64]]


class Asked(NamedTuple):
    """A query and the grade of every row of the index, float64 (n,); 0 is not relevant."""

    text: str
    grades: NDArray[np.float64]


def ranked(index: PostingIndex, asked: Sequence[Asked]) -> list[NDArray[np.float64]]:
    """Each query's grades, the most alike first, by the index that lists are made with."""
    return [
        one.grades[index.nearest(one.text, index.alive, len(index)).rows]
        for one in asked
        if one.grades.any()
    ]


def ranked_by_part(
    index: PostingIndex, asked: Sequence[Asked]
) -> dict[str, list[NDArray[np.float64]]]:
    """The same by each of the two similarities alone; equals: the lower row first."""
    parts: dict[str, list[NDArray[np.float64]]] = {"vector": [], "char": []}
    rows = np.arange(len(index.ids), dtype=np.int64)
    for one in asked:
        if one.grades.any():
            found = index.similarities(one.text, rows)._asdict()
            for name, rankings in parts.items():
                rankings.append(one.grades[np.argsort(-found[name], kind="stable")])
    return parts


def ranked_by(score: Scorer, asked: Sequence[Asked]) -> list[NDArray[np.float64]]:
    """The same by a baseline; equals in the documents' order."""
    return [
        one.grades[np.argsort(-score(one.text), kind="stable")] for one in asked if one.grades.any()
    ]


def baselines_of(documents: Sequence[Document]) -> dict[str, Scorer]:
    """Every baseline over documents that stand as in the rows of an index."""
    return {name: learn(documents) for name, learn in BASELINES.items()}


def evaluated(
    index: PostingIndex,
    asked: Sequence[Asked],
    names: Sequence[str],
    other: PostingIndex | None = None,
    beside: Mapping[str, Scorer] | None = None,
) -> dict[str, Any]:
    """The named measures with their intervals; `parts`: each similarity alone, and what both
    gain on it query by query; `against`: the same for the index `other` of the same documents, and
    `beside` for baselines, where they are given."""
    rankings = ranked(index, asked)
    parts = {
        name: compared(rankings, alone, names)
        for name, alone in ranked_by_part(index, asked).items()
    }
    against = {"against": compared(rankings, ranked(other, asked), names)} if other else {}
    scored = {name: ranked_by(score, asked) for name, score in (beside or {}).items()}
    plain = {name: compared(rankings, alone, names) for name, alone in scored.items()}
    told = measured(rankings, names) | {"parts": parts} | against
    return told | ({"beside": plain} if plain else {})


def measured(rankings: Rankings, names: Sequence[str]) -> dict[str, Any]:
    """The named measures, their 95 % intervals, and how many queries were judged.

    rankings: for each query the grades of all documents in ranked order; a query without any
    relevant document is left out of every measure.
    """
    judged = [grades for grades in rankings if grades.any()]
    found = {name: interval(_values(judged, name)) for name in names}
    return {
        **{name: round(one.mean, DIGITS) for name, one in found.items()},
        "queries": len(judged),
        "intervals": {
            name: [round(one.low, DIGITS), round(one.high, DIGITS)] for name, one in found.items()
        },
    }


def compared(rankings: Rankings, others: Rankings, names: Sequence[str]) -> dict[str, Any]:
    """The measures of `others`, and `gain`: by how much `rankings` of the same queries are better,
    as mean, low and high of a 95 % interval over the differences of each query."""
    gain = {}
    for name in names:
        found = interval(_values(rankings, name) - _values(others, name))
        gain[name] = [round(value, DIGITS) for value in found]
    return measured(others, names) | {"gain": gain}


def _values(rankings: Rankings, name: str) -> NDArray[np.float64]:
    return np.array([MEASURES[name](grades) for grades in rankings], dtype=np.float64)
