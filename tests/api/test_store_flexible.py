"""Registrations as the statistics read them: what the registry reads of the same rows."""

from datetime import date

import pytest
from sqlalchemy import Engine, select, update

from api.database import reading, writing
from api.security.keys import KeyUnusable
from api.services.made_people import made_people
from api.store import flexible, histories, registrations
from api.store.tables import histories as past_table
from api.store.tables import registrations as table
from tests.api.registration_desk import KEYS, claim_of
from tests.api.statistics_town import Town, past
from tests.registry.test_counting_oracle import flexible as as_told

YEAR = (date(2026, 1, 1), date(2026, 10, 31))


def test_the_statistics_read_of_a_claim_what_the_registry_reads(store: Engine) -> None:
    made = [one for each in made_people(300, seed=7) for one in each.registrations]
    with writing(store) as connection:
        registrations.add_many(connection, KEYS, made, Town(store).now)
    with reading(store) as connection:
        read = list(flexible.of_year(connection, KEYS, *YEAR))
        for one in read:
            whole = registrations.get(connection, KEYS, one.id)
            person = KEYS.person(whole.claim.identity.number)
            is_told = whole.exit and YEAR[1].replace(day=1) <= whole.ended_on <= YEAR[1]
            code = whole.exit.code.value if is_told else ""
            assert one == as_told(whole)._replace(person=person, exit_code=code)
    assert {each.exit_code for each in read} > {""}
    assert len(read) > 200


def test_a_claim_moved_to_another_registration_does_not_open(store: Engine) -> None:
    town = Town(store)
    first, second = town.registers(date(2026, 3, 1)), town.registers(date(2026, 3, 2))
    with writing(store) as connection:
        sealed = connection.execute(select(table.c.sealed).where(table.c.id == first)).scalar_one()
        connection.execute(update(table).where(table.c.id == second).values(sealed=sealed))
    with pytest.raises(KeyUnusable):
        town.desk.month("2026-03")


def test_a_past_moved_to_another_person_does_not_open(store: Engine) -> None:
    one, other = (KEYS.person(claim_of(number).identity.number) for number in (1, 2))
    with writing(store) as connection:
        histories.keep(connection, KEYS, {one: past(), other: past()}, Town(store).now)
        asked = select(past_table).where(past_table.c.person == one)
        row = connection.execute(asked).one()
        moved = {"summary": row.summary, "sealed": row.sealed}
        connection.execute(update(past_table).where(past_table.c.person == other).values(moved))
    with reading(store) as connection:
        with pytest.raises(KeyUnusable):
            dict(histories.summaries(connection, KEYS, {other}))
        with pytest.raises(KeyUnusable):
            histories.of_people(connection, KEYS, [other])
