"""After-control through the store: drawn by lot, asked, answered, closed; silence is no fault."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.database import reading
from api.policy import PolicyUnknown
from api.store import after_controls, audit
from registry.errors import UnknownName
from registry.registration.after_control import CheckOutcome, CheckRefused, CheckState
from registry.registration.credit_entry import CreditState, Evidence, Matter
from registry.registration.exits import ExitCode
from registry.step_table import IllegalStep
from tests.api.credit_desk import FIRST_JOB, after_control_of, entries, told
from tests.api.registration_desk import HERSELF, KEYS, OFFICER, TODAY, Desk, claim_of, desk

QUESTION = "目前还在从事登记的工作吗？"
FOUND = (Evidence(Matter.WORK, "平台保洁", "平台答复没有账号", TODAY),)
# Ten working days after Sunday 22 November.
DUE = date(2026, 12, 4)


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def asked(here: Desk) -> tuple[str, str]:
    """Her registration, drawn and asked about, and the after-control's id."""
    one = here.submitted(FIRST_JOB).registration
    control = after_control_of(here)
    control.draw(OFFICER)
    assert control.ask_all(QUESTION, OFFICER) == 1
    return one.id, control.waiting()[0].id


def test_a_draw_takes_the_share_of_each_county_once_a_day_and_says_its_seed(here: Desk) -> None:
    for number in range(1, 9):
        county = "371311" if number % 2 else "371325"
        here.submitted(claim_of(number, place=county, work_place=county))
    control = after_control_of(here, 0.5)
    drawn = control.draw(OFFICER)
    assert drawn.counties == {"371311": 2, "371325": 2}
    assert control.draw(OFFICER).counties == {}
    with reading(here.registrar.engine) as connection:
        (act,) = audit.records(connection, TODAY.isoformat())
        assert audit.verify(connection, KEYS.audit) == ()
    assert drawn.seed in act.detail
    here.wait(days=1)
    assert control.draw(OFFICER).seed != drawn.seed


def test_desks_that_start_at_once_draw_once_and_ask_once(here: Desk) -> None:
    registration = here.submitted(FIRST_JOB).registration.id
    control = after_control_of(here)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: control.start(QUESTION, OFFICER), range(4)))
    assert sum(each.asked for each in done) == 1
    assert len(control.waiting()) == 1
    assert sum(QUESTION in each for each in told(here, registration)) == 1


def test_who_is_being_looked_at_or_has_left_is_not_drawn(here: Desk) -> None:
    asked(here)
    gone = here.submitted(claim_of(2)).registration
    here.registrar.leave(gone.id, ExitCode.X4, TODAY, HERSELF)
    here.wait(days=1)
    assert after_control_of(here).draw(OFFICER).counties == {}


def test_a_share_that_nobody_wrote_down_draws_nobody(here: Desk) -> None:
    here.submitted(FIRST_JOB)
    with pytest.raises(PolicyUnknown, match="after_control_share"):
        after_control_of(here, None).draw(OFFICER)


def test_she_is_told_what_is_asked_and_until_when_she_may_answer(here: Desk) -> None:
    registration, check = asked(here)
    words = told(here, registration)[-1]
    assert all(each in words for each in (QUESTION, str(DUE), "不表示有疑问"))
    control = after_control_of(here)
    control.answer(check, "在做，每周五天。", HERSELF)
    done = control.close(check, CheckOutcome.CONFIRMED, "与平台记录一致。", OFFICER)
    assert (done.kept.check.state, done.suspicion) == (CheckState.CLOSED, None)
    assert "登记信息属实" in told(here, registration)[-1]
    assert entries(here) == []
    assert control.waiting() == ()


@pytest.mark.parametrize(("days", "silent"), [(12, 0), (13, 1)], ids=["on the last day", "after"])
def test_her_time_is_over_after_its_last_day(here: Desk, days: int, silent: int) -> None:
    asked(here)
    here.wait(days=days)
    control = after_control_of(here)
    assert control.lapse_all(OFFICER) == silent
    assert control.lapse_all(OFFICER) == 0


def test_silence_alone_makes_nobody_suspect_and_a_late_answer_counts(here: Desk) -> None:
    _, check = asked(here)
    here.wait(days=13)
    control = after_control_of(here)
    control.lapse_all(OFFICER)
    with pytest.raises(CheckRefused, match="证据"):
        control.close(check, CheckOutcome.SUSPECT, "没有答复", OFFICER)
    late = control.answer(check, "刚看到，还在做。", HERSELF)
    assert late.check.state is CheckState.ANSWERED
    assert entries(here) == []


def test_a_suspect_outcome_raises_a_suspicion_with_its_evidence(here: Desk) -> None:
    registration, check = asked(here)
    control = after_control_of(here)
    control.answer(check, "在做。", HERSELF)
    done = control.close(check, CheckOutcome.SUSPECT, "平台没有记录。", OFFICER, FOUND)
    (kept,) = entries(here)
    assert done.suspicion == kept
    assert (kept.entry.state, kept.entry.evidence) == (CreditState.SUSPECT, FOUND)
    assert "这不是认定失信" in told(here, registration)[-1]
    with reading(here.registrar.engine) as connection:
        done_to_it = [each.action for each in audit.records(connection, registration)]
        assert audit.verify(connection, KEYS.audit) == ()
    assert [each.split(".")[-1] for each in done_to_it[-3:]] == ["ask", "answer", "close"]


def test_only_an_officer_closes_and_not_before_she_could_answer(here: Desk) -> None:
    _, check = asked(here)
    control = after_control_of(here)
    with pytest.raises(IllegalStep):
        control.close(check, CheckOutcome.CONFIRMED, "属实", OFFICER)
    control.answer(check, "在做。", HERSELF)
    with pytest.raises(IllegalStep, match="工作人员"):
        control.close(check, CheckOutcome.CONFIRMED, "属实", HERSELF)
    with pytest.raises(UnknownName, match="抽查编号"):
        control.answer("none", "在做。", HERSELF)


def test_her_answer_is_sealed(here: Desk) -> None:
    _, check = asked(here)
    after_control_of(here).answer(check, "在做，每周五天。", HERSELF)
    with reading(here.registrar.engine) as connection:
        row = connection.execute(after_controls.table.select()).one()
    assert "每周五天" not in repr(tuple(row))
