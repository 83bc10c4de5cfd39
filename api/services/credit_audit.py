"""Credit in the audit chain: every change and every reading, under the person's blind index."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from api.security.keys import Keys
from api.store import audit, credit
from api.store.credit import Kept
from registry.actor import Actor


def note(
    connection: Connection,
    keys: Keys,
    actor: Actor,
    action: str,
    person: str,
    at: datetime,
    **detail: Any,
) -> None:
    """One record on a person's credit; detail: nothing by which she is known."""
    audit.append(
        connection,
        keys.audit,
        actor,
        f"credit.{action}",
        person,
        at,
        role=actor.role.value,
        **detail,
    )


def note_read(
    connection: Connection,
    keys: Keys,
    actor: Actor,
    entries: Iterable[Kept],
    purpose: str,
    at: datetime,
) -> None:
    """One record for each entry that somebody was shown."""
    for each in entries:
        note(connection, keys, actor, "read", each.entry.person, at, entry=each.id, purpose=purpose)


def read_of(
    connection: Connection, keys: Keys, actor: Actor, person: str, purpose: str, at: datetime
) -> tuple[Kept, ...]:
    """Every entry of a person, oldest first, the reading noted even where there is none."""
    found = credit.of_person(connection, keys, person)
    ids = [each.id for each in found]
    note(connection, keys, actor, "read", person, at, entries=ids, purpose=purpose)
    return found
