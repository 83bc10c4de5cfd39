"""Death leaves the lists at once: a profile is hidden and shown with its person's registration."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from sqlalchemy import Engine, select

from api.database import reading, writing
from api.services.profiles import hidden_among
from api.services.recheck import recheck_all
from api.store import audit, changes, registrations, tables, workers
from api.store.upserts import Outcome
from api.store.workers import WorkerRecord
from registry.registration.application import Event, State
from registry.registration.claim import Claim
from registry.registration.exits import ExitCode
from registry.registration.register_answer import Source
from registry.workers.hidden import Hidden
from registry.workers.worker import Worker
from tests.api.exchange_people import ended
from tests.api.register_server import record
from tests.api.registration_desk import (
    COLLEAGUE,
    FULL_TIME,
    HERSELF,
    KEYS,
    NOON,
    OFFICER,
    TODAY,
    Desk,
    claim_of,
    desk,
)
from tests.api.test_exchange_in import brought, province

HERS = claim_of(start_date=date(2026, 8, 1))
DEATH = record("death", "2026-11-03")


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def profile(name: str = "W1", claim: Claim | None = HERS, text: str = "保洁") -> WorkerRecord:
    """A profile as a feed brings it: with its person's number, or without."""
    person = KEYS.person(claim.identity.number) if claim else ""
    return WorkerRecord(Worker(name, text=text), person=person)


def bring(engine: Engine, *profiles: WorkerRecord) -> list[Outcome]:
    with writing(engine) as connection:

        def hidden(people: Sequence[str]) -> dict[str, Hidden]:
            return hidden_among(connection, KEYS, people)

        return workers.upsert(connection, profiles, NOON, hidden)


def shown(engine: Engine) -> list[str]:
    """Who is on lists, read in every way that there is."""
    with reading(engine) as connection:
        listed = [each.id for each in workers.iterate(connection)]
        every = connection.execute(select(tables.workers.c.id)).scalars().all()
        assert [one for one in sorted(every) if workers.get(connection, one)] == listed
        for one in set(every) - set(listed):
            assert workers.hidden_reason(connection, one) is Hidden.DECEASED
            assert workers.get_record(connection, one) is not None
            assert one not in workers.near_ids(connection, f"{one}0")
        return listed


def log(engine: Engine) -> list[tuple[str, str]]:
    with reading(engine) as connection:
        return [(each.id, each.op.value) for each in changes.after(connection, 0)]


def died(here: Desk, claim: Claim = HERS) -> str:
    """Her registration's id, ended by the death that a register told of at night."""
    one = here.submitted(claim).registration
    assert one.state is State.ACTIVE
    here.says(Source.INSURANCE, claim, DEATH)
    assert recheck_all(here.registrar).exits["X6a"] == 1
    return one.id


def test_a_death_found_at_night_takes_all_her_profiles_off_the_lists(here: Desk) -> None:
    engine = here.registrar.engine
    bring(engine, profile("W1"), profile("W2"), profile("W3", claim_of(2)), profile("W4", None))
    died(here)
    assert shown(engine) == ["W3", "W4"]
    assert log(engine)[4:] == [("W1", "remove"), ("W2", "remove")]
    recheck_all(here.registrar)
    assert len(log(engine)) == 6
    with reading(engine) as connection:
        assert audit.verify(connection, KEYS.audit) == ()


def test_a_death_that_an_officer_reports_does_too(here: Desk) -> None:
    engine = here.registrar.engine
    one = here.submitted(HERS).registration
    bring(engine, profile())
    here.registrar.leave(one.id, ExitCode.X6A, TODAY, OFFICER)
    assert shown(engine) == []


@pytest.mark.parametrize("code", [each for each in ExitCode if each is not ExitCode.X6A])
def test_no_other_exit_hides_anybody(store: Engine, tmp_path: Path, code: ExitCode) -> None:
    with desk(store, tmp_path) as here:
        one = here.submitted(HERS).registration
        bring(store, profile())
        here.registrar.leave(one.id, code, TODAY, OFFICER)
        bring(store, profile(text="月嫂"))
    assert shown(store) == ["W1"]
    assert log(store) == [("W1", "upsert")] * 2


def test_it_is_one_transaction_with_the_exit(here: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = here.registrar.engine
    one = here.submitted(HERS).registration
    bring(engine, profile())

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(registrations, "tell", fail)
    with pytest.raises(RuntimeError):
        here.registrar.leave(one.id, ExitCode.X6A, TODAY, OFFICER)
    assert here.registrar.get(one.id).state is State.ACTIVE
    assert shown(engine) == ["W1"]
    assert log(engine) == [("W1", "upsert")]


def test_a_death_record_that_is_withdrawn_brings_her_back(here: Desk) -> None:
    engine = here.registrar.engine
    bring(engine, profile())
    died(here)
    here.says(Source.INSURANCE, HERS)
    assert recheck_all(here.registrar).reinstated == 1
    assert shown(engine) == ["W1"]
    assert log(engine) == [("W1", "upsert"), ("W1", "remove"), ("W1", "upsert")]


def test_an_officer_who_takes_the_exit_back_brings_her_back(here: Desk) -> None:
    engine = here.registrar.engine
    bring(engine, profile())
    one = died(here)
    here.registrar.reinstate(one, "同名同姓，并非本人。", OFFICER)
    assert shown(engine) == ["W1"]


def test_a_profile_that_comes_in_later_or_again_stays_hidden(here: Desk) -> None:
    engine = here.registrar.engine
    died(here)
    assert bring(engine, profile()) == [Outcome.INSERTED]
    assert bring(engine, profile()) == [Outcome.UNCHANGED]
    assert bring(engine, profile(text="月嫂")) == [Outcome.UPDATED]
    assert shown(engine) == []
    assert log(engine) == [("W1", "remove")] * 2


def test_a_profile_stays_hers_where_a_feed_leaves_her_number_out(here: Desk) -> None:
    engine = here.registrar.engine
    bring(engine, profile())
    died(here)
    assert bring(engine, profile(claim=None)) == [Outcome.UNCHANGED]
    assert bring(engine, profile(claim=None, text="月嫂")) == [Outcome.UPDATED]
    assert shown(engine) == []
    bring(engine, profile(claim=claim_of(2)))
    assert shown(engine) == ["W1"], "the number was mended: it is another person's"


def test_a_profile_from_before_the_numbers_gets_its_person_when_it_comes_again(
    here: Desk,
) -> None:
    engine = here.registrar.engine
    bring(engine, profile(claim=None))
    died(here)
    assert shown(engine) == ["W1"]
    assert bring(engine, profile()) == [Outcome.UPDATED]
    assert shown(engine) == []


def test_who_registers_anew_after_a_false_report_is_shown_and_stays_so(here: Desk) -> None:
    engine = here.registrar.engine
    bring(engine, profile())
    died(here)
    anew = here.submitted(claim_of(start_date=date(2026, 11, 10))).registration
    assert anew.state is State.PENDING_REVIEW
    assert shown(engine) == [], "only an officer tells that the register is wrong"
    here.registrar.decide(anew.id, True, "本人到场。", OFFICER)
    assert shown(engine) == ["W1"]
    here.registrar.leave(anew.id, ExitCode.X4, TODAY, HERSELF)
    bring(engine, profile(text="月嫂"))
    assert shown(engine) == ["W1"]


def test_a_revocation_after_the_death_shows_nobody_again(here: Desk) -> None:
    engine = here.registrar.engine
    bring(engine, profile())
    here.registrar.revoke(died(here), "承诺不实。", COLLEAGUE)
    bring(engine, profile("W2"))
    assert shown(engine) == []


def test_a_refusal_or_another_persons_exit_changes_nothing(here: Desk) -> None:
    engine = here.registrar.engine
    bring(engine, profile(), profile("W2", claim_of(2)))
    died(here)
    here.says(Source.CONTRACTS, claim_of(2), FULL_TIME)
    refused = here.submitted(claim_of(2)).registration
    here.registrar.choose(refused.id, Event.ACCEPT, HERSELF)
    assert shown(engine) == ["W2"]


def test_a_death_that_the_provincial_system_tells_of_hides_her_too(
    engine: Engine, tmp_path: Path
) -> None:
    gone, hired = ended(ExitCode.X6A), ended(ExitCode.X1)
    bring(engine, profile("W1", gone.claim), profile("W2", hired.claim))
    assert brought(engine, province(tmp_path, gone, hired)).taken["exited"] == 2
    assert shown(engine) == ["W2"]


def test_a_profile_that_comes_in_at_the_moment_of_the_exit_is_hidden(here: Desk) -> None:
    engine = here.registrar.engine
    for number in range(1, 9):
        claim = claim_of(number, start_date=date(2026, 8, 1))
        one = here.submitted(claim).registration.id
        barrier = Barrier(2)

        def leave(one: str = one, barrier: Barrier = barrier) -> None:
            barrier.wait(30)
            here.registrar.leave(one, ExitCode.X6A, TODAY, OFFICER)

        def come_in(claim: Claim = claim, barrier: Barrier = barrier) -> None:
            barrier.wait(30)
            bring(engine, profile(f"W{claim.identity.number[-4:]}", claim))

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(leave), pool.submit(come_in)]:
                done.result(timeout=60)
    assert shown(engine) == []


def test_what_was_not_about_a_death_writes_nothing_into_the_library(here: Desk) -> None:
    engine = here.registrar.engine
    bring(engine, profile())
    one = here.submitted(HERS).registration
    here.registrar.leave(one.id, ExitCode.X4, TODAY - timedelta(1), HERSELF)
    here.registrar.reinstate(one.id, "录入有误。", OFFICER)
    assert log(engine) == [("W1", "upsert")]
