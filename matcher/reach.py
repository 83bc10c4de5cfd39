"""Reach: the places a person could work at all."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Rows
from matcher.fit.location import Location
from matcher.fit.wishes import in_county
from matcher.people import People

# Postings outside the person's own city are still within reach up to here, also by the seats.
REACH_KM: Final = 45.0


def within_reach(people: People, rows: Rows, location: Location) -> NDArray[np.bool_]:
    """In her own city, near it, or where she would go; everywhere if her place is unknown, (n,).

    Of n pairs; either side may be one that stands for all.
    """
    home = people.rows["county"]
    same_city = rows["county"] // 100 == home // 100
    near = (location.km <= REACH_KM) | (location.seat_km <= REACH_KM)
    reached = np.asarray((home == 0) | same_city | near)
    for level in ("must", "prefer"):
        for code, who in people.named(level, "counties"):
            reached[who] |= in_county(code, rows)
    return reached
