"""What waits for an officer, oldest first: applications, objections to an end, open doubts."""

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from heapq import merge
from itertools import islice
from typing import Any, Final, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Column, ColumnElement, Connection, Select, literal, select, text, tuple_
from sqlalchemy.engine import Row

from api.security.keys import Keys
from api.store.sealing import unseal
from api.store.tables import doubts
from api.store.tables import registrations as table
from api.store.tables.registrations import DOUBTED, OBJECTED, PENDING
from registry.registration.application import State
from registry.registration.decision import Decision
from registry.registration.ending_objection import EndingObjection

_DECISION: Final = TypeAdapter(Decision)
_OBJECTION: Final = TypeAdapter(EndingObjection)
CHECKED: Final = "五项核查无误；按核查后办理的路径，由工作人员决定。"
OF_ALL: Final = ("id", "place", "state", "decided_by")


class ReviewKind(StrEnum):
    """What an officer is to do."""

    APPLICATION = "application"  # 核查申请
    OBJECTION = "objection"  # 答复对退出或撤销的异议
    DOUBT = "doubt"  # 核查疑点


class Place(NamedTuple):
    """A place in the queue. part: "" an application, `objection`, or the key of a doubt."""

    since: datetime
    registration: str
    part: str


class Review(NamedTuple):
    """One thing that waits. code, words: of the decision or the doubt; hers, of an objection.

    not_by: the officer who must not decide it, "" for nobody.
    """

    place: Place
    kind: ReviewKind
    division: str
    state: State
    code: str
    words: str
    is_objection: bool
    not_by: str


class _Source(NamedTuple):
    """Rows of one kind. order: their place; part: what all have in it, None: `order` has it."""

    rows: Select[Any]
    order: tuple[Column[Any], ...]
    part: str | None
    read: Callable[[Keys, Row[Any]], Review]


def waiting(
    connection: Connection, keys: Keys, division: str, after: Place | None, limit: int
) -> list[Review]:
    """The first `limit` of what waits behind a place in the queue; division: "" for all."""

    def read(source: _Source) -> Iterator[Review]:
        asked = source.rows.order_by(*source.order).limit(limit)
        if division:
            asked = asked.where(table.c.place == division)
        if after is not None:
            asked = asked.where(_behind(source, after))
        return (source.read(keys, row) for row in connection.execute(asked))

    return list(islice(merge(*map(read, SOURCES), key=lambda each: each.place), limit))


def _behind(source: _Source, after: Place) -> ColumnElement[bool]:
    values = zip(source.order, after, strict=False)
    row, bound = tuple_(*source.order), tuple_(*(literal(to, each.type) for each, to in values))
    return row > bound if source.part is None or source.part <= after.part else row >= bound


def _application(keys: Keys, row: Row[Any]) -> Review:
    decision = unseal(keys, _DECISION, row.decision) if row.decision else None
    words = "".join(each.finding.detail for each in decision.deciding) if decision else ""
    return Review(
        Place(row.updated_at, row.id, ""),
        ReviewKind.APPLICATION,
        row.place,
        State.PENDING_REVIEW,
        decision.code if decision else "",
        words or CHECKED,
        row.decided_on is not None,
        row.decided_by,
    )


def _objection(keys: Keys, row: Row[Any]) -> Review:
    return Review(
        Place(row.objected_at, row.id, ReviewKind.OBJECTION.value),
        ReviewKind.OBJECTION,
        row.place,
        State(row.state),
        "",
        unseal(keys, _OBJECTION, row.objection).words,
        True,
        row.decided_by,
    )


def _doubt(keys: Keys, row: Row[Any]) -> Review:
    return Review(
        Place(row.opened_at, row.registration, row.key),
        ReviewKind.DOUBT,
        row.place,
        State(row.state),
        row.code,
        keys.opened(row.sealed),
        False,
        "",
    )


SOURCES: Final = (
    # While an application waits nothing else changes it: its last change is when it began to.
    _Source(
        select(
            *(table.c[name] for name in (*OF_ALL, "updated_at", "decision", "decided_on"))
        ).where(text(f"registrations.{PENDING}")),
        (table.c.updated_at, table.c.id),
        "",
        _application,
    ),
    _Source(
        select(*(table.c[name] for name in (*OF_ALL, "objected_at", "objection"))).where(
            text(f"registrations.{OBJECTED}")
        ),
        (table.c.objected_at, table.c.id),
        ReviewKind.OBJECTION.value,
        _objection,
    ),
    _Source(
        select(doubts, table.c.place, table.c.state)
        .join(table, table.c.id == doubts.c.registration)
        .where(text(f"doubts.{DOUBTED}")),
        (doubts.c.opened_at, doubts.c.registration, doubts.c.key),
        None,
        _doubt,
    ),
)
