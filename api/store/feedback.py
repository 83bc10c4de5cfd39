"""Postings that workers said are not for them: one word a worker and posting, her last."""

from collections import Counter
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select

from api.security.keys import Keys
from api.store.tables import feedback as table
from registry.placement.reasons import Dislike


def put(
    connection: Connection,
    keys: Keys,
    worker: str,
    posting: str,
    reason: Dislike | None,
    words: str,
    at: datetime,
) -> None:
    """Keep her word in place of an earlier one."""
    remove(connection, worker, posting)
    row = {
        "worker": worker,
        "posting": posting,
        "reason": reason.value if reason else "",
        "at": at,
        "sealed": keys.sealed(words) if words else "",
    }
    connection.execute(insert(table), [row])


def remove(connection: Connection, worker: str, posting: str) -> bool:
    """Take her word back; whether there was one."""
    hers = (table.c.worker == worker) & (table.c.posting == posting)
    return connection.execute(delete(table).where(hers)).rowcount > 0


def of_worker(connection: Connection, worker: str) -> dict[str, Dislike | None]:
    """The postings that are not for a worker, and why; None where she did not say."""
    rows = connection.execute(
        select(table.c.posting, table.c.reason)
        .where(table.c.worker == worker)
        .order_by(table.c.posting)
    )
    return {row.posting: Dislike(row.reason) if row.reason else None for row in rows}


def times_of(connection: Connection, worker: str) -> dict[str, datetime]:
    """When a worker said of each posting that it is not for her."""
    rows = connection.execute(
        select(table.c.posting, table.c.at).where(table.c.worker == worker).order_by(table.c.at)
    )
    return {row.posting: row.at for row in rows}


def counts(connection: Connection, posting: str) -> Counter[str]:
    """How many workers a posting is not for, by reason; "" for those who gave none."""
    rows = connection.execute(
        select(table.c.reason, func.count().label("number"))
        .where(table.c.posting == posting)
        .group_by(table.c.reason)
    )
    return Counter({row.reason: row.number for row in rows})


def forget(connection: Connection, worker: str) -> None:
    """Delete all that a worker said."""
    connection.execute(delete(table).where(table.c.worker == worker))
