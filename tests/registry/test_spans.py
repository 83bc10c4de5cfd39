"""Spans of time: half-hours, days in China, nights, stretches of work."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.jobs.week import Window, week_of
from registry.placement.spans import (
    CHINA,
    Span,
    lies_in,
    longest_day,
    slot_of,
    spans_of_week,
    stretch_of,
    touches_night,
)

MONDAY = datetime(2026, 11, 23, tzinfo=CHINA)


def span(start: float, end: float, day: int = 0) -> Span:
    """Hours after midnight of a day, Monday 0."""
    return Span(MONDAY + timedelta(days=day, hours=start), MONDAY + timedelta(days=day, hours=end))


def spans(most_hours: int = 11) -> st.SearchStrategy[Span]:
    """Spans of whole minutes within a week."""
    starts = st.integers(0, 6 * 1440)
    return st.builds(
        lambda start, minutes: Span(
            MONDAY + timedelta(minutes=start), MONDAY + timedelta(minutes=start + minutes)
        ),
        starts,
        st.integers(30, most_hours * 60),
    )


def minutes_of(one: Span) -> set[datetime]:
    count = int((one.end - one.start).total_seconds() // 60)
    return {one.start + timedelta(minutes=n) for n in range(count)}


@given(spans(), spans())
def test_two_spans_clash_where_they_share_a_half_hour(one: Span, other: Span) -> None:
    shared = set(one.half_hours) & set(other.half_hours)
    assert one.clashes(other) == bool(shared) == other.clashes(one)
    if minutes_of(one) & minutes_of(other):
        assert shared


@given(spans())
def test_the_hours_of_its_days_are_the_hours_of_a_span(one: Span) -> None:
    assert sum(one.within(day) for day in one.days) == pytest.approx(one.hours)
    assert {each.date() for each in minutes_of(one)} == set(one.days)


def test_a_day_is_a_day_in_china() -> None:
    late = Span(datetime(2026, 11, 23, 15, tzinfo=UTC), datetime(2026, 11, 23, 17, tzinfo=UTC))
    assert late.days == (date(2026, 11, 23), date(2026, 11, 24))
    assert late.within(date(2026, 11, 24)) == 1.0


def test_an_end_at_midnight_belongs_to_the_day_before() -> None:
    assert span(20, 24).days == (date(2026, 11, 23),)


@pytest.mark.parametrize(
    ("start", "end", "night"),
    [
        (6, 22, False),
        (5.5, 9, True),
        (18, 22.5, True),
        (22, 30, True),
        (0, 1, True),
    ],
)
def test_night_is_from_22_to_6(start: float, end: float, night: bool) -> None:
    assert touches_night(span(start, end)) is night


@given(st.integers(0, 335))
def test_half_hours_since_1970_are_half_hours_of_the_week(slot: int) -> None:
    start = MONDAY + timedelta(minutes=30 * slot)
    assert [slot_of(each) for each in Span(start, start + timedelta(minutes=30)).half_hours] == [
        slot
    ]


def test_a_span_lies_in_a_week_only_whole() -> None:
    week = week_of([Window((1,), 8 * 60, 12 * 60)])
    assert lies_in(span(8, 12), week)
    assert not lies_in(span(8, 12.25), week)
    assert not lies_in(span(8, 12, day=1), week)
    assert lies_in(span(8, 12, day=7), week)


def test_a_week_gives_the_spans_of_the_days_around() -> None:
    week = week_of([Window((1, 2, 4), 9 * 60, 12 * 60 + 30)])
    assert spans_of_week(week, span(18, 20)) == (span(9, 12.5), span(9, 12.5, day=1))


@given(st.lists(spans(), max_size=6), spans(), st.integers(1, 12))
def test_a_stretch_is_what_no_rest_parts(others: list[Span], one: Span, rest: int) -> None:
    stretch = stretch_of(one, others, rest)
    assert one in stretch
    worked = sorted(minute for each in stretch for minute in minutes_of(each))
    gaps = (later - earlier for earlier, later in pairwise(worked))
    assert max(gaps, default=timedelta()) - timedelta(minutes=1) < timedelta(hours=rest)
    for other in set(others) - set(stretch):
        apart = (other.start - max(each.end for each in stretch), stretch[0].start - other.end)
        assert max(apart) >= timedelta(hours=rest)


@given(st.lists(spans(), max_size=6))
def test_the_longest_day_is_the_longest_of_its_days(some: list[Span]) -> None:
    days = {day for each in some for day in each.days}
    by_day = [sum(each.within(day) for each in some) for day in days]
    assert longest_day(some, days) == max(by_day, default=0.0)
