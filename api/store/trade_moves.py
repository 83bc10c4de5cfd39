"""How often somebody of one trade was hired into another, as the last night counted it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from api.store.tables import applications
from api.store.tables import trade_moves as table
from registry.placement.application import State

HIRED: Final = (State.HIRED, State.LASTED_7, State.LASTED_30, State.LEFT_EARLY)


def hired_since(connection: Connection, since: datetime) -> list[tuple[str, str]]:
    """Worker and posting of everything that led to work and began since a time."""
    asked = select(applications.c.worker, applications.c.posting).where(
        applications.c.state.in_([state.value for state in HIRED]),
        applications.c.wanted_at >= since,
    )
    rows = connection.execute(asked.order_by(applications.c.worker, applications.c.posting))
    return [(row.worker, row.posting) for row in rows]


def put(connection: Connection, moves: Mapping[tuple[int, int], int]) -> None:
    """Keep the counts in the place of the last."""
    connection.execute(delete(table))
    rows = [{"one": one, "other": other, "times": times} for (one, other), times in moves.items()]
    if rows:
        connection.execute(insert(table), rows)


def read(connection: Connection) -> dict[tuple[int, int], int]:
    """The counts as they were last kept."""
    return {(row.one, row.other): row.times for row in connection.execute(select(table))}
