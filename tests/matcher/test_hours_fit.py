"""Working-hours fit: against a slow count of minutes, and at the edges of day and week."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.fit.hours import hours_fit, weeks_of
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.week import FULL_WEEK, Window, free_week_of, minutes_of, week_of
from tests.builders import board, posting

WEEKS = st.integers(0, FULL_WEEK)
WEEKDAYS, EVERY_DAY = (1, 2, 3, 4, 5), (1, 2, 3, 4, 5, 6, 7)


def window(days: tuple[int, ...], times: str) -> Window:
    start, _, end = times.partition("-")
    return Window(days, minutes_of(start), minutes_of(end))


def fit(free: int | None, *windows: Window, **facts: object) -> float:
    kind = facts.pop("kind", HoursKind.FIXED)
    hours = Hours(kind=kind, windows=windows, **facts)  # type: ignore[arg-type]
    return float(hours_fit(free, board([posting(hours=hours)]))[0])


def free(*windows: Window) -> int:
    return free_week_of(windows)


@given(WEEKS, WEEKS)
def test_the_fit_of_a_fixed_week_is_the_share_of_its_half_hours(mine: int, asked: int) -> None:
    rows = board([posting()])
    rows["week"][0] = np.frombuffer(asked.to_bytes(48, "little"), dtype="<u8")
    expected = (mine & asked).bit_count() / asked.bit_count() if asked else np.nan
    assert hours_fit(mine, rows)[0] == pytest.approx(expected, nan_ok=True)


@given(WEEKS, WEEKS, st.integers(1, 7))
def test_more_free_hours_never_lower_the_fit(mine: int, more: int, days: int) -> None:
    asked = (window(EVERY_DAY, "8:00-18:00"), window((6, 7), "22:00-6:00"))
    lower = fit(mine, *asked, days_per_week=float(days))
    assert fit(mine | more, *asked, days_per_week=float(days)) >= lower - 1e-12


def test_hours_not_written_are_unknown_and_not_zero() -> None:
    assert np.isnan(fit(FULL_WEEK, kind=HoursKind.UNSTATED))


def test_a_worker_who_has_not_told_her_hours_is_unknown() -> None:
    assert np.isnan(fit(None, window(WEEKDAYS, "8:00-16:00")))


def test_a_night_from_sunday_runs_into_monday() -> None:
    night = window((7,), "22:00-6:00")
    assert fit(free(window((7,), "22:00-24:00"), window((1,), "0:00-6:00")), night) == 1.0
    assert fit(free(window((7,), "22:00-24:00")), night) == pytest.approx(2 / 8)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(6.0, 1.0, id="six of seven days worked, six free"),
        pytest.param(7.0, 6 / 7, id="all seven worked, six free"),
        pytest.param(5.5, 1.0, id="大小周 rounds up to six"),
        pytest.param(None, 6 / 7, id="not said: every day named counts"),
    ],
)
def test_a_rest_day_may_be_the_one_on_which_she_is_not_free(
    days: float | None, expected: float
) -> None:
    mine = free(window((1, 2, 3, 4, 5, 6), "8:00-18:00"))
    asked = window(EVERY_DAY, "8:00-18:00")
    assert fit(mine, asked, days_per_week=days) == pytest.approx(expected)


def test_a_nights_two_halves_are_one_working_day() -> None:
    mine = free(*(window((day,), "22:00-6:00") for day in (1, 3, 5)))
    assert fit(mine, window(EVERY_DAY, "22:00-6:00"), days_per_week=3.0) == 1.0


def test_rotating_work_asks_for_every_shift_of_the_rota() -> None:
    shifts = (window(EVERY_DAY, "8:00-20:00"), window(EVERY_DAY, "20:00-8:00"))
    days_only = free(window(EVERY_DAY, "8:00-20:00"))
    assert fit(days_only, *shifts, kind=HoursKind.ROTATING) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("mine", "expected"),
    [
        pytest.param(window(WEEKDAYS, "8:00-12:00"), 1.0, id="twenty hours are enough"),
        pytest.param(window((6,), "8:00-13:00"), 0.5, id="five of the usual ten"),
    ],
)
def test_where_she_chooses_her_hours_only_their_number_counts(
    mine: Window, expected: float
) -> None:
    assert fit(free(mine), kind=HoursKind.FLEXIBLE) == pytest.approx(expected)


def test_more_hours_than_she_has_cannot_fit_even_when_the_clock_is_unwritten() -> None:
    mine = free(window(WEEKDAYS, "8:00-12:00"))
    asked = {"kind": HoursKind.UNSTATED, "hours_per_day": 10.0, "days_per_week": 6.0}
    assert fit(mine, **asked) == pytest.approx(20 / 60)
    assert np.isnan(fit(FULL_WEEK, **asked))


def test_half_a_half_hour_free_is_not_free() -> None:
    assert free(window((1,), "8:15-9:00")) == week_of([window((1,), "8:30-9:00")])


@pytest.mark.parametrize(
    ("times", "share"),
    [
        pytest.param("14:00-18:00", 1.0, id="the second shift"),
        pytest.param("8:00-12:00", 1.0, id="the first"),
        pytest.param("16:00-20:00", 0.75, id="the last, an hour short"),
        pytest.param("9:00-11:00", 0.5, id="the first, half of it"),
        pytest.param("22:00-24:00", 0.0, id="none"),
    ],
)
def test_of_shifts_to_choose_from_the_best_one_counts(times: str, share: float) -> None:
    shifts = [window(EVERY_DAY, each) for each in ("8:00-12:00", "14:00-18:00", "17:00-21:00")]
    mine = free(window(EVERY_DAY, times))
    got = fit(mine, *shifts, kind=HoursKind.ROTATING, choice=(1, 1, 1))
    assert got == pytest.approx(share)
    assert fit(mine, *shifts, kind=HoursKind.ROTATING) < 1


def test_a_choice_with_a_day_shift_does_not_ask_for_nights() -> None:
    day, night = window(EVERY_DAY, "8:00-20:00"), window(EVERY_DAY, "20:00-8:00")
    for choice, asked in (((1, 1), 0), ((), 1)):
        hours = Hours(HoursKind.ROTATING, (day, night), night=True, choice=choice)
        assert board([posting(hours=hours)])["night"][0] == asked
    nights = Hours(HoursKind.ROTATING, (night, night), night=True, choice=(1, 1))
    assert board([posting(hours=nights)])["night"][0] == 1


def test_each_kind_of_week_is_looked_at_once_and_stands_for_all_its_postings() -> None:
    day, night = window(WEEKDAYS, "8:00-16:00"), window((6, 7), "22:00-6:00")
    kinds = [
        Hours(windows=(day,)),
        Hours(windows=(night,), days_per_week=1.0),
        Hours(HoursKind.FLEXIBLE),
        Hours(windows=(day,)),
        Hours(windows=(day,), days_per_week=4.0),
    ]
    rows = board([posting(str(n), hours=hours) for n, hours in enumerate(kinds)])
    weeks = weeks_of(rows)
    assert weeks.number.tolist() == [0, 1, 2, 0, 3]
    mine = free(window(WEEKDAYS, "6:00-12:00"), night)
    np.testing.assert_array_equal(
        hours_fit(mine, weeks.distinct)[weeks.number], hours_fit(mine, rows)
    )
