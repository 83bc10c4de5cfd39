"""Lexical similarity: the cosine of sparse TF-IDF vectors, from lists of the rows of each term."""

from array import array
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array

from indexing.terms import Rarity, Terms

QUERY_TERMS: Final = 64  # a longer query keeps its weightiest terms; a person's profile has 300


class Weighted(NamedTuple):
    """Terms with weights of unit length: ids int64 (k,), weights float32 (k,)."""

    ids: NDArray[np.int64]
    weights: NDArray[np.float32]


def weighted(terms: Terms, rarity: Rarity, limit: int | None = None) -> Weighted:
    """ln(1 + count) times rarity, the `limit` weightiest, to unit length (no terms: none)."""
    ids = terms.ids
    weights = np.log1p(terms.counts) * rarity.of(ids)
    if limit is not None and len(ids) > limit:
        kept = np.sort(np.argsort(-weights, kind="stable")[:limit])
        ids, weights = ids[kept], weights[kept]
    length = np.sqrt(np.dot(weights, weights))
    return Weighted(ids, (weights / length if length else weights).astype(np.float32))


class RowLists:
    """For each term the rows that hold it and their weights; rows are added and never changed.

    What was there when the index was built or loaded lies in three flat arrays, sorted by term;
    what came since, in growing lists.
    terms: int64 (t,) ascending; ends: int64 (t,), where each term's rows end;
    rows: int32 (e,); weights: float32 (e,).
    """

    def __init__(
        self,
        terms: NDArray[np.int64],
        ends: NDArray[np.int64],
        rows: NDArray[np.int32],
        weights: NDArray[np.float32],
    ) -> None:
        self.terms, self.ends, self.rows, self.weights = terms, ends, rows, weights
        self._added: dict[int, tuple[array[int], array[float]]] = {}

    def add(self, row: int, document: Weighted) -> None:
        """`row` must be new."""
        for term, weight in zip(document.ids.tolist(), document.weights.tolist(), strict=True):
            rows, weights = self._added.setdefault(term, (array("i"), array("f")))
            rows.append(row)
            weights.append(weight)

    def scores(self, query: Weighted, count: int) -> NDArray[np.float32]:
        """float32 (count,): the cosine of `query` with rows 0 to `count` - 1, in [0, 1]."""
        scores = self._flat_scores(query, count)
        for term, weight in zip(query.ids.tolist(), query.weights, strict=True):
            if term in self._added:
                rows, weights = self._added[term]
                scores[np.array(rows)] += weight * np.array(weights, dtype=np.float32)
        return np.minimum(scores, 1, out=scores)

    def _flat_scores(self, query: Weighted, count: int) -> NDArray[np.float32]:
        """As `scores`, of the flat lists: the lists of the query's terms are a matrix's columns."""
        if not len(self.terms):
            return np.zeros(count, dtype=np.float32)
        place = np.minimum(np.searchsorted(self.terms, query.ids), len(self.terms) - 1)
        held = self.terms[place] == query.ids
        ends = self.ends[place[held]]
        starts = np.where(place[held] > 0, self.ends[place[held] - 1], 0)
        parts = [slice(*part) for part in zip(starts.tolist(), ends.tolist(), strict=True)]
        if not parts:
            return np.zeros(count, dtype=np.float32)
        rows = np.concatenate([self.rows[part] for part in parts])
        weights = np.concatenate([self.weights[part] for part in parts])
        columns = np.concatenate([[0], np.cumsum(ends - starts)])
        matrix = csc_array((weights, rows, columns), shape=(count, len(parts)))
        return np.asarray(matrix @ query.weights[held])

    def merged(self, alive: NDArray[np.bool_]) -> "RowLists":
        """The same lists flat, without the rows that are no longer alive."""
        counts = np.diff(self.ends, prepend=0)
        terms = [np.repeat(self.terms, counts)]
        rows, weights = [self.rows], [self.weights]
        for term, (new_rows, new_weights) in self._added.items():
            terms.append(np.full(len(new_rows), term, dtype=np.int64))
            rows.append(np.array(new_rows, dtype=np.int32))
            weights.append(np.array(new_weights, dtype=np.float32))
        return _flat(np.concatenate(terms), np.concatenate(rows), np.concatenate(weights), alive)


def row_lists(documents: list[Weighted]) -> RowLists:
    """The lists of documents whose rows are 0, 1, 2 …"""
    if not documents:
        documents = [Weighted(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))]
    rows = np.repeat(
        np.arange(len(documents), dtype=np.int32), [len(document.ids) for document in documents]
    )
    terms = np.concatenate([document.ids for document in documents])
    weights = np.concatenate([document.weights for document in documents])
    return _flat(terms, rows, weights, np.ones(len(documents), dtype=np.bool_))


def _flat(
    terms: NDArray[np.int64],
    rows: NDArray[np.int32],
    weights: NDArray[np.float32],
    alive: NDArray[np.bool_],
) -> RowLists:
    kept = alive[rows]
    terms, rows, weights = terms[kept], rows[kept], weights[kept]
    order = np.argsort(terms, kind="stable")
    unique, counts = np.unique(terms, return_counts=True)
    return RowLists(unique, np.cumsum(counts), rows[order], weights[order])
