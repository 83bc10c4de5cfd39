"""The benchmark of the registry does what it measures."""

from pathlib import Path

from api.runtime import Runtime
from api.services.measure_registry import measure_registry
from api.settings import Settings


def test_a_night_ends_what_it_should_and_the_next_nothing(tmp_path: Path) -> None:
    here = Runtime(Settings(home=tmp_path))
    found = measure_registry(here, people=12, leaving=6, clean=2)
    here.close()
    first, again = found["nights"]
    assert (first["checked"], first["exits"]) == (
        12,
        {"X1": 2, "X2": 1, "X3": 1, "X5": 1, "X6a": 1},
    )
    assert (again["checked"], again["exits"], again["reinstated"]) == (12, {}, 0)
    assert found["chain_whole"]
    assert found["clean_beyond_slowest_ms"]["n"] == 2
