"""Where a posting is: its area, address, coordinates and text brought to one place."""

import re
from functools import lru_cache
from math import isnan
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from registry.divisions import Division, Town, distance_km
from registry.gazetteer import Gazetteer
from registry.place_names import SEPARATORS
from registry.places import Place

# Mainland, Taiwan and the South China Sea: degrees south, west, north, east.
CHINA: Final = (3.5, 73.4, 53.6, 135.1)
FAR_KM: Final = {"county": 150.0, "city": 250.0, "province": 1500.0}  # from the seat of a division
ZERO_DEGREES: Final = 0.1  # (0, 0) that was shifted from one datum to another is still (0, 0)
NEAREST_SEAT_KM: Final = 30.0  # a seat no farther tells the city, never the county
TITLE_READ: Final = 200
EMPLOYER: Final = re.compile("^.{0,20}招聘")


class PlaceReading(NamedTuple):
    """A place, and what was odd about what was said of it.

    flags: `place_missing` no division is known; `place_from_coordinates` the city comes from the
    nearest seat; `coordinates_zero`, `coordinates_outside_china`, `coordinates_far_from_place`
    they were dropped; `place_conflict` the text names another city than the area.
    """

    place: Place
    flags: tuple[str, ...]


def read_place(
    area: str,
    address: str,
    lat: float | None,
    lon: float | None,
    gazetteer: Gazetteer,
    text: str = "",
    remote: bool = False,
) -> PlaceReading:
    """The place of a posting; nothing that is odd is an error, it is flagged.

    area, address: as the source has them, either may be empty; the address says more than the area
    where it lies inside it, and stands alone without one. lat, lon: degrees, GCJ-02; None, NaN,
    (0, 0), outside China or FAR_KM from the seat of what is named: dropped. text: the title, read
    only for a conflict. A county is never made from coordinates: where nothing is named they give
    at most the city, and only if a county seat lies within NEAREST_SEAT_KM.
    """
    flags: list[str] = []
    named = _named(area, address, gazetteer)
    point, fault = _point(lat, lon, named)
    if fault:
        flags.append(fault)
    if named and text and _conflicts(text, named, gazetteer):
        flags.append("place_conflict")
    code = named.code if named else None
    if code is None and point:
        code = _nearest_city(point, gazetteer)
        flags += ["place_from_coordinates"] if code else []
    if code is None:
        flags.append("place_missing")
    town = _town(area, address, code, gazetteer)
    place = Place(
        code=town.county if town else code,
        town=town.name if town else None,
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        address=address.strip(),
        remote=remote,
    )
    return PlaceReading(place, tuple(flags))


def _named(area: str, address: str, gazetteer: Gazetteer) -> Division | None:
    """The most specific division that area and address name; the area decides where they part."""
    within = _of_area(area, gazetteer)
    if within is None:
        return gazetteer.read(address).division
    if within.level == "county":
        return within
    return gazetteer.read(address, within.prefix).division or within


@lru_cache(maxsize=65536)
def _of_area(area: str, gazetteer: Gazetteer) -> Division | None:
    """What an area field names: as running text, else its first word as a whole name (中山)."""
    if not area.strip(SEPARATORS):
        return None
    if found := gazetteer.read(area).division:
        return found
    for separator in SEPARATORS:
        area = area.replace(separator, " ")
    words = area.split()
    whole = gazetteer.whole(words[0] if words else "")
    if whole is None:
        return None
    return gazetteer.read(area, whole.prefix).division or whole


def _town(area: str, address: str, code: str | None, gazetteer: Gazetteer) -> Town | None:
    """The town named in address or area, in the county or, where only that is known, the city."""
    if code is None or code.endswith("0000") or not gazetteer.has_towns(code):
        return None
    county = None if code.endswith("00") else code
    towns = (gazetteer.town(each, county) for each in (address, area))
    town = next((each for each in towns if each), None)
    return town if town and town.county.startswith(code[:4]) else None


def _point(
    lat: float | None, lon: float | None, named: Division | None
) -> tuple[tuple[float, float] | None, str]:
    """The coordinates if they can be right, else None and the flag that says why not."""
    if lat is None or lon is None or isnan(lat) or isnan(lon):
        return None, ""
    if abs(lat) < ZERO_DEGREES and abs(lon) < ZERO_DEGREES:
        return None, "coordinates_zero"
    south, west, north, east = CHINA
    if not (south <= lat <= north and west <= lon <= east):
        return None, "coordinates_outside_china"
    if named and _far(lat, lon, named):
        return None, "coordinates_far_from_place"
    return (lat, lon), ""


def _far(lat: float, lon: float, named: Division) -> bool:
    if named.lat is None or named.lon is None:
        return False
    return distance_km(lat, lon, named.lat, named.lon) > FAR_KM[named.level]


def _conflicts(title: str, named: Division, gazetteer: Gazetteer) -> bool:
    """Whether a title names a city, and not the one known; a province says nothing.

    What stands before 招聘 is the employer's name, and may come from anywhere.
    """
    told = gazetteer.read(EMPLOYER.sub("", title[:TITLE_READ])).division
    if told is None or "province" in (told.level, named.level):
        return False
    city = gazetteer.get(f"{_city(named):0<6}")
    return _city(told) != _city(named) and not (city and city.short_name in title)


def _city(division: Division) -> str:
    """What tells two cities apart: the province's digits in the four municipalities."""
    municipality = division.code[:2] in {"11", "12", "31", "50"}
    return division.code[: 2 if municipality else 4]


def _nearest_city(point: tuple[float, float], gazetteer: Gazetteer) -> str | None:
    """Code of the city of the nearest county seat, if that seat is near enough."""
    codes, seats = _seats(gazetteer)
    if not codes:
        return None
    lat, lon = point
    away = np.hypot(seats[:, 0] - lat, (seats[:, 1] - lon) * np.cos(np.radians(lat)))
    nearest = int(np.argmin(away))
    if distance_km(lat, lon, *seats[nearest]) > NEAREST_SEAT_KM:
        return None
    code = codes[nearest]
    above = (f"{code[:4]}00", f"{code[:2]}0000")
    return next((each for each in above if gazetteer.get(each)), None)


@lru_cache(maxsize=4)
def _seats(gazetteer: Gazetteer) -> tuple[list[str], NDArray[np.float64]]:
    """Codes of the counties, and of cities without counties, with their seats, float (n, 2)."""
    known = [each for each in gazetteer if each.level != "province" and each.lat is not None]
    seats = np.array([(each.lat, each.lon) for each in known], dtype=np.float64).reshape(-1, 2)
    return [each.code for each in known], seats
