"""Pay fit: at the floor, a cent under it, and between units."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fit.pay import ALL_ABOVE, BELOW, REACHES, falls_short, pay_fit
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay, PayUnit
from registry.workers.worker import PayFloor
from tests.builders import board, person, posting

HOURLY_20 = PayFloor(20, PayUnit.HOUR)


def fit(
    floor: PayFloor | None, pay: Pay | None, legal: float | None = None, hours: Hours | None = None
) -> float:
    asked = person(pay_floor=floor, legal_hour=legal).people.asked
    return float(pay_fit(asked, board([posting(pay=pay, hours=hours or Hours())]))[0])


@pytest.mark.parametrize(
    ("low", "high", "least", "most"),
    [
        pytest.param(20, 20, ALL_ABOVE, ALL_ABOVE, id="exactly the floor"),
        pytest.param(19.99, 19.99, 0.0, BELOW, id="a cent under"),
        pytest.param(18, 20, REACHES, REACHES, id="the top just reaches it"),
        pytest.param(18, 22, REACHES, ALL_ABOVE, id="the floor lies inside the range"),
        pytest.param(30, 30, 1.0, 1.0, id="half as much again is handsome"),
        pytest.param(90, 90, 1.0, 1.0, id="no fit above one"),
    ],
)
def test_the_fit_follows_where_the_range_lies(
    low: float, high: float, least: float, most: float
) -> None:
    found = fit(HOURLY_20, Pay(low, high, PayUnit.HOUR))
    assert least - 1e-6 <= found <= most + 1e-6


@given(st.floats(1, 500), st.floats(1, 500), st.floats(0.1, 200))
def test_better_pay_never_fits_worse(low: float, width: float, more: float) -> None:
    lesser = fit(HOURLY_20, Pay(low, low + width, PayUnit.HOUR))
    better = fit(HOURLY_20, Pay(low + more, low + width + more, PayUnit.HOUR))
    assert better >= lesser - 1e-6


@pytest.mark.parametrize(
    ("high", "counts_as"),
    [
        pytest.param(35.99, 35.99, id="under twice the lower end, as it is written"),
        pytest.param(36, 36, id="exactly twice"),
        pytest.param(36.01, 36, id="what goes beyond counts no further"),
        pytest.param(180, 36, id="however far it goes"),
    ],
)
def test_the_upper_end_of_a_range_is_believed_up_to_twice_the_lower(
    high: float, counts_as: float
) -> None:
    told, believed = (fit(HOURLY_20, Pay(18, top, PayUnit.HOUR)) for top in (high, counts_as))
    assert told == pytest.approx(believed, abs=1e-6)
    assert told > fit(HOURLY_20, Pay(18, 30, PayUnit.HOUR))


@given(st.floats(1, 200), st.floats(1, 5), st.floats(1, 5))
def test_a_higher_upper_end_never_fits_worse(low: float, times: float, more: float) -> None:
    lesser = fit(HOURLY_20, Pay(low, low * times, PayUnit.HOUR))
    assert fit(HOURLY_20, Pay(low, low * times * more, PayUnit.HOUR)) >= lesser - 1e-6


def test_a_months_pay_is_compared_by_the_hour_with_its_own_hours() -> None:
    long_days = Hours(HoursKind.FIXED, hours_per_day=12, days_per_week=6)
    month = Pay(5200, 5200, PayUnit.MONTH)
    assert fit(HOURLY_20, month) >= ALL_ABOVE  # 25 an hour at eight hours a day
    assert fit(HOURLY_20, month, hours=long_days) < BELOW  # 16.7 an hour at twelve


def test_pay_not_written_or_by_the_piece_is_unknown() -> None:
    assert np.isnan(fit(HOURLY_20, None))
    assert np.isnan(fit(HOURLY_20, Pay(2, 5, PayUnit.PIECE)))


def test_without_a_floor_the_legal_minimum_stands_in_and_without_both_nothing_is_known() -> None:
    at_minimum = Pay(22, 22, PayUnit.HOUR)
    assert fit(None, at_minimum, legal=22) == pytest.approx(ALL_ABOVE)
    assert np.isnan(fit(None, at_minimum))


@pytest.mark.parametrize(
    ("pay", "expected"),
    [
        pytest.param(Pay(15, 20, PayUnit.HOUR), True, id="the top is the floor"),
        pytest.param(Pay(15, 19.9, PayUnit.HOUR), False, id="the top is below"),
        pytest.param(None, True, id="unknown pay does not fall below"),
    ],
)
def test_a_range_reaches_the_floor_by_its_top(pay: Pay | None, expected: bool) -> None:
    floors = person(pay_floor=HOURLY_20).people.floors
    assert bool(falls_short(floors, board([posting(pay=pay)]))[0]) is not expected
