"""One change of a credit entry: locked, stepped, told and noted in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine

from api.database import reading
from api.security.keys import Keys
from api.services.credit_audit import note
from api.services.registration_change import Change, changing
from api.store import credit
from api.store.credit import Kept
from registry.actor import Actor
from registry.errors import UnknownName
from registry.registration.credit_entry import CreditEntry


@dataclass(slots=True)
class EntryChange:
    """A locked entry and what becomes of it, told and noted in one transaction."""

    change: Change
    kept: Kept

    @property
    def entry(self) -> CreditEntry:
        """The entry as it now stands."""
        return self.kept.entry

    @property
    def today(self) -> date:
        """The day in China."""
        return self.change.today

    def note(self, actor: Actor, action: str, **detail: Any) -> None:
        """Write one record of the audit chain."""
        at, person = self.change.at, self.entry.person
        detail = {"entry": self.kept.id, "registration": self.kept.registration} | detail
        note(self.change.connection, self.change.keys, actor, action, person, at, **detail)

    def to(self, entry: CreditEntry, actor: Actor, action: str, **detail: Any) -> Kept:
        """Bring it to what it becomes and note who did what."""
        self.kept = replace(self.kept, entry=entry)
        credit.save(self.change.connection, self.change.keys, self.kept)
        self.note(actor, action, state=entry.state.value, until=entry.until, **detail)
        return self.kept


@contextmanager
def changing_entry(
    engine: Engine, keys: Keys, entry_id: str, at: datetime
) -> Iterator[EntryChange]:
    """The entry of an id, locked after its registration; UnknownName if there is none."""
    with reading(engine) as connection:
        registration = credit.registration_of(connection, entry_id)
    if registration is None:
        raise UnknownName("信用记录编号", entry_id)
    with changing(engine, keys, registration, at) as change:
        kept = credit.get(change.connection, keys, entry_id, lock=True)
        if kept is None:
            raise UnknownName("信用记录编号", entry_id)
        yield EntryChange(change, kept)
