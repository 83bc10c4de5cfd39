"""The word table: a static vector for each word, and the pieces of a word that it lacks."""

from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

LONGEST_PIECE: Final = 8
SHORTEST_PIECE: Final = 2


class WordTable:
    """Vectors of n words in d dimensions, kept as int8 with one scale a word.

    codes: int8 (n, d); scales: float32 (n,): the vector of word i is codes[i] * scales[i].
    """

    def __init__(
        self, words: list[str], codes: NDArray[np.int8], scales: NDArray[np.float32]
    ) -> None:
        self.words, self.codes, self.scales = words, codes, scales
        self._row = {word: row for row, word in enumerate(words)}
        self.pieces = lru_cache(maxsize=100_000)(self._pieces)

    @property
    def dimensions(self) -> int:
        return int(self.codes.shape[1])

    def _pieces(self, word: str) -> tuple[int, ...]:
        """Rows that stand for `word`: its own; else those of all words inside it; else those of
        its characters; empty where the table knows none."""
        if word in self._row:
            return (self._row[word],)
        starts = range(len(word) - SHORTEST_PIECE + 1)
        inside = (
            word[start:end]
            for start in starts
            for end in range(start + SHORTEST_PIECE, min(len(word), start + LONGEST_PIECE) + 1)
        )
        found = tuple(self._row[piece] for piece in inside if piece in self._row)
        return found or tuple(self._row[letter] for letter in word if letter in self._row)

    def rows(self, words: list[str]) -> NDArray[np.int64]:
        """int64 (k,): the rows of all pieces of all words, repeated as they are."""
        return np.array([row for word in words for row in self.pieces(word)], dtype=np.int64)

    def sum(self, rows: NDArray[np.int64], weights: NDArray[np.float32]) -> NDArray[np.float32]:
        """float32 (d,): the weighted sum of the vectors at `rows`."""
        return (weights * self.scales[rows]) @ self.codes[rows].astype(np.float32)


def load_words(path: Path) -> WordTable:
    """The table that data/lexicon/make_word_vectors.py wrote."""
    with np.load(path) as stored:
        words = stored["words"].tobytes().decode("utf-8").split("\n")
        return WordTable(words, stored["codes"], stored["scales"])


def save_words(path: Path, table: WordTable) -> None:
    """Write `table` in the shape that `load_words` reads."""
    text = np.frombuffer("\n".join(table.words).encode("utf-8"), dtype=np.uint8)
    np.savez_compressed(path, words=text, codes=table.codes, scales=table.scales)


def quantise(words: list[str], vectors: NDArray[np.float32]) -> WordTable:
    """A table of float32 (n, d) `vectors`; a row of zeros stays zero."""
    largest = np.maximum(np.abs(vectors).max(axis=1), np.finfo(np.float32).tiny)
    scales = (largest / 127).astype(np.float32)
    return WordTable(words, np.rint(vectors / scales[:, None]).astype(np.int8), scales)
