"""Outcomes: what agrees stands, what differs an officer settles, silence decides in time."""

from dataclasses import replace

import pytest

from registry.errors import InvalidField
from registry.placement import steps
from registry.placement.application import WITH_FIRM, State
from registry.placement.outcome import Telling, settled, silent
from registry.placement.reasons import RefusalReason
from registry.placement.record import Application, Hire, Kind, Said, Side
from registry.step_table import IllegalStep
from tests.registry.placed import (
    COLLEAGUE,
    FIRM,
    HER,
    OFFICER,
    TERMS,
    at,
    hired,
    in_state,
    on,
    passed,
    says,
)

REASON = {"reason": RefusalReason.FILLED}


def after_silence(one: Application, days: int) -> Application | None:
    return silent(one, at(days), on(days), TERMS)


@pytest.mark.parametrize("state", WITH_FIRM)
def test_what_both_say_stands_at_once(state: State) -> None:
    one = says(in_state(state), FIRM, Said.HIRED, kind=Kind.LABOUR_CONTRACT, on=on(3))
    assert one.state is state
    one = says(one, HER, Said.HIRED)
    assert (one.state, one.hire) == (State.HIRED, Hire(on(3), Kind.LABOUR_CONTRACT))


def test_one_side_alone_decides_once_the_other_was_silent_long_enough() -> None:
    one = says(passed(), HER, Said.HIRED, kind=Kind.GIG)
    assert after_silence(one, 4) is None
    decided = after_silence(one, 5)
    assert decided
    assert (decided.state, decided.hire) == (State.HIRED, Hire(on(), Kind.GIG))


def test_a_worker_whom_nobody_tells_is_not_hired_in_the_end() -> None:
    decided = after_silence(says(passed(), HER, Said.NOT_HIRED), 5)
    assert decided
    assert (decided.state, decided.reason) == (State.REFUSED, RefusalReason.NOT_TOLD)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(
            (HER, Said.HIRED, {}),
            (FIRM, Said.NOT_HIRED, {"reason": RefusalReason.FILLED}),
            id="she",
        ),
        pytest.param(
            (FIRM, Said.HIRED, {"kind": Kind.GIG}), (HER, Said.NOT_HIRED, {}), id="the firm"
        ),
        pytest.param(
            (FIRM, Said.HIRED, {"kind": Kind.GIG}),
            (HER, Said.HIRED, {"kind": Kind.LABOUR_CONTRACT, "on": on(1)}),
            id="the kind of work",
        ),
    ],
)
def test_what_differs_goes_to_an_officer(first: tuple, second: tuple) -> None:  # type: ignore[type-arg]
    one = passed()
    for actor, said, more in (first, second):
        one = says(one, actor, said, **more)
    assert one.state is State.DISPUTED
    assert {each.side for each in one.told} == {Side.WORKER, Side.FIRM}
    assert after_silence(one, 100) is None


def test_a_dispute_ends_also_when_one_side_agrees_after_all() -> None:
    one = says(says(passed(), FIRM, Said.HIRED, kind=Kind.GIG), HER, Said.NOT_HIRED)
    assert says(one, HER, Said.HIRED, 1).state is State.HIRED
    agreed = says(one, FIRM, Said.NOT_HIRED, 1, reason=RefusalReason.HOURS)
    assert (agreed.state, agreed.reason) == (State.REFUSED, RefusalReason.HOURS)


def test_an_officer_settles_and_not_the_one_who_told_a_side_s_word() -> None:
    one = says(passed(), OFFICER, Said.HIRED, side=Side.WORKER)
    one = says(one, FIRM, Said.NOT_HIRED, reason=RefusalReason.FILLED)
    found = Telling(Said.HIRED, kind=Kind.PART_TIME)
    with pytest.raises(IllegalStep, match="没有代报过"):
        settled(one, found, OFFICER, at(1), on(1))
    with pytest.raises(IllegalStep):
        settled(one, found, FIRM, at(1), on(1))
    after = settled(one, found, COLLEAGUE, at(1), on(1))
    assert (after.state, after.hire) == (State.HIRED, Hire(on(), Kind.PART_TIME))


def test_what_an_officer_settled_is_not_told_otherwise() -> None:
    one = says(says(passed(), FIRM, Said.HIRED, kind=Kind.GIG), HER, Said.NOT_HIRED)
    after = settled(one, Telling(Said.NOT_HIRED), COLLEAGUE, at(1), on(1))
    assert after.state is State.REFUSED
    with pytest.raises(IllegalStep, match="核实"):
        says(after, FIRM, Said.HIRED, 2, kind=Kind.GIG)


def test_where_the_kinds_differ_the_officer_says_which_it_was() -> None:
    one = says(passed(), FIRM, Said.HIRED, kind=Kind.GIG)
    one = says(one, HER, Said.HIRED, kind=Kind.LABOUR_CONTRACT, on=on(1))
    with pytest.raises(InvalidField, match="用工形式"):
        settled(one, Telling(Said.HIRED), OFFICER, at(1), on(1))


def test_there_is_nothing_to_settle_where_nobody_differs() -> None:
    with pytest.raises(IllegalStep, match="没有需要核实"):
        settled(passed(), Telling(Said.HIRED), OFFICER, at(1), on(1))


def test_a_refused_worker_who_works_there_says_so() -> None:
    one = steps.refused(passed(), RefusalReason.FILLED, FIRM, at(1), on(1))
    assert says(one, HER, Said.HIRED, 31).state is State.DISPUTED
    with pytest.raises(IllegalStep, match="超过 30 日"):
        says(one, HER, Said.HIRED, 32)


def test_an_application_that_lapsed_may_turn_out_a_hire() -> None:
    one = says(in_state(State.LAPSED, moved_at=at(14)), HER, Said.HIRED, 20)
    assert one.state is State.LAPSED
    assert says(one, FIRM, Said.HIRED, 21, kind=Kind.GIG).state is State.HIRED


def test_a_hire_that_silence_decided_may_be_contradicted() -> None:
    one = says(passed(), FIRM, Said.HIRED, kind=Kind.GIG)
    decided = after_silence(one, 5)
    assert decided
    assert says(decided, HER, Said.NOT_HIRED, 6).state is State.DISPUTED


def test_the_kind_of_work_may_be_told_after_the_hire() -> None:
    decided = after_silence(says(passed(), HER, Said.HIRED), 5)
    assert decided
    assert decided.hire == Hire(on(), None)
    assert says(decided, HER, Said.HIRED, 6, kind=Kind.GIG, on=on()).hire == Hire(on(), Kind.GIG)


def test_the_same_word_again_changes_nothing() -> None:
    one = says(passed(), FIRM, Said.HIRED, kind=Kind.GIG, on=on())
    assert says(one, FIRM, Said.HIRED, 3, kind=Kind.GIG, on=on()) == one


@pytest.mark.parametrize(
    ("actor", "said", "more", "field"),
    [
        pytest.param(FIRM, Said.HIRED, {}, "kind", id="a firm says as what"),
        pytest.param(HER, Said.HIRED, {"kind": Kind.LABOUR_CONTRACT}, "on", id="contract: when"),
        pytest.param(HER, Said.HIRED, {"on": on(-1)}, "on", id="before she applied"),
        pytest.param(OFFICER, Said.HIRED, {"kind": Kind.GIG}, "side", id="an officer: for whom"),
        pytest.param(FIRM, Said.NOT_HIRED, {}, "reason", id="a firm says why not"),
        pytest.param(
            FIRM, Said.NOT_HIRED, {"reason": RefusalReason.NOT_TOLD}, "reason", id="and really says"
        ),
    ],
)
def test_a_word_that_lacks_what_it_needs_is_refused(
    actor: object, said: Said, more: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidField) as caught:
        says(passed(), actor, said, **more)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_a_kind_of_work_says_nothing_of_somebody_who_was_not_hired() -> None:
    one = says(passed(), HER, Said.NOT_HIRED, kind=Kind.GIG)
    one = replace(one, state=State.LAPSED)
    assert says(one, FIRM, Said.NOT_HIRED, 1, kind=Kind.PART_TIME).state is State.REFUSED


def test_staying_is_told_after_hiring_and_not_before() -> None:
    with pytest.raises(IllegalStep, match="还在岗"):
        says(passed(), HER, Said.STILL_THERE, 8)


# ---------------------------------------------------------------- whether she stayed


@pytest.mark.parametrize(
    ("days", "state"),
    [
        pytest.param(7, State.LASTED_7, id="seven days"),
        pytest.param(29, State.LASTED_7, id="twenty-nine days"),
        pytest.param(30, State.LASTED_30, id="thirty days"),
    ],
)
def test_who_is_still_there_has_lasted_so_long(days: int, state: State) -> None:
    one = says(says(hired(), HER, Said.STILL_THERE, days), FIRM, Said.STILL_THERE, days)
    assert one.state is state


def test_six_days_are_too_soon_to_tell() -> None:
    with pytest.raises(InvalidField, match="满7天"):
        says(hired(), HER, Said.STILL_THERE, 6)


def test_of_two_who_say_still_there_the_earlier_day_is_agreed() -> None:
    one = says(hired(), HER, Said.STILL_THERE, 10)
    assert says(one, FIRM, Said.STILL_THERE, 31).state is State.LASTED_7


def test_who_leaves_after_thirty_days_has_lasted_thirty_days() -> None:
    early = says(says(hired(), HER, Said.LEFT, 29), FIRM, Said.LEFT, 29, on=on(29))
    late = says(says(hired(), HER, Said.LEFT, 30), FIRM, Said.LEFT, 30, on=on(30))
    assert (early.state, early.left_on) == (State.LEFT_EARLY, on(29))
    assert (late.state, late.left_on) == (State.LASTED_30, on(30))


def test_still_there_and_left_later_agree() -> None:
    one = says(says(hired(), HER, Said.STILL_THERE, 8), FIRM, Said.LEFT, 12)
    assert (one.state, [each.said for each in one.stay]) == (State.LASTED_7, [Said.LEFT])
    decided = silent(one, at(17), on(17), TERMS)
    assert decided
    assert (decided.state, decided.left_on) == (State.LEFT_EARLY, on(12))


def test_still_there_and_left_before_contradict_each_other() -> None:
    one = says(says(hired(), FIRM, Said.LEFT, 5), HER, Said.STILL_THERE, 8)
    assert one.state is State.STAY_DISPUTED
    after = settled(one, Telling(Said.LEFT), OFFICER, at(9), on(9))
    assert (after.state, after.left_on) == (State.LEFT_EARLY, on(5))
    stayed = settled(one, Telling(Said.STILL_THERE), OFFICER, at(9), on(9))
    assert stayed.state is State.LASTED_7


def test_after_seven_days_a_word_of_her_leaving_is_contradicted_by_her_being_there() -> None:
    week = says(says(hired(), HER, Said.STILL_THERE, 7), FIRM, Said.STILL_THERE, 7)
    one = says(week, FIRM, Said.LEFT, 12)
    assert says(one, HER, Said.STILL_THERE, 15).state is State.STAY_DISPUTED


@pytest.mark.parametrize("day", [-1, 11])
def test_nobody_leaves_before_she_came_or_after_today(day: int) -> None:
    with pytest.raises(InvalidField, match="离岗日期"):
        says(hired(), HER, Said.LEFT, 10, on=on(day))


def test_a_month_is_the_end_of_it() -> None:
    done = replace(hired(), state=State.LASTED_30)
    with pytest.raises(IllegalStep):
        says(done, HER, Said.LEFT, 40)
