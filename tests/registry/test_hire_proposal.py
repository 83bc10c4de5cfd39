"""What a hire proposes to the registry, who may do what with it, and what becomes of the claim."""

from dataclasses import replace
from datetime import date

import pytest

from registry.actor import THE_SYSTEM, Actor
from registry.placement.proposal import (
    PROPOSES,
    Proposal,
    ProposalEvent,
    ProposalKind,
    ProposalState,
    step,
    updated,
)
from registry.placement.record import Kind
from registry.registration.claim import Engagement, PlaceKind
from registry.step_table import IllegalStep
from tests.api.registration_desk import claim_of
from tests.registry.placed import FIRM, HER, OFFICER

WORK = Engagement("临沂某物流", 4, 20)


def proposal(kind: ProposalKind = ProposalKind.EXIT, **changes: object) -> Proposal:
    made = Proposal(
        "p1",
        "a1",
        "r1",
        "x",
        "371311",
        kind,
        ProposalState.PROPOSED,
        date(2026, 11, 9),
        WORK,
        occupation="4-02-07-01",
        work_place="371302",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_every_kind_of_employment_proposes_something_and_only_a_contract_an_exit() -> None:
    assert set(PROPOSES) == set(Kind)
    exits = [kind for kind, what in PROPOSES.items() if what is ProposalKind.EXIT]
    assert exits == [Kind.LABOUR_CONTRACT]


@pytest.mark.parametrize("actor", [HER, OFFICER])
def test_an_exit_is_confirmed_by_herself_or_an_officer(actor: Actor) -> None:
    assert step(proposal(), ProposalEvent.CONFIRM, actor).state is ProposalState.CONFIRMED


@pytest.mark.parametrize("actor", [FIRM, THE_SYSTEM])
@pytest.mark.parametrize("kind", list(ProposalKind))
def test_no_firm_and_no_machine_confirms_anything(actor: Actor, kind: ProposalKind) -> None:
    with pytest.raises(IllegalStep):
        step(proposal(kind), ProposalEvent.CONFIRM, actor)


def test_what_she_denies_an_officer_decides() -> None:
    denied = step(proposal(), ProposalEvent.DENY, HER)
    assert denied.state is ProposalState.DENIED
    assert step(denied, ProposalEvent.CONFIRM, OFFICER).state is ProposalState.CONFIRMED
    assert step(denied, ProposalEvent.CLOSE, OFFICER).state is ProposalState.CLOSED
    assert step(denied, ProposalEvent.FIND, THE_SYSTEM).state is ProposalState.FOUND


def test_a_newer_record_is_hers_alone_to_confirm_or_to_let_be() -> None:
    update = proposal(ProposalKind.UPDATE)
    with pytest.raises(IllegalStep, match="本人"):
        step(update, ProposalEvent.CONFIRM, OFFICER)
    assert step(update, ProposalEvent.DENY, HER).state is ProposalState.CLOSED


def test_what_is_done_is_not_done_again() -> None:
    done = step(proposal(), ProposalEvent.CONFIRM, HER)
    for event in ProposalEvent:
        with pytest.raises(IllegalStep):
            step(done, event, HER)


@pytest.mark.parametrize("kind", list(ProposalKind))
def test_she_is_told_that_nothing_changes_before_her_word(kind: ProposalKind) -> None:
    assert "没有确认之前登记不变" in proposal(kind).text


def test_the_new_work_stands_beside_other_work_and_in_place_of_the_same_employer_s() -> None:
    other = Engagement("跑腿平台", platform=True)
    claim = claim_of(engagements=(other, Engagement("临沂某物流", 2, 10)))
    assert updated(claim, proposal()).engagements == (other, WORK)


def test_occupation_and_place_follow_the_new_work() -> None:
    claim = claim_of(place_kind=PlaceKind.RESIDENCE, occupation="4-09-08-01")
    after = updated(claim, proposal())
    assert (after.occupation, after.work_place) == ("4-02-07-01", "371302")


def test_who_keeps_what_she_has_keeps_its_occupation_and_place() -> None:
    claim = claim_of(occupation="4-09-08-01")
    after = updated(claim, proposal(keeps=True))
    assert (after.occupation, after.work_place) == ("4-09-08-01", "371311")
    assert WORK in after.engagements


def test_who_registers_by_her_work_place_is_not_moved_to_another_county() -> None:
    assert updated(claim_of(), proposal()).work_place == "371311"
    assert updated(claim_of(), proposal(work_place="371311")).work_place == "371311"


def test_what_a_posting_does_not_tell_stays_as_it_was() -> None:
    claim = claim_of(place_kind=PlaceKind.RESIDENCE, occupation="4-09-08-01")
    after = updated(claim, proposal(occupation="", work_place=""))
    assert (after.occupation, after.work_place) == ("4-09-08-01", "371311")


@pytest.mark.parametrize(
    ("hours", "doubtful"),
    [
        pytest.param((4, 24), False, id="just part-time"),
        pytest.param((4.5, 20), True, id="over four hours a day"),
        pytest.param((4, 24.5), True, id="over 24 hours a week"),
        pytest.param((None, None), False, id="hours not told"),
    ],
)
def test_part_time_work_over_the_limits_is_shown_to_an_officer(
    hours: tuple[float | None, float | None], doubtful: bool
) -> None:
    one = proposal(ProposalKind.UPDATE, engagement=Engagement("店", *hours), part_time=True)
    assert bool(one.doubt) is doubtful
    assert not replace(one, part_time=False).doubt
