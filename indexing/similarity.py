"""How alike a query and a posting are: three similarities and the one number made of them."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# Weights of the sum that ranks, from a coarse grid; the optimum is flat (data/lexicon/README.md).
VECTOR_WEIGHT: Final = 1.0
CHAR_WEIGHT: Final = 0.5
WORD_WEIGHT: Final = 0.3
# A document's title counts 1; its text this much.
TEXT_IN_VECTOR: Final = 0.7
TEXT_IN_LEXICAL: Final = 0.3
# The sum becomes a fit by a logistic curve through what was seen of everyday phrases and postings:
# of postings with a sum near MIDDLE half are of the trade meant, near 0.35 one in eight.
MIDDLE: Final = 0.55
SPREAD: Final = 0.1


class Similarities(NamedTuple):
    """Each float64 (m,). vector: cosine in [-1, 1]; word, char: cosine in [0, 1]; fused in [0, 1].

    fused grows with each of the three. Its curve is one for all queries, so values of different
    queries may be compared.
    """

    fused: NDArray[np.float64]
    vector: NDArray[np.float64]
    word: NDArray[np.float64]
    char: NDArray[np.float64]


def lexical_sum(word: NDArray[np.float32], char: NDArray[np.float32]) -> NDArray[np.float64]:
    """The lexical part of the sum that ranks; 0 exactly where no term is shared."""
    return WORD_WEIGHT * word.astype(np.float64) + CHAR_WEIGHT * char.astype(np.float64)


def fuse(
    vector: NDArray[np.float64], word: NDArray[np.float32], char: NDArray[np.float32]
) -> Similarities:
    """The three with their fused value, strictly growing in their weighted sum."""
    total = VECTOR_WEIGHT * vector + lexical_sum(word, char)
    fused = 1 / (1 + np.exp((MIDDLE - total) / SPREAD))
    return Similarities(fused, vector, word.astype(np.float64), char.astype(np.float64))
