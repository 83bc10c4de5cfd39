"""Objecting to an exit or a revocation: kept, answered by another officer, undone or standing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from api.database import reading
from api.services.recheck import recheck_all
from api.store import audit, registrations
from api.store.tables import registrations as table
from registry.errors import InvalidField
from registry.registration.application import State
from registry.registration.exits import ExitCode
from registry.registration.record import Registration
from registry.registration.register_answer import Source
from registry.step_table import IllegalStep
from tests.api.registration_desk import (
    COLLEAGUE,
    FULL_TIME,
    HERSELF,
    KEYS,
    OFFICER,
    TODAY,
    Desk,
    claim_of,
    desk,
)

HERS = claim_of(start_date=date(2026, 8, 1))
WORDS = "没有签过合同"
REASON = "单位确认备案有误。"


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def told(here: Desk, one: str) -> str:
    with reading(here.registrar.engine) as connection:
        return registrations.told(connection, KEYS, one)[-1].text


def actions(here: Desk, one: str) -> list[str]:
    with reading(here.registrar.engine) as connection:
        assert audit.verify(connection, KEYS.audit) == ()
        found = audit.records(connection, one)
        return [each.action.removeprefix("registration.") for each in found]


def by_record(here: Desk) -> Registration:
    """Hers, ended in the night by a contract that a register holds."""
    one = here.submitted(HERS).registration
    here.says(Source.CONTRACTS, HERS, FULL_TIME)
    recheck_all(here.registrar)
    return here.registrar.get(one.id)


def by_officer(here: Desk) -> Registration:
    one = here.submitted(HERS).registration
    return here.registrar.leave(one.id, ExitCode.X6E, TODAY, OFFICER)


def revoked(here: Desk) -> Registration:
    one = here.submitted(HERS).registration
    return here.registrar.revoke(one.id, "虚假承诺。", OFFICER)


@pytest.mark.parametrize("ended", [by_record, by_officer, revoked])
def test_an_objection_that_is_upheld_reinstates_with_unbroken_days(here: Desk, ended) -> None:
    before = ended(here)
    assert "异议" in told(here, before.id)
    here.wait(days=60)
    made = here.registrar.object(before.id, WORDS, HERSELF)
    assert (made.state, made.exit) == (before.state, before.exit)
    assert made.objection is not None
    assert WORDS in told(here, before.id)
    done = here.registrar.answer(before.id, True, REASON, COLLEAGUE)
    assert (done.state, done.ended_on, done.exit) == (State.ACTIVE, None, None)
    assert done.claim.start_date == date(2026, 8, 1)
    assert done.objection is not None
    assert (done.objection.state, done.objection.answered_by) == ("UPHELD", COLLEAGUE.id)
    assert "异议成立" in told(here, before.id)
    assert REASON in told(here, before.id)
    assert actions(here, before.id)[-2:] == ["object", "reinstate"]


@pytest.mark.parametrize("ended", [by_record, by_officer, revoked])
def test_what_stands_is_told_with_its_reason_and_the_further_way(here: Desk, ended) -> None:
    before = ended(here)
    here.registrar.object(before.id, WORDS, HERSELF)
    with pytest.raises(IllegalStep, match="已经收到"):
        here.registrar.object(before.id, "再说一次", HERSELF)
    with pytest.raises(InvalidField, match="理由"):
        here.registrar.answer(before.id, False, " ", COLLEAGUE)
    done = here.registrar.answer(before.id, False, "合同属实。", COLLEAGUE)
    assert (done.state, done.exit, done.decided_by) == (
        before.state,
        before.exit,
        before.decided_by,
    )
    assert told(here, before.id).startswith("异议不成立，维持原决定：合同属实。")
    assert "行政复议" in told(here, before.id)
    with pytest.raises(IllegalStep, match="行政复议"):
        here.registrar.object(before.id, "再说一次", HERSELF)
    with pytest.raises(IllegalStep, match="没有等待答复"):
        here.registrar.answer(before.id, True, REASON, COLLEAGUE)
    assert actions(here, before.id)[-1] == "stand"


@pytest.mark.parametrize("ended", [by_officer, revoked])
@pytest.mark.parametrize("is_upheld", [True, False])
def test_who_decided_does_not_answer(here: Desk, ended, is_upheld: bool) -> None:
    one = ended(here)
    here.registrar.object(one.id, WORDS, HERSELF)
    with pytest.raises(IllegalStep, match="另一位"):
        here.registrar.answer(one.id, is_upheld, REASON, OFFICER)
    assert here.registrar.get(one.id).objection is not None


@pytest.mark.parametrize("ended", [by_record, by_officer, revoked])
def test_the_sixty_first_day_is_too_late(here: Desk, ended) -> None:
    one = ended(here)
    here.wait(days=61)
    with pytest.raises(IllegalStep, match="60日"):
        here.registrar.object(one.id, WORDS, HERSELF)


def test_her_own_word_is_no_decision_to_object_to(here: Desk) -> None:
    one = here.submitted(HERS).registration
    here.registrar.leave(one.id, ExitCode.X4, TODAY, HERSELF)
    with pytest.raises(IllegalStep, match="本人申报"):
        here.registrar.object(one.id, "不想退了", HERSELF)


def test_nobody_else_objects_for_her(here: Desk) -> None:
    one = by_record(here)
    with pytest.raises(IllegalStep, match="只能由本人"):
        here.registrar.object(one.id, WORDS, OFFICER)


def test_who_is_registered_anew_is_not_reinstated_beside_it(here: Desk) -> None:
    one = revoked(here)
    here.registrar.object(one.id, WORDS, HERSELF)
    here.submitted(claim_of(start_date=date(2026, 11, 1)))
    with pytest.raises(InvalidField, match="不能再有一条"):
        here.registrar.answer(one.id, True, REASON, COLLEAGUE)
    found = here.registrar.get(one.id)
    assert (found.state, found.objection and found.objection.is_open) == (State.REVOKED, True)
    here.registrar.answer(one.id, False, "另有有效的登记。", COLLEAGUE)


def test_a_revocation_taken_back_after_an_exit_leaves_the_exit(here: Desk) -> None:
    left = by_record(here)
    here.registrar.object(left.id, WORDS, HERSELF)
    here.registrar.revoke(left.id, "虚假承诺。", OFFICER)
    assert "对撤销一并提出" in told(here, left.id)
    assert here.registrar.get(left.id).objection is None
    here.registrar.object(left.id, "承诺属实", HERSELF)
    back = here.registrar.answer(left.id, True, "承诺属实。", COLLEAGUE)
    assert (back.state, back.ended_on, back.exit) == (State.EXITED, left.ended_on, left.exit)
    assert str(left.ended_on) in told(here, left.id)
    assert here.registrar.object(left.id, WORDS, HERSELF).objection is not None


def test_days_that_a_later_registration_covers_do_not_bar_what_had_ended_before(
    here: Desk,
) -> None:
    one = here.submitted(HERS).registration
    here.registrar.leave(one.id, ExitCode.X4, date(2026, 10, 1), HERSELF)
    here.registrar.revoke(one.id, "虚假承诺。", OFFICER)
    anew = here.submitted(claim_of(start_date=date(2026, 10, 1))).registration
    assert anew.state is State.ACTIVE
    assert here.registrar.reinstate(one.id, REASON, COLLEAGUE).state is State.EXITED
    here.registrar.revoke(one.id, "虚假承诺。", OFFICER)
    here.registrar.correct(anew.id, claim_of(start_date=date(2026, 9, 30)), HERSELF)
    with pytest.raises(InvalidField, match="不能再有一条"):
        here.registrar.reinstate(one.id, REASON, COLLEAGUE)


def test_a_record_withdrawn_at_night_answers_the_objection(here: Desk) -> None:
    one = by_record(here)
    here.registrar.object(one.id, WORDS, HERSELF)
    here.says(Source.CONTRACTS, HERS)
    assert recheck_all(here.registrar).reinstated == 1
    found = here.registrar.get(one.id)
    assert (found.state, found.objection and found.objection.state) == (State.ACTIVE, "UPHELD")


def test_her_words_stand_nowhere_in_the_clear(here: Desk) -> None:
    one = by_record(here)
    here.registrar.object(one.id, WORDS, HERSELF)
    with reading(here.registrar.engine) as connection:
        rows = list(connection.execute(select(table)))
        kept = repr(rows) + repr(list(audit.records(connection, one.id)))
    assert WORDS not in kept
