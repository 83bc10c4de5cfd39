"""Caseloads: which workers an advisor serves, in her own folders."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from api.store.tables import caseload as table


class Client(NamedTuple):
    """A worker whom an advisor serves. folder: "" for none."""

    worker: str
    folder: str
    added_at: datetime


def put(connection: Connection, account: str, worker: str, folder: str, at: datetime) -> bool:
    """Keep her in a folder; whether anything changed by that."""
    kept = _one(account, worker)
    before = connection.execute(select(table.c.folder).where(kept)).scalar_one_or_none()
    if before == folder:
        return False
    if before is None:
        row = {"account": account, "worker": worker, "folder": folder, "added_at": at}
        connection.execute(insert(table), [row])
    else:
        connection.execute(update(table).where(kept).values(folder=folder))
    return True


def remove(connection: Connection, account: str, worker: str) -> bool:
    """Serve her no longer; whether she was served."""
    return connection.execute(delete(table).where(_one(account, worker))).rowcount > 0


def of_account(connection: Connection, account: str) -> tuple[Client, ...]:
    """Whom an advisor serves, by folder, the latest first in each."""
    asked = select(table.c.worker, table.c.folder, table.c.added_at)
    asked = asked.where(table.c.account == account)
    rows = connection.execute(
        asked.order_by(table.c.folder, table.c.added_at.desc(), table.c.worker)
    )
    return tuple(Client(*row) for row in rows)


def of_worker(connection: Connection, worker: str) -> dict[str, Client]:
    """By account, in order, how a worker is served."""
    asked = select(table).where(table.c.worker == worker).order_by(table.c.account)
    return {
        row.account: Client(row.worker, row.folder, row.added_at)
        for row in connection.execute(asked)
    }


def forget(connection: Connection, worker: str) -> None:
    """Nobody serves her."""
    connection.execute(delete(table).where(table.c.worker == worker))


def _one(account: str, worker: str) -> ColumnElement[bool]:
    return (table.c.account == account) & (table.c.worker == worker)
