"""Candidates of a posting: whom it suits and who would want it, by the rules and fits of lists."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.judging import judge
from matcher.ranking import WORTH_LISTING, Scores, fits_of, scores_of
from matcher.situation import Situation

# Below this value she would hardly want the work, though she could do it.
WORTH_WANTING: Final = 0.45
EVERYBODY: Final = slice(None)


class Candidates(NamedTuple):
    """People before one posting, all (k,): fits, scores, and whether it is for them."""

    suits: NDArray[np.bool_]
    fits: dict[str, NDArray[np.float64]]
    scores: Scores


def candidates(
    at: Situation, similarity: NDArray[np.float64], response: float = np.nan
) -> Candidates:
    """Everybody before one posting, judged and scored as in her own list.

    similarity: (k,). response: how soon its firm usually answers. It is for those whom no rule bars
    and whose musts it answers, who are likely enough to get it (chance) and for whom it is good
    enough (value).
    """
    fits = fits_of(at, EVERYBODY, similarity, response)
    scores = scores_of(fits)
    worth = (scores.chance >= WORTH_LISTING) & (scores.value >= WORTH_WANTING)
    return Candidates(judge(at).listed & worth, fits, scores)
