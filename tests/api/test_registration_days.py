"""No day of a person is covered twice, and no second application: what an event walk once found."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.database import reading
from api.store import registrations
from registry.errors import InvalidField
from registry.registration.application import Event, State
from registry.registration.exits import ExitCode
from registry.registration.register_answer import Source
from tests.api.register_server import record
from tests.api.registration_desk import (
    COLLEAGUE,
    HERSELF,
    KEYS,
    OFFICER,
    Desk,
    claim_of,
    desk,
)

LEFT_ON = date(2026, 11, 15)
HERS = claim_of(start_date=date(2026, 11, 1))
LATER = claim_of(start_date=LEFT_ON)
ELSEWHERE = claim_of(start_date=date(2026, 11, 2), place="371325", work_place="371325")


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def left(here: Desk) -> str:
    """The id of a registration that she has left."""
    one = here.submitted(HERS).registration.id
    here.registrar.leave(one, ExitCode.X4, LEFT_ON, HERSELF)
    return one


def test_a_correction_does_not_reach_back_into_an_earlier_registration(here: Desk) -> None:
    left(here)
    one = here.submitted(LATER).registration
    with pytest.raises(InvalidField, match="重叠"):
        here.registrar.correct(one.id, HERS, HERSELF)
    with pytest.raises(InvalidField, match="还没有到"):
        here.registrar.correct(one.id, claim_of(start_date=date(2026, 11, 30)), HERSELF)
    assert here.registrar.get(one.id).claim == LATER


def test_a_check_after_another_registration_ended_sends_it_back_to_mend_the_day(here: Desk) -> None:
    first = here.submitted(HERS).registration.id
    second = here.submitted(ELSEWHERE).registration.id
    here.registrar.leave(first, ExitCode.X4, LEFT_ON, HERSELF)
    standing = here.registrar.check(second)
    assert standing.registration.state is State.DRAFT
    assert [fault.code for fault in standing.faults] == ["OVERLAP"]


def test_an_officer_approves_no_day_that_was_covered_before(here: Desk) -> None:
    first = here.submitted(HERS).registration.id
    second = here.submitted(ELSEWHERE).registration.id
    here.registrar.choose(second, Event.ASK_OFFICER, HERSELF)
    here.registrar.leave(first, ExitCode.X4, LEFT_ON, HERSELF)
    with pytest.raises(InvalidField, match="重叠"):
        here.registrar.decide(second, True, "可以。", OFFICER)


def test_an_exit_is_not_taken_back_over_a_later_registration(here: Desk) -> None:
    first = left(here)
    second = here.submitted(LATER).registration.id
    with pytest.raises(InvalidField, match="已在 371311"):
        here.registrar.reinstate(first, "退出有误。", OFFICER)
    here.registrar.leave(second, ExitCode.X4, date(2026, 11, 20), HERSELF)
    with pytest.raises(InvalidField, match="重叠"):
        here.registrar.reinstate(first, "退出有误。", OFFICER)
    with pytest.raises(InvalidField, match="理由"):
        here.registrar.reinstate(second, " ", OFFICER)
    assert here.registrar.reinstate(second, "退出有误。", OFFICER).state is State.ACTIVE


def test_an_objection_waits_for_the_application_that_is_on_its_way(here: Desk) -> None:
    here.says(Source.SHAREHOLDERS, HERS, record("shareholder", "2020-01-01"))
    refused = here.submitted(HERS).registration.id
    here.registrar.decide(refused, False, "在企业任职取酬。", OFFICER)
    here.registrar.apply(LATER, HERSELF)
    with pytest.raises(InvalidField, match="另一份办理中的申请"):
        here.registrar.object(refused, "只持股", HERSELF)
    assert here.registrar.get(refused).state is State.REFUSED


def test_an_exit_that_an_officer_made_says_how_to_object(here: Desk) -> None:
    one = here.submitted(HERS).registration.id
    here.registrar.leave(one, ExitCode.X6E, LEFT_ON, COLLEAGUE)
    with reading(here.registrar.engine) as connection:
        assert "异议" in registrations.told(connection, KEYS, one)[-1].text
