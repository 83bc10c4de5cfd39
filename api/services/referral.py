"""联合惩戒 as an officer's referral: proposed, approved by a second one, exported; nothing else."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from secrets import token_hex
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection

from api.clock import SHANGHAI
from api.database import reading, writing
from api.private_file import new_file
from api.services.credit import CreditDesk
from api.services.credit_audit import note
from api.services.credit_change import EntryChange, changing_entry
from api.services.registration_change import Change
from api.store import credit, referrals, registrations
from api.store.referrals import KeptReferral
from registry.actor import Actor
from registry.errors import UnknownName
from registry.registration.legal_basis import LegalBasis
from registry.registration.objection import how_to_object
from registry.registration.referral import (
    Referral,
    ReferralExport,
    ReferralRefused,
    ReferralState,
    approved,
    exported,
    proposed,
    rejected,
    withdrawn,
)

_APPROVED: Final = ReferralState.APPROVED
_EXPORT: Final = TypeAdapter(ReferralExport)


@dataclass(frozen=True, slots=True)
class Exported:
    """What left, and what was kept back, with the reason, by the referral's id."""

    sent: tuple[str, ...]
    kept_back: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReferralDesk:
    """The referrals of one installation. bases: the articles that one may rest on."""

    credit: CreditDesk
    bases: Sequence[LegalBasis]

    def propose(
        self, entry_id: str, basis: str, reason: str, expires_on: date, actor: Actor
    ) -> KeptReferral:
        """An officer's proposal, told to the person before anybody approves it."""
        with self._entry(entry_id) as change:
            made = proposed(
                change.entry, basis, reason, expires_on, actor, change.today, self.bases
            )
            kept = KeptReferral(token_hex(16), entry_id, made)
            referrals.add(change.change.connection, self.credit.keys, kept)
            change.note(actor, "referral.propose", referral=kept.id, basis=basis)
            told = f"拟依据{self._named(basis)}移送有关机关处理：{reason}。您可以陈述和申辩。"
            change.change.tell(told + how_to_object(self.credit.terms, change.today))
            return kept

    def approve(self, referral_id: str, actor: Actor) -> KeptReferral:
        """A second officer's approval, of the entry as it stands today."""
        with self._changing(referral_id) as (change, kept):
            after = approved(kept.referral, change.entry, actor, change.today, self.bases)
            return self._save(change, kept, after, actor, "approve")

    def reject(self, referral_id: str, actor: Actor) -> KeptReferral:
        """A second officer's no."""
        with self._changing(referral_id) as (change, kept):
            after = rejected(kept.referral, actor)
            change.change.tell("移送的提议未获批准，不作移送。")
            return self._save(change, kept, after, actor, "reject")

    def withdraw(self, referral_id: str, actor: Actor) -> KeptReferral:
        """Taken back before it left."""
        with self._changing(referral_id) as (change, kept):
            after = withdrawn(kept.referral, actor)
            change.change.tell("移送的提议已撤回，不作移送。")
            return self._save(change, kept, after, actor, "withdraw")

    def export(self, out: Path, actor: Actor) -> Exported:
        """Write the approved and unexpired ones into a new file, a line of JSON each.

        A line says who, to whom, by which article, on what and until when. What holds no longer is
        kept back. The lines are on disk before anything counts as sent.
        """
        sent: list[str] = []
        kept_back: dict[str, str] = {}
        with new_file(out) as file, writing(self.credit.engine) as connection:
            for change, kept in self._ready(connection):
                try:
                    file.write(self._leave(change, kept, actor) + "\n")
                    sent.append(kept.id)
                except ReferralRefused as fault:
                    kept_back[kept.id] = str(fault)
                    change.note(actor, "referral.keep_back", referral=kept.id)
            file.flush()
            os.fsync(file.fileno())
        return Exported(tuple(sent), kept_back)

    def waiting(self, actor: Actor, limit: int = 100) -> tuple[KeptReferral, ...]:
        """What waits for a second officer or for the export, what ends first first; noted."""
        keys, at = self.credit.keys, self.credit.clock()
        with writing(self.credit.engine) as connection:
            day = at.astimezone(SHANGHAI).date()
            found = referrals.waiting(connection, keys, day, limit)
            for each in found:
                person, shown = each.referral.entry.person, {"entry": each.entry}
                shown |= {"referral": each.id, "purpose": "referrals"}
                note(connection, keys, actor, "read", person, at, **shown)
            return found

    # ------------------------------------------------------------ parts

    @contextmanager
    def _changing(self, referral_id: str) -> Iterator[tuple[EntryChange, KeptReferral]]:
        """The referral of an id with its entry as it stands today, both locked."""
        with reading(self.credit.engine) as connection:
            entry_id = referrals.entry_of(connection, referral_id)
        if entry_id is None:
            raise UnknownName("移送编号", referral_id)
        with self._entry(entry_id) as change:
            kept = referrals.get(change.change.connection, self.credit.keys, referral_id, lock=True)
            if kept is None:
                raise UnknownName("移送编号", referral_id)
            yield change, kept

    def _entry(self, entry_id: str) -> AbstractContextManager[EntryChange]:
        desk = self.credit
        return changing_entry(desk.engine, desk.keys, entry_id, desk.clock())

    def _ready(self, connection: Connection) -> list[tuple[EntryChange, KeptReferral]]:
        """What may leave today, all locked: registrations first and in one order, as everywhere."""
        keys, at = self.credit.keys, self.credit.clock()
        found = [
            (entry, one)
            for one in referrals.ready(connection, at.astimezone(SHANGHAI).date())
            if (entry := referrals.entry_of(connection, one))
        ]
        about = {entry: credit.registration_of(connection, entry) or "" for entry, _ in found}
        people = {
            each: registrations.get(connection, keys, each, lock=True)
            for each in sorted(set(about.values()))
        }
        ready = []
        for entry, one in found:
            registration = people[about[entry]]
            kept = credit.get(connection, keys, entry, lock=True)
            referral = referrals.get(connection, keys, one, lock=True)
            if registration and kept and referral and referral.referral.state is _APPROVED:
                change = Change(connection, keys, at, registration, registration)
                ready.append((EntryChange(change, kept), referral))
        return ready

    def _leave(self, change: EntryChange, kept: KeptReferral, actor: Actor) -> str:
        """Mark one as sent; the line that leaves, which names the person."""
        after, leaves = exported(kept.referral, change.entry, actor, change.today, self.bases)
        self._save(change, kept, after, actor, "export", reveals=["name", "id_no"])
        change.change.tell(f"已依据{self._named(leaves.basis.code)}移送{leaves.basis.receiver}。")
        claim = change.change.after.claim
        line = _EXPORT.dump_python(leaves, mode="json")
        line["person"] = {"name": claim.name, "id_no": claim.identity.number}
        return json.dumps(line, ensure_ascii=False)

    def _save(
        self,
        change: EntryChange,
        kept: KeptReferral,
        after: Referral,
        actor: Actor,
        action: str,
        **detail: Any,
    ) -> KeptReferral:
        done = replace(kept, referral=after)
        referrals.save(change.change.connection, self.credit.keys, done)
        change.note(actor, f"referral.{action}", referral=kept.id, **detail)
        return done

    def _named(self, code: str) -> str:
        """An article as people name it."""
        found = next((each for each in self.bases if each.code == code), None)
        return f"《{found.title}》第{found.article}条" if found else code
