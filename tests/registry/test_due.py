"""What falls due in an application, and on which day."""

from dataclasses import replace

import pytest

from api.clock import SHANGHAI
from registry.placement import steps
from registry.placement.application import State
from registry.placement.due import Act, Due, due
from registry.placement.record import Application, Kind, Said
from registry.placement.terms import Terms
from tests.registry.placed import (
    FIRM,
    HER,
    TERMS,
    at,
    hired,
    in_state,
    invited,
    on,
    passed,
    says,
    wanted,
)


def due_of(one: Application) -> Due | None:
    return due(one, TERMS, SHANGHAI)


@pytest.mark.parametrize("one", [wanted(), passed()], ids=["consent", "answer"])
def test_two_reminders_and_then_it_lapses(one: Application) -> None:
    found = [due_of(replace(one, reminded=number)) for number in range(4)]
    assert found == [
        Due(on(2), Act.REMIND),
        Due(on(5), Act.REMIND),
        Due(on(14), Act.LAPSE),
        Due(on(14), Act.LAPSE),
    ]


def test_opening_is_no_answer_and_gains_no_time() -> None:
    seen = steps.seen(passed(), FIRM, at(1))
    assert due_of(seen) == due_of(passed())


def test_an_answer_begins_the_waiting_anew() -> None:
    assert due_of(invited()) == Due(on(3), Act.REMIND)


def test_of_an_interview_the_outcome_is_asked_for_once_it_is_over() -> None:
    one = steps.meeting(invited(), at(10), 60, "罗庄区劳务市场", FIRM, at(1))
    assert due_of(one) == Due(on(12), Act.REMIND)


def test_a_word_of_one_side_waits_for_the_other_s() -> None:
    one = says(passed(), HER, Said.HIRED, 3)
    assert due_of(one) == Due(on(8), Act.DECIDE)


def test_after_a_week_and_a_month_of_work_both_are_asked() -> None:
    one = hired(start=2)
    assert due_of(one) == Due(on(9), Act.REMIND)
    assert due_of(replace(one, reminded=1)) == Due(on(32), Act.REMIND)
    assert due_of(replace(one, reminded=2)) is None
    assert due_of(replace(one, state=State.LASTED_7)) == Due(on(32), Act.REMIND)


@pytest.mark.parametrize(
    "state",
    [
        State.REFUSED,
        State.LASTED_30,
        State.LEFT_EARLY,
        State.WITHDRAWN,
        State.LAPSED,
        State.DISPUTED,
    ],
)
def test_nothing_falls_due_in_what_is_over_or_with_an_officer(state: State) -> None:
    assert due_of(in_state(state)) is None


def test_a_late_word_on_what_lapsed_falls_due_too() -> None:
    one = says(in_state(State.LAPSED, moved_at=at(14)), FIRM, Said.HIRED, 20, kind=Kind.GIG)
    assert due_of(one) == Due(on(25), Act.DECIDE)


@pytest.mark.parametrize(
    ("remind", "lapse"), [((0, 5), 14), ((5, 5), 14), ((5, 2), 14), ((2, 14), 14)]
)
def test_terms_that_do_not_ascend_are_refused(remind: tuple[int, ...], lapse: int) -> None:
    with pytest.raises(ValueError, match="before the lapse"):
        Terms(remind, lapse, 5, 30)
