"""Great-circle distances of arrays of places on the globe."""

import numpy as np
from numpy.typing import NDArray

from registry.divisions import EARTH_RADIUS_KM


def on_globe(lat: NDArray[np.floating], lon: NDArray[np.floating]) -> NDArray[np.float64]:
    """Places as unit vectors from the centre of the globe, (3, n); NaN where lat or lon is NaN.

    Degrees.
    """
    phi, lam = np.radians(lat, dtype=np.float64), np.radians(lon, dtype=np.float64)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


def distances_km(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    """Distance in km of n pairs of places (3, n), (n,); NaN where either is.

    Either side may be one place, (3, 1), that stands for all.
    """
    x, y, z = one - other
    half_chord = np.sqrt(x * x + y * y + z * z) / 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(half_chord, 1.0)))
