"""Response times: a median that waiting counts in, drawn towards the city where cases are few."""

from datetime import datetime, timedelta
from statistics import median_low

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.clock import SHANGHAI
from registry.placement.response_time import (
    LONGEST_H,
    PRIOR,
    WINDOW_DAYS,
    Response,
    Wait,
    median_wait,
    responses,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)
HOURS = st.floats(0, 400)


def wait(firm: str, hours: float | None, ago_h: float = 480.0) -> Wait:
    begun = NOW - timedelta(hours=ago_h)
    return Wait(firm, begun, None if hours is None else begun + timedelta(hours=hours))


@given(st.lists(HOURS, min_size=1))
@example([0.0] * 12 + [1.0] * 12)  # the product of their shares is a little over one half
def test_where_all_are_answered_it_is_the_lower_median(hours: list[float]) -> None:
    found = median_wait([(each, True) for each in hours])
    assert found == min(median_low(hours), LONGEST_H)


def test_a_firm_that_answers_nobody_waits_as_long_as_can_be() -> None:
    assert median_wait([(1.0, False), (300.0, False)]) == LONGEST_H
    assert median_wait([]) == LONGEST_H


def test_who_still_waits_makes_the_median_later_and_never_earlier() -> None:
    answered = [(10.0, True), (20.0, True), (30.0, True)]
    assert median_wait(answered) == 20.0
    assert median_wait([*answered, (15.0, False)]) == 20.0
    assert median_wait([*answered, (25.0, False), (26.0, False)]) == 30.0


@given(st.lists(st.tuples(HOURS, st.booleans())), HOURS)
def test_one_more_who_waits_never_shortens_it(
    waited: list[tuple[float, bool]], hours: float
) -> None:
    assert median_wait([*waited, (hours, False)]) >= median_wait(waited)


def test_few_cases_are_drawn_towards_the_city() -> None:
    waits = [wait("quick", 1.0), *[wait("usual", 25.0) for _ in range(20)]]
    found = responses(waits, NOW)
    assert found["quick"] == Response((1.0 + PRIOR * 25.0) / (1 + PRIOR), 1)
    assert found["usual"] == Response(25.0, 20)


def test_a_firm_that_has_not_had_time_to_answer_is_not_known() -> None:
    waits = [*[wait("usual", 25.0) for _ in range(4)], wait("new", None, ago_h=3.0)]
    assert "new" not in responses(waits, NOW)
    overdue = [*waits, wait("new", None, ago_h=30.0)]
    assert responses(overdue, NOW)["new"].hours > 25.0


@pytest.mark.parametrize(("days", "known"), [(WINDOW_DAYS, True), (WINDOW_DAYS + 0.01, False)])
def test_what_is_older_than_the_window_counts_no_more(days: float, known: bool) -> None:
    assert bool(responses([wait("old", 5.0, ago_h=24 * days)], NOW)) is known


@given(st.lists(st.tuples(st.sampled_from("abc"), st.none() | st.floats(0, 24)), max_size=30))
def test_every_figure_is_within_its_bounds_whatever_the_cases(
    cases: list[tuple[str, float | None]],
) -> None:
    found = responses([wait(firm, hours) for firm, hours in cases], NOW)
    for firm, one in found.items():
        assert 0 <= one.hours <= LONGEST_H
        assert one.cases == sum(each == firm for each, _ in cases)
