"""The benchmark of instant hire does what it measures, the same for the same seed."""

from typing import Any

from sqlalchemy import Engine

from api.services.measure_shifts import measure_shifts
from tests.api.shift_desk import KEYS, POLICY


def test_a_small_week_fills_without_overfilling_or_booking_twice(engine: Engine) -> None:
    found: dict[str, Any] = measure_shifts(
        engine, KEYS, POLICY, offered=6, people=200, leaving=0.3, seed=7
    )
    assert (found["shifts"], found["overfilled"], found["double_bookings"]) == (6, 0, 0)
    assert found["chain_whole"]
    assert found["withdrawn"] + found["no_shows"] > 0
    assert found["fill_rate"] > 0.9
    assert found["hours_to_fill_median"] <= found["hours_to_fill_p90"]
