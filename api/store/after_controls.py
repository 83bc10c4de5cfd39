"""After-controls in the store: drawn, asked about, answered, closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, insert, select, tuple_, update
from sqlalchemy.engine import Row

from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import after_controls as table
from api.store.tables import registrations
from registry.registration.after_control import AfterControl, CheckState
from registry.registration.after_control_draw import Registered
from registry.registration.application import State

_CHECK: Final = TypeAdapter(AfterControl)


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """An after-control as it is kept."""

    id: str
    check: AfterControl


def may_be_drawn(connection: Connection) -> tuple[Registered, ...]:
    """Every active registration that no open after-control is about."""
    open_ones = select(table.c.registration).where(table.c.state != CheckState.CLOSED.value)
    rows = connection.execute(
        select(registrations.c.id, registrations.c.place).where(
            registrations.c.state == State.ACTIVE.value, registrations.c.id.not_in(open_ones)
        )
    )
    return tuple(Registered(row.id, row.place) for row in rows)


def drawn_on(connection: Connection, day: date) -> int:
    """How many were drawn on a day."""
    asked = select(func.count()).where(table.c.drawn_on == day)
    return connection.execute(asked).scalar_one()


def add(connection: Connection, keys: Keys, checks: Iterable[KeptCheck]) -> None:
    """Put new ones in."""
    rows = [{"id": each.id} | _row(keys, each.check) for each in checks]
    if rows:
        connection.execute(insert(table), rows)


def save(connection: Connection, keys: Keys, kept: KeptCheck) -> None:
    """Put one in place of what it was; its row must be locked in this transaction."""
    connection.execute(update(table).where(table.c.id == kept.id).values(**_row(keys, kept.check)))


def registration_of(connection: Connection, check_id: str) -> str | None:
    """The registration that an after-control is about."""
    return connection.execute(
        select(table.c.registration).where(table.c.id == check_id)
    ).scalar_one_or_none()


def get(connection: Connection, keys: Keys, check_id: str, lock: bool = False) -> KeptCheck | None:
    """The after-control of an id. lock: others who would change it wait."""
    asked = select(table).where(table.c.id == check_id)
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    return _kept(keys, row) if row is not None else None


def in_states(
    connection: Connection,
    keys: Keys,
    states: Sequence[CheckState],
    limit: int = 1000,
    county: str = "",
    after: tuple[date, str, str] | None = None,
) -> tuple[KeptCheck, ...]:
    """Those in some states, the oldest draw first, at most `limit`; county: "" for all.

    after: day of the draw, county and id of one that they follow.
    """
    order = (table.c.drawn_on, table.c.county, table.c.id)
    asked = select(table).where(table.c.state.in_([state.value for state in states]))
    if county:
        asked = asked.where(table.c.county == county)
    if after is not None:
        asked = asked.where(tuple_(*order) > tuple_(*after))
    rows = connection.execute(asked.order_by(*order).limit(limit))
    return tuple(_kept(keys, row) for row in rows)


def of_registration(
    connection: Connection, keys: Keys, registration_id: str
) -> tuple[KeptCheck, ...]:
    """Every after-control of a registration, oldest first."""
    asked = select(table).where(table.c.registration == registration_id)
    rows = connection.execute(asked.order_by(table.c.drawn_on, table.c.id))
    return tuple(_kept(keys, row) for row in rows)


def ids_in(connection: Connection, state: CheckState, due_before: date | None = None) -> list[str]:
    """Ids of those in a state, only those due before a day where one is given."""
    asked = select(table.c.id).where(table.c.state == state.value).order_by(table.c.id)
    if due_before is not None:
        asked = asked.where(table.c.due < due_before)
    return list(connection.execute(asked).scalars())


def _row(keys: Keys, check: AfterControl) -> dict[str, object]:
    return {
        "registration": check.registration,
        "county": check.county,
        "drawn_on": check.drawn_on,
        "state": check.state.value,
        "due": check.deadline.due if check.deadline else None,
        "sealed": seal(keys, _CHECK, check),
    }


def _kept(keys: Keys, row: Row[tuple[object, ...]]) -> KeptCheck:
    return KeptCheck(row.id, unseal(keys, _CHECK, row.sealed))
