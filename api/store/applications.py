"""Applications in the store: sealed, found by worker, firm, county, or by what falls due."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    func,
    insert,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.engine import Row

from api.expected import etag_of
from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import application_events as events
from api.store.tables import applications as table
from api.store.tables import hire_proposals, postings, workers
from registry.actor import Role
from registry.placement.application import OPEN, State
from registry.placement.record import Application
from registry.placement.response_time import Wait

_APPLICATION: Final = TypeAdapter(Application)


class Happened(NamedTuple):
    """One thing that happened. event: of Event, or `want`, `remind`. words: as written, or ""."""

    at: datetime
    role: Role
    event: str
    state: State
    words: str


class Place(NamedTuple):
    """A place in a list, newest first."""

    wanted_at: datetime
    id: str


class Kept(NamedTuple):
    """An application as it is kept. mark: of what was done last."""

    application: Application
    mark: str


def add(connection: Connection, keys: Keys, kept: Kept, due_on: date | None) -> None:
    """Put a new one in; IntegrityError where the worker has one open to the posting."""
    connection.execute(insert(table), [_row(keys, kept, due_on)])


def save(connection: Connection, keys: Keys, kept: Kept, due_on: date | None) -> None:
    """Put one in place of what it was; its row must be locked in this transaction."""
    connection.execute(
        update(table).where(table.c.id == kept.application.id).values(**_row(keys, kept, due_on))
    )


def get(connection: Connection, keys: Keys, application_id: str, lock: bool = False) -> Kept | None:
    """The application of an id. lock: others who would change it wait for this transaction."""
    asked = select(table).where(table.c.id == application_id)
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    return _kept(keys, row) if row is not None else None


def tag(connection: Connection, application_id: str) -> str:
    """The ETag of an application: another one after each step of it.

    Also after each change of its posting and of the profile that a firm sees with it.
    """
    asked = (
        select(table.c.sealed, table.c.last_mark, postings.c.document, workers.c.document)
        .join(postings, postings.c.id == table.c.posting)
        .join(workers, workers.c.id == table.c.worker)
        .where(table.c.id == application_id)
    )
    said = select(func.count()).where(events.c.application == application_id)
    row = connection.execute(asked).one()
    return etag_of(application_id, *row, connection.execute(said).scalar_one())


def open_one(connection: Connection, keys: Keys, worker: str, posting: str) -> Application | None:
    """The worker's open application to a posting, of which there is at most one."""
    found = _all(
        connection,
        keys,
        select(table).where(
            table.c.worker == worker,
            table.c.posting == posting,
            table.c.state.in_([state.value for state in OPEN]),
        ),
    )
    return found[0] if found else None


def of_worker(
    connection: Connection,
    keys: Keys,
    worker: str,
    states: Sequence[State] = tuple(State),
    limit: int | None = None,
    after: Place | None = None,
) -> tuple[Application, ...]:
    """A worker's, newest first; by default all. after: only those behind that place."""
    asked = select(table).where(table.c.worker == worker, _in(states), _behind(after))
    return _all(connection, keys, asked.limit(limit))


def of_firm(
    connection: Connection,
    keys: Keys,
    firm: str,
    states: Sequence[State],
    limit: int,
    after: Place | None = None,
    posting: str = "",
) -> tuple[Application, ...]:
    """A firm's in some states that were ever passed to it, newest first, at most `limit`.

    posting: to this one alone, "" for any.
    """
    asked = select(table).where(table.c.firm == firm, table.c.passed_at.is_not(None))
    if posting:
        asked = asked.where(table.c.posting == posting)
    return _all(connection, keys, asked.where(_in(states), _behind(after)).limit(limit))


def of_county(
    connection: Connection,
    keys: Keys,
    prefix: str,
    states: Sequence[State],
    limit: int,
    after: Place | None = None,
) -> tuple[Application, ...]:
    """Those of a division's workers in some states, newest first, at most `limit`.

    prefix: the digits that the codes of all its counties begin with, "" for everywhere.
    """
    asked = select(table).where(table.c.county.startswith(prefix), _in(states), _behind(after))
    return _all(connection, keys, asked.limit(limit))


def ids_due(connection: Connection, day: date) -> list[str]:
    """Ids of those in which something falls due on a day or did before, by id."""
    asked = select(table.c.id).where(table.c.due_on <= day).order_by(table.c.id)
    return list(connection.execute(asked).scalars())


def ids_waiting(connection: Connection, worker: str, firm: str) -> list[str]:
    """Ids of a worker's applications to a firm that were not passed to it yet, by id."""
    asked = select(table.c.id).where(
        table.c.worker == worker, table.c.firm == firm, table.c.state == State.WANTED.value
    )
    return list(connection.execute(asked.order_by(table.c.id)).scalars())


def all_waiting(connection: Connection) -> list[tuple[str, str]]:
    """Worker and firm of everything that was not passed on yet, each pair once."""
    asked = select(table.c.worker, table.c.firm).where(table.c.state == State.WANTED.value)
    rows = connection.execute(asked.distinct().order_by(table.c.worker, table.c.firm))
    return [(row.worker, row.firm) for row in rows]


def waits(connection: Connection, since: datetime) -> list[Wait]:
    """How long what was passed since a time waited, or waits, for a first answer.

    What she withdrew before any answer says nothing of the firm.
    """
    rows = connection.execute(
        select(table.c.firm, table.c.passed_at, table.c.answered_at).where(
            table.c.passed_at >= since,
            table.c.answered_at.is_not(None) | (table.c.state != State.WITHDRAWN.value),
        )
    )
    return [Wait(*row) for row in rows]


def wanted_between(connection: Connection, since: datetime, until: datetime) -> dict[str, int]:
    """How many wishes each posting got from `since` on, before `until`; none are left out."""
    rows = connection.execute(
        select(table.c.posting, func.count().label("number"))
        .where(table.c.wanted_at >= since, table.c.wanted_at < until)
        .group_by(table.c.posting)
    )
    return {row.posting: row.number for row in rows}


def forget(connection: Connection, worker: str) -> None:
    """Delete all of a worker's applications with what hangs on them; the audit chain stays."""
    hers = select(table.c.id).where(table.c.worker == worker)
    for hanging in (events, hire_proposals):
        connection.execute(delete(hanging).where(hanging.c.application.in_(hers)))
    connection.execute(delete(table).where(table.c.worker == worker))


# ---------------------------------------------------------------- what happened


def happen(
    connection: Connection,
    keys: Keys,
    one: Application,
    at: datetime,
    role: Role,
    event: str,
    words: str = "",
) -> None:
    """Write down one thing that happened; the application's row must be locked, or new."""
    number = connection.execute(
        select(func.count()).where(events.c.application == one.id)
    ).scalar_one()
    row = {
        "application": one.id,
        "number": number + 1,
        "at": at,
        "role": role.value,
        "event": event,
        "state": one.state.value,
        "sealed": keys.sealed(words) if words else "",
    }
    connection.execute(insert(events), [row])


def steps_of(connection: Connection, worker: str) -> list[tuple[str, str, datetime]]:
    """What happened in all applications of a worker: posting, event, when; oldest first."""
    rows = connection.execute(
        select(table.c.posting, events.c.event, events.c.at)
        .join_from(events, table)
        .where(table.c.worker == worker)
        .order_by(events.c.at, events.c.number)
    )
    return [(row.posting, row.event, row.at) for row in rows]


def happened(connection: Connection, keys: Keys, application_id: str) -> tuple[Happened, ...]:
    """What happened in an application, oldest first."""
    rows = connection.execute(
        select(events).where(events.c.application == application_id).order_by(events.c.number)
    )
    return tuple(
        Happened(
            row.at,
            Role(row.role),
            row.event,
            State(row.state),
            keys.opened(row.sealed) if row.sealed else "",
        )
        for row in rows
    )


# ---------------------------------------------------------------- rows


def _behind(place: Place | None) -> ColumnElement[bool]:
    if place is None:
        return true()
    same = and_(table.c.wanted_at == place.wanted_at, table.c.id > place.id)
    return or_(table.c.wanted_at < place.wanted_at, same)


def _in(states: Sequence[State]) -> ColumnElement[bool]:
    return table.c.state.in_([state.value for state in states])


def _all(
    connection: Connection, keys: Keys, asked: Select[tuple[object, ...]]
) -> tuple[Application, ...]:
    rows = connection.execute(asked.order_by(table.c.wanted_at.desc(), table.c.id))
    return tuple(_kept(keys, row).application for row in rows)


def _row(keys: Keys, kept: Kept, due_on: date | None) -> dict[str, object]:
    one = kept.application
    return {
        "id": one.id,
        "worker": one.worker,
        "posting": one.posting,
        "firm": one.firm,
        "county": one.county,
        "state": one.state.value,
        "wanted_at": one.wanted_at,
        "passed_at": one.passed_at,
        "answered_at": one.answered_at,
        "moved_at": one.moved_at,
        "due_on": due_on,
        "last_mark": kept.mark,
        "sealed": seal(keys, _APPLICATION, one),
    }


def _kept(keys: Keys, row: Row[tuple[object, ...]]) -> Kept:
    return Kept(unseal(keys, _APPLICATION, row.sealed), row.last_mark)
