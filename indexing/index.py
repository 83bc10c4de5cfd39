"""The posting index: documents in, the most alike out, exactly, over any set of admissible rows."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from threading import RLock
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexing.documents import Document
from indexing.lexical import QUERY_TERMS, RowLists, Weighted, row_lists, weighted
from indexing.model import TextModel
from indexing.neighbours import FlatVectors
from indexing.parsed import Parsed, parse
from indexing.similarity import Similarities, fuse
from indexing.terms import Rarity, rarity
from indexing.vectors import document_vector, text_vector
from indexing.words import WordTable

Progress = Callable[[int, int], None]
# A person's words are asked again each time she comes back to her list.
QUERIES_KEPT: Final = 2000


class Neighbours(NamedTuple):
    """rows: int64 (m,), best first; similarity: float64 (m,) in [0, 1], never rising."""

    rows: NDArray[np.int64]
    similarity: NDArray[np.float64]


class Rarities(NamedTuple):
    """How rare each term was when the index was built: pieces of words, characters."""

    pieces: Rarity
    chars: Rarity


class Read(NamedTuple):
    """One text as numbers: vector float32 (d,) of unit length, and its weighted terms."""

    vector: NDArray[np.float32]
    chars: Weighted


class PostingIndex:
    """Documents by row. A row once given is never given again until the index is rebuilt: an
    updated document gets a new row and its old one becomes a tombstone, as a removed one's does.

    Safe to use from several threads; one call runs at a time.
    """

    def __init__(
        self,
        model: TextModel,
        table: WordTable,
        rarities: Rarities,
        ids: list[str],
        vectors: NDArray[np.float32],
        chars: RowLists,
    ) -> None:
        self.model, self.table, self.rarities = model, table, rarities
        self.ids = ids
        self.flat = FlatVectors(vectors)
        self.chars = chars
        self._row = {id_: row for row, id_ in enumerate(ids) if id_}
        self._alive = np.array([bool(id_) for id_ in ids], dtype=np.bool_)
        self._lock = RLock()
        self.read_query = lru_cache(maxsize=QUERIES_KEPT)(self._read_query)

    def __len__(self) -> int:
        """How many documents are alive."""
        return len(self._row)

    @property
    def alive(self) -> NDArray[np.bool_]:
        """bool (n,) over rows: False for tombstones."""
        return self._alive[: len(self.ids)]

    def row(self, id_: str) -> int | None:
        return self._row.get(id_)

    def upsert(self, documents: Sequence[Document]) -> NDArray[np.int64]:
        """int64 (m,): the new row of each document; of two with one id the later stays."""
        with self._lock:
            parsed = [parse(document, self.model.tokenizer, self.table) for document in documents]
            self.remove(document.id for document in documents)
            first = len(self.ids)
            vectors = [self._vector(one) for one in parsed]
            if vectors:
                self.flat.add(np.stack(vectors))
            for row, (document, one) in enumerate(zip(documents, parsed, strict=True), first):
                self._add(row, document.id, one)
            return np.arange(first, len(self.ids), dtype=np.int64)

    def remove(self, ids: Iterable[str]) -> None:
        """Ids that the index does not hold are passed over."""
        with self._lock:
            for id_ in ids:
                row = self._row.pop(id_, None)
                if row is not None:
                    self.ids[row] = ""
                    self._alive[row] = False

    def nearest(
        self,
        query: str,
        admissible: NDArray[np.bool_],
        k: int,
        always: NDArray[np.bool_] | None = None,
    ) -> Neighbours:
        """The k admissible documents most alike to `query`, fused, exactly; fewer if fewer are.

        admissible: bool (n,) over rows. always: which of those are found however unlike, beside the
        k. Equals: the lower row first. A query of which nothing is known finds every document
        equally unlike.
        """
        with self._lock:
            admissible = admissible & self.alive
            always = np.zeros_like(admissible) if always is None else always & admissible
            vector, char = self._query(query)
            # What shares no term is ranked by its vector alone, so only the k nearest of those can
            # be among the k best; what shares a term is looked at in any case.
            candidates = ((char > 0) & admissible) | always
            candidates[self.flat.nearest(vector, admissible, k)] = True
            rows = np.flatnonzero(candidates)
            fused = fuse(self.flat.similarities(vector, rows), char[rows]).fused
            if len(rows) > k > 0:
                kept = (fused >= np.partition(fused, -k)[-k]) | always[rows]
                rows, fused = rows[kept], fused[kept]
            order = np.argsort(-fused, kind="stable")
            order = order[(np.arange(len(order)) < k) | always[rows[order]]]
            return Neighbours(rows[order], fused[order])

    def similarities(self, query: str, rows: NDArray[np.int64]) -> Similarities:
        """How alike `query` is to each of `rows` (m,), tombstones included."""
        with self._lock:
            vector, char = self._query(query)
            return fuse(self.flat.similarities(vector, rows), char[rows])

    def _query(self, query: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        vector, chars = self.read_query(query)
        return vector, self.chars.scores(chars, len(self.ids))

    def _read_query(self, query: str) -> Read:
        """A query as `nearest` and `similarities` compare it; the last ones are kept."""
        parsed = parse(Document("", query), self.model.tokenizer, self.table)
        return Read(
            text_vector(parsed.title, self.rarities.pieces, self.table),
            weighted(parsed.chars, self.rarities.chars, QUERY_TERMS),
        )

    def read_document(self, document: Document) -> Read:
        """A document as it stands, or would stand, in a row."""
        parsed = parse(document, self.model.tokenizer, self.table)
        return Read(
            self._vector(parsed),
            weighted(parsed.chars, self.rarities.chars),
        )

    def _vector(self, parsed: Parsed) -> NDArray[np.float32]:
        return document_vector(parsed.title, parsed.text, self.rarities.pieces, self.table)

    def _add(self, row: int, id_: str, parsed: Parsed) -> None:
        self.remove([id_])
        self.chars.add(row, weighted(parsed.chars, self.rarities.chars))
        if row >= len(self._alive):
            self._alive = np.concatenate([self._alive, np.zeros(row + 1, dtype=np.bool_)])
        self.ids.append(id_)
        self._row[id_] = row
        self._alive[row] = True


def build_index(
    documents: Sequence[Document], model: TextModel, on_progress: Progress | None = None
) -> PostingIndex:
    """An index of `documents` in rows 0, 1, 2 …; rarities, and where the model has no word table
    the word table too, are learned from these documents. Of two with one id the later stays.

    on_progress is told how many of how many documents are read, after each.
    """
    documents = list({document.id: document for document in documents}.values())
    table = model.words or _trained(documents, model)
    parsed = []
    for document in documents:
        parsed.append(parse(document, model.tokenizer, table))
        if on_progress:
            on_progress(len(parsed), len(documents))
    rarities = _rarities(parsed)
    vectors = np.zeros((len(documents), table.dimensions), dtype=np.float32)
    for row, one in enumerate(parsed):
        vectors[row] = document_vector(one.title, one.text, rarities.pieces, table)
    return PostingIndex(
        model,
        table,
        rarities,
        [document.id for document in documents],
        vectors,
        row_lists([weighted(one.chars, rarities.chars) for one in parsed]),
    )


def _trained(documents: Sequence[Document], model: TextModel) -> WordTable:
    # Here and not above: scikit-learn takes a second to import, and only the fallback needs it.
    from indexing.corpus_words import train_words  # noqa: PLC0415

    return train_words([model.tokenizer.words(f"{one.title} {one.text}") for one in documents])


def _rarities(parsed: Sequence[Parsed]) -> Rarities:
    count = len(parsed)
    pieces = (np.union1d(one.title.ids, one.text.ids) for one in parsed)
    return Rarities(
        rarity(pieces, count),
        rarity((one.chars.ids for one in parsed), count),
    )
