"""Doubts about registrations in force: opened once, settled by an officer."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from api.security.keys import Keys
from api.store.tables import doubts as table
from registry.verdict import Finding


class Doubt(NamedTuple):
    """One thing an officer must look at. settled_by: "" while it is open."""

    registration: str
    key: str
    code: str
    detail: str
    opened_at: datetime
    settled_by: str


def open_new(
    connection: Connection,
    keys: Keys,
    registration_id: str,
    findings: Iterable[Finding],
    at: datetime,
) -> list[Finding]:
    """Open what was never opened before, settled or not; what was new."""
    known = set(
        connection.execute(
            select(table.c.key).where(table.c.registration == registration_id)
        ).scalars()
    )
    new = {key: each for each in findings if (key := _key(each)) not in known}
    if new:
        connection.execute(
            insert(table),
            [
                {
                    "registration": registration_id,
                    "key": key,
                    "code": each.code,
                    "sealed": keys.sealed(each.detail),
                    "opened_at": at,
                }
                for key, each in new.items()
            ],
        )
    return list(new.values())


def open_ones(connection: Connection, keys: Keys, limit: int = 1000) -> list[Doubt]:
    """What waits for an officer, oldest first, at most `limit`."""
    rows = connection.execute(
        select(table).where(table.c.settled_at.is_(None)).order_by(table.c.opened_at).limit(limit)
    )
    return [
        Doubt(
            row.registration,
            row.key,
            row.code,
            keys.opened(row.sealed),
            row.opened_at,
            row.settled_by,
        )
        for row in rows
    ]


def settle(
    connection: Connection, registration_id: str, key: str, settled_by: str, at: datetime
) -> bool:
    """An officer has looked; False if there is no such open doubt."""
    done = connection.execute(
        update(table)
        .where(
            table.c.registration == registration_id,
            table.c.key == key,
            table.c.settled_at.is_(None),
        )
        .values(settled_at=at, settled_by=settled_by)
    )
    return done.rowcount == 1


def _key(finding: Finding) -> str:
    return sha256(f"{finding.code}\n{finding.detail}".encode()).hexdigest()
