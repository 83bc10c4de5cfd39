"""A desk for applications in tests: a small library, consents that are given and taken, a clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, update

from api.database import writing
from api.policy import Policy
from api.reference import Reference
from api.runtime import Runtime
from api.services.application_reading import ApplicationReader
from api.services.applications import ApplicationDesk
from api.services.hire_proposals import ProposalDesk
from api.services.posting_feedback import FeedbackDesk
from api.store import jobs, tables, workers
from api.store.workers import WorkerRecord
from registry.actor import Actor, Role
from registry.jobs.posting import Posting
from registry.placement.outcome import Telling
from registry.placement.record import Application, Kind, Said
from registry.registration.claim import Claim
from registry.workers.consent import Channel, Purpose
from tests.api.registration_desk import KEYS, NOON, Desk, desk
from tests.builders import posting, worker

HER = Actor("acc-worker", Role.PERSON)
FIRM = Actor("acc-firm", Role.FIRM)
ADVISOR = Actor("zhao", Role.OFFICER, "371311")
OTHER_ADVISOR = Actor("qian", Role.OFFICER, "371311")
FIRMS = ("town", "market")
WORKERS = ("W1", "W2")
POSTINGS = ("town:1", "town:2", "market:1")


@dataclass(slots=True)
class Town:
    """The desks of a small town over one store, their clock, and who agreed to what."""

    applications: ApplicationDesk
    reader: ApplicationReader
    proposals: ProposalDesk
    feedback: FeedbackDesk
    time: list[datetime]
    agreed: set[tuple[str, str]] = field(default_factory=set)

    @property
    def engine(self) -> Engine:
        return self.applications.engine

    @property
    def now(self) -> datetime:
        return self.time[0]

    @property
    def today(self) -> date:
        return self.now.date()

    def wait(self, **time: float) -> None:
        self.time[0] += timedelta(**time)

    def agrees(self, worker: str = "W1", firm: str = "town") -> None:
        self.agreed.add((worker, firm))

    def wanted(self, worker: str = "W1", posting_id: str = "town:1") -> Application:
        return self.applications.want(worker, posting_id, HER)[0]

    def passed(self, worker: str = "W1", posting_id: str = "town:1") -> Application:
        self.agrees(worker, posting_id.partition(":")[0])
        return self.wanted(worker, posting_id)

    def tells(self, one: Application, actor: Actor, said: Said, **more: Any) -> Application:
        return self.applications.tell(one.id, Telling(said, **more), actor)

    def hired(self, kind: Kind, on: date, worker: str = "W1") -> Application:
        """The firm and she say so."""
        one = self.passed(worker)
        self.tells(one, FIRM, Said.HIRED, kind=kind, on=on)
        return self.tells(one, HER, Said.HIRED)

    def knows(self, worker_id: str, claim: Claim) -> None:
        """The worker of the library is this person."""
        person = KEYS.person(claim.identity.number)
        with writing(self.engine) as connection:
            statement = update(tables.workers).where(tables.workers.c.id == worker_id)
            connection.execute(statement.values(person=person))


def library() -> tuple[Posting, ...]:
    """Three postings of two firms in 罗庄."""
    ends = NOON.date() + timedelta(365)
    one = posting(
        "1", source="town", employer="临沂某家政", occupation="4-09-08-01", valid_until=ends
    )
    return (
        one,
        replace(one, source_id="2", title="小区保洁"),
        replace(one, source="market", employer="临沂某市场"),
    )


def stocked(engine: Engine) -> None:
    """The library put into a store."""
    with writing(engine) as connection:
        jobs.upsert(connection, list(library()), NOON)
        people = [WorkerRecord(worker(id=each, skills=("保洁",))) for each in WORKERS]
        workers.upsert(connection, people, NOON)


def town(engine: Engine, reference: Reference, policy: Policy, time: list[datetime]) -> Town:
    """The desks over a stocked store."""
    agreed: set[tuple[str, str]] = set()

    def passes_to(_: Connection, worker_id: str, firm: str) -> bool:
        return (worker_id, firm) in agreed

    def clock() -> datetime:
        return time[0]

    return Town(
        ApplicationDesk(engine, KEYS, policy, reference, passes_to, clock),
        ApplicationReader(engine, KEYS, passes_to),
        ProposalDesk(engine, KEYS, clock),
        FeedbackDesk(engine, KEYS, clock),
        time,
        agreed,
    )


@contextmanager
def registering_town(
    engine: Engine, reference: Reference, policy: Policy, home: Path
) -> Iterator[tuple[Town, Desk]]:
    """A town with a registration desk beside it, both by one clock."""
    stocked(engine)
    with desk(engine, home) as counter:
        yield town(engine, reference, policy, counter.time), counter


def agrees(here: Runtime, worker_id: str, firm: str = "town", given: bool = True) -> None:
    """Her word in the ledger on being passed to a firm, online."""
    purpose, ledger = Purpose.PASS_TO_FIRM, here.consents
    if given:
        version = ledger.text(purpose).version
        ledger.give(worker_id, purpose, HER, Channel.ONLINE, version, firm)
    else:
        ledger.withdraw(worker_id, purpose, HER, Channel.ONLINE, firm)
