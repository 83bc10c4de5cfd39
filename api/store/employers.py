"""Employers: one row for each name and credit code that postings carry."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, insert, select

from api.store.tables import employers
from registry.jobs.employer import name_key

Key = tuple[str, str]  # name, uscc ("" where not known)


def ids(connection: Connection, keys: Iterable[Key], at: datetime) -> dict[Key, int]:
    """The row of each employer, made where it is new. The change-log lock must be held."""
    wanted = sorted(set(keys))
    known = _find(connection, wanted)
    new = [key for key in wanted if key not in known]
    if new:
        connection.execute(
            insert(employers),
            [
                {"name": name, "uscc": uscc, "first_seen": at, "key": name_key(name)}
                for name, uscc in new
            ],
        )
        known |= _find(connection, new)
    return known


def _find(connection: Connection, keys: list[Key]) -> dict[Key, int]:
    if not keys:
        return {}
    rows = connection.execute(
        select(employers.c.id, employers.c.name, employers.c.uscc).where(
            employers.c.name.in_([name for name, _ in keys])
        )
    )
    return {(row.name, row.uscc): row.id for row in rows}
