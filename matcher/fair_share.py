"""Fair share: among offers that suit a person alike, first what fewer have asked for, then by lot.

So one posting is not sent to everybody; and as the lot is the day's, a list stays as it is all day.
"""

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

# Scores in one band of this width are alike.
BAND: Final = 0.01
# So many days of wishes count.
RECENT_DAYS: Final = 14
# Steele, Lea and Flood, Fast splittable pseudorandom number generators (2014): SplitMix64.
GOLDEN: Final = 0x9E3779B97F4A7C15
MIX: Final = ((30, np.uint64(0xBF58476D1CE4E5B9)), (27, np.uint64(0x94D049BB133111EB)))
LAST_SHIFT: Final = np.uint64(31)


def lots(likeness: NDArray[np.int64], day: date) -> NDArray[np.uint64]:
    """The day's lot of each offer, (n,): equal for one offer, another on another day."""
    lot = likeness.astype(np.uint64) + np.uint64(day.toordinal() * GOLDEN % 2**64)
    for shift, factor in MIX:
        lot = (lot ^ (lot >> np.uint64(shift))) * factor
    return np.asarray(lot ^ (lot >> LAST_SHIFT))


def standing(
    scores: NDArray[np.float64], wanted: NDArray[np.int64], lot: NDArray[np.uint64]
) -> NDArray[np.float64]:
    """How each of n offers stands, (n,): the more the better, no two alike.

    By the band of its score; in one band by how many have asked for it lately, the fewer the
    better; then by lot, and by row where that is the same.
    """
    band = np.floor(scores / BAND + 1e-9)
    order = np.lexsort((lot, wanted, -band))
    stands = np.empty(len(scores))
    stands[order] = np.arange(len(scores), 0, -1)
    return stands
