"""An employer's standing: every level, event and role; counts, times, objections, verification."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from registry.actor import Actor, Role
from registry.jobs.credit_code import credit_code_check
from registry.jobs.employer import is_same_firm, name_key
from registry.jobs.employer_standing import (
    TABLE,
    VERIFICATION_NAMES,
    Level,
    Standing,
    StandingEvent,
    StandingRefused,
    Thresholds,
    Verification,
    barred,
    dismissed,
    has_open_objection,
    kept,
    lifted,
    objected,
    reviewed,
    verification,
    verified,
)
from registry.registration.working_days import Deadline
from registry.step_table import IllegalStep
from tests.builders import DAY

L, E = Level, StandingEvent
OFFICER, OTHER = Actor("zhao", Role.OFFICER), Actor("qian", Role.OFFICER)
FIRM = Actor("firm", Role.FIRM)
COUNTS = Thresholds(watch=1, bar=3)
FIRST_17 = "91371399MA3TEXT00"
USCC = FIRST_17 + credit_code_check(FIRST_17)
DUE = Deadline(DAY + timedelta(14), calendar_assumed=False)
WAYS = {
    (L.NONE, E.WATCH): (L.WATCH, {Role.SYSTEM}),
    (L.WATCH, E.FADE): (L.NONE, {Role.SYSTEM}),
    (L.NONE, E.PROPOSE): (L.PROPOSED, {Role.SYSTEM}),
    (L.WATCH, E.PROPOSE): (L.PROPOSED, {Role.SYSTEM}),
    (L.PROPOSED, E.DISMISS): (L.WATCH, {Role.OFFICER}),
    (L.PROPOSED, E.BAR): (L.BARRED, {Role.OFFICER}),
    (L.WATCH, E.BAR): (L.BARRED, {Role.OFFICER}),
    (L.BARRED, E.OBJECT): (L.BARRED, {Role.FIRM, Role.OFFICER}),
    (L.BARRED, E.KEEP): (L.BARRED, {Role.OFFICER}),
    (L.BARRED, E.LIFT): (L.WATCH, {Role.OFFICER}),
    (L.BARRED, E.END): (L.NONE, {Role.SYSTEM}),
}
BARRED = barred(Standing(L.PROPOSED), OFFICER, DAY, "三起押金投诉属实", 12)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("event", StandingEvent)
@pytest.mark.parametrize("level", Level)
def test_an_event_leads_where_the_table_says_for_whom_it_says(
    level: Level, event: StandingEvent, role: Role
) -> None:
    target, roles = WAYS.get((level, event), (None, set()))
    if role in roles:
        assert TABLE.step(level, event, Actor("who", role)) is target
        return
    with pytest.raises(IllegalStep):
        TABLE.step(level, event, Actor("who", role))


def test_only_an_officer_bars() -> None:
    assert {step.by for step in TABLE.steps if step.event is E.BAR} == {frozenset({Role.OFFICER})}
    assert set(TABLE.state_names) == set(Level)
    assert set(TABLE.event_names) == set(StandingEvent)
    assert set(VERIFICATION_NAMES) == set(Verification)


@pytest.mark.parametrize(
    ("level", "upheld", "undecided", "becomes"),
    [
        pytest.param(L.NONE, 0, 0, L.NONE, id="nothing upheld"),
        pytest.param(L.NONE, 1, 1, L.WATCH, id="one upheld"),
        pytest.param(L.NONE, 3, 3, L.PROPOSED, id="three at once"),
        pytest.param(L.WATCH, 2, 2, L.WATCH, id="one fewer than to bar"),
        pytest.param(L.WATCH, 3, 3, L.PROPOSED, id="as many as to bar"),
        pytest.param(L.WATCH, 3, 0, L.WATCH, id="an officer has decided on all of them"),
        pytest.param(L.WATCH, 0, 0, L.NONE, id="all too long ago"),
        pytest.param(L.PROPOSED, 0, 0, L.PROPOSED, id="a proposal waits for its officer"),
        pytest.param(L.PROPOSED, 9, 9, L.PROPOSED, id="however many, nobody is barred"),
    ],
)
def test_counts_raise_a_level_and_propose_but_never_bar(
    level: Level, upheld: int, undecided: int, becomes: Level
) -> None:
    assert reviewed(Standing(level), upheld, undecided, COUNTS, DAY).level is becomes


def test_a_bar_ends_the_day_after_its_last_and_what_led_to_it_proposes_no_more() -> None:
    last = date(2027, 11, 22)
    assert BARRED.barred_until == last
    assert reviewed(BARRED, 3, 3, COUNTS, last) == BARRED
    ended = reviewed(BARRED, 3, 3, COUNTS, last + timedelta(1))
    assert (ended.level, ended.barred_until) == (L.NONE, None)
    assert ended.counts_from == last + timedelta(1)


def test_a_proposal_that_was_dismissed_is_not_made_again_for_the_same() -> None:
    after = dismissed(Standing(L.PROPOSED), OFFICER, DAY, "已整改")
    assert (after.level, after.counts_from) == (L.WATCH, DAY + timedelta(1))


@pytest.mark.parametrize("reason", ["", " "])
def test_no_decision_without_a_reason(reason: str) -> None:
    for act in (
        lambda: barred(Standing(L.WATCH), OFFICER, DAY, reason, 12),
        lambda: dismissed(Standing(L.PROPOSED), OFFICER, DAY, reason),
        lambda: lifted(BARRED, OFFICER, DAY, reason),
        lambda: kept(objected(BARRED, FIRM, DAY, "不实", DUE), OTHER, reason),
    ):
        with pytest.raises(StandingRefused, match="理由"):
            act()


def test_an_objection_is_answered_by_another_officer_and_once() -> None:
    made = objected(BARRED, FIRM, DAY, "不是我单位所为", DUE)
    assert has_open_objection(made)
    with pytest.raises(StandingRefused, match="待答复"):
        objected(made, FIRM, DAY, "再说一次", DUE)
    with pytest.raises(IllegalStep, match="另一位"):
        kept(made, OFFICER, "维持")
    answered = kept(made, OTHER, "核实无误")
    assert not has_open_objection(answered)
    assert answered.level is L.BARRED
    with pytest.raises(StandingRefused, match="没有待答复"):
        kept(answered, OTHER, "再答一次")
    again = objected(answered, FIRM, DAY, "有新证据", DUE)
    freed = lifted(again, OTHER, DAY, "证据属实")
    assert freed.level is L.WATCH
    assert freed.objection is not None
    assert freed.objection.answer == "证据属实"


def test_an_objection_says_why() -> None:
    with pytest.raises(StandingRefused, match="异议的理由"):
        objected(BARRED, FIRM, DAY, " ", DUE)


# ---------------------------------------------------------------- verification


def checked(on: date = DAY) -> Standing:
    return verified(Standing(), OFFICER, on, USCC, on)


@pytest.mark.parametrize(
    ("standing", "day", "state"),
    [
        pytest.param(Standing(), DAY, Verification.DUE, id="never, on its first day"),
        pytest.param(Standing(), DAY + timedelta(30), Verification.DUE, id="never, in grace"),
        pytest.param(Standing(), DAY + timedelta(31), Verification.OVERDUE, id="never, past it"),
        pytest.param(checked(), date(2027, 5, 22), Verification.VERIFIED, id="six months"),
        pytest.param(checked(), date(2027, 5, 23), Verification.DUE, id="a day more"),
        pytest.param(checked(), date(2027, 6, 21), Verification.DUE, id="the last of grace"),
        pytest.param(checked(), date(2027, 6, 22), Verification.OVERDUE, id="past grace"),
    ],
)
def test_an_employer_is_verified_every_six_months(
    standing: Standing, day: date, state: Verification
) -> None:
    assert verification(standing, DAY, day, 6, 30) is state


@pytest.mark.parametrize(
    ("actor", "code", "on", "why"),
    [
        (FIRM, USCC, DAY, "工作人员"),
        (OFFICER, USCC[:17] + "?", DAY, "校验位"),
        (OFFICER, "", DAY, "18位"),
        (OFFICER, USCC, DAY + timedelta(1), "不能晚于今天"),
    ],
)
def test_a_verification_needs_an_officer_a_code_and_a_day(
    actor: Actor, code: str, on: date, why: str
) -> None:
    with pytest.raises(StandingRefused, match=why):
        verified(Standing(), actor, DAY, code, on)


def test_being_verified_changes_no_level() -> None:
    assert verified(replace(BARRED), OFFICER, DAY, USCC, DAY).level is L.BARRED


# ---------------------------------------------------------------- one firm


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("临沂（测试）家政有限公司", "临沂测试家政有限公司"),
        (" 测试 Abc 公司 ", "测试ABC公司"),
        ("业主直招", ""),
        ("个人", ""),
        ("某物流公司", ""),
        ("测试个人护理有限公司", "测试个人护理有限公司"),
        ("", ""),
    ],
)
def test_a_name_is_compared_without_marks_and_a_nameless_one_not_at_all(
    name: str, key: str
) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("甲公司", "1"), ("乙公司", "1"), True),
        (("甲公司", "1"), ("甲公司", "2"), False),
        (("甲公司", "1"), ("甲公司", ""), True),
        (("甲公司", ""), ("甲公司", ""), True),
        (("", ""), ("", ""), False),
        (("", "1"), ("", ""), False),
    ],
)
def test_a_firm_is_known_by_its_code_or_by_its_name_where_a_code_is_lacking(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    assert is_same_firm(one, other) is same
    assert is_same_firm(other, one) is same
