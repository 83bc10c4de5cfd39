"""您可以申请: somebody's entitlements, and what she said of herself for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from api.clock import SHANGHAI
from api.database import reading, writing
from api.policy import Policy
from api.security.keys import Keys
from api.services.consents import ConsentDesk, require_worker
from api.services.entitlement_facts import facts_of
from api.store import audit, stated_facts
from api.store.stated_facts import Kept
from registry.actor import Actor, Role
from registry.entitlements.ended import EndedPolicy, ended_by
from registry.entitlements.entitlement import Entitlement
from registry.entitlements.every import entitlements
from registry.entitlements.facts import Facts
from registry.entitlements.stated import Stated, stated_faults
from registry.errors import InvalidField
from registry.workers.consent import Channel, Purpose

PURPOSE: Final = Purpose.ENTITLEMENTS


@dataclass(frozen=True, slots=True)
class Answers:
    """All of them for one person on one day. stated: what she said, None for nothing."""

    worker: str
    as_of: date
    facts: Facts
    entitlements: tuple[Entitlement, ...]
    ended: tuple[EndedPolicy, ...]
    stated: Kept | None


@dataclass(frozen=True, slots=True)
class EntitlementDesk:
    """The entitlements of one installation. office: its division, "" for the whole city."""

    consents: ConsentDesk
    policy: Policy
    ended: Sequence[EndedPolicy]
    office: str = ""

    def of_worker(self, worker: str, person: str, as_of: date, actor: Actor) -> Answers:
        """Her answers; that somebody else looked is kept. worker, person: "" where not known."""
        desk = self.consents
        if actor.role is not Role.PERSON:
            with writing(desk.engine) as connection:
                at = desk.clock()
                audit.append(connection, desk.keys.audit, actor, "entitlement.read", worker, at)
        with reading(desk.engine) as connection:
            kept = stated_facts.get(connection, desk.keys, worker) if worker else None
            return self._answers(connection, worker, person, as_of, kept)

    def once(self, worker: str, person: str, stated: Stated, as_of: date) -> Answers:
        """Her answers by what she says just now, of which nothing is kept."""
        with reading(self.consents.engine) as connection:
            return self._answers(connection, worker, person, as_of, Kept(stated, as_of))

    def faults(self, stated: Stated) -> tuple[InvalidField, ...]:
        """What of it cannot be so."""
        return stated_faults(stated, self._today())

    def keep(
        self, worker: str, stated: Stated, actor: Actor, channel: Channel, text_version: str
    ) -> None:
        """Keep what she says, with her consent; InvalidField for the first thing that cannot be."""
        if found := self.faults(stated):
            raise found[0]
        desk = self.consents
        if text_version != desk.text(PURPOSE).version:
            raise InvalidField("text_version", "old_text", "同意书已更新：请重新阅读后再确认。")
        with writing(desk.engine) as connection:
            audit.lock(connection)
            require_worker(connection, worker)
            desk.note(connection, worker, PURPOSE, actor, channel, given=True)
            at = desk.clock()
            kept = Kept(stated, self._today())
            stated_facts.put(connection, desk.keys, worker, kept, actor.id, at)
            audit.append(connection, desk.keys.audit, actor, "entitlement.stated", worker, at)

    def forget(self, worker: str, actor: Actor, channel: Channel) -> None:
        """Withdraw the consent, by which what she said is deleted."""
        self.consents.withdraw(worker, PURPOSE, actor, channel)

    def _today(self) -> date:
        return self.consents.clock().astimezone(SHANGHAI).date()

    def _answers(
        self, connection: Connection, worker: str, person: str, as_of: date, kept: Kept | None
    ) -> Answers:
        keys = self.consents.keys
        facts = facts_of(connection, keys, worker, person, as_of, self.office, kept)
        found = entitlements(facts, self.policy.numbers, as_of)
        return Answers(worker, as_of, facts, found, ended_by(self.ended, as_of), kept)


def stated_json(connection: Connection, keys: Keys, worker: str) -> dict[str, Any] | None:
    """What she said of herself, for her copy of what is kept of her."""
    kept = stated_facts.get(connection, keys, worker)
    return {"stated_on": kept.on.isoformat(), **stated_values(kept.stated)} if kept else None


def stated_values(stated: Stated) -> dict[str, Any]:
    """What she said as JSON, in the shape in which it is sent."""
    return {
        name: sorted(value)
        if isinstance(value, frozenset)
        else value.isoformat()
        if isinstance(value, date)
        else value
        for name in Stated.__slots__
        for value in (getattr(stated, name),)
    }
