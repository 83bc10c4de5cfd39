"""The retirement reform at its edges; its worked rows are cases (tests/cases/retirement.yaml)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.registration.retirement import (
    STEPS,
    RetireClass,
    is_past_statutory_age,
    least_months,
    likely_classes,
    months_left,
    retirement,
)
from registry.workers.identity import Sex

MONTHS = st.dates(date(1940, 1, 1), date(2010, 12, 31))


@given(st.sampled_from(RetireClass), MONTHS, st.integers(1, 400))
def test_who_is_born_later_never_retires_earlier(kind: RetireClass, born: date, days: int) -> None:
    later = date.fromordinal(born.toordinal() + days)
    first, second = retirement(kind, born), retirement(kind, later)
    assert first.statutory <= second.statutory
    assert 0 <= first.delay <= second.delay <= STEPS[kind].most


@given(st.sampled_from(RetireClass), MONTHS)
def test_the_statutory_month_itself_is_past_and_the_month_before_is_not(
    kind: RetireClass, born: date
) -> None:
    first = retirement(kind, born).statutory
    assert is_past_statutory_age(kind, born, first)
    assert not is_past_statutory_age(kind, born, date.fromordinal(first.toordinal() - 1))


def test_premiums_rise_by_half_a_year_from_2030_to_twenty_years() -> None:
    assert [least_months(year) for year in (2029, 2030, 2031, 2038, 2039, 2050)] == [
        180,
        186,
        192,
        234,
        240,
        240,
    ]


def test_a_woman_is_of_one_class_only_where_she_pays_as_a_flexible_worker() -> None:
    assert likely_classes(Sex.MALE, pays_flexibly=False) == (RetireClass.M60,)
    assert likely_classes(Sex.FEMALE, pays_flexibly=True) == (RetireClass.F55,)
    assert len(likely_classes(Sex.FEMALE, pays_flexibly=False)) == 2


@pytest.mark.parametrize(("day", "left"), [(date(2025, 4, 9), 59), (date(2025, 3, 31), 60)])
def test_months_left_are_counted_to_the_statutory_month(day: date, left: int) -> None:
    assert months_left(RetireClass.M60, date(1969, 2, 5), day) == left


def test_the_reform_is_in_force_from_its_first_day() -> None:
    born, first = date(1969, 2, 5), date(2025, 1, 1)
    assert months_left(RetireClass.M60, born, first) == 62


@pytest.mark.parametrize(("kind", "most"), [("M60", 36), ("F55", 36), ("F50", 60)])
def test_who_is_born_after_all_steps_waits_the_most(kind: str, most: int) -> None:
    assert retirement(RetireClass(kind), date(2000, 1, 1)).delay == most


def test_before_the_reform_the_original_month_is_the_goal() -> None:
    assert months_left(RetireClass.M60, date(1969, 2, 5), date(2024, 12, 31)) == 50
