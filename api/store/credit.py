"""Credit entries in the store: sealed, found by a person's blind index or by what waits.

Whoever opens one notes it in the audit chain, in the same transaction (api/services/credit_audit).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, delete, func, insert, or_, select, update
from sqlalchemy.engine import Row

from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import credit_entries as table
from api.store.tables import credit_evidence, credit_objections, referrals, registrations
from registry.registration.credit_entry import CreditEntry, CreditState, Evidence
from registry.registration.objection import Objection, ObjectionState

_ENTRY: Final = TypeAdapter(CreditEntry)
_OBJECTION: Final = TypeAdapter(Objection)


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as it is kept. registration: whose promise it is about."""

    id: str
    registration: str
    entry: CreditEntry


def add(connection: Connection, keys: Keys, kept: Kept) -> None:
    """Put a new entry in; IntegrityError where its evidence was held against her promise before."""
    connection.execute(insert(table), [{"id": kept.id} | _row(keys, kept)])
    connection.execute(
        insert(credit_evidence),
        [
            {"registration": kept.registration, "key": key, "entry": kept.id}
            for key in dict.fromkeys(_key(keys, each) for each in kept.entry.evidence)
        ],
    )


def save(connection: Connection, keys: Keys, kept: Kept) -> None:
    """Put an entry in place of what it was; its row must be locked in this transaction."""
    connection.execute(update(table).where(table.c.id == kept.id).values(**_row(keys, kept)))


def registration_of(connection: Connection, entry_id: str) -> str | None:
    """The registration that an entry is about, without opening it."""
    return connection.execute(
        select(table.c.registration).where(table.c.id == entry_id)
    ).scalar_one_or_none()


def get(connection: Connection, keys: Keys, entry_id: str, lock: bool = False) -> Kept | None:
    """The entry of an id. lock: others who would change it wait for this transaction."""
    asked = select(table).where(table.c.id == entry_id)
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    return _kept(keys, row) if row is not None else None


def of_person(connection: Connection, keys: Keys, person: str) -> tuple[Kept, ...]:
    """Every entry of a person, oldest first."""
    return _all(connection, keys, select(table).where(table.c.person == person))


def suspicions(
    connection: Connection, keys: Keys, day: date, limit: int = 1000
) -> tuple[Kept, ...]:
    """The suspicions that still count on a day, oldest first, at most `limit`."""
    open_ones = (table.c.state == CreditState.SUSPECT.value) & (table.c.until >= day)
    return _all(connection, keys, select(table).where(open_ones).limit(limit))


def past(connection: Connection, keys: Keys, day: date) -> tuple[Kept, ...]:
    """Every entry that counts no more on a day, oldest first."""
    return _all(connection, keys, select(table).where(table.c.until < day))


def remove(connection: Connection, entry_id: str) -> None:
    """Delete an entry with all that hangs on it; the audit chain keeps that it was there."""
    for hanging in (referrals, credit_objections, credit_evidence):
        connection.execute(delete(hanging).where(hanging.c.entry == entry_id))
    connection.execute(delete(table).where(table.c.id == entry_id))


def unheard_of(
    connection: Connection,
    keys: Keys,
    registration_id: str,
    person: str,
    evidence: Iterable[Evidence],
) -> tuple[Evidence, ...]:
    """What was never held against this promise, nor cleared up for this person before."""
    same_promise = select(credit_evidence.c.key).where(
        credit_evidence.c.registration == registration_id
    )
    cleared_up = (
        select(credit_evidence.c.key)
        .join(table, table.c.id == credit_evidence.c.entry)
        .where(table.c.person == person, table.c.state == CreditState.CLEARED.value)
    )
    known = set(connection.execute(same_promise.union(cleared_up)).scalars())
    return tuple(each for each in evidence if _key(keys, each) not in known)


# ---------------------------------------------------------------- objections


def add_objection(connection: Connection, keys: Keys, entry_id: str, objection: Objection) -> None:
    """Put an objection behind those that are there; the entry's row must be locked."""
    count = connection.execute(
        select(func.count()).where(credit_objections.c.entry == entry_id)
    ).scalar_one()
    row = {"entry": entry_id, "number": count + 1} | _objection_row(keys, objection)
    connection.execute(insert(credit_objections), [row])


def save_objection(
    connection: Connection, keys: Keys, entry_id: str, number: int, objection: Objection
) -> None:
    """Put an objection in place of what it was."""
    connection.execute(
        update(credit_objections)
        .where(credit_objections.c.entry == entry_id, credit_objections.c.number == number)
        .values(**_objection_row(keys, objection))
    )


def objections(connection: Connection, keys: Keys, entry_id: str) -> tuple[Objection, ...]:
    """The objections to an entry by number, the first is 1."""
    rows = connection.execute(
        select(credit_objections.c.sealed)
        .where(credit_objections.c.entry == entry_id)
        .order_by(credit_objections.c.number)
    ).scalars()
    return tuple(unseal(keys, _OBJECTION, sealed) for sealed in rows)


def objected_to(connection: Connection, keys: Keys, limit: int = 1000) -> tuple[Kept, ...]:
    """The entries with an objection that waits for an answer, at most `limit`."""
    open_ones = select(credit_objections.c.entry).where(credit_objections.c.is_open)
    return _all(connection, keys, select(table).where(table.c.id.in_(open_ones)).limit(limit))


# ---------------------------------------------------------------- what waits, unopened


class Waiting(NamedTuple):
    """An entry that waits for an officer, unopened. due: to answer her objection, None without."""

    id: str
    registration: str
    county: str
    opened_on: date
    due: date | None


def waiting(connection: Connection, day: date, county: str = "") -> tuple[Waiting, ...]:
    """Suspicions that still count on a day, and entries objected to, oldest first.

    county: only those of registrations there, "" for all. Nothing sealed is opened.
    """
    objection = (
        select(credit_objections.c.entry, func.min(credit_objections.c.due).label("due"))
        .where(credit_objections.c.is_open)
        .group_by(credit_objections.c.entry)
        .subquery()
    )
    is_suspicion = (table.c.state == CreditState.SUSPECT.value) & (table.c.until >= day)
    asked = (
        select(
            table.c.id,
            table.c.registration,
            registrations.c.place,
            table.c.opened_on,
            objection.c.due,
        )
        .join(registrations, registrations.c.id == table.c.registration)
        .join(objection, objection.c.entry == table.c.id, isouter=True)
        .where(or_(is_suspicion, objection.c.due.is_not(None)))
        .order_by(table.c.opened_on, table.c.id)
    )
    if county:
        asked = asked.where(registrations.c.place == county)
    return tuple(Waiting(*row) for row in connection.execute(asked))


# ---------------------------------------------------------------- rows


def _all(connection: Connection, keys: Keys, asked: Select[tuple[object, ...]]) -> tuple[Kept, ...]:
    rows = connection.execute(asked.order_by(table.c.opened_on, table.c.id))
    return tuple(_kept(keys, row) for row in rows)


def _key(keys: Keys, one: Evidence) -> str:
    return keys.mark("\n".join((one.matter, one.source or "", one.promised, one.found)))


def _row(keys: Keys, kept: Kept) -> dict[str, object]:
    return {
        "person": kept.entry.person,
        "registration": kept.registration,
        "state": kept.entry.state.value,
        "opened_on": kept.entry.opened_on,
        "until": kept.entry.until,
        "sealed": seal(keys, _ENTRY, kept.entry),
    }


def _objection_row(keys: Keys, objection: Objection) -> dict[str, object]:
    return {
        "due": objection.deadline.due,
        "is_open": objection.state is ObjectionState.OPEN,
        "sealed": seal(keys, _OBJECTION, objection),
    }


def _kept(keys: Keys, row: Row[tuple[object, ...]]) -> Kept:
    return Kept(row.id, row.registration, unseal(keys, _ENTRY, row.sealed))
