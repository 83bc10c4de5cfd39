"""What firms were advised: one answer a firm, posting and day, sealed, gone after two days.

Kept are, for each trial, whom it would bring and whom it would lose, so that whoever withdraws is
out of its number at once.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import firm_advice as table
from matcher.guidance.firm.advice import Kind

KEPT: Final = timedelta(days=2)
Figures = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True)
class KeptTrial:
    """A trial and what became of it. gained, lost: places in the answer's `who`."""

    kind: Kind
    said: str
    figures: dict[str, str | int | float]
    clauses: tuple[str, ...]
    by_law: bool
    is_proof: bool
    is_other: bool
    gained: tuple[int, ...]
    lost: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outright:
    """What was told without a trial. asks: too little is known; else there is nothing to gain."""

    kind: Kind
    asks: bool
    said: str
    figures: dict[str, str | int | float]


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """who: everybody concerned, "" for who was deleted. mark: of the posting as it was. suited:
    whom it suits as it is; mended: once what holds it back is mended. joined: trials made together,
    by their places; `together` is what they do.
    """

    mark: str
    who: tuple[str, ...]
    suited: tuple[int, ...]
    mended: tuple[int, ...]
    trials: tuple[KeptTrial, ...]
    outright: tuple[Outright, ...]
    joined: tuple[int, ...]
    together: KeptTrial | None


ADAPTER: Final = TypeAdapter(KeptAnswer)


def get(
    connection: Connection, keys: Keys, firm: str, posting: str, day: date
) -> KeptAnswer | None:
    """What the first question of a day found; None where it was not asked yet."""
    sealed = connection.execute(
        select(table.c.sealed).where(*_here(firm, posting, day))
    ).scalar_one_or_none()
    return unseal(keys, ADAPTER, sealed) if sealed is not None else None


def is_counted(connection: Connection, firm: str, posting: str, day: date) -> bool:
    """Whether the firm itself asked it that day."""
    asked = select(table.c.counted).where(*_here(firm, posting, day))
    return bool(connection.execute(asked).scalar_one_or_none())


def count(connection: Connection, firm: str, posting: str, day: date) -> None:
    """Note that the firm itself asked it."""
    connection.execute(update(table).where(*_here(firm, posting, day)).values(counted=True))


def put(
    connection: Connection,
    keys: Keys,
    firm: str,
    posting: str,
    day: date,
    answer: KeptAnswer,
    at: datetime,
) -> None:
    """Keep an answer, and drop those that have had their day."""
    connection.execute(delete(table).where(table.c.made_at < at - KEPT))
    row = {"firm": firm, "posting": posting, "day": day, "made_at": at, "counted": False}
    connection.execute(insert(table), [row | {"sealed": seal(keys, ADAPTER, answer)}])


def forget(connection: Connection, keys: Keys, worker: str) -> None:
    """Take a worker out of every answer kept."""
    for row in connection.execute(select(table)).all():
        answer = unseal(keys, ADAPTER, row.sealed)
        if worker in answer.who:
            who = tuple("" if each == worker else each for each in answer.who)
            sealed = seal(keys, ADAPTER, replace(answer, who=who))
            here = _here(row.firm, row.posting, row.day)
            connection.execute(update(table).where(*here).values(sealed=sealed))


def _here(firm: str, posting: str, day: date) -> tuple[ColumnElement[bool], ...]:
    return (table.c.firm == firm, table.c.posting == posting, table.c.day == day)
