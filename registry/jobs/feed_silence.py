"""Whether a source has been silent for longer than is usual for it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

# [assumption] From so many feeds on a source has a usual interval; silence is so many times that.
FEWEST: Final = 3
TIMES: Final = 3
AT_LEAST: Final = timedelta(days=1)


def usual_interval(received: Sequence[datetime]) -> timedelta | None:
    """The median interval between feeds; None where fewer than FEWEST came. In any order."""
    if len(received) < FEWEST:
        return None
    gaps = [later - earlier for earlier, later in pairwise(sorted(received))]
    return timedelta(seconds=median(gap.total_seconds() for gap in gaps))


def silent_since(received: Sequence[datetime], at: datetime) -> datetime | None:
    """When the last feed came, if that is longer ago than usual; None if it is not, or unknown."""
    usual = usual_interval(received)
    if usual is None:
        return None
    last = max(received)
    return last if at - last > max(TIMES * usual, AT_LEAST) else None
