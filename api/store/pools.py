"""What firms' questions found: one answer a firm, posting and day, sealed, gone after two days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, delete, insert, select, union, update

from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import firm_advice
from api.store.tables import pool_answers as table
from matcher.disclosure import Shown

KEPT: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Found:
    """A worker whom a posting suits, with all that may be shown of her beside it."""

    worker: str
    shown: Shown


ADAPTER: Final = TypeAdapter(tuple[Found, ...])


def get(
    connection: Connection, keys: Keys, firm: str, posting: str, day: date
) -> tuple[Found, ...] | None:
    """What the first question of a day found; None where it was not asked yet."""
    sealed = connection.execute(
        select(table.c.sealed).where(*_here(firm, posting, day))
    ).scalar_one_or_none()
    return unseal(keys, ADAPTER, sealed) if sealed is not None else None


def is_counted(connection: Connection, firm: str, posting: str, day: date) -> bool:
    """Whether the firm itself asked it that day."""
    asked = select(table.c.counted).where(*_here(firm, posting, day))
    return bool(connection.execute(asked).scalar_one_or_none())


def counted(connection: Connection, firm: str, day: date) -> set[str]:
    """About which postings a firm asked on a day, whom they suit or how they would suit more."""
    asked = [
        select(each.c.posting).where(each.c.firm == firm, each.c.day == day, each.c.counted)
        for each in (table, firm_advice)
    ]
    return set(connection.execute(union(*asked)).scalars())


def count(connection: Connection, firm: str, posting: str, day: date) -> None:
    """Note that the firm itself asked it."""
    connection.execute(update(table).where(*_here(firm, posting, day)).values(counted=True))


def put(
    connection: Connection,
    keys: Keys,
    firm: str,
    posting: str,
    day: date,
    found: tuple[Found, ...],
    at: datetime,
) -> None:
    """Keep an answer, and drop those that have had their day."""
    connection.execute(delete(table).where(table.c.made_at < at - KEPT))
    row = {"firm": firm, "posting": posting, "day": day, "made_at": at, "counted": False}
    connection.execute(insert(table), [row | {"sealed": seal(keys, ADAPTER, found)}])


def forget(connection: Connection, keys: Keys, worker: str) -> None:
    """Take a worker out of every answer kept."""
    for row in connection.execute(select(table)).all():
        found = unseal(keys, ADAPTER, row.sealed)
        kept = tuple(each for each in found if each.worker != worker)
        if len(kept) < len(found):
            here = _here(row.firm, row.posting, row.day)
            sealed = seal(keys, ADAPTER, kept)
            connection.execute(update(table).where(*here).values(sealed=sealed))


def _here(firm: str, posting: str, day: date) -> tuple[ColumnElement[bool], ...]:
    return (table.c.firm == firm, table.c.posting == posting, table.c.day == day)
