"""The audit chain in the store: appended to in the transaction of what it tells, and verified."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from api.store.tables import audit as table
from api.store.tables import audit_head as head
from registry.audit import AuditRecord, Break, breaks, sealed
from registry.registration.actor import Actor


def append(
    connection: Connection,
    key: bytes,
    actor: Actor,
    action: str,
    subject: str,
    at: datetime,
    **detail: Any,
) -> AuditRecord:
    """Add one record behind the last; others who would add one wait until this transaction ends.

    detail: what is worth knowing later; never an identity number, a name or a telephone number.
    """
    last = connection.execute(select(head).with_for_update()).one()
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)
    record = sealed(
        last.sequence + 1, at, actor.id, actor.office, action, subject, text, last.hash, key
    )
    connection.execute(insert(table), [_row(record)])
    connection.execute(update(head).values(sequence=record.sequence, hash=record.hash))
    return record


def verify(connection: Connection, key: bytes) -> tuple[Break, ...]:
    """Every place where the chain does not hold; empty if it is whole."""
    last = connection.execute(select(head)).one()
    return tuple(breaks(records(connection), (last.sequence, last.hash), key))


def records(connection: Connection, subject: str | None = None) -> Iterator[AuditRecord]:
    """The records in order, all of them or those of one subject."""
    asked = select(table).order_by(table.c.sequence)
    if subject is not None:
        asked = asked.where(table.c.subject == subject)
    for row in connection.execute(asked):
        yield AuditRecord(*row)


def _row(record: AuditRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in AuditRecord.__slots__}
