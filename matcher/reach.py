"""Reach: the places a person could work at all."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.fit.location import Location
from matcher.fit.wishes import in_counties
from matcher.person import Person

# Postings outside the person's own city are still within reach up to here, also by the seats.
REACH_KM: Final = 45.0


def within_reach(person: Person, rows: NDArray[np.void], location: Location) -> NDArray[np.bool_]:
    """In her own city, near it, or where she would go; everywhere if her place is unknown, (n,)."""
    home = person.origin.county
    if not home:
        return np.ones(len(rows), dtype=np.bool_)
    wishes = (person.worker.must, person.worker.prefer)
    wanted = in_counties(tuple(code for wish in wishes for code in wish.counties), rows)
    same_city = rows["county"] // 100 == home // 100
    near = (location.km <= REACH_KM) | (location.seat_km <= REACH_KM)
    return np.asarray(wanted | same_city | near)
