"""A desk of instant hire for tests: a real store, a ranking that is told, a clock that stands."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine

from api.database import reading, writing
from api.policy import load_policy
from api.security.keys import keys_of
from api.services.shift_answers import Reply, Said, answer
from api.services.shift_clock import tick
from api.services.shift_desk import Candidate, ShiftDesk
from api.services.shift_invitations import invite
from api.services.shift_offers import offer
from api.settings import find_data_dir
from api.store import assignments, audit, jobs, shifts, workers
from api.store.shifts import KeptShift
from api.store.workers import WorkerRecord
from registry.actor import Actor, Role
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import Posting
from registry.placement.assignment import Assignment, AssignmentState
from registry.placement.shift import Offer
from registry.placement.spans import CHINA
from registry.workers.worker import Worker
from tests.builders import posting, worker

KEYS = keys_of(b"s" * 32)
POLICY = load_policy(find_data_dir() / "policy")
FIRM = Actor("firm", Role.FIRM)
OFFICER = Actor("zhao", Role.OFFICER, "371311")
NINE = datetime(2026, 11, 22, 9, tzinfo=CHINA)
TOMORROW_EIGHT = datetime(2026, 11, 23, 8, tzinfo=CHINA)
HERE = "/s/"


@dataclass(slots=True)
class Office:
    """A desk, its clock, who is ranked and agrees, and what was told to whom."""

    desk: ShiftDesk
    time: list[datetime]
    ranked: list[str]
    refusing: set[str]
    told: list[tuple[str, str]]
    tokens: dict[tuple[str, str], str] = field(default_factory=dict)

    def wait(self, **time: float) -> None:
        self.time[0] += timedelta(**time)

    def offered(self, *, posting_id: str = "test:1", **changes: Any) -> str:
        """The id of a new shift: tomorrow from eight to twelve for two, changed as asked."""
        facts: dict[str, Any] = {
            "starts": TOMORROW_EIGHT,
            "ends": TOMORROW_EIGHT + timedelta(hours=4),
            "openings": 2,
        }
        (kept,) = offer(self.desk, posting_id, [Offer(**(facts | changes))], FIRM)
        return kept.id

    def invited(self, shift_id: str, most: int | None = None) -> list[str]:
        """Who is asked now, best first."""
        before = len(self.told)
        invite(self.desk, shift_id, most, FIRM)
        self.keep_tokens(shift_id, before)
        return [name for name, _ in self.told[before:]]

    def ticked(self) -> None:
        before = len(self.told)
        tick(self.desk)
        self.keep_tokens("", before)

    def keep_tokens(self, shift_id: str, before: int) -> None:
        for name, text in self.told[before:]:
            if HERE in text:
                self.tokens[shift_id, name] = text.split(HERE)[1]

    def says(self, shift_id: str, name: str, said: Said = Said.YES) -> Reply:
        """What comes of a worker's word by her link."""
        return answer(self.desk, self.tokens[shift_id, name], said)

    def shift(self, shift_id: str) -> KeptShift:
        with reading(self.desk.engine) as connection:
            kept = shifts.get(connection, shift_id)
        assert kept is not None
        return kept

    def assignment(self, shift_id: str, name: str) -> Assignment:
        with reading(self.desk.engine) as connection:
            one = assignments.get(connection, KEYS, shift_id, name)
        assert one is not None
        return one

    def states(self, shift_id: str) -> dict[str, AssignmentState]:
        with reading(self.desk.engine) as connection:
            return {
                one.worker: one.state for one in assignments.of_shift(connection, KEYS, shift_id)
            }

    def actions(self, shift_id: str) -> list[str]:
        with reading(self.desk.engine) as connection:
            assert audit.verify(connection, KEYS.audit) == ()
            return [each.action for each in audit.records(connection, shift_id)]


def cleaning(source_id: str = "1", **changes: Any) -> Posting:
    """A posting that pays above every floor."""
    pay = Pay(25, 25, PayUnit.HOUR, Settlement.DAILY)
    return posting(source_id, **({"pay": pay} | changes))


def people(count: int, **changes: Any) -> list[Worker]:
    """W01, W02 … in 罗庄."""
    return [worker(id=f"W{number:02}", **changes) for number in range(1, count + 1)]


def office(
    engine: Engine, those: Sequence[Worker], postings: Sequence[Posting] | None = None
) -> Office:
    """A desk over an empty store that holds these workers, ranked in this order, and postings."""
    with writing(engine) as connection:
        jobs.upsert(connection, postings or [cleaning()], NINE)
        workers.upsert(connection, [WorkerRecord(one) for one in those], NINE)
    time, told, refusing = [NINE], list[tuple[str, str]](), set[str]()
    ranked = [one.id for one in those]

    def candidates(_: Posting, __: date) -> Sequence[Candidate]:
        return [Candidate(name, 1 - place / 1000) for place, name in enumerate(ranked)]

    def may_ask(_: Connection, names: Collection[str]) -> Collection[str]:
        return set(names) - refusing

    def tell(name: str, text: str) -> None:
        told.append((name, text))

    desk = ShiftDesk(
        engine, KEYS, POLICY, clock_of(time), candidates, may_ask, tell, lambda token: HERE + token
    )
    return Office(desk, time, ranked, refusing, told)


def clock_of(time: list[datetime]) -> Callable[[], datetime]:
    return lambda: time[0]


def with_terms(desk: ShiftDesk, **numbers: float) -> ShiftDesk:
    """The same desk with other policy numbers, everywhere and always."""
    known = dict(desk.policy.numbers)
    for name, value in numbers.items():
        first = known[name].values[0]
        known[name] = replace(known[name], values=(replace(first, value=value),))
    return replace(desk, policy=replace(desk.policy, numbers=known))
