"""The nearest vectors by FAISS: a flat index, exact, over any set of admissible rows."""

from typing import Any, Final

import faiss
import numpy as np
from numpy.typing import NDArray

GATHER_SHARE: Final = 0.1  # of all rows: below it, taking out the asked ones is the quicker way

# faiss gives its SWIG classes their numpy arguments at import; its annotations know only C's.
FAISS: Final[Any] = faiss
FAISS.omp_set_num_threads(1)  # a server has a thread a request already


class FlatVectors:
    """Unit vectors, float32 (n, d), one a row; rows are added and never changed."""

    def __init__(self, vectors: NDArray[np.float32]) -> None:
        self._index = FAISS.IndexFlatIP(vectors.shape[1])
        self.add(vectors)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def vectors(self) -> NDArray[np.float32]:
        """float32 (n, d): a view of the index's own memory, good until the next `add`."""
        count, width = len(self), int(self._index.d)
        if not count:
            return np.zeros((0, width), dtype=np.float32)
        flat = FAISS.rev_swig_ptr(self._index.get_xb(), count * width)
        return np.asarray(flat, dtype=np.float32).reshape(count, width)

    def add(self, vectors: NDArray[np.float32]) -> None:
        """float32 (m, d): rows n, n + 1, …"""
        self._index.add(np.ascontiguousarray(vectors))

    def similarities(
        self, query: NDArray[np.float32], rows: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """float64 (m,): the cosine of `query` (d,) with each of `rows`, in [-1, 1]."""
        if len(rows) < GATHER_SHARE * len(self):
            products = self.vectors[rows] @ query
        else:
            products = (self.vectors @ query)[rows]
        return np.clip(products.astype(np.float64), -1, 1)

    def nearest(
        self, query: NDArray[np.float32], admissible: NDArray[np.bool_], k: int
    ) -> NDArray[np.int64]:
        """int64 (<= k,): rows of the k largest inner products among the admissible, unordered."""
        rows = np.flatnonzero(admissible)
        if k >= len(rows) or k <= 0:
            return rows[: max(k, 0)]
        if len(rows) < GATHER_SHARE * len(self):
            products = self.vectors[rows] @ query
            return rows[np.argpartition(-products, k)[:k]]
        bitmap = np.packbits(admissible, bitorder="little")
        selector = FAISS.IDSelectorBitmap(bitmap)
        parameters = FAISS.SearchParameters(sel=selector)
        _, found = self._index.search(query[None, :], k, params=parameters)
        return np.asarray(found[0], dtype=np.int64)
