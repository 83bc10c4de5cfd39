"""What lists showed and what was opened: added, read whole, deleted; never by name."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from api.store.tables import list_events as table


class ListEvent(NamedTuple):
    """One thing that happened to a posting on a person's list, at most once a day.

    event: shown or opened. place: its line, from 1. parts: JSON, what each fit added to the score.
    weights: which table of weights it was made by.
    """

    pseudonym: str
    day: date
    posting: str
    event: str
    at: datetime
    place: int | None = None
    score: float | None = None
    chance: float | None = None
    value: float | None = None
    parts: str = ""
    weights: str = ""


def add(connection: Connection, events: Sequence[ListEvent]) -> None:
    """Keep events; those of the day that are known already are passed over."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    new = insert(table).on_conflict_do_nothing()
    connection.execute(new, [each._asdict() for each in events])


def noted(connection: Connection, pseudonym: str, day: date, event: str) -> frozenset[str]:
    """The postings of which an event of a person's day is kept."""
    hers = (table.c.pseudonym == pseudonym, table.c.day == day, table.c.event == event)
    return frozenset(connection.execute(select(table.c.posting).where(*hers)).scalars())


def of(connection: Connection, pseudonym: str) -> tuple[ListEvent, ...]:
    """Everything of one person, by day and line."""
    order = (table.c.day, table.c.event.desc(), table.c.place, table.c.posting)
    rows = connection.execute(select(table).where(table.c.pseudonym == pseudonym).order_by(*order))
    return tuple(ListEvent(**row._mapping) for row in rows)  # noqa: SLF001 – a row's public name


def iterate(connection: Connection) -> Iterator[ListEvent]:
    """Everything of everybody, by person, day and line."""
    order = (
        table.c.pseudonym, table.c.day, table.c.event.desc(), table.c.place, table.c.posting,
    )  # fmt: skip
    for row in connection.execute(select(table).order_by(*order)):
        yield ListEvent(**row._mapping)  # noqa: SLF001 – a row's public name


def forget(connection: Connection, pseudonym: str) -> None:
    """Delete everything of one person."""
    connection.execute(delete(table).where(table.c.pseudonym == pseudonym))


def forget_before(connection: Connection, day: date) -> int:
    """Delete what is older; returns how many rows."""
    return connection.execute(delete(table).where(table.c.day < day)).rowcount
