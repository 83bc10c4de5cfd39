"""Policy numbers: the value of a day and an area, edges included."""

from datetime import date

import pytest

from registry.parameters import DatedValue, Parameter

DAY = date(2026, 11, 22)
CITY = DatedValue("371300", date(2023, 10, 1), date(2025, 9, 30), 18, "P12b")
TOWN = DatedValue("371302", date(2023, 10, 1), date(2025, 9, 30), 20, "P12b")
LATER = DatedValue("371300", date(2025, 10, 1), None, 20, "P12c", assumed=True)
UNKNOWN = DatedValue("*", date(2021, 1, 1), None, None, "not found")
WAGE = Parameter("minimum_hourly_wage", "CNY/hour", date(2026, 11, 22), [CITY, TOWN, LATER])


@pytest.mark.parametrize(
    ("day", "area", "expected"),
    [
        pytest.param(date(2023, 9, 30), "371325", None, id="the day before the first"),
        pytest.param(date(2023, 10, 1), "371325", CITY, id="its first day"),
        pytest.param(date(2025, 9, 30), "371325", CITY, id="its last day"),
        pytest.param(date(2025, 10, 1), "371325", LATER, id="the next one's first day"),
        pytest.param(date(2024, 5, 1), "371302", TOWN, id="the nearer area goes first"),
        pytest.param(date(2026, 1, 1), "371302", LATER, id="the city's where the nearer has ended"),
        pytest.param(date(2024, 5, 1), "370102", None, id="another city"),
    ],
)
def test_the_value_in_force(day: date, area: str, expected: DatedValue | None) -> None:
    assert WAGE.on(day, area) == expected


def test_a_value_that_exists_but_is_not_known_is_told_from_none() -> None:
    standard = Parameter("standard", "CNY", date(2026, 11, 22), [UNKNOWN])
    assert standard.on(date(2026, 1, 1), "371302") == UNKNOWN
    assert standard.on(date(2020, 1, 1), "371302") is None


def test_a_provinces_value_reaches_its_counties_and_goes_after_a_citys() -> None:
    province = DatedValue("370000", date(2020, 1, 1), None, 1, "P")
    everywhere = DatedValue("*", date(2020, 1, 1), None, 0, "P")
    number = Parameter("n", "CNY", DAY, [everywhere, province, CITY, TOWN])
    assert number.on(DAY, "370102") == province
    assert number.on(DAY, "440106") == everywhere
    assert number.versions_on(date(2024, 5, 1), "371302") == (TOWN, CITY, province, everywhere)


@pytest.mark.parametrize("area", ["371302", "371300", "*"])
def test_a_bureaus_own_value_goes_first_wherever_it_reaches(area: str) -> None:
    own = DatedValue(area, date(2024, 1, 1), None, 21, "own notice", author="某局")
    number = WAGE.overridden_by([own], date(2024, 1, 2))
    assert number.versions_on(date(2024, 5, 1), "371302") == (own, TOWN, CITY)
    assert number.on(date(2023, 12, 31), "371302") == TOWN
    assert number.last_checked == WAGE.last_checked
