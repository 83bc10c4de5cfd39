"""A town of two firms and many workers alike, some of whom agreed to be shown."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from api.clock import now
from api.database import writing
from api.runtime import Runtime
from api.services.pool import Pool
from api.services.pool_view import PoolAnswer
from api.store import workers
from api.store.workers import WorkerRecord
from registry.actor import Actor, Role
from registry.jobs.pay import PayUnit
from registry.jobs.week import Window, free_week_of, minutes_of
from registry.places import Place
from registry.workers.consent import Channel, Purpose
from registry.workers.worker import PayFloor, Wishes, Worker
from tests.api.small_town import row, settle

FIRMS = ("firm-a", "firm-b")
HALF = Window((1, 2, 3, 4, 5), minutes_of("8:00"), minutes_of("12:00"))
FULL = Window((1, 2, 3, 4, 5, 6), minutes_of("7:00"), minutes_of("19:00"))
POSTINGS = [
    row("p1", "办公楼保洁员", source="firm-a", hours={"kind": "flexible"}),
    row("p2", "商场保洁员", source="firm-a", pay={"min": 22, "max": 23, "unit": "HOUR"}),
    row("p3", "小区保洁员", source="firm-b", hours={"kind": "flexible"}),
    row("p4", "外卖骑手", source="firm-b", hours={"kind": "flexible"}),
]
TRADES = ("4-09-08-01", "4-10-08-01")
PLACES = ("371311", "371302")


def made_worker(number: int, kind: int) -> Worker:
    """A worker of one of some kinds, with what nobody may ever be shown of her."""
    kinds = list(product(TRADES, PLACES, (HALF, FULL), (0.5, 5.0), (18.0, 24.0)))
    trade, county, window, years, floor = kinds[kind % len(kinds)]
    secret = f"秘密{number:04d}"
    return Worker(
        id=f"W{number:04d}",
        place=Place(county, town=f"{secret}镇", lat=35.0 + number / 1e4, lon=118.3),
        text=f"保洁 骑手 {secret} 电话1390000{number:04d}",
        skills=("保洁", secret),
        occupations=(trade,),
        free=free_week_of([window]),
        experience_years=years,
        pay_floor=PayFloor(floor, PayUnit.HOUR),
        must=Wishes(pay=number % 3 == 0),
    )


def settle_pool(home: Path, count: int, database_url: str = "", kinds: int = 6) -> Runtime:
    """A runtime whose town has so many workers, none of whom has agreed to anything."""
    here = settle(home, database_url, postings=POSTINGS, workers=[])
    put(here, [made_worker(number, number % kinds) for number in range(count)])
    return here


def put(here: Runtime, people: list[Worker]) -> None:
    with writing(here.engine) as connection:
        workers.upsert(connection, [WorkerRecord(each) for each in people], now(here.settings))


def herself(worker: str) -> Actor:
    return Actor(worker, Role.PERSON)


def say(here: Runtime, worker: str, given: bool, purpose: Purpose = Purpose.POOL) -> None:
    """She agrees, or withdraws."""
    with writing(here.engine) as connection:
        here.consents.note(
            connection, worker, purpose, herself(worker), Channel.ONLINE, given=given
        )


@dataclass
class Calendar:
    """A clock that tests turn."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment

    def next_day(self) -> None:
        self.moment += timedelta(days=1)


def pool_at(here: Runtime, calendar: Calendar) -> Pool:
    """The pools of a runtime, by the test's own clock."""
    return replace(here.pool(), clock=calendar)


def ask(pool: Pool, posting: str, limit: int = 200) -> PoolAnswer:
    """The firm's own question."""
    firm = posting.partition(":")[0]
    return pool.ask(posting, Actor(f"{firm}-clerk", Role.FIRM), firm, limit=limit)


def shown_groups(answer: dict[str, Any]) -> dict[str, int]:
    """How many people share each set of everything that is shown of a person."""
    counted: dict[str, int] = {}
    for item in answer["items"]:
        key = repr({name: value for name, value in item.items() if name != "pseudonym"})
        counted[key] = counted.get(key, 0) + 1
    return counted
