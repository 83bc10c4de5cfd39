"""Silence of a source, against what is usual for it."""

from datetime import UTC, datetime, timedelta

import pytest

from registry.jobs.feed_silence import silent_since, usual_interval

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def every(interval: timedelta, times: int) -> list[datetime]:
    return [NOON - interval * number for number in range(times)]


def test_nothing_is_usual_before_the_third_feed() -> None:
    assert usual_interval(every(timedelta(days=1), 2)) is None
    assert silent_since(every(timedelta(days=1), 2), NOON + timedelta(days=365)) is None
    assert silent_since([], NOON) is None


@pytest.mark.parametrize(
    ("interval", "later", "is_silent"),
    [
        pytest.param(timedelta(days=1), timedelta(days=3), False, id="daily, three days on"),
        pytest.param(timedelta(days=1), timedelta(days=3, seconds=1), True, id="and a second"),
        pytest.param(timedelta(days=7), timedelta(days=20), False, id="weekly, 20 days on"),
        pytest.param(timedelta(minutes=10), timedelta(hours=23), False, id="a night is no silence"),
        pytest.param(timedelta(minutes=10), timedelta(hours=25), True, id="a day is"),
    ],
)
def test_a_source_is_silent_from_three_times_its_usual_interval_on(
    interval: timedelta, later: timedelta, is_silent: bool
) -> None:
    found = silent_since(every(interval, 5), NOON + later)
    assert found == (NOON if is_silent else None)


def test_one_long_pause_does_not_change_what_is_usual() -> None:
    received = [*every(timedelta(days=1), 5), NOON - timedelta(days=60)]
    assert usual_interval(received) == timedelta(days=1)
