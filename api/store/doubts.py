"""Doubts about registrations: opened once, settled by an officer."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from api.security.keys import Keys
from api.store.tables import doubts as table
from registry.registration.doubt import DoubtState
from registry.verdict import Finding


class Doubt(NamedTuple):
    """One thing an officer must look at. settled_by, reason: "" while it is open."""

    registration: str
    key: str
    code: str
    detail: str
    opened_at: datetime
    settled_at: datetime | None
    settled_by: str
    reason: str

    @property
    def state(self) -> DoubtState:
        """Where it stands."""
        return DoubtState.OPEN if self.settled_at is None else DoubtState.SETTLED


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


def of_registration(connection: Connection, keys: Keys, registration_id: str) -> tuple[Doubt, ...]:
    """Every doubt about a registration, settled or not, oldest first."""
    rows = connection.execute(
        select(table)
        .where(table.c.registration == registration_id)
        .order_by(table.c.opened_at, table.c.key)
    )
    return tuple(
        Doubt(
            row.registration,
            row.key,
            row.code,
            keys.opened(row.sealed),
            row.opened_at,
            row.settled_at,
            row.settled_by,
            keys.opened(row.reason) if row.reason else "",
        )
        for row in rows
    )


def settle(
    connection: Connection, keys: Keys, doubt: Doubt, settled_by: str, reason: str, at: datetime
) -> None:
    """Keep that an officer has looked, and why it is settled."""
    connection.execute(
        update(table)
        .where(table.c.registration == doubt.registration, table.c.key == doubt.key)
        .values(settled_at=at, settled_by=settled_by, reason=keys.sealed(reason))
    )


def _key(finding: Finding) -> str:
    return sha256(f"{finding.code}\n{finding.detail}".encode()).hexdigest()
