"""Facts for somebody's entitlements from the store: registration, registers, profile, herself."""

from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import Connection

from api.security.keys import Keys
from api.store import registrations, stated_facts, workers
from api.store.stated_facts import Kept
from registry.entitlements.facts import Facts, Told
from registry.entitlements.gathered import gathered, worked_since
from registry.entitlements.stated import with_stated
from registry.registration.application import State
from registry.registration.record import Registration
from registry.registration.register_answer import Answer, AnswerStatus, Source

PROFILE: Final = "求职资料"
COUNTED: Final = (State.ACTIVE, State.EXITED)
CITY: Final = "371300"  # whose notice 63号 is


def facts_of(
    connection: Connection,
    keys: Keys,
    worker: str,
    person: str,
    as_of: date,
    office: str = "",
    stated: Kept | None = None,
) -> Facts:
    """All that is known of a worker on a day. person: her blind index, "" to take her profile's.

    stated: in place of what is kept of her own word. office: the division where none else is known.
    """
    record = workers.get_record(connection, worker) if worker else None
    facts = Facts(county=office or CITY)
    if record is not None:
        one = record.worker
        facts = replace(
            facts,
            county=one.place.code or facts.county,
            born=Told(one.born, PROFILE, as_of) if one.born else None,
            sex=Told(record.sex, PROFILE, as_of) if record.sex else None,
        )
        person = person or record.person
    answers: tuple[Answer, ...] = ()
    if person:
        registration = _last(connection, keys, person)
        if registration is not None:
            answers = _latest(registrations.rounds(connection, keys, registration.id))
        facts = gathered(facts, registration, answers, as_of)
    if kept := stated or (stated_facts.get(connection, keys, worker) if worker else None):
        facts = with_stated(facts, *kept)
    return _with_work_since(facts, answers, as_of)


def _last(connection: Connection, keys: Keys, person: str) -> Registration | None:
    """The registration in force, else the last that ended."""
    briefs = registrations.of_person(connection, person)
    ids = [each.id for each in briefs if each.state in COUNTED]
    found = registrations.get_many(connection, keys, ids)
    return max(
        found,
        key=lambda each: (each.state is State.ACTIVE, each.ended_on or date.min, each.id),
        default=None,
    )


def _latest(rounds: list[list[Answer]]) -> tuple[Answer, ...]:
    """The last answer of each register that can be used."""
    usable: dict[Source, Answer] = {}
    for each in rounds:
        usable |= {one.source: one for one in each if one.status is AnswerStatus.OK}
    return tuple(usable.values())


def _with_work_since(facts: Facts, answers: tuple[Answer, ...], as_of: date) -> Facts:
    """Whether she worked since graduation, where both the day and the registers are known."""
    graduated = facts.graduated_on.value if facts.graduated_on is not None else None
    if graduated is None or facts.work is None:
        return facts
    before = facts.work.value.started or as_of
    return replace(facts, worked_since_graduation=worked_since(graduated, before, answers))
