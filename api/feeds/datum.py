"""Coordinates in the three datums of Chinese maps, brought to GCJ-02.

The formulas are the published approximations that map libraries share; they are good to about a
metre, and apply inside China only.
"""

from math import atan2, cos, pi, sin, sqrt
from typing import Final

from registry.errors import UnknownName, near_values

DATUMS: Final = ("GCJ-02", "WGS-84", "BD-09")
_AXIS: Final = 6378245.0  # Krasovsky 1940, metres
_ECCENTRICITY2: Final = 0.00669342162296594323
_BD_PI: Final = pi * 3000 / 180


def to_gcj02(lat: float, lon: float, datum: str) -> tuple[float, float]:
    """Degrees in GCJ-02 of degrees in a datum, by default GCJ-02 itself; UnknownName otherwise."""
    name = datum.upper().replace("_", "-")
    name = name if "-" in name else f"{name[:-2]}-{name[-2:]}"
    if not datum or name == "GCJ-02":
        return lat, lon
    if name == "WGS-84":
        return _from_wgs84(lat, lon)
    if name == "BD-09":
        return _from_bd09(lat, lon)
    raise UnknownName("坐标系", datum, near_values(datum, DATUMS) or DATUMS)


def _from_wgs84(lat: float, lon: float) -> tuple[float, float]:
    if not (0.8 < lat < 55.9 and 72.0 < lon < 137.9):
        return lat, lon
    x, y = lon - 105.0, lat - 35.0
    wave = (20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + wave
    north += (20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + wave
    east += (20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    radians = lat / 180 * pi
    magic = 1 - _ECCENTRICITY2 * sin(radians) ** 2
    meridian = _AXIS * (1 - _ECCENTRICITY2) / (magic * sqrt(magic))
    parallel = _AXIS / sqrt(magic) * cos(radians)
    return lat + north * 180 / (meridian * pi), lon + east * 180 / (parallel * pi)


def _from_bd09(lat: float, lon: float) -> tuple[float, float]:
    x, y = lon - 0.0065, lat - 0.006
    radius = sqrt(x * x + y * y) - 0.00002 * sin(y * _BD_PI)
    angle = atan2(y, x) - 0.000003 * cos(x * _BD_PI)
    return radius * sin(angle), radius * cos(angle)


def to_wgs84(lat: float, lon: float) -> tuple[float, float]:
    """Degrees in WGS-84 of degrees in GCJ-02, to a metre."""
    near_lat, near_lon = lat, lon
    for _ in range(2):
        back_lat, back_lon = _from_wgs84(near_lat, near_lon)
        near_lat, near_lon = near_lat + lat - back_lat, near_lon + lon - back_lon
    return near_lat, near_lon
