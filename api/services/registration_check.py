"""After the registers have answered: an application goes on, waits, or is shown its refusal."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from api.services.registration_change import Change
from api.services.registration_others import active_of, covered_by, others_of
from api.services.suspicion import raise_suspicion
from api.store import registrations
from api.store.registrations import Brief
from registry.actor import THE_SYSTEM
from registry.registration.after_check import event_after_check
from registry.registration.application import Event, step
from registry.registration.credit_terms import CreditTerms
from registry.registration.cross_check import CLAUSE, assess, consequences
from registry.registration.decision import Decision, Outcome, failed
from registry.registration.entry import overlaps
from registry.registration.hits import HitRule
from registry.registration.mismatch import mismatches
from registry.registration.record import Path
from registry.registration.register_answer import Answer
from registry.verdict import Finding

WAITING: Final = "核查尚未完成，不需要您提供证明；完成后会告知您。"


def go_on(
    change: Change,
    answers: Sequence[Answer],
    table: Sequence[HitRule],
    terms: CreditTerms,
    patience: timedelta,
    unasked: bool = False,
) -> tuple[Finding, ...]:
    """Out of CHECKING by the answers, or on waiting in it; faults: it goes back to a draft.

    Answers that contradict her promise are not clean: she is suspect from now on, and an officer
    decides. patience: how long silent registers are asked again. unasked: nobody asked for this
    check, and where it finds what the last one found nothing is written.
    """
    before = change.registration
    others = others_of(change.connection, change.keys, before)
    contradicted = mismatches(before.claim, answers, change.today)
    raised = raise_suspicion(change, contradicted, THE_SYSTEM, terms)
    path = Path.CHECKED if raised else before.path
    unconfirmed = (
        *consequences(before.claim, answers, table, change.today),
        *overlaps(before.claim.start_date, covered_by(others)),
    )
    decision = _alone(assess(before.claim, answers, table, change.today), active_of(others))
    waited = change.at - (before.submitted_at or change.at)
    event = event_after_check(decision, path, bool(unconfirmed), waited >= patience)
    if unasked and event is None and not raised and _is_as_before(before.decision, decision):
        return ()
    registrations.keep_answers(change.connection, change.keys, before.id, answers)
    if event is None:
        action = "preview" if is_preview(decision) else "wait"
        change.to(before.state, THE_SYSTEM, action, decision=decision, path=path)
    else:
        granted = {"registered_on": change.today} if event is Event.CLEAR else {}
        state = step(before.state, event, THE_SYSTEM)
        change.to(state, THE_SYSTEM, event.value, decision=decision, path=path, **granted)
    known = before.decision.code if before.decision else None
    if event is not None or known != decision.code:  # the same again is not told again
        change.tell(_told(event, decision, unconfirmed))
    return unconfirmed if event is Event.RETURN else ()


def is_preview(decision: Decision | None) -> bool:
    """Whether a refusal is shown and waits for what the person chooses."""
    return decision is not None and decision.outcome is Outcome.INELIGIBLE


def reasons_of(decision: Decision) -> str:
    """The words of what makes a decision what it is."""
    return "".join(each.finding.detail for each in decision.deciding)


def _is_as_before(before: Decision | None, now: Decision) -> bool:
    """Whether two checks found the same, in whatever words and on whatever day."""
    return before is not None and _found(before) == _found(now)


def _found(decision: Decision) -> list[tuple[Outcome, str]]:
    return [(each.outcome, each.finding.code) for each in decision.criteria]


def _alone(decision: Decision, active: Brief | None) -> Decision:
    """The decision with the person's registration in force elsewhere, which our store knows."""
    if active is None:
        return decision
    detail = f"已在 {active.place} 有一条有效的灵活就业登记，一人只能有一条。"
    second = failed(Outcome.INELIGIBLE, "DUPLICATE", detail, CLAUSE)
    return replace(decision, criteria=(*decision.criteria, second))


def _told(event: Event | None, decision: Decision, unconfirmed: Sequence[Finding]) -> str:
    """What the person is told after a check."""
    if event is Event.CLEAR:
        return "灵活就业登记已办结。情况变化请及时告知。"
    if event is Event.RETURN:
        return "".join(each.detail for each in unconfirmed)
    if event is Event.DOUBT:
        return f"由工作人员核查，不需要您提供证明。{reasons_of(decision)}"
    if is_preview(decision):
        return f"核查结果：{reasons_of(decision)}您可以撤回、要求人工核查，或接受不予登记。"
    return WAITING
