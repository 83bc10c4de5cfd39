"""Referral: never automatic; a named article, two officers, a hearing, an end."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.actor import Actor, Role
from registry.registration.credit_entry import (
    CreditEntry,
    CreditState,
    Evidence,
    Hearing,
    Level,
    Matter,
    Repair,
)
from registry.registration.legal_basis import LegalBasis
from registry.registration.referral import (
    TABLE,
    Referral,
    ReferralEvent,
    ReferralRefused,
    ReferralState,
    approved,
    exported,
    proposed,
    rejected,
    withdrawn,
)
from registry.step_table import IllegalStep

DAY = date(2030, 7, 1)
FIRST, SECOND = Actor("甲", Role.OFFICER, "371302"), Actor("乙", Role.OFFICER, "371302")
BASIS = LegalBasis("FRAUD", "某法", "1", "某机关", "责令退回", date(2030, 1, 1), "s", DAY)
ENTRY = CreditEntry(
    person="W1",
    state=CreditState.FALSE_CONFIRMED,
    opened_on=date(2030, 6, 1),
    reason="不一致",
    evidence=(Evidence(Matter.CONTRACT, "没有", "有", date(2030, 6, 1)),),
    until=date(2031, 6, 10),
    level=Level.SERIOUS,
    hearing=Hearing(date(2030, 6, 9), "我没有想到。"),
    decision="隐瞒",
    decided_by="甲",
    decided_on=date(2030, 6, 10),
)


def proposal(**changes: Any) -> Referral:
    asked: dict[str, Any] = {
        "entry": ENTRY,
        "basis": "FRAUD",
        "reason": "骗取待遇",
        "expires_on": ENTRY.until,
        "actor": FIRST,
        "as_of": DAY,
        "bases": [BASIS],
    }
    return proposed(**(asked | changes))


def approval() -> Referral:
    return approved(proposal(), ENTRY, SECOND, DAY, [BASIS])


def test_what_leaves_names_everything_and_is_not_public() -> None:
    done, out = exported(approval(), ENTRY, FIRST, DAY, [BASIS])
    assert done.state is ReferralState.EXPORTED
    assert (out.basis, out.proposed_by, out.approved_by) == (BASIS, "甲", "乙")
    assert (out.heard_on, out.expires_on) == (date(2030, 6, 9), ENTRY.until)
    assert "不得公开" in out.secrecy
    with pytest.raises(IllegalStep):
        exported(done, ENTRY, FIRST, DAY, [BASIS])


def test_the_table_has_no_row_for_the_system_or_the_person() -> None:
    assert {role for row in TABLE.steps for role in row.by} == {Role.OFFICER}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"basis": ""}, "法律依据"),
        ({"basis": "OTHER"}, "法律依据"),
        ({"bases": []}, "法律依据"),
        ({"as_of": DAY + timedelta(1)}, "法律依据"),
        ({"bases": [replace(BASIS, start=DAY + timedelta(1), end=None)]}, "法律依据"),
        ({"reason": " "}, "理由"),
        ({"expires_on": DAY - timedelta(1)}, "截止日期"),
        ({"expires_on": ENTRY.until + timedelta(1)}, "截止日期"),
        ({"entry": replace(ENTRY, level=Level.LIGHT)}, "失信程度"),
        ({"entry": replace(ENTRY, until=DAY - timedelta(1))}, "仍有效"),
        ({"entry": replace(ENTRY, state=CreditState.SUSPECT)}, "听取本人意见"),
        ({"entry": replace(ENTRY, state=CreditState.CLEARED)}, "听取本人意见"),
    ],
)
def test_a_referral_that_lacks_anything_is_not_proposed(
    changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(ReferralRefused, match=words):
        proposal(**changes)


def test_all_that_is_lacking_is_named_at_once() -> None:
    with pytest.raises(ReferralRefused, match=r"法律依据.*截止日期.*理由"):
        proposal(basis="", reason="", expires_on=DAY - timedelta(1))


@pytest.mark.parametrize("level", [Level.GENERAL, Level.SERIOUS])
def test_the_last_day_of_article_and_entry_still_counts(level: Level) -> None:
    assert proposal(entry=replace(ENTRY, level=level)).state is ReferralState.PROPOSED
    last = replace(ENTRY, until=DAY)
    assert proposal(entry=last, expires_on=DAY).state is ReferralState.PROPOSED


def test_who_proposed_does_not_decide() -> None:
    with pytest.raises(IllegalStep, match="另一位"):
        approved(proposal(), ENTRY, FIRST, DAY, [BASIS])
    with pytest.raises(IllegalStep, match="另一位"):
        rejected(proposal(), FIRST)


def test_a_referral_may_be_rejected_or_withdrawn_and_then_does_not_leave() -> None:
    ends = [rejected(proposal(), SECOND), withdrawn(proposal(), FIRST)]
    for ended in (*ends, withdrawn(approval(), FIRST)):
        with pytest.raises(IllegalStep):
            exported(ended, ENTRY, FIRST, DAY, [BASIS])


def test_nothing_leaves_unapproved() -> None:
    with pytest.raises(IllegalStep, match="已提议"):
        exported(proposal(), ENTRY, FIRST, DAY, [BASIS])


@pytest.mark.parametrize(
    "changes", [{"approved_by": ""}, {"approved_by": "甲"}, {"approved_on": None}]
)
def test_an_approval_that_names_no_second_officer_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises(ReferralRefused, match="另一位"):
        exported(replace(approval(), **changes), ENTRY, FIRST, DAY, [BASIS])


@pytest.mark.parametrize(
    "today",
    [
        pytest.param(
            replace(ENTRY, state=CreditState.REPAIRED, repair=Repair(DAY, DAY, "承诺")),
            id="repaired since",
        ),
        pytest.param(replace(ENTRY, state=CreditState.CLEARED), id="overturned since"),
        pytest.param(replace(ENTRY, until=DAY - timedelta(1)), id="expired since"),
        pytest.param(replace(ENTRY, person="W2"), id="somebody else's"),
    ],
)
def test_what_an_entry_has_become_since_counts(today: CreditEntry) -> None:
    with pytest.raises(ReferralRefused):
        exported(approval(), today, FIRST, DAY, [BASIS])
    with pytest.raises(ReferralRefused):
        approved(proposal(), today, SECOND, DAY, [BASIS])


def test_an_expired_referral_does_not_leave() -> None:
    bases = [replace(BASIS, end=None)]
    short = approved(proposal(expires_on=DAY), ENTRY, SECOND, DAY, bases)
    with pytest.raises(ReferralRefused, match="截止日期"):
        exported(short, ENTRY, FIRST, DAY + timedelta(1), bases)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ReferralEvent), st.sampled_from(Role), st.sampled_from(["甲", "乙", ""])
        ),
        max_size=8,
    )
)
def test_no_way_leads_out_of_the_bureau_without_two_officers(
    events: list[tuple[ReferralEvent, Role, str]],
) -> None:
    state, acted = ReferralState.DRAFT, set()
    proposer = ""
    for event, role, name in events:
        try:
            state = TABLE.step(state, event, Actor(name, role), proposer)
        except IllegalStep:
            continue
        assert role is Role.OFFICER
        proposer = name if event is ReferralEvent.PROPOSE else proposer
        acted.add(name)
    if state is ReferralState.EXPORTED:
        assert acted >= {"甲", "乙"}
