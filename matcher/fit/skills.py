"""Skills fit: how much of what a posting asks for the worker has."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Rows

# What remains of the fit for each thing asked that she lacks, or that she has not told us of.
LACKS_CERTIFICATE: Final = 0.4
CERTIFICATE_UNTOLD: Final = 0.75
LACKS_EQUIPMENT: Final = 0.6
EQUIPMENT_UNTOLD: Final = 0.8
LACKS_EDUCATION: Final = 0.35
EDUCATION_UNTOLD: Final = 0.85
LACKS_EXPERIENCE: Final = 0.6
EXPERIENCE_UNTOLD: Final = 0.8


class Means(NamedTuple):
    """What k workers have: masks of the vocabulary, rank of education, years; -1 where untold.

    Who names no certificate, or no thing of her own, has told of none.

    certificates: (k, 2); the others (k,).
    """

    certificates: NDArray[np.uint64]
    equipment: NDArray[np.uint32]
    education: NDArray[np.int8]
    experience: NDArray[np.float32]


def skills_fit(means: Means, rows: Rows) -> NDArray[np.float64]:
    """1 where nothing asked is lacking, falling with each thing that is, (n,) in (0, 1].

    Of n pairs; either side may be one that stands for all.
    """
    lacking = np.bitwise_count(rows["certificates"] & ~means.certificates).sum(axis=1)
    without = np.bitwise_count(rows["equipment"] & ~means.equipment)
    no_papers = (means.certificates == 0).all(axis=1)
    lacks = np.where(no_papers, CERTIFICATE_UNTOLD, LACKS_CERTIFICATE)
    fit = lacks ** lacking.astype(np.float64)
    own = np.where(means.equipment == 0, EQUIPMENT_UNTOLD, LACKS_EQUIPMENT)
    fit = fit * own ** without.astype(np.float64)
    fit = fit * _graded(rows["education"], means.education, LACKS_EDUCATION, EDUCATION_UNTOLD)
    fit = fit * _graded(rows["experience"], means.experience, LACKS_EXPERIENCE, EXPERIENCE_UNTOLD)
    return np.asarray(fit)


def _graded(
    asked: NDArray[Any], held: NDArray[Any], lacks: float, untold: float
) -> NDArray[np.float64]:
    unmet = np.where(held < 0, untold, lacks)
    return np.where(asked > np.maximum(held, 0), unmet, 1.0)
