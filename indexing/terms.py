"""Terms and their weights: what a text is made of, and how rare each part is among the postings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexing.tokens import RUN

SPACE: Final = ord(" ")
LAST_LATIN: Final = ord("z")
PAIR: Final = 1 << 21


class Terms(NamedTuple):
    """Terms of one text: ids int64 (k,) ascending without repeats, counts float32 (k,)."""

    ids: NDArray[np.int64]
    counts: NDArray[np.float32]


NO_TERMS: Final = Terms(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32))


def counted(ids: NDArray[np.int64]) -> Terms:
    """The ids as they came, repeats and all, counted."""
    unique, counts = np.unique(ids, return_counts=True)
    return Terms(unique, counts.astype(np.float32))


def char_terms(plain: str) -> Terms:
    """Single Chinese characters, and pairs of neighbours of one script, of normalised text.

    Ids are the code points themselves (a pair: first * 2**21 + second), so none collide.
    """
    runs = " ".join(RUN.findall(plain))
    points = np.frombuffer(runs.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    first, second = points[:-1], points[1:]
    inside = (first != SPACE) & (second != SPACE)
    inside &= (first > LAST_LATIN) == (second > LAST_LATIN)
    pairs = first[inside] * PAIR + second[inside]
    return counted(np.concatenate([points[points > LAST_LATIN], pairs]))


def joined(title: Terms, text: Terms, text_weight: float) -> Terms:
    """The counts of both, those of the text times `text_weight`."""
    ids = np.concatenate([title.ids, text.ids])
    unique, place = np.unique(ids, return_inverse=True)
    counts = np.concatenate([title.counts, text.counts * np.float32(text_weight)])
    return Terms(unique, np.bincount(place, counts, len(unique)).astype(np.float32))


@dataclass(frozen=True, slots=True)
class Rarity:
    """Inverse document frequency, as it stood when the index was built; kept until the next build.

    ids: int64 (k,) ascending; documents_with: int32 (k,), how many documents hold the term.
    """

    documents: int
    ids: NDArray[np.int64]
    documents_with: NDArray[np.int32]

    def of(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """float32 (m,): ln((N + 1) / (n + 1)) + 1, so >= 1; a term never seen is the rarest."""
        place = np.searchsorted(self.ids, ids)
        place = np.minimum(place, max(len(self.ids) - 1, 0))
        held = np.zeros(len(ids), dtype=np.float64)
        if len(self.ids):
            held = np.where(self.ids[place] == ids, self.documents_with[place], 0)
        return (np.log((self.documents + 1) / (held + 1)) + 1).astype(np.float32)


def rarity(texts: Iterable[NDArray[np.int64]], documents: int) -> Rarity:
    """Rarity over the distinct term ids of each document."""
    parts = list(texts)
    every = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    ids, held = np.unique(every, return_counts=True)
    return Rarity(documents, ids, held.astype(np.int32))
