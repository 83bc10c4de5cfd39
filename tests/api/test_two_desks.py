"""Several desks with the same person at the same moment: threads, and processes on PostgreSQL."""

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from sqlalchemy import Engine

from api.database import open_engine, reading
from api.registers.port import Registers, Timing
from api.services.registration import Registrar
from api.store import audit, registrations
from api.store.schema import migrate
from registry.registration.application import State
from registry.registration.register_answer import Source
from tests.api.registration_desk import HERSELF, KEYS, NOON, TABLE, TERMS, TEXTS, claim_of, promise
from tests.api.registration_model import Book
from tests.api.registration_office import MadeRegister

PEOPLE = range(1, 21)
DESKS = 3
PATIENCE_S = 120


def registrar(engine: Engine) -> Registrar:
    """A desk whose registers know nothing of anybody."""
    registers = tuple(MadeRegister(source, Book(NOON)) for source in Source)
    return Registrar(
        engine, KEYS, TABLE, TEXTS, Registers(registers, Timing(lambda: NOON)), lambda: NOON, TERMS
    )


def register_all(engine: Engine, barrier: Any) -> None:
    """Register everybody, each of them at the same moment as the other desks do."""
    desk = registrar(engine)
    for number in PEOPLE:
        barrier.wait(PATIENCE_S)
        one = desk.apply(claim_of(number), HERSELF)
        desk.sign(one.id, promise(), HERSELF)
        assert desk.submit(one.id, HERSELF).registration.id == one.id


def in_a_process(url: str, barrier: Any) -> None:
    engine = open_engine(url)
    register_all(engine, barrier)
    engine.dispose()


def holds_everybody_once(engine: Engine) -> None:
    with reading(engine) as connection:
        assert audit.verify(connection, KEYS.audit) == ()
        for number in PEOPLE:
            person = KEYS.person(claim_of(number).identity.number)
            (mine,) = registrations.of_person(connection, person)
            assert mine.state is State.ACTIVE
            actions = [each.action for each in audit.records(connection, mine.id)]
            steps = ("apply", "sign", "submit", "clear")
            assert actions == [f"registration.{step}" for step in steps]


def test_threads_with_the_same_person_at_once_make_one_record(sqlite_engine: Engine) -> None:
    migrate(sqlite_engine)
    barrier = Barrier(DESKS)
    with ThreadPoolExecutor(DESKS) as pool:
        for done in [pool.submit(register_all, sqlite_engine, barrier) for _ in range(DESKS)]:
            done.result(PATIENCE_S)
    holds_everybody_once(sqlite_engine)


def test_processes_with_the_same_person_at_once_make_one_record(postgres_engine: Engine) -> None:
    migrate(postgres_engine)
    url = postgres_engine.url.render_as_string(hide_password=False)
    spawn = multiprocessing.get_context("spawn")
    barrier = spawn.Barrier(DESKS)
    desks = [spawn.Process(target=in_a_process, args=(url, barrier)) for _ in range(DESKS)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join(PATIENCE_S)
    assert [desk.exitcode for desk in desks] == [0] * DESKS
    holds_everybody_once(postgres_engine)
