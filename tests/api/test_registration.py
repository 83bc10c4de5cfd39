"""Registering: from the draft to the decision, against real registers and both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from api.database import reading
from api.store import audit, registrations
from api.store.tables import registrations as table
from registry.actor import Actor, Role
from registry.errors import InvalidField, UnknownName
from registry.registration.application import Event, State
from registry.registration.claim import CertificateStatus, Claim
from registry.registration.exits import ExitCode
from registry.registration.register_answer import Source
from registry.step_table import IllegalStep
from tests.api.register_server import Behaviour, Reply, record, reply, said
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
    promise,
)

HERS = claim_of()


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def told(here: Desk, registration_id: str) -> str:
    with reading(here.registrar.engine) as connection:
        notices = registrations.told(connection, KEYS, registration_id)
    return notices[-1].text if notices else ""


def states(here: Desk, claim: Claim = HERS) -> list[State]:
    with reading(here.registrar.engine) as connection:
        found = registrations.of_person(connection, KEYS.person(claim.identity.number))
    return sorted(each.state for each in found)


def actions(here: Desk, registration_id: str) -> list[str]:
    with reading(here.registrar.engine) as connection:
        found = list(audit.records(connection, registration_id))
        assert audit.verify(connection, KEYS.audit) == ()
    return [each.action.removeprefix("registration.") for each in found]


def test_five_clean_registers_make_a_registration_in_one_request(here: Desk) -> None:
    standing = here.submitted(HERS)
    one = standing.registration
    assert (one.state, one.registered_on, standing.faults) == (State.ACTIVE, TODAY, ())
    assert one.decision is not None
    assert one.decision.code == ""
    assert "已办结" in told(here, one.id)
    assert actions(here, one.id) == ["apply", "sign", "submit", "clear"]
    with reading(here.registrar.engine) as connection:
        (evidence,) = registrations.rounds(connection, KEYS, one.id)
    assert [answer.source for answer in evidence] == list(Source)
    assert {answer.version for answer in evidence} == {"2026.11"}


def test_nothing_of_a_person_stands_in_the_clear(here: Desk, tmp_path: Path) -> None:
    here.says(Source.CONTRACTS, HERS, record("full_time", "2026-10-08", employer="某某物流"))
    one = here.submitted(HERS).registration
    with reading(here.registrar.engine) as connection:
        for each in table.metadata.sorted_tables:
            for row in connection.execute(select(each)):
                kept = repr(tuple(row))
                assert HERS.identity.number not in kept
                assert HERS.phone not in kept
                assert "某某物流" not in kept, each.name
        found = registrations.get(connection, KEYS, one.id)
    assert found is not None
    assert found.claim == HERS


@pytest.mark.parametrize("missing", ["commitment", "certificate", "both"])
def test_what_is_missing_keeps_it_a_draft_and_is_named(here: Desk, missing: str) -> None:
    bare = claim_of(certificate=CertificateStatus.NONE) if missing != "commitment" else HERS
    one = here.registrar.apply(bare, HERSELF)
    if missing == "certificate":
        here.registrar.sign(one.id, promise(), HERSELF)
    standing = here.registrar.submit(one.id, HERSELF)
    assert standing.registration.state is State.DRAFT
    found = {fault.code for fault in standing.faults}
    expected = {
        "commitment": {"COMMITMENT_MISSING"},
        "certificate": {"CERTIFICATE_MISSING"},
        "both": {"COMMITMENT_MISSING", "CERTIFICATE_MISSING"},
    }
    assert found == expected[missing]
    assert here.server.seen == [], "no register is asked before it is complete"


def test_only_the_person_signs_and_only_the_text_of_the_bureau(here: Desk) -> None:
    one = here.registrar.apply(HERS, HERSELF)
    with pytest.raises(InvalidField, match="不是登记机关公布的"):
        here.registrar.sign(one.id, promise(text_hash="0" * 64), HERSELF)
    with pytest.raises(InvalidField, match="本人"):
        here.registrar.sign(one.id, promise(), OFFICER)
    here.registrar.sign(one.id, promise(), HERSELF)
    with pytest.raises(IllegalStep, match="本人"):
        here.registrar.submit(one.id, OFFICER)


def test_a_blocking_hit_is_shown_first_and_refused_only_when_she_chose(here: Desk) -> None:
    here.says(Source.CONTRACTS, HERS, FULL_TIME)
    one = here.submitted(HERS).registration
    assert one.state is State.CHECKING
    assert one.decision is not None
    assert one.decision.code == "LABOUR_CONTRACT"
    assert "2026-10-08" in told(here, one.id)
    refused = here.registrar.choose(one.id, Event.ACCEPT, HERSELF)
    assert (refused.state, refused.decided_on) == (State.REFUSED, TODAY)
    assert "异议" in told(here, one.id)


def test_a_source_corrected_after_the_preview_lets_her_in(here: Desk) -> None:
    here.says(Source.CONTRACTS, HERS, FULL_TIME)
    one = here.submitted(HERS).registration
    here.says(Source.CONTRACTS, HERS)
    assert here.registrar.check(one.id).registration.state is State.ACTIVE


def test_an_objection_goes_to_another_officer_within_sixty_days(here: Desk) -> None:
    here.says(Source.SHAREHOLDERS, HERS, record("shareholder", "2020-01-01"))
    one = here.submitted(HERS).registration
    assert (one.state, one.decision and one.decision.code) == (State.PENDING_REVIEW, "SHAREHOLDER")
    with pytest.raises(InvalidField, match="理由"):
        here.registrar.decide(one.id, False, " ", OFFICER)
    here.registrar.decide(one.id, False, "在企业任职取酬。", OFFICER)
    here.wait(days=60)
    assert here.registrar.object(one.id, "只持股", HERSELF).state is State.PENDING_REVIEW
    with pytest.raises(IllegalStep, match="另一位"):
        here.registrar.decide(one.id, True, "核实无误。", OFFICER)
    active = here.registrar.decide(one.id, True, "核实无误。", COLLEAGUE)
    assert (active.state, active.decided_by) == (State.ACTIVE, COLLEAGUE.id)


def test_the_sixty_first_day_is_too_late_to_object(here: Desk) -> None:
    here.says(Source.SHAREHOLDERS, HERS, record("shareholder", "2020-01-01"))
    one = here.submitted(HERS).registration
    here.registrar.decide(one.id, False, "在企业任职取酬。", OFFICER)
    here.wait(days=61)
    with pytest.raises(IllegalStep, match="60日"):
        here.registrar.object(one.id, "只持股", HERSELF)


def down(_source: str, _asked: object) -> Reply:
    return Reply(500)


def malformed(_source: str, _asked: object) -> Reply:
    return Reply(body=b"{")


def contradicting(source: str, _asked: object) -> Reply:
    return reply(said(source, [record("operator", "2026-01-02", "2026-01-01", status="active")]))


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        pytest.param(malformed, "SOURCE_MALFORMED", id="malformed"),
        pytest.param(contradicting, "SOURCE_CONFLICT", id="contradicting itself"),
    ],
)
def test_an_answer_of_no_use_goes_to_a_person_at_once(
    here: Desk, fault: Behaviour, code: str
) -> None:
    here.server.by_person[Source.BUSINESS, HERS.identity.number] = fault
    one = here.submitted(HERS).registration
    assert (one.state, one.decision and one.decision.code) == (State.PENDING_REVIEW, code)
    assert "不需要您提供证明" in told(here, one.id)


def test_a_silent_register_is_asked_again_and_after_a_day_a_person_looks(here: Desk) -> None:
    here.server.by_person[Source.BUSINESS, HERS.identity.number] = down
    one = here.submitted(HERS).registration
    assert one.state is State.CHECKING
    here.wait(hours=23)
    assert here.registrar.check(one.id).registration.state is State.CHECKING
    here.wait(hours=1)
    late = here.registrar.check(one.id).registration
    assert (late.state, late.decision and late.decision.code) == (
        State.PENDING_REVIEW,
        "SOURCE_SILENT",
    )
    with reading(here.registrar.engine) as connection:
        notices = registrations.told(connection, KEYS, one.id)
    assert len(notices) == 2, "waiting is told once"


def test_a_register_that_speaks_again_completes_it(here: Desk) -> None:
    here.server.by_person[Source.BUSINESS, HERS.identity.number] = down
    one = here.submitted(HERS).registration
    del here.server.by_person[Source.BUSINESS, HERS.identity.number]
    assert here.registrar.check(one.id).registration.state is State.ACTIVE


def test_a_benefit_that_would_end_sends_it_back_until_she_confirms(here: Desk) -> None:
    here.says(Source.INSURANCE, HERS, record("unemployment_benefit", "2026-09-01"))
    standing = here.submitted(HERS)
    assert standing.registration.state is State.DRAFT
    assert [fault.code for fault in standing.faults] == ["BENEFIT_STOPS"]
    knowing = claim_of(stops_benefit=True)
    again = here.registrar.apply(knowing, HERSELF)
    assert again.id == standing.registration.id
    assert here.registrar.submit(again.id, HERSELF).registration.state is State.ACTIVE


def test_the_same_request_twice_is_one_record(here: Desk) -> None:
    first, second = here.registrar.apply(HERS, HERSELF), here.registrar.apply(HERS, HERSELF)
    assert first.id == second.id
    active = here.submitted(HERS).registration
    assert here.registrar.apply(HERS, HERSELF).id == active.id
    assert here.registrar.submit(active.id, HERSELF).registration == active
    assert states(here) == [State.ACTIVE]


def test_a_second_registration_elsewhere_is_refused_and_names_the_first(here: Desk) -> None:
    here.submitted(HERS)
    second = here.submitted(claim_of(place="371325", work_place="371325")).registration
    assert second.state is State.CHECKING
    assert second.decision is not None
    assert second.decision.code == "DUPLICATE"
    assert "371311" in told(here, second.id)
    pending = here.registrar.choose(second.id, Event.ASK_OFFICER, HERSELF)
    with pytest.raises(InvalidField, match="已在 371311"):
        here.registrar.decide(pending.id, True, "可以。", OFFICER)
    assert states(here) == [State.ACTIVE, State.PENDING_REVIEW]


def test_a_correction_is_a_new_version_and_the_old_one_is_kept(here: Desk) -> None:
    one = here.submitted(HERS).registration
    moved = claim_of(work_content="平台送餐")
    corrected = here.registrar.correct(one.id, moved, HERSELF)
    assert (corrected.version, corrected.claim) == (2, moved)
    with reading(here.registrar.engine) as connection:
        assert registrations.versions(connection, KEYS, one.id) == [HERS]
    with pytest.raises(InvalidField, match="身份证号不能变更"):
        here.registrar.correct(one.id, claim_of(2), HERSELF)


def test_who_left_may_register_again_without_overlap(here: Desk) -> None:
    one = here.submitted(HERS).registration
    ended = here.registrar.leave(one.id, ExitCode.X4, date(2026, 11, 20), HERSELF)
    assert (ended.state, ended.ended_on) == (State.EXITED, date(2026, 11, 20))
    assert "失业登记（自愿）" in told(here, one.id)
    overlapping = here.submitted(claim_of(start_date=date(2026, 11, 19)))
    assert [fault.code for fault in overlapping.faults] == ["OVERLAP"]
    same_day = here.submitted(claim_of(start_date=date(2026, 11, 20)))
    assert same_day.registration.state is State.ACTIVE
    assert same_day.registration.id != one.id


@pytest.mark.parametrize(
    ("code", "on", "wrong"),
    [
        (ExitCode.X4, date(2026, 10, 31), "早于"),
        (ExitCode.X4, date(2026, 11, 23), "还没有到"),
        (ExitCode.X6A, date(2026, 11, 20), "不能由本人申报"),
    ],
)
def test_an_exit_that_cannot_be_is_refused(
    here: Desk, code: ExitCode, on: date, wrong: str
) -> None:
    one = here.submitted(HERS).registration
    with pytest.raises(InvalidField, match=wrong):
        here.registrar.leave(one.id, code, on, HERSELF)
    assert states(here) == [State.ACTIVE]


def test_a_false_promise_is_revoked_by_an_officer_alone(here: Desk) -> None:
    one = here.submitted(HERS).registration
    with pytest.raises(IllegalStep, match="工作人员"):
        here.registrar.revoke(one.id, "不实", HERSELF)
    assert here.registrar.revoke(one.id, "确认虚假承诺。", OFFICER).state is State.REVOKED


def test_two_desks_with_the_same_person_at_once_make_one_record(here: Desk) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: here.submitted(HERS).registration.id, range(8)))
    assert len(set(made)) == 1
    assert states(here) == [State.ACTIVE]
    assert actions(here, made[0]).count("clear") == 1


def test_many_people_at_once_are_all_registered_and_the_chain_is_whole(here: Desk) -> None:
    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(lambda n: here.submitted(claim_of(n)).registration, range(1, 25)))
    assert {each.state for each in made} == {State.ACTIVE}
    with reading(here.registrar.engine) as connection:
        assert audit.verify(connection, KEYS.audit) == ()
        count = connection.execute(select(func.count()).select_from(table)).scalar_one()
    assert count == 24


def test_no_such_registration_is_said(here: Desk) -> None:
    with pytest.raises(UnknownName, match="登记编号"):
        here.registrar.submit("none", HERSELF)


def test_the_system_is_no_person(here: Desk) -> None:
    one = here.registrar.apply(HERS, HERSELF)
    here.registrar.sign(one.id, promise(), HERSELF)
    with pytest.raises(IllegalStep, match="本人"):
        here.registrar.submit(one.id, Actor("import", Role.SYSTEM))
