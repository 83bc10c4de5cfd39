"""Which person a worker of the library is, where that is known."""

from sqlalchemy import Connection, select

from api.store.tables import workers as table


def person_of(connection: Connection, worker: str) -> str:
    """The blind index of a worker's identity number; "" where none is known, or no such worker."""
    found = connection.execute(
        select(table.c.person).where(table.c.id == worker)
    ).scalar_one_or_none()
    return found or ""
