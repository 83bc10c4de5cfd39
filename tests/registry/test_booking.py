"""Whether a worker may be asked for a shift and may take it (R7.3, R7.7)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.jobs.week import Window, week_of
from registry.placement.booking import Diary, booking_findings, invitation_findings, refusals
from registry.placement.spans import Span
from registry.workers.worker import Seeking, Wishes
from tests.builders import worker
from tests.registry.shift_builders import TERMS
from tests.registry.test_spans import minutes_of, span, spans

MORNINGS = week_of([Window((1, 2, 3, 4, 5), 8 * 60, 12 * 60)])


def barred(one: Span, *booked: Span, **facts: Any) -> set[str]:
    found = booking_findings(worker(**facts), one, Diary(booked), TERMS)
    return {finding.code for finding in refusals(found)}


def not_asked(one: Span, *booked: Span, asked: int = 0, **facts: Any) -> set[str]:
    found = invitation_findings(worker(**facts), one, Diary(booked, asked), TERMS)
    return {finding.code for finding in refusals(found)}


@pytest.mark.parametrize(
    ("one", "booked", "codes"),
    [
        pytest.param(span(8, 12), (span(12, 16),), set(), id="one after the other"),
        pytest.param(span(8, 12), (span(11, 14),), {"double_booked"}, id="an hour in common"),
        pytest.param(span(8, 12.25), (span(12.25, 14),), {"double_booked"}, id="one half-hour"),
        pytest.param(span(7, 12), (span(13, 19),), set(), id="eleven hours on a day"),
        pytest.param(span(7, 12), (span(13, 19.5),), {"longest_day"}, id="eleven and a half hours"),
        pytest.param(
            span(6, 11, day=1),
            (span(22, 30),),
            {"longest_day"},
            id="a night and the morning after it are one day",
        ),
        pytest.param(span(8, 18, day=1), (span(12, 22),), set(), id="ten hours of rest"),
        pytest.param(
            span(6, 7),
            (span(13, 14), span(20, 21.5)),
            {"daily_rest"},
            id="fifteen and a half hours from first to last",
        ),
        pytest.param(
            span(6, 7), (span(13, 14), span(19, 20)), set(), id="fourteen hours from first to last"
        ),
        pytest.param(
            span(7, 9, day=1),
            (span(21, 24),),
            set(),
            id="an evening and an early morning, twelve hours from first to last",
        ),
    ],
)
def test_one_day_of_one_person(one: Span, booked: tuple[Span, ...], codes: set[str]) -> None:
    assert barred(one, *booked) == codes


def test_her_registered_work_counts_where_she_keeps_it() -> None:
    job = week_of([Window((1,), 8 * 60, 17 * 60)])
    assert barred(span(18, 21), busy=job, seeking=Seeking.ADDITIONAL) == {"longest_day"}
    assert barred(span(18, 20), busy=job, seeking=Seeking.ADDITIONAL) == set()
    assert "double_booked" in barred(span(16, 18), busy=job, seeking=Seeking.ADDITIONAL)
    assert barred(span(18, 21), busy=job, seeking=Seeking.REPLACING) == set()


def test_her_must_binds_her_own_yes_and_her_free_hours_only_the_asking() -> None:
    late = span(10, 13)
    assert barred(late, free=MORNINGS) == set()
    assert barred(late, free=MORNINGS, must=Wishes(hours=True)) == {"must_hours"}
    assert not_asked(late, free=MORNINGS) == {"outside_free"}
    assert not_asked(span(8, 12), free=MORNINGS, must=Wishes(hours=True)) == set()


@pytest.mark.parametrize(
    ("born", "one", "codes"),
    [
        (date(2010, 11, 24), span(8, 12), {"under_16"}),
        (date(2010, 11, 23), span(8, 12), set()),
        (date(2008, 11, 24), span(18, 22.5), {"minor_night"}),
        (date(2008, 11, 23), span(18, 22.5), set()),
        (date(2008, 11, 24), span(18, 22), set()),
        (None, span(18, 22.5), set()),
    ],
)
def test_age_on_the_day_of_the_shift(born: date | None, one: Span, codes: set[str]) -> None:
    assert barred(one, born=born) == codes


def test_nobody_is_asked_too_often_or_for_a_night_she_refuses() -> None:
    assert not_asked(span(8, 12), asked=4) == set()
    assert not_asked(span(8, 12), asked=5) == {"invited_often"}
    assert not_asked(span(20, 23), never=Wishes(night=True)) == {"never_night"}


@given(st.lists(spans(), max_size=8))
def test_whatever_is_taken_one_after_the_other_no_rule_is_ever_broken(asked: list[Span]) -> None:
    taken: list[Span] = []
    for one in asked:
        if not barred(one, *taken):
            taken.append(one)
    minutes = [minute for each in taken for minute in minutes_of(each)]
    assert len(minutes) == len(set(minutes))
    by_day: dict[date, int] = {}
    for minute in minutes:
        by_day[minute.date()] = by_day.get(minute.date(), 0) + 1
    assert all(count <= 11 * 60 for count in by_day.values())
    for one in taken:
        assert not barred(one, *(other for other in taken if other != one))
