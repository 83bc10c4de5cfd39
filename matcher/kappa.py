"""Cohen's kappa: how far two graders agree beyond what chance would have them agree."""

import numpy as np
from numpy.typing import NDArray


def kappa(
    first: NDArray[np.int64], second: NDArray[np.int64], levels: int, quadratic: bool = False
) -> float:
    """Kappa of two graders' grades, each (n,) in [0, levels): 1 is always alike, 0 is chance.

    quadratic: grades two steps apart count as four times the disagreement of one step; else every
    difference counts as one. NaN without grades, and where both gave one and the same to all.
    """
    if not len(first):
        return float("nan")
    together = np.zeros((levels, levels))
    np.add.at(together, (first, second), 1 / len(first))
    by_chance = np.outer(together.sum(axis=1), together.sum(axis=0))
    steps = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels)))
    apart = steps**2 if quadratic else steps > 0
    expected = float((apart * by_chance).sum())
    return 1 - float((apart * together).sum()) / expected if expected else float("nan")
