"""Applications that wait for silent registers: asked again by themselves, and left alone else."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update

from api.database import reading, writing
from api.registers.configured import open_registers
from api.services.recheck import recheck_all
from api.services.registration import Registrar
from api.services.waiting import ask_waiting
from api.settings import Settings
from api.store import audit, registrations, tables
from registry.registration.application import Event, State
from registry.registration.claim import Claim
from registry.registration.record import Path as Way
from registry.registration.record import Registration
from registry.registration.register_answer import Source
from tests.api.credit_desk import FIRST_JOB, OLD_JOB, entries, told
from tests.api.register_server import Reply, record
from tests.api.registration_desk import FULL_TIME, HERSELF, KEYS, NOON, Desk, claim_of, desk

HERS = claim_of()
WRITTEN = (tables.audit, tables.register_answers, tables.notices, tables.credit_entries)


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def silence(here: Desk, claim: Claim, *sources: Source, status: int = 404) -> None:
    for source in sources:
        here.server.by_person[source, claim.identity.number] = lambda *_: Reply(status)


def speak(here: Desk, claim: Claim) -> None:
    for source in Source:
        here.server.by_person.pop((source, claim.identity.number), None)


def waiting(here: Desk, claim: Claim = HERS) -> str:
    """The id of an application that waits for one silent register."""
    silence(here, claim, Source.CONTRACTS)
    one = here.submitted(claim).registration
    assert one.state is State.CHECKING
    return one.id


def stored(here: Desk, ids: list[str], state: State = State.CHECKING) -> None:
    """Applications as a program that broke off left them: never checked."""
    with writing(here.registrar.engine) as connection:
        for number, one in enumerate(ids, 1):
            made = Registration(one, claim_of(number), state, Way.COMMITMENT, submitted_at=NOON)
            registrations.add(connection, KEYS, made, NOON)


def asked(here: Desk) -> dict[str, int]:
    """What became of those asked about, without what became of none."""
    report = ask_waiting(here.registrar)
    assert report.faults == {}
    return dict(report.became)


def written(here: Desk) -> tuple[Any, ...]:
    """How much stands in every table that a check writes to, and when anything last changed."""
    counts = [select(func.count()).select_from(each).scalar_subquery() for each in WRITTEN]
    last = select(func.max(tables.registrations.c.updated_at)).scalar_subquery()
    with reading(here.registrar.engine) as connection:
        return tuple(connection.execute(select(*counts, last)).one())


def test_a_register_that_answers_at_last_brings_the_registration_into_force(here: Desk) -> None:
    one = waiting(here)
    speak(here, HERS)
    here.wait(hours=1)
    assert asked(here) == {"active": 1}
    found = here.registrar.get(one)
    assert (found.state, found.registered_on) == (State.ACTIVE, NOON.date())
    assert "已办结" in told(here, one)[-1]
    assert asked(here) == {}


def test_silence_as_before_is_asked_about_and_writes_nothing_also_on_the_next_day(
    here: Desk,
) -> None:
    waiting(here)
    before, questions = written(here), len(here.server.seen)
    here.wait(hours=13)
    assert asked(here) == {"waiting": 1}
    assert len(here.server.seen) > questions
    assert written(here) == before


def test_the_same_silence_in_other_words_is_the_same(here: Desk) -> None:
    waiting(here)
    before = written(here)
    silence(here, HERS, Source.CONTRACTS, status=403)
    assert asked(here) == {"waiting": 1}
    assert written(here) == before


def test_another_silence_than_before_is_kept(here: Desk) -> None:
    one = waiting(here)
    speak(here, HERS)
    silence(here, HERS, Source.BUSINESS)
    before = written(here)
    assert asked(here) == {"waiting": 1}
    assert written(here) != before
    decision = here.registrar.get(one).decision
    assert decision is not None
    assert "工商" in decision.deciding[0].finding.detail


@pytest.mark.parametrize(
    ("waited", "became"),
    [
        pytest.param(timedelta(hours=24, seconds=-1), "waiting", id="a second too early"),
        pytest.param(timedelta(hours=24), "to_officer", id="after a day"),
    ],
)
def test_after_a_day_of_silence_an_officer_looks(
    here: Desk, waited: timedelta, became: str
) -> None:
    waiting(here)
    here.time[0] += waited
    assert asked(here) == {became: 1}


def test_what_bars_is_shown_once_and_then_waits_for_the_person_alone(here: Desk) -> None:
    one = waiting(here)
    speak(here, HERS)
    here.says(Source.CONTRACTS, HERS, FULL_TIME)
    assert asked(here) == {"previewed": 1}
    assert "您可以撤回" in told(here, one)[-1]
    before, questions = written(here), len(here.server.seen)
    here.says(Source.CONTRACTS, HERS)
    here.wait(days=3)
    assert asked(here) == {}
    assert (written(here), len(here.server.seen)) == (before, questions)
    assert here.registrar.choose(one, Event.ACCEPT, HERSELF).state is State.REFUSED


def test_what_she_must_confirm_first_brings_a_draft_back(here: Desk) -> None:
    one = waiting(here)
    speak(here, HERS)
    here.says(Source.INSURANCE, HERS, record("unemployment_benefit", "2026-10-01"))
    assert asked(here) == {"returned": 1}
    assert here.registrar.get(one).state is State.DRAFT


def test_a_contradiction_that_comes_to_light_while_another_is_silent_is_raised_once(
    here: Desk,
) -> None:
    waiting(here, FIRST_JOB)
    here.says(Source.EMPLOYMENT, FIRST_JOB, OLD_JOB)
    assert asked(here) == {"waiting": 1}
    assert len(entries(here)) == 1
    before = written(here)
    assert asked(here) == {"waiting": 1}
    assert written(here) == before
    speak(here, FIRST_JOB)
    assert asked(here) == {"to_officer": 1}


def test_only_what_waits_is_asked_about(here: Desk) -> None:
    here.submitted(claim_of(2))
    here.registrar.apply(claim_of(3), HERSELF)
    questions = len(here.server.seen)
    assert asked(here) == {}
    assert len(here.server.seen) == questions


def test_who_withdrew_while_the_registers_were_asked_stays_withdrawn(here: Desk) -> None:
    one = waiting(here)

    def answer(*_: Any) -> Reply:
        if here.registrar.get(one).state is State.CHECKING:
            here.registrar.choose(one, Event.WITHDRAW, HERSELF)
        return Reply(404)

    here.server.by_person[Source.CONTRACTS, HERS.identity.number] = answer
    assert asked(here) == {"changed": 1}
    assert here.registrar.get(one).state is State.WITHDRAWN
    speak(here, HERS)


def test_an_application_that_was_never_checked_is(here: Desk) -> None:
    stored(here, ["r1"])
    assert asked(here) == {"active": 1}


@pytest.mark.parametrize("again", [ask_waiting, recheck_all], ids=["waiting", "the night"])
def test_what_cannot_be_read_of_one_person_stops_nobody_else(here: Desk, again: Any) -> None:
    state = State.CHECKING if again is ask_waiting else State.ACTIVE
    ids = [f"r{number}" for number in range(1, 6)]
    stored(here, ids, state)
    with writing(here.registrar.engine) as connection:
        table = tables.registrations
        connection.execute(update(table).where(table.c.id == "r2").values(sealed="broken"))
        unreadable = KEYS.sealed("{}", "r3")
        connection.execute(update(table).where(table.c.id == "r3").values(sealed=unreadable))
    report = again(here.registrar)
    assert set(report.faults) == {"r2", "r3"}
    assert "密钥" in report.faults["r2"]
    assert "读不出" in report.faults["r3"]
    done = report.to_json()
    assert (done["active"] if again is ask_waiting else done["checked"]) == 3
    with reading(here.registrar.engine) as connection:
        assert audit.verify(connection, KEYS.audit) == ()


def test_an_error_over_one_person_stops_nobody_else_and_names_nobody(
    here: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = waiting(here), waiting(here, claim_of(2))
    speak(here, HERS)
    speak(here, claim_of(2))
    usual = Registrar.ask

    def ask(registrar: Registrar, claim: Claim) -> Any:
        if claim == HERS:
            raise ValueError(claim.identity.number)
        return usual(registrar, claim)

    monkeypatch.setattr(Registrar, "ask", ask)
    report = ask_waiting(here.registrar)
    assert dict(report.became) == {"active": 1}
    assert report.faults == {first: "程序出错（ValueError），请告诉管理员"}
    assert here.registrar.get(second).state is State.ACTIVE


def test_more_than_one_batch_is_asked_about(here: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.services.asked_again.BATCH", 2)
    stored(here, [f"r{number}" for number in range(1, 6)])
    seen: list[tuple[int, int]] = []
    report = ask_waiting(here.registrar, lambda done, total: seen.append((done, total)))
    assert dict(report.became) == {"active": 5}
    assert seen == [(2, 5), (4, 5), (5, 5)]


def test_without_any_register_a_day_of_waiting_still_leads_to_an_officer(
    here: Desk, tmp_path: Path
) -> None:
    one = waiting(here)
    folder = tmp_path / "none"
    folder.mkdir()
    unconnected = open_registers(Settings(home=folder))

    def later() -> datetime:
        return NOON + timedelta(hours=24)

    registrar = Registrar(
        here.registrar.engine,
        KEYS,
        here.registrar.table,
        here.registrar.texts,
        unconnected,
        later,
        here.registrar.terms,
    )
    assert dict(ask_waiting(registrar).became) == {"to_officer": 1}
    assert registrar.get(one).state is State.PENDING_REVIEW
