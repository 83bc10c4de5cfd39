"""A suspicion raised: what contradicts a promise, put before an officer once, and told."""

from collections.abc import Sequence
from secrets import token_hex

from api.services.credit_audit import note
from api.services.registration_change import Change
from api.store import credit
from api.store.credit import Kept
from registry.actor import Actor
from registry.registration.credit import suspected
from registry.registration.credit_entry import CreditEntry, Evidence
from registry.registration.credit_terms import CreditTerms
from registry.registration.mismatch import reason_of
from registry.registration.objection import how_to_object


def raise_suspicion(
    change: Change, evidence: Sequence[Evidence], actor: Actor, terms: CreditTerms, reason: str = ""
) -> Kept | None:
    """A new entry for what was not held against this promise yet; None where nothing is new.

    change: of the registration that is contradicted, which it leaves as it is. reason: "" where
    the evidence says enough.
    """
    person = change.keys.person(change.after.claim.identity.number)
    new = credit.unheard_of(change.connection, change.keys, change.after.id, person, evidence)
    if not new:
        return None
    why = reason or reason_of(new)
    entry = suspected(person, why, new, actor, change.today, terms)
    kept = Kept(token_hex(16), change.after.id, entry)
    credit.add(change.connection, change.keys, kept)
    note(
        change.connection,
        change.keys,
        actor,
        "suspect",
        person,
        change.at,
        entry=kept.id,
        registration=kept.registration,
    )
    change.tell(_told(entry, terms))
    return kept


def _told(entry: CreditEntry, terms: CreditTerms) -> str:
    found = "；".join(f"{each.promised}——{each.found}" for each in entry.evidence)
    return (
        f"{entry.reason}（{found}），由工作人员核实。这不是认定失信，不需要您提供证明，"
        f"您可以随时说明情况；到 {entry.until} 未核实的，不再有任何影响。"
        f"{how_to_object(terms, entry.opened_on)}"
    )
