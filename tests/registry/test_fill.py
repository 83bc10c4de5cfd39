"""How well shifts are filled."""

from collections import Counter
from datetime import timedelta

from registry.placement.assignment import AssignmentState as S
from registry.placement.fill import Filled, figures_of
from registry.placement.shift import ShiftState
from registry.placement.shift_words import moment, when
from tests.registry.shift_builders import NOW, STARTS, shift


def test_figures_over_shifts_leave_the_cancelled_ones_out() -> None:
    full = Filled(
        shift(), Counter({S.DONE: 1, S.PROMOTED: 1, S.NO: 2}), NOW, NOW + timedelta(hours=2)
    )
    half = Filled(shift(), Counter({S.YES: 1, S.CONTESTED: 1, S.WITHDRAWN: 1}), NOW, None)
    gone = Filled(shift(state=ShiftState.CANCELLED), Counter({S.RELEASED: 9}), NOW, None)
    found = figures_of([full, half, gone])
    assert (found.shifts, found.openings, found.filled, found.fill_rate) == (2, 4, 3, 0.75)
    assert (found.hours_to_fill_median, found.hours_to_fill_p90) == (2.0, 2.0)
    assert (found.invitations, found.invitations_per_place) == (7, 2.3333)
    assert (found.withdrawn, found.no_shows, found.overfilled) == (1, 1, 0)


def test_of_nothing_there_are_no_rates() -> None:
    found = figures_of([])
    assert (found.fill_rate, found.hours_to_fill_median, found.invitations_per_place) == (
        None,
        None,
        None,
    )


def test_the_ninetieth_percentile_is_one_that_was() -> None:
    hours = [
        Filled(shift(), Counter(), NOW, NOW + timedelta(hours=number)) for number in range(1, 11)
    ]
    assert figures_of(hours).hours_to_fill_p90 == 9.0


def test_a_night_ends_the_next_day() -> None:
    night = shift(starts=STARTS + timedelta(hours=14), ends=STARTS + timedelta(hours=22))
    assert when(night) == "11月23日（周一）22:00至次日06:00"
    assert moment(NOW) == "11月22日09:00"
