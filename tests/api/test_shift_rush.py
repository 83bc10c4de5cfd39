"""Many answer at the same moment, for shifts that overlap: fifty threads on PostgreSQL."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from random import Random
from threading import Barrier

import pytest
from sqlalchemy import Engine, create_engine, select

from api.database import reading
from api.services.shift_answers import Outcome, Said, answer
from api.services.shift_clock import tick
from api.services.shift_desk import ShiftDesk
from api.store import audit, shifts, tables
from api.store.schema import migrate
from registry.placement.assignment import HOLDING
from registry.placement.assignment import AssignmentState as S
from tests.api.shift_desk import KEYS, TOMORROW_EIGHT, Office, cleaning, office, people, with_terms

RUSH, SHIFTS = 50, 10
# Writers of SQLite take turns, but not in the order in which they came: a few of them are enough.
FEW, FEW_SHIFTS = 12, 5
OPENINGS = 6
PATIENCE_S = 120
# What she was told last, and where that leaves her.
LEAVES = {
    Outcome.TAKEN: HOLDING,
    Outcome.WAITING: {S.STANDBY, S.PROMOTED},
    Outcome.LEFT: {S.WITHDRAWN},
    Outcome.BARRED: {S.INVITED},
    Outcome.DECLINED: {S.NO},
}


@pytest.fixture
def many(postgres_engine: Engine) -> Iterator[Engine]:
    """A PostgreSQL database to which as many connections are open as people answer."""
    migrate(postgres_engine)
    engine = create_engine(postgres_engine.url, pool_size=RUSH)
    yield engine
    engine.dispose()


def opened(engine: Engine, rush: int, count: int) -> tuple[Office, list[str]]:
    """Shifts of which each overlaps the next, for all of which everybody was asked."""
    postings = [cleaning(str(number)) for number in range(1, count + 1)]
    desk = office(engine, people(rush), postings)
    desk.desk = with_terms(desk.desk, invitations_a_day=SHIFTS, expected_yes_rate=0.1)
    ids = []
    for number in range(count):
        starts = TOMORROW_EIGHT + timedelta(hours=3 * (number % 4))
        one = desk.offered(
            posting_id=f"test:{number + 1}",
            starts=starts,
            ends=starts + timedelta(hours=4),
            openings=OPENINGS,
        )
        desk.invited(one)
        ids.append(one)
    return desk, ids


def one_person(desk: ShiftDesk, tokens: list[str], seed: int, barrier: Barrier) -> list[Outcome]:
    """Yes to everything, stand by where it is full, leave now and then, all said twice."""
    chance = Random(seed)
    order = chance.sample(range(len(tokens)), len(tokens))
    last = [Outcome.ASKED] * len(tokens)
    barrier.wait(PATIENCE_S)
    for number in order:
        said = [chance.choice((Said.YES, Said.YES, Said.YES, Said.NO))]
        for each in said * 2:
            last[number] = answer(desk, tokens[number], each).outcome
        if last[number] is Outcome.FULL:
            last[number] = answer(desk, tokens[number], Said.STANDBY).outcome
        if chance.random() < 0.3:
            last[number] = answer(desk, tokens[number], Said.LEAVE).outcome
    return last


def rush(engine: Engine, number_of: int, count: int) -> tuple[Office, list[str]]:
    desk, ids = opened(engine, number_of, count)
    barrier = Barrier(number_of)
    names = [one.id for one in people(number_of)]
    with ThreadPoolExecutor(number_of) as pool:
        running = [
            pool.submit(
                one_person, desk.desk, [desk.tokens[each, name] for each in ids], seed, barrier
            )
            for seed, name in enumerate(names)
        ]
        told = [each.result(PATIENCE_S) for each in running]
    for number, one in enumerate(ids):
        found = desk.states(one)
        for name, last in zip(names, told, strict=True):
            assert found[name] in LEAVES[last[number]], (one, name, last[number])
    return desk, ids


def holds(engine: Engine, desk: Office, ids: list[str]) -> None:
    """Nothing overfilled, nobody booked twice, every step in the audit once."""
    with reading(engine) as connection:
        assert audit.verify(connection, KEYS.audit) == ()
        booked = Counter(
            (row.person, row.half_hour)
            for row in connection.execute(select(tables.busy_half_hours))
        )
        known = shifts.get_many(connection, ids)
    expected: Counter[tuple[str, int]] = Counter()
    for one in ids:
        shift, found = known[one].shift, desk.states(one)
        places = [name for name, state in found.items() if state in HOLDING]
        assert shift.taken == len(places) <= OPENINGS
        expected.update((name, slot) for name in places for slot in shift.span.half_hours)
        steps = Counter(desk.actions(one))
        came = steps["shift.accept"] + steps["shift.promote"]
        left = sum(state is S.WITHDRAWN for state in found.values())
        assert steps["shift.withdraw"] == left
        assert len(places) <= came <= len(places) + left
    assert booked == expected
    assert max(booked.values()) == 1


def test_fifty_at_once_on_postgresql(many: Engine) -> None:
    desk, ids = rush(many, RUSH, SHIFTS)
    holds(many, desk, ids)
    desk.wait(minutes=31)
    desk.desk = replace(desk.desk, candidates=lambda *_: ())
    tick(desk.desk)
    holds(many, desk, ids)


def test_a_dozen_at_once_on_sqlite(store: Engine) -> None:
    desk, ids = rush(store, FEW, FEW_SHIFTS)
    holds(store, desk, ids)
