"""Applications step by step: who may do what, what is refused and in which words."""

from datetime import timedelta

import pytest

from registry.actor import Actor, Role
from registry.errors import InvalidField
from registry.placement import steps
from registry.placement.application import (
    EVENT_NAMES,
    OPEN,
    STATE_NAMES,
    STEPS,
    TABLE,
    Event,
    State,
)
from registry.placement.eligible import want_faults
from registry.placement.reasons import (
    DISLIKE_NAMES,
    OF_FIRMS,
    REFUSAL_NAMES,
    Dislike,
    RefusalReason,
)
from registry.placement.record import Answer
from registry.step_table import IllegalStep
from tests.builders import DAY, posting, worker
from tests.registry.placed import (
    EVERYBODY,
    FIRM,
    HER,
    NOON,
    OFFICER,
    at,
    in_state,
    invited,
    on,
    passed,
    wanted,
)


def test_every_state_and_event_has_a_name_and_a_way_in() -> None:
    assert set(STATE_NAMES) == set(State)
    assert set(EVENT_NAMES) == set(Event)
    assert {step.target for step in STEPS} | {State.WANTED} == set(State)
    assert all(step.clause for step in STEPS)


def test_no_event_leads_two_ways_from_one_state() -> None:
    rows = [(step.source, step.event) for step in STEPS]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("event", list(Event))
def test_what_the_table_does_not_allow_is_refused_in_chinese(state: State, event: Event) -> None:
    row = next((each for each in STEPS if (each.source, each.event) == (state, event)), None)
    for actor in EVERYBODY:
        if row is not None and actor.role in row.by:
            assert TABLE.step(state, event, actor) is row.target
        else:
            with pytest.raises(IllegalStep, match=r"[一-龥]"):
                TABLE.step(state, event, actor)


@pytest.mark.parametrize("state", OPEN)
def test_she_may_withdraw_at_any_time_before_she_is_hired(state: State) -> None:
    assert steps.withdrawn(in_state(state), HER, at(1)).state is State.WITHDRAWN
    with pytest.raises(IllegalStep, match="本人"):
        steps.withdrawn(in_state(state), FIRM, at(1))


def test_once_hired_there_is_nothing_to_withdraw() -> None:
    with pytest.raises(IllegalStep):
        steps.withdrawn(in_state(State.HIRED), HER, at(1))


def test_a_firm_does_not_want_for_her() -> None:
    with pytest.raises(IllegalStep, match="本人"):
        steps.wanted("a1", "W1", "town:1", "town", FIRM, NOON)


def test_nothing_is_passed_without_her_consent() -> None:
    with pytest.raises(IllegalStep, match="同意"):
        steps.passed(wanted(), HER, at(), agreed=False)
    assert steps.passed(wanted(), HER, at(), agreed=True).passed_at == at()


def test_the_first_look_is_a_step_and_later_ones_are_none() -> None:
    one = steps.seen(passed(), FIRM, at(1))
    assert (one.state, one.seen_at) == (State.SEEN, at(1))
    assert steps.seen(one, FIRM, at(2)) == one


def test_the_first_answer_keeps_its_time_whatever_follows() -> None:
    one = steps.answered(passed(), Event.ASK, FIRM, at(1))
    assert (one.answer, one.answered_at) == (Answer.ASKED, at(1))
    one = steps.answered(steps.replied(one, HER, at(2)), Event.INVITE, FIRM, at(3))
    assert (one.answer, one.answered_at, one.moved_at) == (Answer.ASKED, at(1), at(3))


def test_a_refusal_at_once_is_an_answer_too() -> None:
    one = steps.refused(passed(), RefusalReason.FILLED, FIRM, at(1), on(1))
    assert (one.state, one.answer, one.reason) == (
        State.REFUSED,
        Answer.DECLINED,
        RefusalReason.FILLED,
    )


@pytest.mark.parametrize("reason", [None, RefusalReason.NOT_TOLD])
def test_a_firm_refuses_for_a_reason_of_the_table(reason: RefusalReason | None) -> None:
    with pytest.raises(InvalidField, match="原因"):
        steps.refused(passed(), reason, FIRM, at(1), on(1))


def test_no_reason_to_choose_from_is_one_that_the_law_forbids() -> None:
    assert set(REFUSAL_NAMES) == set(RefusalReason)
    assert set(DISLIKE_NAMES) == set(Dislike)
    forbidden = ("性别", "男", "女", "年龄", "岁", "户籍", "民族", "婚", "孕", "残", "乙肝", "身高")
    for reason in OF_FIRMS:
        assert not any(word in REFUSAL_NAMES[reason] for word in forbidden)


def test_an_interview_moved_rises_in_sequence_and_sent_again_does_not() -> None:
    begin = at(3)
    one = steps.meeting(invited(), begin, 30, "罗庄区劳务市场二楼", FIRM, at(1))
    assert one.interview
    assert one.interview.sequence == 0
    again = steps.meeting(one, begin, 30, " 罗庄区劳务市场二楼 ", FIRM, at(1))
    assert again.interview == one.interview
    later = steps.meeting(one, begin + timedelta(hours=2), 30, "罗庄区劳务市场二楼", FIRM, at(2))
    assert later.interview
    assert later.interview.sequence == 1


@pytest.mark.parametrize(
    ("begin", "minutes", "place", "field"),
    [
        pytest.param(at(-1), 30, "门口", "begin", id="in the past"),
        pytest.param(at(), 30, "门口", "begin", id="right now"),
        pytest.param(at(1), 0, "门口", "minutes", id="no time at all"),
        pytest.param(at(1), 481, "门口", "minutes", id="longer than a day's work"),
        pytest.param(at(1), 30, " ", "place", id="nowhere"),
        pytest.param(at(1), 30, "门" * 201, "place", id="a place of 201 characters"),
    ],
)
def test_an_impossible_interview_is_refused(
    begin: object, minutes: int, place: str, field: str
) -> None:
    with pytest.raises(InvalidField) as caught:
        steps.meeting(invited(), begin, minutes, place, FIRM, NOON)  # type: ignore[arg-type]
    assert caught.value.field == field


def test_who_telephones_for_a_firm_does_what_it_does() -> None:
    assert steps.answered(passed(), Event.INVITE, OFFICER, at(1)).state is State.ANSWERED
    nameless = Actor(" ", Role.FIRM)
    with pytest.raises(IllegalStep, match="由谁"):
        steps.answered(passed(), Event.INVITE, nameless, at(1))


@pytest.mark.parametrize(
    ("born", "hazardous", "codes"),
    [
        pytest.param(None, True, [], id="age not known"),
        pytest.param(DAY.replace(year=2010), False, [], id="sixteen today"),
        pytest.param(DAY.replace(year=2010), True, ["minor_hazard"], id="sixteen, hazardous"),
        pytest.param(DAY.replace(year=2008), True, [], id="eighteen, hazardous"),
        pytest.param(
            DAY.replace(year=2010) + timedelta(1), False, ["under_16"], id="sixteen tomorrow"
        ),
    ],
)
def test_the_law_on_age_holds_for_applications_too(
    born: object, hazardous: bool, codes: list[str]
) -> None:
    found = want_faults(worker(born=born), posting(), hazardous, DAY)
    assert [each.code for each in found] == codes


def test_only_a_posting_that_stands_is_wanted() -> None:
    past = posting(valid_until=DAY - timedelta(1))
    assert [each.code for each in want_faults(worker(), past, False, DAY)] == ["posting_expired"]
    last = posting(valid_until=DAY)
    assert not want_faults(worker(), last, False, DAY)
