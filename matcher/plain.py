"""The plain list: nearest first, then newest, the same for everybody who asks the same there."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.situation import Situation

# Distances within one step count as equally near, so that newer work is not hidden behind metres.
STEP_KM: Final = 5.0
# Steps of what has no measured distance: in the same county somewhere; from home; nothing known.
SAME_COUNTY, FROM_HOME, UNKNOWN = 2, 3, 100


def steps_away(at: Situation) -> NDArray[np.int64]:
    """How far each posting is in steps of STEP_KM, (n,); towns of the same name are 0."""
    km, seat_km = at.location.km, at.location.seat_km
    home = at.people.rows
    same_town = (at.column("town") != 0) & (at.column("town") == home["town"])
    same_county = (at.column("county") % 100 != 0) & (at.column("county") == home["county"])
    measured = np.where(np.isnan(km), seat_km, km)
    steps = np.select(
        [at.column("remote"), ~np.isnan(km), same_town, same_county, ~np.isnan(seat_km)],
        [
            np.full(1, FROM_HOME),
            np.floor(measured / STEP_KM),
            np.zeros(1),
            np.full(1, SAME_COUNTY),
            np.floor(measured / STEP_KM),
        ],
        UNKNOWN,
    )
    return np.asarray(np.nan_to_num(steps, nan=UNKNOWN).astype(np.int64))


def plain_order(at: Situation, listed: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Places of the postings listed, nearest first, of those equally near the newest first."""
    places = np.flatnonzero(listed)
    newest = -at.column("published")[places].astype(np.int64)
    return np.asarray(places[np.lexsort((places, newest, steps_away(at)[places]))])
