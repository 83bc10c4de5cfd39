"""Great-circle distances of arrays of coordinates."""

import numpy as np
from numpy.typing import NDArray

from registry.divisions import EARTH_RADIUS_KM


def distances_km(
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    lats: NDArray[np.float32],
    lons: NDArray[np.float32],
) -> NDArray[np.float64]:
    """Distance in km of n pairs of points, (n,); NaN where either end is NaN. Degrees.

    Either side may be one point, (1,), that stands for all.
    """
    phi, phis = np.radians(lat), np.radians(lats.astype(np.float64))
    half_dphi = (phis - phi) / 2
    half_dlambda = np.radians(lons.astype(np.float64) - lon) / 2
    chord = np.sin(half_dphi) ** 2 + np.cos(phi) * np.cos(phis) * np.sin(half_dlambda) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(chord, 1.0))))
