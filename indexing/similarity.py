"""How alike a query and a posting are: three similarities and the one number made of them."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# Weights of the sum that ranks. Chosen on a grid of few values (docs: data/lexicon/README.md).
VECTOR_WEIGHT: Final = 1.0
CHAR_WEIGHT: Final = 0.5
WORD_WEIGHT: Final = 0.3
# A document's title counts 1; its text this much.
TEXT_IN_VECTOR: Final = 0.7
TEXT_IN_LEXICAL: Final = 0.3
# The sum becomes a fit by a logistic curve: MIDDLE is the sum that means 0.5, SPREAD its slope.
MIDDLE: Final = 0.65
SPREAD: Final = 0.12


class Similarities(NamedTuple):
    """Each float64 (m,). vector: cosine in [-1, 1]; word, char: cosine in [0, 1]; fused in [0, 1].

    fused grows with each of the three. It is calibrated once for all queries, not per query:
    about 0.5 where half of the postings that alike are of the trade asked for.
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
