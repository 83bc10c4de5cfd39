"""Registrations as the statistics see them, read from the store: the claims opened, no names."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, and_, func, or_, select

from api.security.keys import Keys
from api.store.sealing import unseal
from api.store.tables import registrations as table
from registry.registration.application import State
from registry.registration.claim import Category, EmploymentType
from registry.registration.exits import Exit
from registry.statistics.columns import Flexible
from registry.workers.identity import Sex


@dataclass(frozen=True, slots=True)
class _Income:
    monthly: float | None = None


@dataclass(frozen=True, slots=True)
class _Claimed:
    """What the statistics ask of a claim, a third of it; identity: as `Identity`."""

    identity: tuple[str, str, date, Sex]
    category: Category
    start_date: date
    work_place: str
    employment_type: EmploymentType | None = None
    income: _Income | None = None
    urban: bool | None = None


_CLAIMED: Final = TypeAdapter(_Claimed)
_EXIT: Final = TypeAdapter(Exit)
STATES: Final = (State.ACTIVE.value, State.EXITED.value, State.REVOKED.value)
REVOKED: Final = State.REVOKED.value
BATCH: Final = 5000


def of_year(connection: Connection, keys: Keys, first: date, last: date) -> Iterator[Flexible]:
    """Registrations made by a day that were in force on or after another, and all revoked ones.

    first: 1 January. Why one ended is told of those that ended in the month of `last`.
    """
    asked = _asked().where(
        table.c.state.in_(STATES),
        table.c.registered_on <= last,
        or_(
            table.c.ended_on.is_(None),
            table.c.ended_on >= first,
            table.c.state == REVOKED,
        ),
    )
    for row in connection.execute(asked.execution_options(yield_per=BATCH)):
        yield _flexible(keys, row, last.replace(day=1), last)


def of_ids(connection: Connection, keys: Keys, ids: Collection[str], last: date) -> list[Flexible]:
    """The registrations of some ids that are or were in force."""
    asked = _asked().where(table.c.id.in_(ids), table.c.state.in_(STATES))
    return [_flexible(keys, row, last.replace(day=1), last) for row in connection.execute(asked)]


def people(connection: Connection) -> tuple[str, ...]:
    """Everybody who is or was registered, by blind index."""
    asked = select(table.c.person).where(table.c.state.in_(STATES)).distinct()
    return tuple(connection.execute(asked.order_by(table.c.person)).scalars())


def first_days(connection: Connection, before: date) -> dict[str, date]:
    """By person the first day of her registrations that ended before a day and were not revoked."""
    rows = connection.execute(
        select(table.c.person, func.min(table.c.start_date))
        .where(and_(table.c.state == State.EXITED.value, table.c.ended_on < before))
        .group_by(table.c.person)
    )
    return {row[0]: row[1] for row in rows}


def _asked() -> Select[Any]:
    columns = ("id", "person", "state", "registered_on", "ended_on", "sealed", "exit")
    return select(*(table.c[name] for name in columns))


def _flexible(keys: Keys, row: Any, first: date, last: date) -> Flexible:
    """first, last: of the month in which it is told why one ended."""
    name, person, state, registered_on, ended_on, sealed, left = row
    claim = unseal(keys, _CLAIMED, sealed, name)
    _, _, born, sex = claim.identity
    place = claim.work_place
    is_told = left and ended_on is not None and first <= ended_on <= last
    return Flexible(
        id=name,
        person=person,
        county="" if place.endswith("00") else place,
        category=claim.category,
        sex=sex,
        born=born,
        start_date=claim.start_date,
        registered_on=registered_on,
        ended_on=ended_on,
        exit_code=unseal(keys, _EXIT, left).code.value if is_told else "",
        is_revoked=state == REVOKED,
        declared=claim.employment_type,
        income=claim.income.monthly if claim.income else None,
        urban=claim.urban,
    )
