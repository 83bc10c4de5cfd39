"""Sessions of guidance: sealed, found by worker, or by the follow-up that is due."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, Select, delete, insert, or_, select, update
from sqlalchemy.engine import Row

from api.expected import etag_of
from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import guidance_sessions as table
from registry.guidance.follow_up import next_due
from registry.guidance.record import Session
from registry.guidance.session import State

_SESSION: Final = TypeAdapter(Session)


class Kept(NamedTuple):
    """A session as it is kept. version: 1, one more with each change."""

    session: Session
    version: int

    @property
    def tag(self) -> str:
        """Its ETag."""
        return etag_of(self.session.id, self.version)


class Due(NamedTuple):
    """A follow-up that is due. by: the advisor who opened the session."""

    session: str
    worker: str
    on: date
    by: str


def add(connection: Connection, keys: Keys, session: Session) -> Kept:
    """Put a new one in; IntegrityError where the worker has one that is open."""
    kept = Kept(session, 1)
    opened = session.reception.entered
    row = {"id": session.id, "worker": session.worker, "by": opened.by, "opened_at": opened.at}
    connection.execute(insert(table), [row | _changing(keys, kept)])
    return kept


def save(connection: Connection, keys: Keys, kept: Kept) -> Kept:
    """Put one in place of what it was; its row must be locked in this transaction."""
    later = kept._replace(version=kept.version + 1)
    row = _changing(keys, later)
    connection.execute(update(table).where(table.c.id == kept.session.id).values(**row))
    return later


def get(connection: Connection, keys: Keys, session_id: str, lock: bool = False) -> Kept | None:
    """The session of an id. lock: others who would change it wait for this transaction."""
    asked = select(table).where(table.c.id == session_id)
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    return _kept(keys, row) if row is not None else None


def open_one(connection: Connection, keys: Keys, worker: str) -> Kept | None:
    """The worker's session that is open, of which there is at most one."""
    found = _all(connection, keys, table.c.state != State.CLOSED.value, table.c.worker == worker)
    return found[0] if found else None


def of_worker(connection: Connection, keys: Keys, worker: str) -> tuple[Kept, ...]:
    """A worker's sessions, the latest first."""
    return _all(connection, keys, table.c.worker == worker)


def due(connection: Connection, today: date, account: str, workers: Sequence[str]) -> list[Due]:
    """Follow-ups due by a day, of sessions an advisor opened or of some workers, first first."""
    asked = select(table.c.id, table.c.worker, table.c.due_on, table.c.by)
    asked = asked.where(table.c.due_on <= today)
    asked = asked.where(or_(table.c.by == account, table.c.worker.in_(workers)))
    return [Due(*row) for row in connection.execute(asked.order_by(table.c.due_on, table.c.id))]


def worker_of(connection: Connection, session_id: str) -> str | None:
    """Whose session an id is; None where there is none."""
    asked = select(table.c.worker).where(table.c.id == session_id)
    return connection.execute(asked).scalar_one_or_none()


def tag(connection: Connection, session_id: str) -> str | None:
    """The ETag of a session; None where there is none."""
    asked = select(table.c.version).where(table.c.id == session_id)
    version = connection.execute(asked).scalar_one_or_none()
    return None if version is None else etag_of(session_id, version)


def forget(connection: Connection, worker: str) -> None:
    """Delete her sessions."""
    connection.execute(delete(table).where(table.c.worker == worker))


def _all(connection: Connection, keys: Keys, *where: ColumnElement[bool]) -> tuple[Kept, ...]:
    asked: Select[tuple[str]] = select(table).where(*where)
    rows = connection.execute(asked.order_by(table.c.opened_at.desc(), table.c.id))
    return tuple(_kept(keys, row) for row in rows)


def _kept(keys: Keys, row: Row[tuple[str]]) -> Kept:
    return Kept(unseal(keys, _SESSION, row.sealed, row.id), row.version)


def _changing(keys: Keys, kept: Kept) -> dict[str, object]:
    session = kept.session
    return {
        "state": session.state.value,
        "due_on": next_due(session),
        "version": kept.version,
        "sealed": seal(keys, _SESSION, session, session.id),
    }
