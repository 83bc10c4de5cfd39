"""What she asks a day is held to the hourly minimum too; what she asks a month is not."""

from datetime import date

import pytest

from matcher.guidance.pay import pay
from registry.jobs.pay import Pay, PayUnit
from registry.workers.worker import PayFloor
from tests.builders import worker
from tests.matcher.guidance.ground_town import CLEANER, ground, many, number

TEN = many(10, occupation=CLEANER, pay=Pay(24, 24, PayUnit.HOUR))
LEGAL = {"minimum_hourly_wage": number("minimum_hourly_wage", 22, date(2025, 10, 1))}


@pytest.mark.parametrize(
    ("floor", "is_below"),
    [
        (PayFloor(21.9, PayUnit.HOUR), True),
        (PayFloor(22, PayUnit.HOUR), False),
        (PayFloor(175, PayUnit.DAY), True),
        (PayFloor(176, PayUnit.DAY), False),
        (PayFloor(1500, PayUnit.MONTH), False),
    ],
)
def test_a_floor_below_the_hourly_minimum_is_told(floor: PayFloor, is_below: bool) -> None:
    town = ground(worker(occupations=(CLEANER,), pay_floor=floor), TEN, numbers=LEGAL)
    (advice,) = pay(town)
    assert advice.said.startswith("below_law") == is_below
