"""Idempotency keys in the store: taken, noted as having had effect, answered, let go, forgotten."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.store.tables import idempotency_keys as table


class Held(NamedTuple):
    """One key of one caller and the request that was first sent by it; columns as in the table."""

    account: str
    key: str
    request: str
    holder: str
    begun_at: datetime
    is_committed: bool = False
    answer: str = ""


def add(connection: Connection, one: Held) -> bool:
    """Put a key in; False where it is there already."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    new = insert(table).values(one._asdict()).on_conflict_do_nothing()
    return connection.execute(new.returning(table.c.key)).one_or_none() is not None


def get(connection: Connection, account: str, key: str) -> Held | None:
    """A key, locked until the transaction ends."""
    chosen = select(table).where(_is(account, key)).with_for_update()
    row = connection.execute(chosen).one_or_none()
    return None if row is None else Held(*row)


def change(connection: Connection, one: Held, **values: Any) -> bool:
    """Set columns of a key; False where another try holds it by now."""
    held = update(table).where(_is(one.account, one.key), table.c.holder == one.holder)
    return connection.execute(held.values(values)).rowcount == 1


def remove(connection: Connection, one: Held) -> None:
    """Let a key go that had no effect; nothing happens where another try holds it."""
    held = delete(table).where(_is(one.account, one.key), table.c.holder == one.holder)
    connection.execute(held.where(table.c.is_committed.is_(False)))


def forget(connection: Connection, before: datetime) -> int:
    """Remove the keys of requests that were sent before a time; how many."""
    return connection.execute(delete(table).where(table.c.begun_at < before)).rowcount


def _is(account: str, key: str) -> ColumnElement[bool]:
    return (table.c.account == account) & (table.c.key == key)
