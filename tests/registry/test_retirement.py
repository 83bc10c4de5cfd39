"""The retirement reform: the 24 worked rows of docs/rules.md, month by month, and its edges."""

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

# class, birth, delay, statutory, earliest, latest, months of premiums
ROWS = """
M60 1964-12 0 2024-12 - - 180
M60 1965-01 1 2025-02 2025-01 2028-02 180
M60 1965-04 1 2025-05 2025-04 2028-05 180
M60 1965-05 2 2025-07 2025-05 2028-07 180
M60 1966-11 6 2027-05 2026-11 2030-05 180
M60 1967-09 9 2028-06 2027-09 2031-06 180
M60 1970-06 17 2031-11 2030-06 2034-11 192
M60 1972-03 22 2034-01 2032-03 2037-01 210
M60 1976-08 35 2039-07 2036-08 2042-07 240
M60 1976-09 36 2039-09 2036-09 2042-09 240
M60 1990-05 36 2053-05 2050-05 2056-05 240
F55 1969-12 0 2024-12 - - 180
F55 1970-01 1 2025-02 2025-01 2028-02 180
F55 1971-07 5 2026-12 2026-07 2029-12 180
F55 1975-10 18 2032-04 2030-10 2035-04 198
F55 1981-08 35 2039-07 2036-08 2042-07 240
F55 1981-09 36 2039-09 2036-09 2042-09 240
F55 1985-06 36 2043-06 2040-06 2046-06 240
F50 1974-12 0 2024-12 - - 180
F50 1975-01 1 2025-02 2025-01 2028-02 180
F50 1976-04 8 2026-12 2026-04 2029-12 180
F50 1980-02 31 2032-09 2030-02 2035-09 198
F50 1984-10 59 2039-09 2036-09 2042-09 240
F50 1984-11 60 2039-11 2036-11 2042-11 240
"""


def month(text: str) -> date | None:
    return None if text == "-" else date.fromisoformat(f"{text}-01")


@pytest.mark.parametrize("row", ROWS.split("\n")[1:-1])
def test_the_worked_rows_come_out_to_the_month(row: str) -> None:
    name, birth, delay, statutory, earliest, latest, least = row.split()
    born = date.fromisoformat(f"{birth}-17")
    found = retirement(RetireClass(name), born)
    assert (found.delay, found.least_months) == (int(delay), int(least))
    assert (found.statutory, found.earliest, found.latest) == (
        month(statutory),
        month(earliest),
        month(latest),
    )


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
