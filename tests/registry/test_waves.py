"""Waves of invitations: how many at once, when the next, and nobody woken."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.placement.spans import CHINA
from registry.placement.waves import awake, hope, next_wave, patience, wave_size, yes_rate

NOON = datetime(2026, 11, 22, 12, tzinfo=CHINA)


@pytest.mark.parametrize(
    ("free", "awaited", "rate", "most", "size"),
    [
        pytest.param(10, 0, 0.5, None, 20, id="twice as many as places"),
        pytest.param(10, 15, 0.5, None, 5, id="fifteen may still answer"),
        pytest.param(10, 7.5, 0.5, None, 13, id="of fifteen half may still answer"),
        pytest.param(10, 30, 0.5, None, 0, id="enough were asked"),
        pytest.param(10, 0, 0.35, None, 29, id="rounded up"),
        pytest.param(10, 0, 0.5, 7, 7, id="no more than the firm allows"),
        pytest.param(0, 0, 0.5, None, 0, id="full"),
        pytest.param(500, 0, 0.1, None, 1000, id="never more than a thousand at once"),
    ],
)
def test_how_many_are_asked(
    free: int, awaited: float, rate: float, most: int | None, size: int
) -> None:
    assert wave_size(free, awaited, rate, most) == size


def test_a_shifts_own_answers_outweigh_what_was_expected() -> None:
    assert yes_rate(0, 0, 0.35) == pytest.approx(0.35)
    assert yes_rate(20, 0, 0.35) == pytest.approx(0.175)
    assert yes_rate(180, 180, 0.35) == pytest.approx(0.935)


@given(st.integers(0, 5000), st.floats(0.01, 1), st.data())
def test_the_rate_is_a_share_and_never_zero(
    asked: int, expected: float, data: st.DataObject
) -> None:
    said_yes = data.draw(st.integers(0, asked))
    assert 0 < yes_rate(asked, said_yes, expected) <= 1


@pytest.mark.parametrize(
    ("left", "minutes"),
    [(timedelta(hours=10), 30), (timedelta(hours=1), 15), (timedelta(minutes=4), 5)],
)
def test_near_the_deadline_answers_are_waited_for_less_long(left: timedelta, minutes: int) -> None:
    assert patience(NOON, NOON + left, 30) == timedelta(minutes=minutes)


@pytest.mark.parametrize(("minutes", "worth"), [(0, 1), (29, 1), (30, 0.5), (59, 0.5), (60, 0.25)])
def test_silence_counts_for_less_with_every_wave(minutes: int, worth: float) -> None:
    assert hope(timedelta(minutes=minutes), timedelta(minutes=30)) == worth


def test_there_is_no_wave_after_the_deadline() -> None:
    assert next_wave(NOON, NOON + timedelta(minutes=5), 30) is None
    assert next_wave(NOON, NOON + timedelta(hours=4), 30) == NOON + timedelta(minutes=30)


@pytest.mark.parametrize(
    ("hour", "deadline_hours", "then"),
    [
        pytest.param(21.9, 24, 21.9, id="before ten in the evening"),
        pytest.param(22, 24, 31, id="from ten on it waits for the morning"),
        pytest.param(3, 24, 7, id="in the small hours too"),
        pytest.param(3, 3, 3, id="unless the deadline comes before the morning"),
        pytest.param(7, 24, 7, id="at seven it goes out"),
    ],
)
def test_nobody_is_woken(hour: float, deadline_hours: float, then: float) -> None:
    midnight = datetime(2026, 11, 22, tzinfo=CHINA)
    at = midnight + timedelta(hours=hour)
    answer_by = at + timedelta(hours=deadline_hours)
    assert awake(at, answer_by) == midnight + timedelta(hours=then)
