"""Pay far above the trade's median."""

import pytest

from registry.jobs.pay import Pay, PayUnit
from registry.jobs.pay_outlier import pay_far_above, too_wide


@pytest.mark.parametrize(
    ("least", "unit", "far"),
    [
        pytest.param(60, PayUnit.HOUR, False, id="three times the median is not over it"),
        pytest.param(60.01, PayUnit.HOUR, True, id="a cent more is"),
        pytest.param(480, PayUnit.DAY, False, id="a day of eight hours"),
        pytest.param(481, PayUnit.DAY, True, id="a yuan more a day"),
        pytest.param(12_480, PayUnit.MONTH, False, id="26 days of eight hours"),
        pytest.param(12_481, PayUnit.MONTH, True, id="a yuan more a month"),
        pytest.param(500, PayUnit.PIECE, None, id="by the piece nobody knows"),
    ],
)
def test_pay_is_compared_by_the_hour(least: float, unit: PayUnit, far: bool | None) -> None:
    assert pay_far_above(Pay(least, least * 2, unit), 20, 3) is far


def test_without_a_median_there_is_no_verdict() -> None:
    assert pay_far_above(Pay(900, 900, PayUnit.HOUR), None, 3) is None


def test_known_hours_count_instead_of_the_usual_ones() -> None:
    pay = Pay(700, 700, PayUnit.DAY)
    assert pay_far_above(pay, 20, 3)
    assert pay_far_above(pay, 20, 3, hours_a_day=12) is False


@pytest.mark.parametrize(("high", "wide"), [(9000, False), (9001, True)])
def test_a_range_over_three_times_its_lower_end_is_too_wide(high: float, wide: bool) -> None:
    assert too_wide(Pay(3000, high, PayUnit.MONTH)) is wide
