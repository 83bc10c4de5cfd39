"""A small registry for tests of the statistics: people, pasts, a standard, a desk with a clock."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, update

from api.clock import SHANGHAI
from api.database import writing
from api.policy import Policy, load_policy
from api.services.statistics_desk import StatisticsDesk
from api.settings import find_data_dir
from api.store import histories, registrations
from api.store.tables import registrations as table
from registry.actor import Actor, Role
from registry.jobs.pay import PayUnit
from registry.parameters import DatedValue
from registry.registration.application import State
from registry.registration.claim import EmploymentType, Income
from registry.registration.exits import Exit, ExitCode
from registry.registration.record import Path, Registration
from registry.registration.register_answer import Entry, Source
from registry.statistics.history import History, Told
from tests.api.registration_desk import KEYS, claim_of

CLERK = Actor("tongji", Role.OFFICER, "")
STANDARD = "urban_minimum_living_standard"
FULL = date(1949, 10, 1)
TOLD = date(2026, 10, 31)
SHIPPED = load_policy(find_data_dir() / "policy")


def past(
    *insurance: Entry,
    employment: tuple[Entry, ...] = (),
    since: date | None = FULL,
    told_on: date = TOLD,
    origin: str = "交换文件",
) -> History:
    """What all three sources tell."""
    entries = {Source.EMPLOYMENT: employment, Source.INSURANCE: insurance, Source.BUSINESS: ()}
    told = (Told(source, origin, told_on, since, each) for source, each in entries.items())
    return History(tuple(told))


def paid(since: date, through: str, kind: str = "flexible_pension", **facts: str) -> Entry:
    return Entry(kind, since, None, {"paid_through": through, "rhythm": "monthly"} | facts)


@dataclass(slots=True)
class Town:
    """The desk and what it rests on; `now`, `standards`, `chosen` (by number) may be changed."""

    engine: Engine
    now: datetime = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)
    standards: list[DatedValue] = field(
        default_factory=lambda: [
            DatedValue("371300", date(2024, 1, 1), None, 900.0, "本局公告", author="李某")
        ]
    )
    chosen: dict[str, tuple[DatedValue, ...]] = field(default_factory=dict)
    people: int = 0

    @property
    def desk(self) -> StatisticsDesk:
        return StatisticsDesk(self.engine, KEYS, self.policy, lambda: self.now)

    def policy(self) -> Policy:
        number = SHIPPED.number(STANDARD)
        if self.standards:
            number = number.overridden_by(self.standards, date(2026, 11, 22))
        own = {
            name: SHIPPED.number(name).overridden_by(values, date(2026, 11, 22))
            for name, values in self.chosen.items()
        }
        return replace(SHIPPED, numbers={**SHIPPED.numbers, STANDARD: number, **own})

    def registers(
        self,
        on: date,
        history: History | None = None,
        number: int | None = None,
        ended: date | None = None,
        left: ExitCode = ExitCode.X4,
        **changes: Any,
    ) -> str:
        """Somebody's registration, a first job of 2,000 yuan in town unless changed; its id."""
        self.people += 1
        who = self.people if number is None else number
        income = changes.pop("income", 2000.0)
        changes = {"employment_type": EmploymentType.FIRST, "urban": True} | changes
        told = Income(income, PayUnit.MONTH, income) if income is not None else None
        claim = claim_of(who, start_date=on, income=told, **changes)
        one = Registration(
            id=f"r{self.people:03d}",
            claim=claim,
            state=State.EXITED if ended else State.ACTIVE,
            path=Path.COMMITMENT,
            registered_on=on,
            ended_on=ended,
            exit=Exit(left, ended) if ended else None,
        )
        with writing(self.engine) as connection:
            registrations.add_many(connection, KEYS, [one], self.now)
        if number is None:
            self.knows(one.id, past() if history is None else history, who)
        return one.id

    def knows(self, _: str, history: History, number: int) -> None:
        """What the sources tell of somebody from now on."""
        person = KEYS.person(claim_of(number).identity.number)
        with writing(self.engine) as connection:
            histories.keep(connection, KEYS, {person: history}, self.now)

    def revoke(self, registration: str) -> None:
        with writing(self.engine) as connection:
            connection.execute(
                update(table).where(table.c.id == registration).values(state=State.REVOKED.value)
            )

    def freeze(self, *periods: str) -> None:
        for each in periods:
            self.desk.freeze(each, CLERK)


def months(first: int, last: int) -> list[str]:
    return [f"2026-{month:02d}" for month in range(first, last + 1)]
