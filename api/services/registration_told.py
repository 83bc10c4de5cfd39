"""What a person or an officer tells of a registration in force: a correction, or that it ends."""

from collections.abc import Sequence
from datetime import date

from api.services.registration_change import Change
from api.services.registration_others import covered_by, others_of
from api.store import commitments
from registry.actor import Actor
from registry.errors import InvalidField
from registry.registration.application import Event, step
from registry.registration.claim import Claim
from registry.registration.entry import entry_faults
from registry.registration.exits import Exit, ExitCode, reported_exit
from registry.verdict import Finding


def correct(change: Change, claim: Claim, actor: Actor) -> None:
    """A new version of an active registration; the old one is kept."""
    before = change.registration
    if claim.identity.number != before.claim.identity.number:
        raise InvalidField("id_no", "other_person", "身份证号不能变更：请退出后重新登记。")
    state = step(before.state, Event.CORRECT, actor)
    promise = commitments.get(change.connection, before.id)
    history = covered_by(others_of(change.connection, change.keys, before))
    refuse_if(entry_faults(claim, promise, history, change.today))
    change.to(state, actor, "correct", claim=claim, version=before.version + 1)


def leave(change: Change, code: ExitCode, on: date, actor: Actor) -> None:
    """End a registration by the person's own word, or an officer's."""
    started_on = change.registration.claim.start_date
    ended = reported_exit(code, on, actor.role, started_on, change.today)
    if not isinstance(ended, Exit):
        raise InvalidField("on", ended.finding.code.lower(), ended.finding.detail)
    change.leave(ended, actor)


def refuse_if(faults: Sequence[Finding]) -> None:
    """InvalidField with every fault, if there is any."""
    if faults:
        details = "".join(each.detail for each in faults)
        raise InvalidField("claim", faults[0].code.lower(), details)
