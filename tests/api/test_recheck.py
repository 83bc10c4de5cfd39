"""The nightly re-check: exits by what would bar an entry, told and undone; nothing done twice."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.database import reading
from api.services.recheck import recheck_all
from api.services.reviews import ReviewDesk
from api.store import audit, registrations
from registry.registration.application import State
from registry.registration.claim import Claim
from registry.registration.record import Registration
from registry.registration.register_answer import Source
from tests.api.register_server import Reply, record
from tests.api.registration_desk import (
    FULL_TIME,
    HERSELF,
    KEYS,
    OFFICER,
    OWN_LICENCE,
    Desk,
    claim_of,
    desk,
)

HERS = claim_of(start_date=date(2026, 8, 1))


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def standing(here: Desk, claim: Claim = HERS) -> Registration:
    """Her latest registration as it stands."""
    with reading(here.registrar.engine) as connection:
        briefs = registrations.of_person(connection, KEYS.person(claim.identity.number))
        found = registrations.get(connection, KEYS, briefs[-1].id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("source", "entry", "code", "on"),
    [
        pytest.param(Source.CONTRACTS, FULL_TIME, "X1", date(2026, 10, 8), id="hired"),
        pytest.param(Source.BUSINESS, OWN_LICENCE, "X2", date(2026, 9, 1), id="a licence"),
        pytest.param(
            Source.EMPLOYMENT,
            record("public_post", "2026-11-02"),
            "X3",
            date(2026, 11, 2),
            id="post",
        ),
        pytest.param(
            Source.INSURANCE, record("pension", "2026-11-15"), "X5", date(2026, 11, 1), id="pension"
        ),
        pytest.param(
            Source.INSURANCE, record("death", "2026-11-03"), "X6a", date(2026, 11, 3), id="death"
        ),
    ],
)
def test_what_would_bar_an_entry_ends_a_registration_on_its_day(
    here: Desk, source: Source, entry: dict[str, object], code: str, on: date
) -> None:
    here.submitted(HERS)
    here.says(source, HERS, entry)
    report = recheck_all(here.registrar)
    assert (report.checked, dict(report.exits)) == (1, {code: 1})
    found = standing(here)
    assert (found.state, found.ended_on) == (State.EXITED, on)
    with reading(here.registrar.engine) as connection:
        notice = registrations.told(connection, KEYS, found.id)[-1].text
        assert audit.verify(connection, KEYS.audit) == ()
    assert str(on) in notice
    assert "异议" in notice


def test_running_it_again_changes_nothing(here: Desk) -> None:
    for number in range(1, 6):
        here.submitted(claim_of(number, start_date=date(2026, 8, 1)))
    here.says(Source.CONTRACTS, claim_of(1), FULL_TIME)
    here.says(Source.SHAREHOLDERS, claim_of(2), record("shareholder", "2026-11-01"))
    first = recheck_all(here.registrar)
    assert (first.checked, sum(first.exits.values()), first.doubts) == (5, 1, 1)
    with reading(here.registrar.engine) as connection:
        before = len(list(audit.records(connection)))
    second = recheck_all(here.registrar)
    assert (second.checked, sum(second.exits.values()), second.doubts) == (5, 0, 0)
    with reading(here.registrar.engine) as connection:
        assert len(list(audit.records(connection))) == before


def test_an_exit_whose_ground_was_withdrawn_is_undone_with_unbroken_dates(here: Desk) -> None:
    one = here.submitted(HERS).registration
    here.says(Source.CONTRACTS, HERS, FULL_TIME)
    recheck_all(here.registrar)
    here.says(Source.CONTRACTS, HERS)
    assert recheck_all(here.registrar).reinstated == 1
    found = standing(here)
    assert (found.id, found.state, found.ended_on) == (one.id, State.ACTIVE, None)
    assert found.claim.start_date == date(2026, 8, 1)


def test_who_is_reinstated_is_looked_at_for_doubts_in_the_same_night(here: Desk) -> None:
    here.submitted(HERS)
    here.says(Source.CONTRACTS, HERS, FULL_TIME)
    recheck_all(here.registrar)
    here.says(Source.CONTRACTS, HERS)
    here.says(Source.SHAREHOLDERS, HERS, record("shareholder", "2026-11-01"))
    report = recheck_all(here.registrar)
    assert (report.reinstated, report.doubts) == (1, 1)
    assert recheck_all(here.registrar).doubts == 0


def test_who_registered_anew_meanwhile_is_not_reinstated(here: Desk) -> None:
    here.submitted(HERS)
    here.says(Source.CONTRACTS, HERS, FULL_TIME)
    recheck_all(here.registrar)
    here.says(Source.CONTRACTS, HERS)
    here.submitted(claim_of(start_date=date(2026, 11, 1)))
    assert recheck_all(here.registrar).reinstated == 0


def test_a_register_that_is_down_ends_nothing_and_undoes_nothing(here: Desk) -> None:
    here.submitted(HERS)
    here.says(Source.CONTRACTS, HERS, FULL_TIME)
    here.server.by_person[Source.CONTRACTS, HERS.identity.number] = lambda *_: Reply(500)
    report = recheck_all(here.registrar)
    assert (report.silent, dict(report.exits)) == (1, {})
    del here.server.by_person[Source.CONTRACTS, HERS.identity.number]


def test_a_doubt_is_opened_once_and_stays_settled(here: Desk) -> None:
    here.submitted(HERS)
    here.says(Source.SHAREHOLDERS, HERS, record("shareholder", "2026-11-01"))
    recheck_all(here.registrar)
    reviews = ReviewDesk(here.registrar.engine, KEYS, here.registrar.clock)
    (doubt,) = reviews.waiting()
    assert (doubt.code, "自然人股东" in doubt.words) == ("SHAREHOLDER", True)
    reviews.settle(doubt.place.registration, doubt.place.part, "只持股。", OFFICER)
    assert recheck_all(here.registrar).doubts == 0
    assert reviews.waiting() == ()


def test_a_record_from_before_her_start_is_a_doubt_and_no_exit(here: Desk) -> None:
    here.submitted(HERS)
    here.says(Source.CONTRACTS, HERS, record("full_time", "2026-07-31"))
    report = recheck_all(here.registrar)
    assert (dict(report.exits), report.doubts) == ({}, 1)
    assert standing(here).state is State.ACTIVE


def test_a_draft_is_not_asked_about(here: Desk) -> None:
    here.registrar.apply(HERS, HERSELF)
    assert recheck_all(here.registrar).checked == 0
    assert here.server.seen == []
