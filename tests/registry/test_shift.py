"""A shift: what a firm may offer, and its life."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from registry.actor import Actor, Role
from registry.errors import InvalidField
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.placement.assignment import Assignment, AssignmentEvent, AssignmentState, missed
from registry.placement.shift import (
    ShiftState,
    cancelled,
    check_new,
    freed_by_one,
    passed,
    reopened,
    taken_by_one,
)
from registry.step_table import IllegalStep
from tests.builders import posting
from tests.registry.shift_builders import NOW, STARTS, TERMS, shift

HOUR = timedelta(hours=1)
FIRM = Actor("firm", Role.FIRM)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"starts": NOW, "ends": NOW + HOUR}, "shift_past", id="it begins now"),
        pytest.param(
            {"starts": NOW + timedelta(days=367), "ends": NOW + timedelta(days=367, hours=1)},
            "shift_too_far",
            id="more than a year ahead",
        ),
        pytest.param({"ends": STARTS + timedelta(minutes=29)}, "shift_order", id="29 minutes"),
        pytest.param(
            {"ends": STARTS + 11 * HOUR + timedelta(minutes=1)}, "shift_too_long", id="over 11 h"
        ),
        pytest.param({"openings": 0}, "shift_openings", id="for nobody"),
        pytest.param({"openings": 501}, "shift_openings", id="for 501"),
        pytest.param({"answer_by": NOW}, "shift_answer_by", id="no time to answer"),
        pytest.param(
            {"answer_by": STARTS + timedelta(minutes=1)}, "shift_answer_by", id="after the start"
        ),
    ],
)
def test_what_no_firm_may_offer(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(InvalidField) as caught:
        check_new(shift(**changes), NOW, TERMS)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"ends": STARTS + 11 * HOUR}, id="exactly 11 hours"),
        pytest.param({"ends": STARTS + timedelta(minutes=30)}, id="half an hour"),
        pytest.param({"openings": 500}, id="for 500"),
        pytest.param({"answer_by": STARTS}, id="answers until the start"),
        pytest.param(
            {"starts": STARTS + 14 * HOUR, "ends": STARTS + 22 * HOUR}, id="over midnight"
        ),
    ],
)
def test_what_a_firm_may_offer(changes: dict[str, Any]) -> None:
    check_new(shift(**changes), NOW, TERMS)


def test_the_last_place_fills_it_and_a_place_given_back_opens_it_again() -> None:
    one = taken_by_one(shift())
    assert (one.state, one.free) == (ShiftState.OPEN, 1)
    full = taken_by_one(one)
    assert (full.state, full.free) == (ShiftState.FULL, 0)
    with pytest.raises(ValueError, match="free"):
        taken_by_one(full)
    again = reopened(freed_by_one(full), NOW, TERMS)
    assert (again.state, again.free, again.answer_by) == (ShiftState.OPEN, 1, full.answer_by)


def test_a_full_shift_is_not_opened_again() -> None:
    full = taken_by_one(taken_by_one(shift()))
    assert reopened(full, NOW, TERMS) is full


def test_a_late_free_place_has_half_an_hour_of_its_own() -> None:
    closed = passed(shift(taken=1), STARTS)
    assert closed.state is ShiftState.CLOSED
    again = reopened(closed, STARTS, TERMS)
    assert (again.state, again.answer_by) == (ShiftState.OPEN, STARTS + timedelta(minutes=30))


def test_half_an_hour_before_the_end_nobody_is_looked_for_any_more() -> None:
    closed = passed(shift(taken=1), STARTS)
    late = closed.ends - timedelta(minutes=30)
    assert reopened(closed, late, TERMS) is closed
    assert reopened(closed, late - timedelta(minutes=1), TERMS).state is ShiftState.OPEN


def test_time_closes_at_the_deadline_and_ends_at_the_end() -> None:
    one = shift()
    assert passed(one, one.answer_by - timedelta(seconds=1)) is one
    assert passed(one, one.answer_by).state is ShiftState.CLOSED
    assert passed(one, one.ends - timedelta(seconds=1)).state is ShiftState.CLOSED
    assert passed(one, one.ends).state is ShiftState.DONE


def test_a_firm_cancels_until_the_end_and_a_person_never() -> None:
    assert cancelled(shift(taken=1), FIRM).taken == 0
    with pytest.raises(IllegalStep):
        cancelled(replace(shift(), state=ShiftState.DONE), FIRM)
    with pytest.raises(IllegalStep, match="用人单位"):
        cancelled(shift(), Actor("W1", Role.PERSON))


def test_as_a_posting_it_has_the_hours_of_its_day_and_its_own_pay() -> None:
    pay = Pay(30, 30, PayUnit.HOUR)
    month = Pay(4000, 5000, PayUnit.MONTH, Settlement.WEEKLY)
    night = shift(starts=STARTS + 14 * HOUR, ends=STARTS + 22 * HOUR, pay=pay)
    made = night.as_posting(posting(pay=month))
    assert made.pay == replace(pay, settlement=Settlement.WEEKLY)
    assert (str(made.hours), made.hours.hours_per_day, made.hours.night) == (
        "周一 22:00-06:00",
        8.0,
        True,
    )


@pytest.mark.parametrize(
    ("notice_hours", "waiting", "event"),
    [
        pytest.param(2.9, 1, AssignmentEvent.EXCUSE, id="moved up at short notice"),
        pytest.param(3, 1, AssignmentEvent.REPORT, id="moved up in time"),
        pytest.param(0.1, None, AssignmentEvent.REPORT, id="said yes herself, late as it was"),
    ],
)
def test_who_was_moved_up_late_is_not_held_to_it(
    notice_hours: float, waiting: int | None, event: AssignmentEvent
) -> None:
    state = AssignmentState.PROMOTED if waiting else AssignmentState.YES
    taken_at = STARTS - timedelta(hours=notice_hours)
    one = Assignment("s", "W1", state, 0.5, 1, NOW, waiting=waiting, taken_at=taken_at)
    assert missed(one, STARTS, TERMS) is event
