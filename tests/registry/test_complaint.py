"""A complaint: every state, event and role; what it needs; how many people sent one."""

from datetime import timedelta

import pytest

from registry.actor import Actor, Role
from registry.jobs.complaint import (
    ABOUT_NAMES,
    DECISIONS,
    FRAUD,
    KINDS,
    MOST_WORDS,
    TABLE,
    About,
    Complaint,
    ComplaintEvent,
    ComplaintRefused,
    ComplaintState,
    Kind,
    decided,
    independent,
    sent,
    taken,
)
from registry.registration.working_days import Deadline
from registry.step_table import IllegalStep
from tests.builders import DAY

S, E = ComplaintState, ComplaintEvent
HER, OFFICER = Actor("her", Role.PERSON), Actor("zhao", Role.OFFICER)
DUE = Deadline(DAY + timedelta(14), calendar_assumed=False)
ANYONE = {Role.PERSON, Role.FIRM, Role.OFFICER}
WAYS = {
    (S.NONE, E.SEND): (S.RECEIVED, ANYONE),
    (S.RECEIVED, E.TAKE): (S.IN_REVIEW, {Role.OFFICER}),
    (S.IN_REVIEW, E.UPHOLD): (S.UPHELD, {Role.OFFICER}),
    (S.IN_REVIEW, E.REJECT): (S.REJECTED, {Role.OFFICER}),
    (S.IN_REVIEW, E.ANSWER): (S.ANSWERED, {Role.OFFICER}),
}


def complaint(words: str = "先交三百元押金才给排班", **changes: str) -> Complaint:
    subject = changes.get("subject", "town:1")
    contact = changes.get("contact", "")
    return sent(HER, About.POSTING, subject, Kind.DEPOSIT, words, contact, DAY, DUE)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("event", ComplaintEvent)
@pytest.mark.parametrize("state", ComplaintState)
def test_an_event_leads_where_the_table_says_for_whom_it_says(
    state: ComplaintState, event: ComplaintEvent, role: Role
) -> None:
    target, roles = WAYS.get((state, event), (None, set()))
    if role in roles:
        assert TABLE.step(state, event, Actor("who", role)) is target
        return
    with pytest.raises(IllegalStep):
        TABLE.step(state, event, Actor("who", role))


def test_every_state_event_kind_and_subject_has_a_chinese_name_and_a_clause() -> None:
    assert all(step.clause for step in TABLE.steps)
    assert set(TABLE.state_names) == set(ComplaintState)
    assert set(TABLE.event_names) == set(ComplaintEvent)
    assert set(ABOUT_NAMES) == set(About)
    assert set(KINDS) == set(Kind)
    assert all(facts.name and facts.clause for facts in KINDS.values())


def test_fraud_is_money_and_lies_and_not_a_wrong_condition() -> None:
    assert Kind.RESTRICTION not in FRAUD
    assert {Kind.DEPOSIT, Kind.TRAINING_LOAN, Kind.CLICK_FARMING, Kind.FALSE_POSTING} < set(FRAUD)


@pytest.mark.parametrize("outcome", DECISIONS)
def test_an_officer_who_looked_into_it_decides_with_a_reason(outcome: ComplaintState) -> None:
    done = decided(taken(complaint(), OFFICER), outcome, " 已核实 ", OFFICER, DAY)
    assert (done.state, done.answer, done.decided_by) == (outcome, "已核实", "zhao")
    assert not done.is_overdue(DAY + timedelta(99))


@pytest.mark.parametrize("answer", ["", "  ", "长" * (MOST_WORDS + 1)])
def test_no_decision_without_a_reason(answer: str) -> None:
    with pytest.raises(ComplaintRefused, match="理由"):
        decided(taken(complaint(), OFFICER), S.UPHELD, answer, OFFICER, DAY)


@pytest.mark.parametrize("outcome", [each for each in ComplaintState if each not in DECISIONS])
def test_what_is_no_decision_is_refused(outcome: ComplaintState) -> None:
    with pytest.raises(ComplaintRefused):
        decided(taken(complaint(), OFFICER), outcome, "理由", OFFICER, DAY)


@pytest.mark.parametrize(
    "bad",
    [
        {"words": ""},
        {"words": " \n"},
        {"words": "长" * (MOST_WORDS + 1)},
        {"contact": "1" * 201},
        {"subject": " "},
    ],
)
def test_a_complaint_says_something_about_something(bad: dict[str, str]) -> None:
    with pytest.raises(ComplaintRefused, match=r"请写明|不超过"):
        complaint(**bad)


def test_as_many_words_as_may_be_are_taken() -> None:
    assert complaint("长" * MOST_WORDS).state is S.RECEIVED


def test_a_list_needs_no_name() -> None:
    made = sent(HER, About.LIST, "", Kind.RANKING, "总是同一家", "", DAY, DUE)
    assert made.state is S.RECEIVED


def test_a_complaint_is_overdue_from_the_day_after_it_is_due() -> None:
    assert not complaint().is_overdue(DUE.due)
    assert complaint().is_overdue(DUE.due + timedelta(1))


@pytest.mark.parametrize(
    ("people", "number"), [([], 0), (["a", "a"], 1), (["a", "b"], 2), (["", "", "a"], 2)]
)
def test_one_person_counts_once_and_all_unknown_ones_as_one(people: list[str], number: int) -> None:
    assert independent(people) == number
