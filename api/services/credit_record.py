"""A person's own credit record: entries, evidence, who decided, who looked, how to object."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from api.clock import SHANGHAI
from api.database import reading, writing
from api.services.credit import CreditDesk
from api.services.credit_audit import read_of
from api.store import audit, credit, referrals, registrations
from registry.actor import Actor
from registry.errors import UnknownName
from registry.registration.credit import path_of, state_of
from registry.registration.credit_entry import CreditEntry, CreditState
from registry.registration.objection import Objection, how_to_object
from registry.registration.record import Path
from registry.registration.referral import Referral


class Act(NamedTuple):
    """One thing that was done with her record, by whom and where."""

    at: datetime
    actor: str
    office: str
    action: str


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One entry with all that hangs on it."""

    id: str
    registration: str
    entry: CreditEntry
    objections: tuple[Objection, ...]
    referrals: tuple[Referral, ...]


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """All that is kept of a person's credit. acts: every change and every reading, oldest first."""

    state: CreditState
    path: Path
    entries: tuple[OwnEntry, ...]
    acts: tuple[Act, ...]
    how_to_object: str


def record_of(desk: CreditDesk, registration_id: str, actor: Actor) -> OwnRecord:
    """The record of whom a registration is about; UnknownName if there is none such."""
    with reading(desk.engine) as connection:
        found = registrations.get(connection, desk.keys, registration_id)
    if found is None:
        raise UnknownName("登记编号", registration_id)
    return own_record(desk, found.claim.identity.number, actor)


def own_record(desk: CreditDesk, identity_number: str, actor: Actor) -> OwnRecord:
    """Her record, for herself or for an officer who hands it to her; the reading is noted."""
    at, person = desk.clock(), desk.keys.person(identity_number)
    day = at.astimezone(SHANGHAI).date()
    with writing(desk.engine) as connection:
        kept = read_of(connection, desk.keys, actor, person, "own_record", at)
        entries = tuple(
            OwnEntry(
                each.id,
                each.registration,
                each.entry,
                credit.objections(connection, desk.keys, each.id),
                tuple(one.referral for one in referrals.of_entry(connection, desk.keys, each.id)),
            )
            for each in kept
        )
        acts = tuple(
            Act(one.at, one.actor, one.office, one.action)
            for one in audit.records(connection, person)
        )
    plain = [each.entry for each in kept]
    return OwnRecord(
        state_of(plain, day), path_of(plain, day), entries, acts, how_to_object(desk.terms, day)
    )
