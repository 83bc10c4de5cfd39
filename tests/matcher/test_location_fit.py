"""Location fit: measured where both ends are known, and never made from a county's centre."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fit.location import REMOTE, SAME_TOWN, Location, location_fit, sites_of
from matcher.geometry import distances_km, on_globe
from registry.places import Place
from tests.builders import board, person, posting

HOME = Place("371311", "盛庄街道", 35.0, 118.3)


def fit(mine: Place, theirs: Place, **worker: object) -> Location:
    rows = board([posting(place=theirs)])
    return location_fit(person(place=mine, **worker).people.origin, rows, sites_of(rows))


def test_both_coordinates_give_a_measured_distance() -> None:
    found = fit(HOME, Place("371311", None, 35.0, 118.4))
    assert found.km[0] == pytest.approx(9.11, abs=0.05)


@pytest.mark.parametrize(
    ("theirs", "expected"),
    [
        pytest.param(Place("371311", "盛庄街道"), SAME_TOWN, id="the same town by name"),
        pytest.param(Place("371311", "册山街道"), math.nan, id="the county, another town"),
        pytest.param(Place("371311"), math.nan, id="the county only"),
        pytest.param(Place("371300"), math.nan, id="the city only"),
        pytest.param(Place(), math.nan, id="nothing"),
        pytest.param(Place(remote=True), REMOTE, id="work from home"),
    ],
)
def test_without_coordinates_only_what_is_known_counts(theirs: Place, expected: float) -> None:
    found = fit(HOME, theirs)
    assert found.fit[0] == pytest.approx(expected, nan_ok=True)
    assert np.isnan(found.km[0])


def test_two_counties_are_compared_by_their_seats() -> None:
    near, far = fit(HOME, Place("371302")), fit(HOME, Place("371328"))
    assert near.seat_km[0] == pytest.approx(8.2, abs=0.3)
    assert far.seat_km[0] > 80
    assert near.fit[0] > far.fit[0]


def test_the_seats_distance_is_no_distance_to_the_work() -> None:
    assert np.isnan(fit(HOME, Place("371302")).km[0])


@given(st.floats(18, 53), st.floats(74, 134), st.floats(0, 0.5), st.floats(0.01, 0.5))
def test_farther_is_never_nearer(lat: float, lon: float, near: float, more: float) -> None:
    mine = Place("371311", None, lat, lon)
    closer = fit(mine, Place("371311", None, lat + near, lon)).fit[0]
    assert fit(mine, Place("371311", None, lat + near + more, lon)).fit[0] <= closer + 1e-6


def test_a_vehicle_brings_work_nearer() -> None:
    theirs = Place("371311", None, 35.05, 118.35)
    on_foot, by_car = fit(HOME, theirs), fit(HOME, theirs, own_equipment=("汽车",))
    assert by_car.fit[0] > on_foot.fit[0]


def test_distances_agree_with_the_law_of_cosines() -> None:
    here = on_globe(np.array([35.0616]), np.array([118.3277]))
    there = on_globe(np.array([36.6669]), np.array([117.0762]))
    a, b = math.radians(35.0616), math.radians(36.6669)
    cosine = math.sin(a) * math.sin(b) + math.cos(a) * math.cos(b) * math.cos(
        math.radians(118.3277 - 117.0762)
    )
    assert distances_km(here, there)[0] == pytest.approx(6371.0088 * math.acos(cosine), rel=1e-4)
