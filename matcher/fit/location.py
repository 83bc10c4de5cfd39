"""Location fit: how near the work is, by what is really known of both ends."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Rows
from matcher.geometry import distances_km, on_globe

# Kilometres at which the fit has fallen to a half, by what the worker has to travel with.
HALF_KM: Final = {"": 6.0, "电动车": 8.0, "摩托车": 12.0, "汽车": 18.0, "货车": 18.0}
SAME_TOWN: Final = 0.9
# Work from home is as near as can be, but it is often offered to everybody and kept by few.
REMOTE: Final = 0.6
# Between two counties only their seats are compared, and the figure is never shown as a distance
# to the work itself.
SEAT_HALF_KM: Final = 15.0
NEIGHBOUR_CEILING: Final = 0.6


class Origin(NamedTuple):
    """Where k workers are, each (k,): coordinates and seat may be NaN, county and town 0."""

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    county: NDArray[np.int32]
    town: NDArray[np.int64]
    seat_lat: NDArray[np.float64]
    seat_lon: NDArray[np.float64]
    half_km: NDArray[np.float64]


class Sites(NamedTuple):
    """Where n postings are, on the globe, each (3, n): the work itself, and its county's seat."""

    work: NDArray[np.float64]
    seat: NDArray[np.float64]


class Location(NamedTuple):
    """fit (n,) in [0, 1] or NaN; km (n,): measured distance, NaN where an end has no coordinates;
    seat_km (n,): between the seats of two different counties, else NaN."""

    fit: NDArray[np.float64]
    km: NDArray[np.float64]
    seat_km: NDArray[np.float64]


def sites_of(rows: Rows) -> Sites:
    """Where board rows are."""
    return Sites(on_globe(rows["lat"], rows["lon"]), on_globe(rows["seat_lat"], rows["seat_lon"]))


def location_fit(origin: Origin, rows: Rows, sites: Sites) -> Location:
    """How near each posting is, of n pairs; either side may be one that stands for all.

    sites: where the rows are.

    Measured distance where both ends have coordinates; else the same town is near, the same county
    is unknown, and different counties are compared by their seats. Remote work has no distance
    and one fit of its own.
    """
    km = distances_km(on_globe(origin.lat, origin.lon), sites.work)
    apart = distances_km(on_globe(origin.seat_lat, origin.seat_lon), sites.seat)
    counties = (rows["county"] % 100 != 0) & (origin.county % 100 != 0)
    other_county = counties & (rows["county"] != origin.county)
    seat_km = np.where(other_county, apart, np.nan)
    same_town = (rows["town"] != 0) & (rows["town"] == origin.town)
    fit = np.select(
        [rows["remote"], ~np.isnan(km), same_town, other_county],
        [
            np.full(1, REMOTE),
            np.exp2(-km / origin.half_km),
            np.full(1, SAME_TOWN),
            NEIGHBOUR_CEILING * np.exp2(-seat_km / SEAT_HALF_KM),
        ],
        np.nan,
    )
    return Location(fit, km, seat_km)
