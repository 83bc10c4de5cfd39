"""Marks of advisors on a worker's list: one a posting, the last."""

from sqlalchemy import Connection, delete, insert, select

from api.store.tables import advisor_marks as table
from registry.placement.mark import Mark, MarkKind
from registry.placement.reasons import Dislike


def put(connection: Connection, worker: str, mark: Mark) -> None:
    """Keep a mark in place of an earlier one on the same posting."""
    remove(connection, worker, mark.posting)
    row = {
        "worker": worker,
        "posting": mark.posting,
        "kind": mark.kind.value,
        "reason": mark.reason.value if mark.reason else "",
        "by": mark.by,
        "at": mark.at,
    }
    connection.execute(insert(table), [row])


def remove(connection: Connection, worker: str, posting: str) -> bool:
    """Take a mark back; whether there was one."""
    one = (table.c.worker == worker) & (table.c.posting == posting)
    return connection.execute(delete(table).where(one)).rowcount > 0


def of_worker(connection: Connection, worker: str) -> tuple[Mark, ...]:
    """The marks on a worker's list, latest first."""
    asked = select(table).where(table.c.worker == worker)
    rows = connection.execute(asked.order_by(table.c.at.desc(), table.c.posting))
    return tuple(
        Mark(
            row.posting,
            MarkKind(row.kind),
            Dislike(row.reason) if row.reason else None,
            row.by,
            row.at,
        )
        for row in rows
    )


def forget(connection: Connection, worker: str) -> None:
    """Delete all of them."""
    connection.execute(delete(table).where(table.c.worker == worker))
