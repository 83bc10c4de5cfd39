"""The consent ledger: entries are added and read, never changed."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select

from api.store.tables import consents as table
from registry.workers.consent import Channel, ConsentEntry, Purpose


def append(connection: Connection, entry: ConsentEntry) -> None:
    """Add an entry behind the worker's last on the same purpose and firm.

    Called where other writers wait (changes.lock), so that two cannot take one number.
    """
    number = len(_numbers(connection, entry)) + 1
    values = {name: getattr(entry, name) for name in ConsentEntry.__slots__}
    values |= {"purpose": entry.purpose.value, "channel": entry.channel.value, "number": number}
    connection.execute(insert(table), [values])


def last(
    connection: Connection, worker: str, purpose: Purpose, firm: str = ""
) -> ConsentEntry | None:
    """The worker's last entry on a purpose, which is what holds; None where there is none."""
    row = connection.execute(
        select(table)
        .where(table.c.worker == worker, table.c.purpose == purpose.value, table.c.firm == firm)
        .order_by(table.c.number.desc())
        .limit(1)
    ).one_or_none()
    return _entry(row) if row is not None else None


def agrees(connection: Connection, worker: str, purpose: Purpose, firm: str = "") -> bool:
    """Whether consent holds; where nothing was said it does not."""
    entry = last(connection, worker, purpose, firm)
    return entry is not None and entry.given


def agreeing(connection: Connection, purpose: Purpose) -> list[str]:
    """The workers whose consent to a purpose about no firm holds, in order."""
    said = select(table.c.worker).where(table.c.purpose == purpose.value, table.c.firm == "")
    workers = connection.execute(said.distinct().order_by(table.c.worker)).scalars().all()
    return [each for each in workers if agrees(connection, each, purpose)]


def of_worker(connection: Connection, worker: str) -> tuple[ConsentEntry, ...]:
    """Everything a worker said, oldest first."""
    rows = connection.execute(
        select(table).where(table.c.worker == worker).order_by(table.c.at, table.c.number)
    )
    return tuple(_entry(row) for row in rows)


def _numbers(connection: Connection, entry: ConsentEntry) -> list[int]:
    found = select(table.c.number).where(
        table.c.worker == entry.worker,
        table.c.purpose == entry.purpose.value,
        table.c.firm == entry.firm,
    )
    return list(connection.execute(found).scalars())


def _entry(row: Row[Any]) -> ConsentEntry:
    values = {name: getattr(row, name) for name in ConsentEntry.__slots__}
    values |= {"purpose": Purpose(row.purpose), "channel": Channel(row.channel)}
    return ConsentEntry(**values)
