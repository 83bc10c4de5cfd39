"""Credit: who may move an entry, what it needs, how long it binds; it decides one thing."""

import ast
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.credit_policy import load_credit_terms
from api.settings import find_data_dir
from registry.actor import Actor, Role
from registry.registration.credit import (
    TABLE,
    CreditEvent,
    CreditRefused,
    barring,
    cleared,
    confirmed_false,
    corrected,
    invited,
    is_to_be_deleted,
    overturned,
    path_findings,
    path_of,
    repair_needs,
    repaired,
    state_of,
    suspected,
)
from registry.registration.credit_entry import (
    CreditEntry,
    CreditState,
    Evidence,
    Hearing,
    IncompleteEntry,
    Level,
    Matter,
    Repair,
)
from registry.registration.credit_terms import TermNotInForce, months_after
from registry.registration.record import Path as RegistrationPath
from registry.registration.register_answer import Source
from registry.step_table import IllegalStep

ROOT = Path(__file__).resolve().parents[2]
TERMS = load_credit_terms(find_data_dir() / "policy")
OPENED, HEARD, DECIDED = date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 10)
SYSTEM, PERSON = Actor("nightly", Role.SYSTEM), Actor("W1", Role.PERSON)
OFFICER, OTHER = Actor("甲", Role.OFFICER, "371302"), Actor("乙", Role.OFFICER, "371302")
EVIDENCE = (
    Evidence(Matter.EMPLOYMENT_TYPE, "初次就业", "2015年有单位就业记录", OPENED, Source.EMPLOYMENT),
)
HEARING = Hearing(HEARD, "那是勤工俭学，我以为不算。")
DONE = Repair(HEARD, date(2026, 12, 1), "今后如实填报，否则愿意承担责任。")


def suspect(on: date = OPENED, actor: Actor = SYSTEM) -> CreditEntry:
    return suspected("W1", "承诺为初次就业，与就业状态不一致", EVIDENCE, actor, on, TERMS)


def confirmed(**changes: Any) -> CreditEntry:
    asked: dict[str, Any] = {
        "entry": suspect(),
        "actor": OFFICER,
        "as_of": DECIDED,
        "decision": "隐瞒就业经历",
        "level": Level.GENERAL,
        "months": 6,
        "hearing": HEARING,
        "terms": TERMS,
    }
    return confirmed_false(**(asked | changes))


def test_the_five_years_run_from_the_faults_end_where_it_is_known() -> None:
    entry = confirmed(fault_ended_on=date(2024, 2, 29))
    assert not is_to_be_deleted(entry, date(2029, 2, 28), TERMS)
    assert is_to_be_deleted(entry, date(2029, 3, 1), TERMS)
    assert not is_to_be_deleted(confirmed(), date(2031, 11, 10), TERMS)
    assert is_to_be_deleted(confirmed(), date(2031, 11, 11), TERMS)


def test_case_63_a_mismatch_waits_for_an_officer_and_is_not_dishonesty() -> None:
    entry = suspect()
    assert entry.state is CreditState.SUSPECT
    assert entry.level is None
    assert path_of([entry], OPENED) is RegistrationPath.CHECKED
    with pytest.raises(IllegalStep, match="只能由工作人员"):
        confirmed(actor=SYSTEM)


def test_case_64_who_promised_falsely_and_did_not_repair_registers_by_the_checked_path() -> None:
    entry = confirmed()
    assert path_of([entry], DECIDED) is RegistrationPath.CHECKED
    assert path_findings([entry], DECIDED)[0].detail == (
        "确认虚假承诺（承诺为初次就业，与就业状态不一致）：至 2027-05-10 止，先核查再办理登记，"
        "不要求提供证明材料；可以提出异议。"
    )


def test_a_person_without_entries_is_clean_and_registers_by_her_commitment() -> None:
    assert state_of([], DECIDED) is CreditState.CLEAN
    assert path_of([], DECIDED) is RegistrationPath.COMMITMENT
    assert path_findings([], DECIDED) == ()


@pytest.mark.parametrize("move", [cleared, corrected])
def test_an_officer_clears_or_corrects_and_the_commitment_path_is_open_again(move: Any) -> None:
    entry = move(suspect(), OFFICER, DECIDED, "登记机关记录有误")
    assert path_of([entry], DECIDED) is RegistrationPath.COMMITMENT
    for actor in (SYSTEM, PERSON, Actor(" ", Role.OFFICER)):
        with pytest.raises(IllegalStep):
            move(suspect(), actor, DECIDED, "登记机关记录有误")


@pytest.mark.parametrize("actor", [SYSTEM, OFFICER])
def test_the_system_and_officers_may_raise_a_suspicion(actor: Actor) -> None:
    assert suspect(actor=actor).state is CreditState.SUSPECT


def test_a_person_cannot_raise_one_and_none_is_raised_without_evidence() -> None:
    with pytest.raises(IllegalStep):
        suspect(actor=PERSON)
    with pytest.raises(IncompleteEntry, match="不一致的证据"):
        suspected("W1", "不一致", (), SYSTEM, OPENED, TERMS)


@pytest.mark.parametrize(
    "hearing",
    [
        pytest.param(HEARING, id="heard"),
        pytest.param(Hearing(OPENED, "说明"), id="heard on the day the mismatch was found"),
        pytest.param(Hearing(DECIDED, "说明"), id="heard on the day of the decision"),
        pytest.param(Hearing(HEARD, came=False), id="invited for the day before, did not come"),
    ],
)
def test_a_false_commitment_is_confirmed_after_a_hearing(hearing: Hearing) -> None:
    entry = suspect() if hearing.came else invited(suspect(), OFFICER, OPENED, hearing.on)
    assert confirmed(entry=entry, hearing=hearing).state is CreditState.FALSE_CONFIRMED


@pytest.mark.parametrize(
    "hearing",
    [
        pytest.param(Hearing(HEARD, "  "), id="heard, but no words kept"),
        pytest.param(Hearing(OPENED - timedelta(1), "说明"), id="heard before the mismatch"),
        pytest.param(Hearing(DECIDED + timedelta(1), "说明"), id="to be heard tomorrow"),
        pytest.param(Hearing(DECIDED, came=False), id="invited for today, may still come"),
    ],
)
def test_a_false_commitment_is_not_confirmed_without_one(hearing: Hearing) -> None:
    entry = suspect() if hearing.came else invited(suspect(), OFFICER, OPENED, hearing.on)
    with pytest.raises((CreditRefused, IncompleteEntry), match="听取本人意见"):
        confirmed(entry=entry, hearing=hearing)


@pytest.mark.parametrize("invited_for", [None, HEARD - timedelta(1)])
def test_who_was_not_invited_for_that_day_did_not_stay_away(invited_for: date | None) -> None:
    entry = replace(suspect(), invited_for=invited_for)
    with pytest.raises(CreditRefused, match="听取本人意见"):
        confirmed(entry=entry, hearing=Hearing(HEARD, came=False))


def test_an_invitation_leaves_her_a_day_and_is_an_officers() -> None:
    assert invited(suspect(), OFFICER, OPENED, OPENED + timedelta(1)).invited_for == date(
        2026, 11, 3
    )
    with pytest.raises(CreditRefused, match="说明日期"):
        invited(suspect(), OFFICER, OPENED, OPENED)
    with pytest.raises(IllegalStep, match="工作人员"):
        invited(suspect(), SYSTEM, OPENED, HEARD)


@pytest.mark.parametrize(
    ("level", "months", "allowed"),
    [
        (Level.LIGHT, 0, False),
        (Level.LIGHT, 1, True),
        (Level.LIGHT, 3, True),
        (Level.LIGHT, 4, False),
        (Level.GENERAL, 2, False),
        (Level.GENERAL, 3, True),
        (Level.GENERAL, 12, True),
        (Level.GENERAL, 13, False),
        (Level.SERIOUS, 11, False),
        (Level.SERIOUS, 12, True),
        (Level.SERIOUS, 36, True),
        (Level.SERIOUS, 37, False),
        (Level.SERIOUS, 10**9, False),
        (Level.SERIOUS, -(10**9), False),
    ],
)
def test_each_level_has_its_least_and_most_months(level: Level, months: int, allowed: bool) -> None:
    if allowed:
        assert confirmed(level=level, months=months).until == months_after(DECIDED, months)
    else:
        with pytest.raises(CreditRefused, match="个月"):
            confirmed(level=level, months=months)


@pytest.mark.parametrize(
    ("ended", "until"),
    [
        pytest.param(date(2026, 11, 10), date(2027, 5, 10), id="ended today: six months"),
        pytest.param(date(2022, 5, 10), date(2027, 5, 10), id="five years end on the same day"),
        pytest.param(date(2022, 5, 9), date(2027, 5, 9), id="five years end a day sooner"),
        pytest.param(date(2021, 11, 10), DECIDED, id="five years end today"),
    ],
)
def test_no_entry_binds_past_five_years_from_the_end_of_the_fault(ended: date, until: date) -> None:
    assert confirmed(fault_ended_on=ended).until == until


@pytest.mark.parametrize(
    "ended", [date(2021, 11, 9), DECIDED + timedelta(1)], ids=["over five years ago", "tomorrow"]
)
def test_a_fault_too_old_or_not_yet_ended_is_not_confirmed(ended: date) -> None:
    with pytest.raises(CreditRefused, match="失信行为终止"):
        confirmed(fault_ended_on=ended)


def test_nothing_is_confirmed_before_the_levels_are_in_force() -> None:
    early = replace(suspect(date(2026, 3, 1)), until=date(2026, 4, 30))
    asked = {"entry": early, "hearing": Hearing(date(2026, 3, 2), "说明")}
    with pytest.raises(TermNotInForce, match=r"credit_terms\.yaml"):
        confirmed(**asked, as_of=date(2026, 3, 31))
    assert confirmed(**asked, as_of=date(2026, 4, 1)).state is CreditState.FALSE_CONFIRMED


def test_an_expired_suspicion_cannot_be_confirmed_only_cleared() -> None:
    late = suspect().until + timedelta(1)
    with pytest.raises(CreditRefused, match="重新核查"):
        confirmed(as_of=late)
    assert cleared(suspect(), OFFICER, late, "已过期").state is CreditState.CLEARED


def test_nothing_is_decided_before_its_mismatch_was_found() -> None:
    with pytest.raises(CreditRefused, match="办理日期"):
        cleared(suspect(), OFFICER, OPENED - timedelta(1), "记录有误")


@pytest.mark.parametrize("entry", [suspect(), confirmed()], ids=["suspect", "confirmed"])
def test_an_entry_binds_to_its_last_day_and_not_one_longer(entry: CreditEntry) -> None:
    last = entry.until
    assert path_of([entry], last) is RegistrationPath.CHECKED
    assert path_of([entry], last + timedelta(1)) is RegistrationPath.COMMITMENT
    assert state_of([entry], last + timedelta(1)) is CreditState.CLEAN


def test_a_repaired_entry_gives_the_commitment_path_back() -> None:
    day = date(2027, 2, 11)
    done = repaired(confirmed(), OFFICER, day, DONE, TERMS)
    assert state_of([done], day) is CreditState.REPAIRED
    assert path_of([done], day) is RegistrationPath.COMMITMENT
    assert path_of([done, suspect(day)], day) is RegistrationPath.CHECKED


@pytest.mark.parametrize(
    ("level", "months", "day", "over"),
    [
        pytest.param(Level.LIGHT, 3, date(2026, 12, 1), True, id="light: no shortest period"),
        pytest.param(Level.GENERAL, 6, date(2027, 2, 10), False, id="general: third month's end"),
        pytest.param(Level.GENERAL, 6, date(2027, 2, 11), True, id="general: the day after"),
        pytest.param(Level.SERIOUS, 24, date(2027, 11, 10), False, id="serious: a year's end"),
        pytest.param(Level.SERIOUS, 24, date(2027, 11, 11), True, id="serious: the day after"),
    ],
)
def test_a_repair_waits_for_the_shortest_period(
    level: Level, months: int, day: date, over: bool
) -> None:
    entry = confirmed(level=level, months=months)
    assert repair_needs(entry, DONE, day, TERMS)[0].passed is over
    if over:
        assert repaired(entry, OFFICER, day, DONE, TERMS).state is CreditState.REPAIRED
    else:
        with pytest.raises(CreditRefused, match="最短期限"):
            repaired(entry, OFFICER, day, DONE, TERMS)


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        (replace(DONE, corrected_on=None), "已纠正"),
        (replace(DONE, promise=" "), "信用承诺"),
        (replace(DONE, promised_on=None), "信用承诺"),
        (replace(DONE, promised_on=DECIDED - timedelta(1)), "信用承诺"),
        (Repair(), "已纠正；认定之后公开作出信用承诺"),
    ],
)
def test_a_repair_lacks_nothing(lacking: Repair, words: str) -> None:
    with pytest.raises(CreditRefused, match=words):
        repaired(confirmed(), OFFICER, date(2027, 3, 1), lacking, TERMS)


def test_nothing_but_a_confirmed_entry_has_needs_of_repair() -> None:
    assert repair_needs(suspect(), DONE, DECIDED, TERMS) == ()


def test_an_objection_is_upheld_by_another_officer() -> None:
    with pytest.raises(IllegalStep, match="另一位"):
        overturned(confirmed(), OFFICER, DECIDED, "异议成立")
    done = overturned(confirmed(), OTHER, DECIDED, "异议成立")
    assert done.state is CreditState.CLEARED
    assert path_of([done], DECIDED) is RegistrationPath.COMMITMENT


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"hearing": None}, "听取本人意见"),
        ({"level": None}, "失信程度"),
        ({"decided_by": " "}, "办理人"),
        ({"decision": ""}, "处理理由"),
        ({"decided_on": None}, "办理日期"),
        ({"evidence": ()}, "证据"),
        ({"state": CreditState.REPAIRED}, "修复情况"),
        ({"state": CreditState.CLEAN}, "状态"),
    ],
)
def test_no_entry_can_even_be_written_down_that_lacks_what_it_rests_on(
    changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(IncompleteEntry, match=words):
        replace(confirmed(), **changes)


def test_what_is_no_credit_data_is_no_matter_of_a_mismatch() -> None:
    names = {matter.value for matter in Matter}
    assert not any(word in name for name in names for word in ("INCOME", "HEALTH", "TAX", "FAITH"))


actors = st.builds(Actor, st.sampled_from(["", " ", "甲", "乙"]), st.sampled_from(Role))
hearings = st.builds(
    Hearing,
    st.dates(OPENED - timedelta(5), DECIDED + timedelta(5)),
    st.sampled_from(["", " ", "说明"]),
    st.booleans(),
)


@given(st.lists(st.tuples(st.sampled_from(CreditEvent), actors), max_size=12))
def test_no_way_through_the_table_leads_to_false_without_a_named_officer(
    events: list[tuple[CreditEvent, Actor]],
) -> None:
    state = CreditState.CLEAN
    for event, actor in events:
        before = state
        try:
            state = TABLE.step(state, event, actor)
        except IllegalStep:
            continue
        if state is CreditState.FALSE_CONFIRMED:
            assert before is CreditState.SUSPECT
            assert actor.role is Role.OFFICER
            assert actor.id.strip()


@given(actors, hearings, st.sampled_from(Level), st.integers(-5, 60), st.integers(0, 400))
def test_whatever_is_confirmed_has_a_person_a_hearing_and_an_end(
    actor: Actor, hearing: Hearing, level: Level, months: int, later: int
) -> None:
    day = OPENED + timedelta(later % 90)
    try:
        entry = confirmed(actor=actor, hearing=hearing, level=level, months=months, as_of=day)
    except (CreditRefused, IllegalStep, IncompleteEntry):
        return
    assert actor.role is Role.OFFICER
    assert entry.decided_by.strip()
    assert entry.hearing is not None
    assert entry.hearing.words.strip() or not entry.hearing.came
    assert OPENED <= entry.hearing.on <= day
    assert day <= entry.until <= months_after(day, 36)


entries = st.builds(
    lambda entry, shift: replace(
        entry,
        opened_on=entry.opened_on + timedelta(shift),
        until=entry.until + timedelta(shift),
    ),
    st.sampled_from(
        [
            suspect(),
            confirmed(),
            cleared(suspect(), OFFICER, DECIDED, "记录有误"),
            repaired(confirmed(), OFFICER, date(2027, 3, 1), DONE, TERMS),
        ]
    ),
    st.integers(-900, 900),
)


@given(st.lists(entries, max_size=6), st.dates(date(2023, 1, 1), date(2031, 1, 1)))
def test_expired_and_repaired_entries_never_bind(found: list[CreditEntry], day: date) -> None:
    live = [entry for entry in found if entry.opened_on <= day <= entry.until]
    bad = [e for e in live if e.state in (CreditState.SUSPECT, CreditState.FALSE_CONFIRMED)]
    assert list(barring(found, day)) == bad
    assert (path_of(found, day) is RegistrationPath.CHECKED) == bool(bad)
    assert path_of(live, day) is path_of(found, day)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_a_period_of_months_ends_on_its_day_or_at_the_months_end(day: date, months: int) -> None:
    end = months_after(day, months)
    assert (end.year - day.year) * 12 + end.month - day.month == months
    assert end.day == day.day or (end + timedelta(1)).day == 1


def test_credit_decides_nothing_in_matching_or_search() -> None:
    private = {"credit", "credit_entry", "credit_terms", "after_control", "referral"}
    for package in ("matcher", "indexing"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                named = {alias.name for alias in getattr(node, "names", ()) if alias.name}
                module = getattr(node, "module", None) or ""
                parts = {part for name in {module, *named} for part in name.split(".")}
                assert not parts & private, path
