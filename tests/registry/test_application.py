"""An application's life: the table of its states, and walks through it drawn at random."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from registry.actor import ROLE_NAMES, Actor, Role
from registry.registration.application import (
    EVENT_NAMES,
    OPEN,
    STATE_NAMES,
    STEPS,
    Event,
    State,
    step,
)
from registry.step_table import IllegalStep

PERSON, OFFICER, SYSTEM, _ = (Actor(f"{role}-1", role) for role in Role)
OTHER_OFFICER = Actor("officer-2", Role.OFFICER)
TOLD_ON = date(2026, 1, 1)

# The ways that rules R3.1 to R3.11 of docs/rules.md draw, and no others.
WAYS = {
    State.DRAFT: {State.CHECKING, State.WITHDRAWN},
    State.CHECKING: {
        State.DRAFT,
        State.ACTIVE,
        State.PENDING_REVIEW,
        State.REFUSED,
        State.WITHDRAWN,
    },
    State.PENDING_REVIEW: {State.ACTIVE, State.REFUSED, State.WITHDRAWN},
    State.ACTIVE: {State.ACTIVE, State.EXITED, State.REVOKED},
    State.REFUSED: {State.PENDING_REVIEW},
    State.EXITED: {State.ACTIVE, State.EXITED, State.REVOKED},
    State.REVOKED: {State.ACTIVE, State.EXITED, State.REVOKED},
    State.WITHDRAWN: set(),
}


def test_the_table_leads_where_the_rules_say_and_nowhere_else():
    found = {state: {row.target for row in STEPS if row.source is state} for state in State}
    assert found == WAYS


def test_a_state_and_an_event_lead_to_one_state():
    assert len({(row.source, row.event) for row in STEPS}) == len(STEPS)


def test_every_state_can_be_reached_from_a_draft():
    reached, before = {State.DRAFT}, set()
    while reached != before:
        before = set(reached)
        reached |= {row.target for row in STEPS if row.source in reached}
    assert reached == set(State)


def test_every_state_event_and_role_has_a_chinese_name():
    assert set(STATE_NAMES) == set(State)
    assert set(EVENT_NAMES) == set(Event)
    assert set(ROLE_NAMES) == set(Role)


@pytest.mark.parametrize("actor", [OFFICER, SYSTEM], ids=["an officer", "the system"])
def test_nobody_submits_for_a_person(actor):
    with pytest.raises(IllegalStep, match="提交只能由本人办理"):
        step(State.DRAFT, Event.SUBMIT, actor)


def test_no_event_of_the_system_refuses():
    to_refused = [row for row in STEPS if row.target is State.REFUSED]
    assert {row.event for row in to_refused} == {Event.ACCEPT, Event.REFUSE}
    assert all(Role.SYSTEM not in row.by for row in to_refused)


def test_only_an_officer_revokes():
    ways = {row.by for row in STEPS if row.event is Event.REVOKE}
    assert ways == {frozenset({Role.OFFICER})}
    into = {row.event for row in STEPS if row.target is State.REVOKED and row.source in OPEN}
    assert into == {Event.REVOKE}


@given(st.sampled_from(State), st.sampled_from(Event), st.sampled_from(Role))
def test_what_the_table_does_not_name_is_impossible_and_told_in_chinese(state, event, role):
    allowed = [row for row in STEPS if (row.source, row.event) == (state, event) and role in row.by]
    if allowed:
        assert step(state, event, Actor("x", role)) is allowed[0].target
        return
    with pytest.raises(IllegalStep) as raised:
        step(state, event, Actor("x", role))
    assert str(raised.value).endswith("。")
    assert not any(each.value in str(raised.value) for each in (*State, *Event))


def test_what_can_be_done_instead_is_named():
    with pytest.raises(IllegalStep, match="“草稿”时不能退出；现在可以：提交、撤回。"):
        step(State.DRAFT, Event.EXIT, PERSON)
    with pytest.raises(IllegalStep, match="现在可以：无。"):
        step(State.WITHDRAWN, Event.CORRECT, PERSON)


@pytest.mark.parametrize(("days", "is_in_time"), [(0, True), (60, True), (61, False)])
@pytest.mark.parametrize(
    ("state", "after"),
    [
        (State.REFUSED, State.PENDING_REVIEW),
        (State.EXITED, State.EXITED),
        (State.REVOKED, State.REVOKED),
    ],
)
def test_an_objection_has_sixty_days(days, is_in_time, state, after):
    def ask():
        on = TOLD_ON + timedelta(days=days)
        return step(state, Event.OBJECT, PERSON, told_on=TOLD_ON, as_of=on)

    if is_in_time:
        assert ask() is after
    else:
        with pytest.raises(IllegalStep, match="已过 1 日"):
            ask()


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (State.PENDING_REVIEW, Event.APPROVE),
        (State.PENDING_REVIEW, Event.REFUSE),
        (State.EXITED, Event.STAND),
        (State.REVOKED, Event.STAND),
        (State.REVOKED, Event.REINSTATE),
        (State.REVOKED, Event.RESTORE),
    ],
)
def test_an_objection_goes_to_another_officer(state, event):
    with pytest.raises(IllegalStep, match="另一位"):
        step(state, event, OFFICER, decided_by=OFFICER.id)
    assert step(state, event, OTHER_OFFICER, decided_by=OFFICER.id)
    assert step(state, event, OFFICER, decided_by="")


def test_what_is_no_objection_may_be_done_by_the_officer_who_decided():
    for state, event in [(State.ACTIVE, Event.CORRECT), (State.EXITED, Event.REINSTATE)]:
        assert step(state, event, OFFICER, decided_by=OFFICER.id)


class Walk(RuleBasedStateMachine):
    """Any events by anybody, in any order: what is final stays, what is open was submitted."""

    def __init__(self) -> None:
        super().__init__()
        self.state = State.DRAFT
        self.done: list[tuple[State, Event, State, Role]] = []

    @rule(event=st.sampled_from(Event), actor=st.sampled_from([PERSON, OFFICER, SYSTEM]))
    def happens(self, event: Event, actor: Actor) -> None:
        try:
            after = step(self.state, event, actor)
        except IllegalStep:
            return
        self.done.append((self.state, event, after, actor.role))
        self.state = after

    @invariant()
    def it_stands_in_a_state_of_the_rules(self) -> None:
        assert self.state in WAYS
        for (_, _, after, _), (before, *_) in zip(self.done, self.done[1:], strict=False):
            assert before is after
        assert all(after in WAYS[before] for before, _, after, _ in self.done)

    @invariant()
    def what_is_over_stays_over(self) -> None:
        ended = [each for each in self.done if each[2] is State.WITHDRAWN]
        assert len(ended) <= 1
        assert not ended or ended[0] is self.done[-1]

    @invariant()
    def what_was_revoked_comes_back_by_an_officer_alone(self) -> None:
        for before, _, after, role in self.done:
            if before is State.REVOKED and after is not State.REVOKED:
                assert role is Role.OFFICER

    @invariant()
    def nobody_is_registered_without_her_own_act(self) -> None:
        if self.state in (State.ACTIVE, State.EXITED, State.REFUSED, State.REVOKED):
            acts = [(event, role) for _, event, _, role in self.done]
            assert (Event.SUBMIT, Role.PERSON) in acts

    @invariant()
    def a_refusal_was_accepted_or_an_officers(self) -> None:
        for _, event, after, role in self.done:
            if after is State.REFUSED:
                assert (event, role) in {
                    (Event.ACCEPT, Role.PERSON),
                    (Event.REFUSE, Role.OFFICER),
                }


TestWalk = Walk.TestCase


def test_an_application_is_open_until_it_is_decided_or_while_it_is_in_force():
    assert {State.REFUSED, State.EXITED, State.REVOKED, State.WITHDRAWN} == set(State) - OPEN
