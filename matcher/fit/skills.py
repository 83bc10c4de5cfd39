"""Skills fit: how much of what a posting asks for the worker has."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# What remains of the fit for each thing asked that she lacks, or that she has not told us of.
LACKS_CERTIFICATE: Final = 0.4
LACKS_EQUIPMENT: Final = 0.6
LACKS_EDUCATION: Final = 0.35
EDUCATION_UNTOLD: Final = 0.85
LACKS_EXPERIENCE: Final = 0.6
EXPERIENCE_UNTOLD: Final = 0.8


class Means(NamedTuple):
    """What the worker has: masks of the vocabulary, rank of education, years; -1 where untold."""

    certificates: NDArray[np.uint64]
    equipment: int
    education: int
    experience: float


def skills_fit(means: Means, rows: NDArray[np.void]) -> NDArray[np.float64]:
    """1 where nothing asked is lacking, falling with each thing that is, (n,) in (0, 1]."""
    lacking = np.bitwise_count(rows["certificates"] & ~means.certificates).sum(axis=1)
    without = np.bitwise_count(rows["equipment"] & np.uint32(~means.equipment & 0xFFFFFFFF))
    fit = LACKS_CERTIFICATE ** lacking.astype(np.float64)
    fit *= LACKS_EQUIPMENT ** without.astype(np.float64)
    fit *= _graded(rows["education"], means.education, LACKS_EDUCATION, EDUCATION_UNTOLD)
    fit *= _graded(rows["experience"], means.experience, LACKS_EXPERIENCE, EXPERIENCE_UNTOLD)
    return np.asarray(fit)


def _graded(
    asked: NDArray[np.float32], held: float, lacks: float, untold: float
) -> NDArray[np.float64]:
    if held < 0:
        return np.where(asked > 0, untold, 1.0)
    return np.where(asked > held, lacks, 1.0)
