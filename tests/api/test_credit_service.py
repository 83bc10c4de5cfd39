"""Credit through the store: raised once, heard, decided by a person, told, noted, boxed in time."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from api.database import reading
from api.services.credit_record import own_record
from api.services.recheck import recheck_all
from api.store import registrations
from api.store.tables import metadata
from registry.actor import Actor, Role
from registry.errors import UnknownName
from registry.registration.application import Event, State
from registry.registration.claim import EmploymentType
from registry.registration.credit import CreditRefused
from registry.registration.credit_entry import (
    CreditState,
    Evidence,
    Hearing,
    Level,
    Matter,
    Repair,
)
from registry.registration.exits import ExitCode
from registry.registration.objection import ObjectionRefused, ObjectionState
from registry.registration.record import Path as Way
from registry.registration.record import Registration
from registry.registration.register_answer import Source
from registry.step_table import IllegalStep
from tests.api.credit_desk import (
    FIRST_JOB,
    HEARD,
    OLD_JOB,
    acts,
    confirmed,
    contradicted,
    credit_of,
    entries,
    told,
)
from tests.api.registration_desk import (
    COLLEAGUE,
    HERSELF,
    KEYS,
    OFFICER,
    TODAY,
    Desk,
    claim_of,
    desk,
)

AGAIN = replace(FIRST_JOB, employment_type=EmploymentType.RE)


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def standing(here: Desk, registration: str) -> Registration:
    with reading(here.registrar.engine) as connection:
        found = registrations.get(connection, KEYS, registration)
    assert found is not None
    return found


def left(here: Desk, registration: str) -> None:
    here.registrar.leave(registration, ExitCode.X4, TODAY, HERSELF)


# ---------------------------------------------------------------- raised


def test_case_63_an_old_record_makes_a_first_job_suspect_and_an_officer_decides(
    here: Desk,
) -> None:
    kept = contradicted(here)
    assert kept.entry.state is CreditState.SUSPECT
    assert kept.entry.until == date(2027, 1, 22)
    one = standing(here, kept.registration)
    assert (one.state, one.path) == (State.PENDING_REVIEW, Way.CHECKED)
    suspicion = told(here, one.id)[0]
    assert "这不是认定失信" in suspicion
    assert "3个工作日" in suspicion
    assert acts(here) == ["read", "suspect"]
    assert here.registrar.decide(one.id, True, "属实。", OFFICER).state is State.ACTIVE


def test_who_called_nothing_her_first_job_is_contradicted_by_nothing(here: Desk) -> None:
    here.says(Source.EMPLOYMENT, AGAIN, OLD_JOB)
    assert here.submitted(AGAIN).registration.state is State.ACTIVE
    assert entries(here) == []


def test_a_record_that_appears_later_is_found_at_night_once_and_ends_nothing(here: Desk) -> None:
    one = here.submitted(FIRST_JOB).registration
    here.says(Source.EMPLOYMENT, FIRST_JOB, OLD_JOB)
    assert recheck_all(here.registrar).suspicions == 1
    assert recheck_all(here.registrar).suspicions == 0
    assert standing(here, one.id).state is State.ACTIVE
    assert len(entries(here)) == 1
    with reading(here.registrar.engine) as connection:
        assert len(registrations.rounds(connection, KEYS, one.id)) == 2, "the evidence is kept"


def test_what_was_cleared_up_once_is_never_raised_again(here: Desk) -> None:
    kept = contradicted(here)
    here.registrar.decide(kept.registration, True, "属实。", OFFICER)
    credit_of(here).clear(kept.id, "勤工俭学，不算就业。", OFFICER)
    left(here, kept.registration)
    again = here.submitted(replace(FIRST_JOB, start_date=TODAY)).registration
    assert (again.state, again.path) == (State.ACTIVE, Way.COMMITMENT)
    assert len(entries(here)) == 1


def test_the_same_untruth_promised_anew_is_raised_anew(here: Desk) -> None:
    kept = contradicted(here)
    here.registrar.decide(kept.registration, True, "属实。", OFFICER)
    credit_of(here).correct(kept.id, "记错了，已改为再就业。", OFFICER)
    left(here, kept.registration)
    again = here.submitted(replace(FIRST_JOB, start_date=TODAY)).registration
    assert again.state is State.PENDING_REVIEW
    states = {each.entry.state for each in entries(here)}
    assert states == {CreditState.CORRECTED, CreditState.SUSPECT}


def test_two_nights_at_once_raise_one_suspicion(here: Desk) -> None:
    here.submitted(FIRST_JOB)
    here.says(Source.EMPLOYMENT, FIRST_JOB, OLD_JOB)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: recheck_all(here.registrar), range(4)))
    assert len(entries(here)) == 1
    assert acts(here).count("suspect") == 1


def test_an_officer_raises_what_she_found_and_nobody_raises_it_for_the_person(here: Desk) -> None:
    one = here.submitted(FIRST_JOB).registration
    found = (Evidence(Matter.WORK, "平台保洁", "没有从事", TODAY),)
    with pytest.raises(IllegalStep):
        credit_of(here).suspect(one.id, found, "", HERSELF)
    kept = credit_of(here).suspect(one.id, found, "走访发现没有从事登记的工作", OFFICER)
    assert kept is not None
    assert kept.entry.reason == "走访发现没有从事登记的工作"
    assert credit_of(here).suspect(one.id, found, "", OFFICER) is None


# ---------------------------------------------------------------- the path


def test_case_64_unrepaired_even_five_clean_registers_wait_for_an_officer(here: Desk) -> None:
    kept = confirmed(here)
    here.registrar.choose(kept.registration, Event.WITHDRAW, HERSELF)
    here.says(Source.EMPLOYMENT, FIRST_JOB)
    one = here.submitted(AGAIN).registration
    assert (one.state, one.path, one.decision and one.decision.code) == (
        State.PENDING_REVIEW,
        Way.CHECKED,
        "",
    )
    assert "先核查再办理登记" in told(here, one.id)[0]
    assert acts(here)[-1] == "read"


@pytest.mark.parametrize(
    ("days", "state"),
    [
        pytest.param(92, State.PENDING_REVIEW, id="on its last day"),
        pytest.param(93, State.ACTIVE, id="on the day after"),
    ],
)
def test_a_false_promise_binds_until_its_last_day_and_no_longer(
    here: Desk, days: int, state: State
) -> None:
    kept = confirmed(here)
    assert kept.entry.until == date(2027, 2, 22)
    here.registrar.choose(kept.registration, Event.WITHDRAW, HERSELF)
    here.wait(days=days)
    assert here.submitted(AGAIN).registration.state is state


@pytest.mark.parametrize(
    ("days", "state"), [(61, State.PENDING_REVIEW), (62, State.ACTIVE)], ids=["last day", "after"]
)
def test_a_suspicion_that_nobody_settled_binds_two_months(
    here: Desk, days: int, state: State
) -> None:
    kept = contradicted(here)
    here.registrar.choose(kept.registration, Event.WITHDRAW, HERSELF)
    here.wait(days=days)
    assert here.submitted(AGAIN).registration.state is state
    assert bool(credit_of(here).waiting(OFFICER)) == (state is State.PENDING_REVIEW)


def test_every_application_has_its_path_from_credit_and_the_reading_is_noted(here: Desk) -> None:
    assert here.submitted(FIRST_JOB).registration.path is Way.COMMITMENT
    assert acts(here) == ["read"]


# ---------------------------------------------------------------- decided


def test_a_false_promise_is_confirmed_after_a_hearing_and_offers_revocation(here: Desk) -> None:
    one = here.submitted(FIRST_JOB).registration
    here.says(Source.EMPLOYMENT, FIRST_JOB, OLD_JOB)
    recheck_all(here.registrar)
    (kept,) = entries(here)
    with pytest.raises(CreditRefused, match="听取本人意见"):
        credit_of(here).confirm(
            kept.id, "隐瞒", Level.LIGHT, 1, Hearing(TODAY, came=False), OFFICER
        )
    done = credit_of(here).confirm(kept.id, "隐瞒", Level.LIGHT, 1, HEARD, OFFICER)
    assert done.may_revoke
    assert standing(here, one.id).state is State.ACTIVE, "nothing is revoked by itself"
    assert "不影响求职推荐" in told(here, one.id)[-1]
    assert here.registrar.revoke(one.id, "虚假承诺。", OFFICER).state is State.REVOKED
    assert acts(here) == ["read", "suspect", "confirm_false"]


def test_who_was_invited_and_stayed_away_may_be_decided_on_the_day_after(here: Desk) -> None:
    kept, credit = contradicted(here), credit_of(here)
    tomorrow = date(2026, 11, 23)
    credit.invite(kept.id, tomorrow, OFFICER)
    assert str(tomorrow) in told(here, kept.registration)[-1]
    here.wait(days=1)
    absent = Hearing(tomorrow, came=False)
    with pytest.raises(CreditRefused):
        credit.confirm(kept.id, "隐瞒", Level.LIGHT, 1, absent, OFFICER)
    here.wait(days=1)
    done = credit.confirm(kept.id, "隐瞒", Level.LIGHT, 1, absent, OFFICER)
    assert done.kept.entry.state is CreditState.FALSE_CONFIRMED
    assert not done.may_revoke, "an application under review is refused, not revoked"


def test_neither_the_system_nor_the_person_decides(here: Desk) -> None:
    kept, credit = contradicted(here), credit_of(here)
    for actor in (Actor("night", Role.SYSTEM), HERSELF):
        with pytest.raises(IllegalStep, match="工作人员"):
            credit.clear(kept.id, "无误", actor)
        with pytest.raises(IllegalStep, match="工作人员"):
            credit.confirm(kept.id, "隐瞒", Level.LIGHT, 1, HEARD, actor)
    assert entries(here) == [kept]
    assert acts(here) == ["read", "suspect"], "what was refused left nothing behind"


def test_a_repair_opens_the_commitment_path_again(here: Desk) -> None:
    kept, credit = confirmed(here), credit_of(here)
    here.registrar.choose(kept.registration, Event.WITHDRAW, HERSELF)
    done = Repair(TODAY, TODAY, "今后如实填报。")
    here.wait(days=92)
    with pytest.raises(CreditRefused, match="最短期限"):
        credit.repair(kept.id, done, OFFICER)
    here.wait(days=1)
    assert credit.repair(kept.id, done, OFFICER).entry.state is CreditState.REPAIRED
    assert "信用已修复" in told(here, kept.registration)[-1]
    assert here.submitted(AGAIN).registration.path is Way.COMMITMENT


def test_another_officer_overturns_and_the_objection_is_answered_by_it(here: Desk) -> None:
    kept, credit = confirmed(here), credit_of(here)
    objection = credit.object(kept.id, "当年没有签合同", HERSELF)
    assert objection.deadline.due == date(2026, 11, 25), "three working days from a Sunday"
    assert "2026-11-25前答复" in told(here, kept.registration)[-1]
    with pytest.raises(IllegalStep, match="另一位"):
        credit.overturn(kept.id, "异议成立", OFFICER)
    after = credit.overturn(kept.id, "异议成立", COLLEAGUE)
    assert after.entry.state is CreditState.CLEARED
    assert "对您异议的答复：异议成立" in told(here, kept.registration)[-1]
    with pytest.raises(IllegalStep, match="没有待答复"):
        credit.answer(kept.id, "已答复", COLLEAGUE)
    assert acts(here)[-3:] == ["object", "overturn", "answer"]


def test_an_objection_not_upheld_is_answered_by_another_officer_and_the_entry_stands(
    here: Desk,
) -> None:
    kept, credit = confirmed(here), credit_of(here)
    with pytest.raises(ObjectionRefused, match="理由"):
        credit.object(kept.id, " ", HERSELF)
    longer = credit.object(kept.id, "请向原单位核实", HERSELF, needs_others=True)
    assert longer.deadline.due == date(2026, 12, 1), "seven working days"
    assert kept.id in {each.id for each in credit.waiting(OFFICER)}
    with pytest.raises(IllegalStep, match="另一位"):
        credit.answer(kept.id, "维持", OFFICER)
    (answered,) = credit.answer(kept.id, "经原单位核实，维持认定", COLLEAGUE)
    assert answered.state is ObjectionState.ANSWERED
    assert entries(here) == [kept]
    assert credit.waiting(OFFICER) == ()


def test_an_officer_who_looks_is_noted_for_each_entry(here: Desk) -> None:
    other = claim_of(2, employment_type=EmploymentType.FIRST)
    contradicted(here), contradicted(here, other)
    assert len(credit_of(here).waiting(OFFICER)) == 2
    for claim in (FIRST_JOB, other):
        assert acts(here, claim) == ["read", "suspect", "read"]


@pytest.mark.parametrize(
    ("days", "count"), [(1826, 0), (1827, 1)], ids=["five years to the day", "the day after"]
)
def test_five_years_after_the_decision_an_entry_is_deleted_with_all_that_hangs_on_it(
    here: Desk, days: int, count: int
) -> None:
    kept, credit = confirmed(here), credit_of(here)
    credit.object(kept.id, "当年没有签合同", HERSELF)
    here.wait(days=days)
    assert credit.forget(OFFICER) == count
    assert len(entries(here)) == 1 - count
    assert acts(here)[-1] == ("forget" if count else "object")


# ---------------------------------------------------------------- her own record


def test_a_person_is_given_her_whole_record_and_who_looked(here: Desk) -> None:
    kept, credit = confirmed(here), credit_of(here)
    credit.object(kept.id, "当年没有签合同", HERSELF)
    record = own_record(credit, FIRST_JOB.identity.number, HERSELF)
    (one,) = record.entries
    assert one.entry == kept.entry
    assert one.entry.evidence[0].found.startswith("就业状态：2015-03-01")
    assert one.entry.decided_by == OFFICER.id
    assert one.objections[0].words == "当年没有签合同"
    assert (record.state, record.path) == (CreditState.FALSE_CONFIRMED, Way.CHECKED)
    assert "异议" in record.how_to_object
    assert [each.action for each in record.acts][-1] == "credit.read"
    assert OFFICER.id in {each.actor for each in record.acts}


def test_who_has_no_entry_is_told_so_and_the_reading_is_noted(here: Desk) -> None:
    record = own_record(credit_of(here), FIRST_JOB.identity.number, HERSELF)
    assert (record.state, record.entries) == (CreditState.CLEAN, ())
    assert acts(here) == ["read"]


def test_no_entry_of_that_number_is_said(here: Desk) -> None:
    with pytest.raises(UnknownName, match="信用记录编号"):
        credit_of(here).clear("none", "无误", OFFICER)


def test_nothing_of_an_entry_stands_in_the_clear(here: Desk) -> None:
    kept = confirmed(here)
    credit_of(here).object(kept.id, "当年没有签合同", HERSELF)
    with reading(here.registrar.engine) as connection:
        for each in metadata.sorted_tables:
            for row in connection.execute(select(each)):
                text = repr(tuple(row))
                for word in (FIRST_JOB.identity.number, "2015-03-01", "没有签合同", "勤工俭学"):
                    assert word not in text, each.name
