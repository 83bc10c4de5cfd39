"""Requests of firms to contact candidates, in the store."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from api.store.tables import contact_requests as table
from registry.workers.contact_request import ContactRequest, State


def put(connection: Connection, request: ContactRequest) -> None:
    """Keep a new request; IntegrityError where the firm asked the same pseudonym before."""
    values = {name: getattr(request, name) for name in ContactRequest.__slots__}
    connection.execute(insert(table), [values | {"state": request.state.value}])


def get(connection: Connection, request_id: str) -> ContactRequest | None:
    """The request of an id; None if there is none."""
    return _one(connection.execute(select(table).where(table.c.id == request_id)).one_or_none())


def of_pseudonym(
    connection: Connection, firm: str, posting: str, pseudonym: str
) -> ContactRequest | None:
    """The request a firm made to a pseudonym; None if it made none."""
    asked = select(table).where(
        table.c.firm == firm, table.c.posting == posting, table.c.pseudonym == pseudonym
    )
    return _one(connection.execute(asked).one_or_none())


def of_worker(connection: Connection, worker: str) -> tuple[ContactRequest, ...]:
    """Every request to a worker, oldest first."""
    asked = select(table).where(table.c.worker == worker).order_by(table.c.asked_at, table.c.id)
    return tuple(_request(row) for row in connection.execute(asked))


def of_firm(connection: Connection, firm: str, posting: str) -> tuple[ContactRequest, ...]:
    """Every request of a firm about a posting, oldest first."""
    asked = select(table).where(table.c.firm == firm, table.c.posting == posting)
    rows = connection.execute(asked.order_by(table.c.asked_at, table.c.id))
    return tuple(_request(row) for row in rows)


def all_of_firm(connection: Connection, firm: str, limit: int) -> tuple[ContactRequest, ...]:
    """A firm's requests about all its postings, the last first, at most `limit`."""
    asked = select(table).where(table.c.firm == firm)
    rows = connection.execute(asked.order_by(table.c.asked_at.desc(), table.c.id).limit(limit))
    return tuple(_request(row) for row in rows)


def move(connection: Connection, request: ContactRequest, state: State, at: datetime) -> None:
    """Give it another state."""
    connection.execute(
        update(table).where(table.c.id == request.id).values(state=state.value, answered_at=at)
    )


def _one(row: Row[Any] | None) -> ContactRequest | None:
    return _request(row) if row is not None else None


def _request(row: Row[Any]) -> ContactRequest:
    values = {name: getattr(row, name) for name in ContactRequest.__slots__}
    return ContactRequest(**(values | {"state": State(row.state)}))


def asked_since(connection: Connection, firm: str, since: datetime) -> int:
    """How many requests a firm made since a moment."""
    asked = select(func.count()).where(table.c.firm == firm, table.c.asked_at >= since)
    return int(connection.execute(asked).scalar_one())


def forget(connection: Connection, worker: str) -> None:
    """Remove every request to a worker."""
    connection.execute(delete(table).where(table.c.worker == worker))
