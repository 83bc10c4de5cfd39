"""The benchmark of instant hire: a week of shifts with made people, by a clock that is moved.

The service and the database are the real ones. Who ranks where, says yes, answers when, withdraws
or does not come is drawn from a seed; the same seed gives the same figures.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from random import Random
from time import perf_counter
from typing import Any, Final

from sqlalchemy import Connection, Engine, select

from api.database import reading, writing
from api.policy import Policy
from api.security.keys import Keys
from api.services.shift_answers import Outcome, Said, answer
from api.services.shift_clock import tick
from api.services.shift_desk import Candidate, ShiftDesk
from api.services.shift_invitations import invite
from api.services.shift_no_shows import report_no_show
from api.services.shift_offers import offer
from api.services.spread import spread
from api.store import assignments, audit, jobs, shifts, tables, workers
from api.store.workers import WorkerRecord
from registry.actor import Actor, Role
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import Posting
from registry.jobs.week import Window, free_week_of
from registry.placement.assignment import AssignmentState
from registry.placement.fill import FILLED, figures_of
from registry.placement.shift import Offer
from registry.placement.spans import CHINA
from registry.places import Place
from registry.workers.worker import Worker

BEGINS: Final = datetime(2026, 11, 23, 9, tzinfo=CHINA)
FIRM: Final = Actor("bench", Role.FIRM)
FIRMS: Final = 20
DAYS: Final = 7
# First and last hour after midnight of the shifts that are offered.
HOURS: Final = ((6, 10), (8, 12), (8, 17), (10, 14), (13, 18), (16, 21), (17, 22), (22, 30))
MOST_OPENINGS: Final = 12
YES: Final = 0.4
ANSWERS: Final = 0.8  # of the invited; the others never look
STANDS_BY: Final = 0.5  # of those who find it full
USUAL_ANSWER_H: Final = 0.7
TICK: Final = timedelta(minutes=10)
FREE: Final = (
    (Window((1, 2, 3, 4, 5, 6, 7), 0, 1440),),
    (Window((1, 2, 3, 4, 5), 7 * 60, 18 * 60),),
    (Window((1, 2, 3, 4, 5, 6, 7), 16 * 60, 24 * 60), Window((6, 7), 0, 1440)),
    (Window((1, 2, 3, 4, 5, 6, 7), 5 * 60, 15 * 60),),
)


@dataclass(slots=True)
class Town:
    """The made town: its clock, what is still to happen, and how long each answer took."""

    desk: ShiftDesk
    chance: Random
    leaving: float
    time: list[datetime]
    sent: list[tuple[str, str]]
    offers: list[Offer] = field(default_factory=list)
    events: list[tuple[datetime, int, str, str, str]] = field(default_factory=list)
    answered_ms: list[float] = field(default_factory=list)
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    order: "count[int]" = field(default_factory=count)

    def later(self, hours: float, what: str, one: str, who: str) -> None:
        """Something that is to happen to somebody so many hours from now."""
        at = self.time[0] + timedelta(hours=hours)
        heappush(self.events, (at, next(self.order), what, one, who))


def measure_shifts(
    engine: Engine,
    keys: Keys,
    policy: Policy,
    offered: int,
    people: int,
    leaving: float,
    seed: int,
) -> dict[str, Any]:
    """Everything, over an empty store. leaving: the share of takers who withdraw or do not come."""
    chance = Random(seed)  # noqa: S311
    begun = perf_counter()
    postings = [_posting(number) for number in range(FIRMS)]
    everybody = [_worker(number, chance) for number in range(people)]
    with writing(engine) as connection:
        jobs.upsert(connection, postings, BEGINS)
        workers.upsert(connection, [WorkerRecord(one) for one in everybody], BEGINS)
    town = _town(engine, keys, policy, everybody, chance, leaving)
    for number in range(offered):
        town.later(chance.uniform(0, 10), "offer", str(number), "")
    town.offers.extend(_offer(number, chance) for number in range(offered))
    _play(town)
    with reading(engine) as connection:
        found = asdict(figures_of(shifts.filled(connection)))
        whole = audit.verify(connection, keys.audit) == ()
        double = _double_bookings(connection, keys)
    return {
        "offered": offered,
        "people": people,
        "leaving": leaving,
        "seed": seed,
        **found,
        "double_bookings": double,
        "answers": {each.value: town.outcomes[each] for each in Outcome if town.outcomes[each]},
        "answer_ms": spread(town.answered_ms),
        "chain_whole": whole,
        "seconds": round(perf_counter() - begun, 1),
    }


def _town(
    engine: Engine,
    keys: Keys,
    policy: Policy,
    everybody: Sequence[Worker],
    chance: Random,
    leaving: float,
) -> Town:
    """A desk with a ranking of its own for each posting, the same on every day."""
    time, sent = [BEGINS], list[tuple[str, str]]()
    seed = chance.random()

    def ranked(posting: Posting, _: date) -> Sequence[Candidate]:
        drawn = Random(f"{seed}{posting.id}")  # noqa: S311
        found = [Candidate(one.id, drawn.random()) for one in everybody]
        return sorted(found, key=lambda each: -each.score)

    def agreed(_: Connection, names: Collection[str]) -> Collection[str]:
        return names

    def tell(name: str, text: str) -> None:
        sent.append((name, text))

    desk = ShiftDesk(
        engine, keys, policy, lambda: time[0], ranked, agreed, tell, lambda token: f"/s/{token}"
    )
    return Town(desk, chance, leaving, time, sent)


def _play(town: Town) -> None:
    """Everything that happens, in the order of its time, until nothing is left to happen."""
    last = BEGINS + timedelta(days=DAYS + 3)
    next_tick = BEGINS
    while next_tick < last:
        while town.events and town.events[0][0] <= next_tick:
            at, _, what, one, who = heappop(town.events)
            town.time[0] = at
            _happen(town, what, one, who)
        town.time[0] = next_tick
        tick(town.desk)
        _deliver(town)
        next_tick += TICK


def _happen(town: Town, what: str, one: str, who: str) -> None:
    if what == "offer":
        _invite(town, int(one))
    elif what == "answer":
        _answer(town, one)
    elif what == "leave":
        answer(town.desk, one, Said.LEAVE)
    else:
        _miss(town, one, who)
    _deliver(town)


def _offer(number: int, chance: Random) -> Offer:
    first, last = chance.choice(HOURS)
    day = BEGINS.replace(hour=0) + timedelta(days=chance.randint(1, DAYS))
    starts, ends = day + timedelta(hours=first), day + timedelta(hours=last)
    return Offer(starts, ends, chance.randint(1, MOST_OPENINGS), ref=f"bench-{number}")


def _invite(town: Town, number: int) -> None:
    posting = _posting(number % FIRMS)
    (kept,) = offer(town.desk, posting.id, [town.offers[number]], FIRM)
    invite(town.desk, kept.id, None, FIRM)


def _deliver(town: Town) -> None:
    """Whoever is sent an invitation will answer it some time, or never."""
    for _, text in town.sent:
        if "/s/" in text and town.chance.random() < ANSWERS:
            hours = town.chance.expovariate(1 / USUAL_ANSWER_H)
            town.later(hours, "answer", text.split("/s/")[1], "")
    town.sent.clear()


def _answer(town: Town, token: str) -> None:
    said = Said.YES if town.chance.random() < YES / ANSWERS else Said.NO
    begun = perf_counter()
    reply = answer(town.desk, token, said)
    town.answered_ms.append((perf_counter() - begun) * 1000)
    if reply.outcome is Outcome.FULL and town.chance.random() < STANDS_BY:
        reply = answer(town.desk, token, Said.STANDBY)
    town.outcomes[reply.outcome] += 1
    if reply.outcome is Outcome.TAKEN and town.chance.random() < town.leaving:
        left_h = (reply.kept.shift.starts - town.time[0]).total_seconds() / 3600
        if town.chance.random() < 0.5:
            town.later(town.chance.uniform(0, left_h), "leave", token, "")
        else:
            one = reply.assignment
            town.later(left_h + 0.25, "miss", one.shift, one.worker)


def _miss(town: Town, one: str, who: str) -> None:
    """The firm finds a quarter of an hour after the start that somebody did not come."""
    with reading(town.desk.engine) as connection:
        found = assignments.get(connection, town.desk.keys, one, who)
    if found is not None and found.state in FILLED:
        report_no_show(town.desk, one, who, "没有来", FIRM)


def _double_bookings(connection: Connection, keys: Keys) -> int:
    """Pairs of shifts of one worker that she holds or worked and that touch one half-hour."""
    names = connection.execute(select(tables.assignments.c.worker).distinct()).scalars().all()
    double = 0
    for name in names:
        mine = [
            one.shift
            for one in assignments.of_worker(connection, keys, name)
            if one.state in FILLED | {AssignmentState.DONE}
        ]
        spans = [each.shift.span for each in shifts.get_many(connection, mine).values()]
        double += sum(
            one.clashes(other) for place, one in enumerate(spans) for other in spans[:place]
        )
    return double


def _posting(number: int) -> Posting:
    return Posting(
        source="bench",
        source_id=str(number),
        title="分拣",
        employer=f"测速单位{number}",
        pay=Pay(30, 30, PayUnit.HOUR, Settlement.DAILY),
        place=Place(code="371311"),
        published_on=BEGINS.date(),
    )


def _worker(number: int, chance: Random) -> Worker:
    made = Worker(id=f"M{number:05}", place=Place(code="371311"))
    return replace(made, free=free_week_of(chance.choice(FREE)))
