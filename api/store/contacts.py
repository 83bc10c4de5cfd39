"""Name and telephone of a worker, sealed with the installation's key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import worker_contacts as table


@dataclass(frozen=True, slots=True)
class Contact:
    """How a worker is reached."""

    name: str
    phone: str


ADAPTER: Final = TypeAdapter(Contact)


def get(connection: Connection, keys: Keys, worker: str) -> Contact | None:
    """How a worker is reached; None where it is not known."""
    sealed = connection.execute(
        select(table.c.sealed).where(table.c.worker == worker)
    ).scalar_one_or_none()
    return unseal(keys, ADAPTER, sealed) if sealed is not None else None


def put(connection: Connection, keys: Keys, worker: str, contact: Contact, at: datetime) -> None:
    """Keep it in place of what there was."""
    forget(connection, worker)
    sealed = seal(keys, ADAPTER, contact)
    connection.execute(insert(table), [{"worker": worker, "sealed": sealed, "at": at}])


def forget(connection: Connection, worker: str) -> None:
    """Remove it."""
    connection.execute(delete(table).where(table.c.worker == worker))
