"""The week as half-hours: there and back, past midnight, and in words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.jobs.week import (
    FULL_WEEK,
    Window,
    clock,
    describe,
    describe_days,
    free_week_of,
    hours_in,
    minutes_of,
    to_words,
    week_of,
    windows_of,
)

WEEKS = st.integers(0, FULL_WEEK)


@given(WEEKS)
def test_a_week_is_made_up_of_its_windows_again(week: int) -> None:
    assert week_of(windows_of(week)) == week
    assert free_week_of(windows_of(week)) == week


@given(WEEKS)
def test_a_week_survives_six_words(week: int) -> None:
    words = to_words(week)
    assert words.dtype == np.uint64
    assert int.from_bytes(words.tobytes(), "little") == week
    assert hours_in(week) == int(np.bitwise_count(words).sum()) / 2


@given(st.integers(0, 1439), st.integers(1, 1440), st.sets(st.integers(1, 7), min_size=1))
def test_what_is_asked_touches_what_is_free(start: int, end: int, days: set[int]) -> None:
    window = Window(tuple(sorted(days)), start, end)
    assert free_week_of([window]) & ~week_of([window]) == 0


def test_a_night_from_sunday_ends_on_monday() -> None:
    night = week_of([Window((7,), minutes_of("23:00"), minutes_of("1:00"))])
    assert night == 0b11 | 0b11 << 334


@pytest.mark.parametrize(
    ("text", "minutes"), [("0:00", 0), ("08:30", 510), ("24:00", 1440), ("9", 540)]
)
def test_clock_times_are_minutes_after_midnight(text: str, minutes: int) -> None:
    assert minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["25:00", "8:60", "-1:00", "noon", ""])
def test_what_is_no_clock_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"clock time|invalid literal"):
        minutes_of(text)


@pytest.mark.parametrize(
    ("days", "start", "end"), [((), 0, 60), ((8,), 0, 60), ((1,), 1440, 60), ((1,), 0, 0)]
)
def test_a_window_outside_the_week_is_refused(days: tuple[int, ...], start: int, end: int) -> None:
    with pytest.raises(ValueError, match="must be"):
        Window(days, start, end)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((1, 2, 3, 4, 5, 6, 7), "每天"),
        ((1, 2, 3, 4, 5), "周一至周五"),
        ((6, 7), "周六、周日"),
        ((1, 3, 5), "周一、周三、周五"),
        ((3,), "周三"),
    ],
)
def test_days_are_said_as_people_say_them(days: tuple[int, ...], words: str) -> None:
    assert describe_days(days) == words


def test_windows_are_said_by_their_days() -> None:
    weekdays = (1, 2, 3, 4, 5)
    windows = [Window(weekdays, 510, 720), Window(weekdays, 810, 1080), Window((6,), 540, 720)]
    assert describe(windows) == "周一至周五 08:30-12:00、13:30-18:00；周六 09:00-12:00"
    assert clock(1440) == "24:00"
