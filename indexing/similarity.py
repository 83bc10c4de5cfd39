"""How alike a query and a posting are: two similarities and the one number made of them."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# Weights of the sum that ranks, cross-validated; the optimum is flat (docs/decisions/0003).
VECTOR_WEIGHT: Final = 1.0
CHAR_WEIGHT: Final = 0.35
# A document's title counts 1; its text this much.
TEXT_IN_VECTOR: Final = 0.7
TEXT_IN_LEXICAL: Final = 0.3
# The sum becomes a fit by a logistic curve through what was seen of everyday phrases and postings:
# of postings with a sum near MIDDLE half are of the trade meant, near 0.4 one in eight.
MIDDLE: Final = 0.62
SPREAD: Final = 0.11


class Similarities(NamedTuple):
    """Each float64 (m,). vector: cosine in [-1, 1]; char: cosine in [0, 1]; fused in [0, 1].

    fused grows with both. Its curve is one for all queries, so values of different
    queries may be compared.
    """

    fused: NDArray[np.float64]
    vector: NDArray[np.float64]
    char: NDArray[np.float64]


def fuse(vector: NDArray[np.float64], char: NDArray[np.float32]) -> Similarities:
    """Both with their fused value, strictly growing in their weighted sum."""
    shared = char.astype(np.float64)
    total = VECTOR_WEIGHT * vector + CHAR_WEIGHT * shared
    return Similarities(1 / (1 + np.exp((MIDDLE - total) / SPREAD)), vector, shared)
