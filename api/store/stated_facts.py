"""What workers said of themselves for their entitlements: sealed, the last of each."""

from datetime import date, datetime
from typing import NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import stated_facts as table
from registry.entitlements.stated import Stated

_STATED = TypeAdapter(Stated)


class Kept(NamedTuple):
    """What was said, and on which day."""

    stated: Stated
    on: date


def get(connection: Connection, keys: Keys, worker: str) -> Kept | None:
    """What a worker said; None where nothing is kept."""
    row = connection.execute(select(table).where(table.c.worker == worker)).one_or_none()
    return Kept(unseal(keys, _STATED, row.sealed), row.stated_on) if row is not None else None


def put(connection: Connection, keys: Keys, worker: str, kept: Kept, by: str, at: datetime) -> None:
    """Keep it in place of what she said before."""
    forget(connection, worker)
    row = {
        "worker": worker,
        "stated_on": kept.on,
        "by": by,
        "at": at,
        "sealed": seal(keys, _STATED, kept.stated),
    }
    connection.execute(insert(table), [row])


def forget(connection: Connection, worker: str) -> None:
    """Delete what she said."""
    connection.execute(delete(table).where(table.c.worker == worker))
