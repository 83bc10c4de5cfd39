"""Deadlines in working days: the first day does not count, and unknown days are told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.registration.credit_terms import CreditTerms, DeadlineKind, DeadlineTerm
from registry.registration.working_days import (
    Calendar,
    Deadline,
    days_after,
    deadline,
    working_days_after,
)

MONDAY = date(2030, 7, 1)
REST = {date(2030, 7, 4), date(2030, 7, 5)}
WORK = {date(2030, 7, 6)}
TERMS = CreditTerms(
    terms=(),
    deadlines=(
        DeadlineTerm(DeadlineKind.OBJECTION, MONDAY, 3, True, "条例", "s"),
        DeadlineTerm(DeadlineKind.CORRECTION, MONDAY, 3, False, "条例", "s"),
    ),
)


def works(day: date) -> bool | None:
    return day in WORK or (day.weekday() < 5 and day not in REST)


def unknown(day: date) -> bool | None:
    return None


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        pytest.param(MONDAY, 1, date(2030, 7, 2), id="the day itself does not count"),
        pytest.param(MONDAY, 2, date(2030, 7, 3), id="the day before the holiday"),
        pytest.param(MONDAY, 3, date(2030, 7, 6), id="past the holiday, to the worked Saturday"),
        pytest.param(MONDAY, 4, date(2030, 7, 8), id="past the Sunday"),
        pytest.param(date(2030, 7, 5), 1, date(2030, 7, 6), id="from a holiday"),
    ],
)
def test_working_days_skip_rest_and_count_worked_saturdays(
    start: date, days: int, due: date
) -> None:
    assert working_days_after(start, days, works) == Deadline(due, calendar_assumed=False)


def test_an_unknown_year_is_judged_by_weekends_and_says_so() -> None:
    assert working_days_after(MONDAY, 5, unknown) == Deadline(date(2030, 7, 8), True)


def test_one_unknown_day_on_the_way_is_enough_to_say_so() -> None:
    def from_the_third(day: date) -> bool | None:
        return works(day) if day < date(2030, 7, 3) else None

    assert not working_days_after(MONDAY, 1, from_the_third).calendar_assumed
    assert working_days_after(MONDAY, 2, from_the_third).calendar_assumed


@pytest.mark.parametrize(
    ("days", "due"),
    [(2, date(2030, 7, 3)), (3, date(2030, 7, 6)), (5, date(2030, 7, 6)), (6, date(2030, 7, 8))],
)
def test_days_of_the_calendar_end_on_a_working_day(days: int, due: date) -> None:
    assert days_after(MONDAY, days, works).due == due


def test_the_term_says_which_days_count() -> None:
    friday = date(2030, 7, 12)
    assert deadline(DeadlineKind.OBJECTION, friday, TERMS, works).due == date(2030, 7, 17)
    assert deadline(DeadlineKind.CORRECTION, friday, TERMS, works).due == date(2030, 7, 15)


@given(
    st.dates(date(2026, 1, 1), date(2031, 1, 1)),
    st.integers(1, 40),
    st.sampled_from([works, unknown]),
)
def test_there_are_as_many_working_days_as_asked_and_the_last_is_one(
    start: date, days: int, calendar: Calendar
) -> None:
    due = working_days_after(start, days, calendar).due
    way = [start + timedelta(n) for n in range(1, (due - start).days + 1)]
    worked = [day for day in way if (day.weekday() < 5 if calendar is unknown else works(day))]
    assert len(worked) == days
    assert worked[-1] == due
