"""The loop: a hire proposes to the registry, and only a yes or the registers change it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import Engine

from api.database import reading, writing
from api.policy import Policy
from api.reference import Reference
from api.services.application_night import remind_and_lapse
from api.services.recheck import recheck_all
from api.store import audit, jobs, registrations
from registry.errors import InvalidField
from registry.jobs.hours import Hours
from registry.placement.outcome import Telling
from registry.placement.proposal import Proposal, ProposalKind, ProposalState
from registry.placement.record import Kind, Said
from registry.registration.application import State
from registry.registration.claim import Engagement
from registry.registration.exits import ExitCode
from registry.registration.record import Registration
from registry.registration.register_answer import Source
from registry.step_table import IllegalStep
from tests.api.placement_desk import ADVISOR, FIRM, HER, Town, library, registering_town
from tests.api.register_server import record
from tests.api.registration_desk import HERSELF, KEYS, NOON, OFFICER, Desk, claim_of

CLAIM = claim_of()
START = date(2026, 11, 22)


class Loop(NamedTuple):
    """The town, the counter, and her registration in force."""

    town: Town
    desk: Desk
    id: str

    @property
    def registration(self) -> Registration:
        return self.desk.registrar.get(self.id)

    def proposals(self) -> list[Proposal]:
        return [each.proposal for each in self.town.proposals.of_worker("W1")]

    def told(self) -> list[str]:
        with reading(self.town.engine) as connection:
            return [each.text for each in registrations.told(connection, KEYS, self.id)]

    def contracted(self, on: date = START) -> Proposal:
        """Both say that she was hired with a labour contract."""
        self.town.hired(Kind.LABOUR_CONTRACT, on)
        (found,) = self.proposals()
        return found


@pytest.fixture
def loop(engine: Engine, reference: Reference, policy: Policy, tmp_path: Path) -> Iterator[Loop]:
    """A registered person who is a worker of the library, on a database of each kind in turn."""
    with registering_town(engine, reference, policy, tmp_path) as (town, counter):
        done = counter.submitted(CLAIM).registration
        assert done.state is State.ACTIVE
        town.knows("W1", CLAIM)
        yield Loop(town, counter, done.id)


def test_hired_with_a_contract_proposes_an_exit_and_changes_nothing_by_itself(loop: Loop) -> None:
    one = loop.contracted()
    assert (one.kind, one.state, one.on) == (ProposalKind.EXIT, ProposalState.PROPOSED, START)
    assert loop.registration.state is State.ACTIVE
    assert "临沂某家政" in loop.told()[-1]
    assert "没有确认之前登记不变" in loop.told()[-1]
    assert [each.proposal for each in loop.town.proposals.waiting("371311")] == [one]
    assert loop.town.proposals.waiting("371302") == []


@pytest.mark.parametrize("actor", [HERSELF, OFFICER], ids=["herself", "an officer"])
def test_a_yes_ends_the_registration_on_her_first_day_with_code_010(
    loop: Loop, actor: object
) -> None:
    one = loop.contracted()
    done = loop.town.proposals.confirm(one.id, actor)  # type: ignore[arg-type]
    left = loop.registration
    assert done.state is ProposalState.CONFIRMED
    assert (left.state, left.ended_on) == (State.EXITED, START)
    assert left.exit
    assert (left.exit.code, left.exit.employment) == (ExitCode.X1, "010")
    with pytest.raises(IllegalStep):
        loop.town.proposals.confirm(one.id, actor)  # type: ignore[arg-type]


def test_a_contract_that_the_registers_show_ends_it_without_anybody_s_word(loop: Loop) -> None:
    one = loop.contracted()
    loop.desk.says(Source.CONTRACTS, CLAIM, record("full_time", START.isoformat()))
    assert recheck_all(loop.desk.registrar).exits == {"X1": 1}
    assert remind_and_lapse(loop.town.applications, loop.town.now).found == 1
    assert loop.proposals() == [replace(one, state=ProposalState.FOUND)]
    assert remind_and_lapse(loop.town.applications, loop.town.now).found == 0


def test_who_left_for_another_reason_has_nothing_to_confirm_any_more(loop: Loop) -> None:
    loop.contracted()
    loop.desk.registrar.leave(loop.id, ExitCode.X6G, START, HERSELF)
    assert loop.town.proposals.find() == 1
    assert loop.proposals()[0].state is ProposalState.CLOSED


def test_what_she_denies_stays_with_an_officer(loop: Loop) -> None:
    one = loop.contracted()
    loop.town.proposals.deny(one.id, HERSELF)
    assert loop.registration.state is State.ACTIVE
    assert loop.town.proposals.waiting()[0].proposal.state is ProposalState.DENIED
    with pytest.raises(InvalidField, match="理由"):
        loop.town.proposals.close(one.id, "", OFFICER)
    closed = loop.town.proposals.close(one.id, "试工一天，没有签合同。", OFFICER)
    assert closed.state is ProposalState.CLOSED
    assert loop.registration.state is State.ACTIVE
    assert "试工一天" in loop.told()[-1]


def test_work_that_begins_later_is_confirmed_when_it_has_begun(loop: Loop) -> None:
    one = loop.contracted(START + timedelta(3))
    with pytest.raises(InvalidField, match="还没有到"):
        loop.town.proposals.confirm(one.id, HERSELF)
    assert loop.registration.state is State.ACTIVE
    loop.town.wait(days=3)
    loop.town.proposals.confirm(one.id, HERSELF)
    assert loop.registration.ended_on == START + timedelta(3)


def test_work_that_began_before_the_registration_goes_to_a_person(
    store: Engine, reference: Reference, policy: Policy, tmp_path: Path
) -> None:
    with registering_town(store, reference, policy, tmp_path) as (town, counter):
        one = town.passed()
        counter.wait(days=10)
        claim = claim_of(start_date=NOON.date() + timedelta(10))
        done = counter.submitted(claim).registration
        town.knows("W1", claim)
        town.tells(one, FIRM, Said.HIRED, kind=Kind.LABOUR_CONTRACT, on=START)
        town.tells(one, HER, Said.HIRED)
        (kept,) = town.proposals.of_worker("W1")
        with pytest.raises(InvalidField, match="人工核查"):
            town.proposals.confirm(kept.proposal.id, HERSELF)
        assert counter.registrar.get(done.id).state is State.ACTIVE


def test_a_gig_proposes_a_newer_record_which_one_tap_makes_a_version(loop: Loop) -> None:
    with reading(loop.town.engine) as connection:
        before = jobs.get(connection, "town:1")
    assert before
    loop.town.hired(Kind.GIG, START)
    (one,) = loop.proposals()
    assert one.kind is ProposalKind.UPDATE
    assert loop.registration.version == 1
    loop.town.proposals.confirm(one.id, HERSELF)
    now = loop.registration
    assert (now.state, now.version) == (State.ACTIVE, 2)
    assert now.claim.engagements == (Engagement("临沂某家政"),)
    assert now.claim.occupation == "4-09-08-01"
    with pytest.raises(IllegalStep):
        loop.town.proposals.confirm(one.id, HERSELF)
    assert loop.registration.version == 2


def test_hours_of_the_posting_go_into_the_record(loop: Loop) -> None:
    with writing(loop.town.engine) as connection:
        hours = Hours(hours_per_day=4, days_per_week=5)
        jobs.upsert(connection, [replace(library()[0], hours=hours)], NOON)
    loop.town.hired(Kind.PART_TIME, START)
    assert loop.proposals()[0].engagement == Engagement("临沂某家政", 4, 20)


def test_who_is_not_registered_is_not_touched(loop: Loop) -> None:
    loop.town.hired(Kind.LABOUR_CONTRACT, START, "W2")
    assert loop.town.proposals.waiting() == []
    assert loop.town.proposals.of_worker("W2") == []


def test_who_is_known_but_not_in_force_is_not_touched(loop: Loop) -> None:
    loop.desk.registrar.leave(loop.id, ExitCode.X6G, START, HERSELF)
    loop.town.hired(Kind.LABOUR_CONTRACT, START)
    assert loop.proposals() == []


def test_where_nobody_told_the_kind_nothing_is_proposed_until_somebody_does(loop: Loop) -> None:
    one = loop.town.passed()
    loop.town.tells(one, HER, Said.HIRED)
    loop.town.wait(days=5)
    assert remind_and_lapse(loop.town.applications, loop.town.now).decided == 1
    assert loop.proposals() == []
    loop.town.tells(one, FIRM, Said.HIRED, kind=Kind.LABOUR_CONTRACT, on=START)
    assert [each.kind for each in loop.proposals()] == [ProposalKind.EXIT]


def test_silence_proposes_too(loop: Loop) -> None:
    one = loop.town.passed()
    loop.town.tells(one, FIRM, Said.HIRED, kind=Kind.LABOUR_CONTRACT, on=START)
    loop.town.wait(days=5)
    remind_and_lapse(loop.town.applications, loop.town.now)
    assert [each.on for each in loop.proposals()] == [START]


def test_a_hire_told_otherwise_takes_its_proposal_back(loop: Loop) -> None:
    one = loop.town.passed()
    loop.town.tells(one, FIRM, Said.HIRED, kind=Kind.LABOUR_CONTRACT, on=START)
    loop.town.wait(days=5)
    remind_and_lapse(loop.town.applications, loop.town.now)
    loop.town.tells(one, HER, Said.NOT_HIRED)
    loop.town.applications.settle(one.id, Telling(Said.NOT_HIRED), "企业确认未录用。", ADVISOR)
    assert [each.state for each in loop.proposals()] == [ProposalState.CLOSED]
    assert loop.registration.state is State.ACTIVE


def test_every_step_of_the_loop_stands_in_a_chain_that_is_whole(loop: Loop) -> None:
    one = loop.contracted()
    loop.town.proposals.deny(one.id, HERSELF)
    loop.town.proposals.confirm(one.id, OFFICER)
    with reading(loop.town.engine) as connection:
        assert audit.verify(connection, KEYS.audit) == ()
        actions = [each.action for each in audit.records(connection, loop.id)]
    assert actions[-4:] == [
        "registration.hire_proposed",
        "registration.hire_proposal.deny",
        "registration.exit",
        "registration.hire_proposal.confirm",
    ]
