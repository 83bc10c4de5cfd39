"""Records of talks with workers: only added to, their words sealed."""

from collections.abc import Sequence
from datetime import date

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, func, insert, select

from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import talks as table
from registry.workers.talk import Talk

_TALK = TypeAdapter(Talk)


def add(connection: Connection, keys: Keys, worker: str, mark: str, talk: Talk) -> bool:
    """Keep a record; False where the same one, by its mark, is kept already."""
    if connection.execute(select(table.c.id).where(table.c.id == mark)).first() is not None:
        return False
    row = {
        "id": mark,
        "worker": worker,
        "held_on": talk.held_on,
        "by": talk.by,
        "at": talk.at,
        "sealed": seal(keys, _TALK, talk),
    }
    connection.execute(insert(table), [row])
    return True


def of_worker(connection: Connection, keys: Keys, worker: str) -> tuple[Talk, ...]:
    """The talks with a worker, the latest first."""
    asked = select(table.c.sealed).where(table.c.worker == worker)
    rows = connection.execute(asked.order_by(table.c.held_on.desc(), table.c.at.desc(), table.c.id))
    return tuple(unseal(keys, _TALK, row.sealed) for row in rows)


def last_days(connection: Connection, workers: Sequence[str]) -> dict[str, date]:
    """The day of the last talk with each of some workers with whom there was one."""
    asked = select(table.c.worker, func.max(table.c.held_on).label("day"))
    asked = asked.where(table.c.worker.in_(workers)).group_by(table.c.worker)
    return {row.worker: row.day for row in connection.execute(asked)}


def count(connection: Connection, worker: str) -> int:
    """How many talks with a worker there were."""
    asked = select(func.count()).where(table.c.worker == worker)
    return connection.execute(asked).scalar_one()


def forget(connection: Connection, worker: str) -> None:
    """Delete the records of talks with her."""
    connection.execute(delete(table).where(table.c.worker == worker))
