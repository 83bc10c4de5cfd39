"""Objections to an exit or a revocation: to what, how often, and the way back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from registry.actor import THE_SYSTEM, Actor, Role
from registry.registration.application import Event, State
from registry.registration.doubt import DoubtState, settled
from registry.registration.ending_objection import (
    EndingObjection,
    EndingObjectionState,
    answered,
    last_day,
    objected,
    require_open,
    way_back,
)
from registry.registration.exits import Exit, ExitCode
from registry.registration.register_answer import Source
from registry.step_table import IllegalStep

NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)
DAY = date(2026, 11, 22)
HIRED = Exit(ExitCode.X1, DAY, Source.CONTRACTS, "full_time", DAY, Role.SYSTEM)
OPEN = EndingObjection("没有签过合同", NOON)


@pytest.mark.parametrize(
    ("state", "ended"),
    [
        pytest.param(State.EXITED, HIRED, id="an exit by a register's record"),
        pytest.param(State.EXITED, replace(HIRED, by=None), id="kept before its author was"),
        pytest.param(State.EXITED, Exit(ExitCode.X6E, DAY, by=Role.OFFICER), id="an officer's"),
        pytest.param(State.REVOKED, None, id="a revocation"),
        pytest.param(
            State.REVOKED, Exit(ExitCode.X4, DAY, by=Role.PERSON), id="a revocation after her exit"
        ),
    ],
)
def test_what_was_decided_about_her_can_be_objected_to(state, ended):
    assert objected(state, ended, None, OPEN.words, NOON) == OPEN


@pytest.mark.parametrize("by", [Role.PERSON, None], ids=["her own word", "another system's"])
def test_what_nobody_decided_here_is_no_matter_of_an_objection(by):
    with pytest.raises(IllegalStep, match="本人申报"):
        objected(State.EXITED, Exit(ExitCode.X4, DAY, by=by), None, "不想退了", NOON)


def test_a_decision_has_one_objection_and_then_the_way_to_another_authority():
    with pytest.raises(IllegalStep, match="已经收到"):
        objected(State.EXITED, HIRED, OPEN, "再说一次", NOON)
    stands = answered(OPEN, False, "合同属实。", "qian", DAY)
    with pytest.raises(IllegalStep, match=r"2026-11-22 答复.+行政复议"):
        objected(State.EXITED, HIRED, stands, "再说一次", NOON)


@pytest.mark.parametrize(("is_upheld", "state"), [(True, "UPHELD"), (False, "DISMISSED")])
def test_an_answer_is_kept_and_not_given_twice(is_upheld, state):
    done = answered(OPEN, is_upheld, "已核实。", "qian", DAY)
    assert done is not None
    assert done.state is EndingObjectionState(state)
    assert (done.words, done.answer, done.answered_by) == (OPEN.words, "已核实。", "qian")
    assert answered(done, not is_upheld, "改主意了。", "zhao", DAY) is done
    for none_open in (None, done):
        with pytest.raises(IllegalStep, match="没有等待答复"):
            require_open(none_open)


@pytest.mark.parametrize(
    ("state", "ended", "event"),
    [
        (State.EXITED, HIRED, Event.REINSTATE),
        (State.REVOKED, None, Event.REINSTATE),
        (State.REVOKED, HIRED, Event.RESTORE),
    ],
)
def test_a_revocation_taken_back_leaves_what_had_ended_ended(state, ended, event):
    assert way_back(state, ended) is event


def test_the_last_day_is_the_sixtieth():
    assert last_day(date(2026, 1, 1)) == date(2026, 3, 2)


def test_an_officer_settles_a_doubt_and_only_once():
    assert settled(DoubtState.OPEN, Actor("zhao", Role.OFFICER)) is DoubtState.SETTLED
    for somebody in (Actor("herself", Role.PERSON), THE_SYSTEM):
        with pytest.raises(IllegalStep, match="只能由工作人员"):
            settled(DoubtState.OPEN, somebody)
    with pytest.raises(IllegalStep, match="已核查"):
        settled(DoubtState.SETTLED, Actor("zhao", Role.OFFICER))
