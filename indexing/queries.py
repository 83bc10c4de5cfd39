"""Queries by row: how alike one document is to each of many queries, as each would find it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexing.documents import Document
from indexing.index import PostingIndex
from indexing.lexical import row_lists
from indexing.similarity import fuse

SPARE_ROWS = 1024


class QueryIndex:
    """Queries kept as an index reads them; a row once given is never given again.

    It stands beside one PostingIndex, whose rarities it reads by: of another it knows nothing.
    """

    def __init__(self, index: PostingIndex, queries: Sequence[str] = ()) -> None:
        self.index = index
        read = [index.read_query(query) for query in queries]
        self._count = len(read)
        self._vectors = np.zeros((len(read) + SPARE_ROWS, index.table.dimensions), dtype=np.float32)
        for row, one in enumerate(read):
            self._vectors[row] = one.vector
        self._chars = row_lists([one.chars for one in read])

    def __len__(self) -> int:
        return self._count

    def add(self, query: str) -> int:
        """The new query's row."""
        one, row = self.index.read_query(query), self._count
        if row == len(self._vectors):
            grown = np.zeros((2 * row + SPARE_ROWS, self._vectors.shape[1]), dtype=np.float32)
            grown[:row] = self._vectors
            self._vectors = grown
        self._vectors[row] = one.vector
        self._chars.add(row, one.chars)
        self._count += 1
        return row

    def similarities(self, document: Document) -> NDArray[np.float64]:
        """float64 (n,) in [0, 1]: what each query would find the document to be alike, fused."""
        one = self.index.read_document(document)
        vector = self._vectors[: self._count] @ one.vector
        return fuse(
            np.clip(vector.astype(np.float64), -1, 1),
            self._chars.scores(one.chars, self._count),
        ).fused
