"""After the cross-check (R3.5–R3.6b): what a decision does by itself, and where it waits."""

from typing import Final

from registry.registration.application import Event
from registry.registration.cross_check import FAULT_CODES
from registry.registration.decision import Decision, Outcome
from registry.registration.record import Path
from registry.registration.register_answer import AnswerStatus

SILENT: Final = FAULT_CODES[AnswerStatus.SILENT]


def event_after_check(
    decision: Decision, path: Path, is_unconfirmed: bool, is_patience_over: bool
) -> Event | None:
    """What happens to an application that is being checked; None: it stays where it is.

    A refusal is shown first and waits for what the person chooses; registers that are merely silent
    are asked again until patience is over. is_unconfirmed: she has not said that she knows what
    registering ends.
    """
    if decision.outcome is Outcome.INELIGIBLE:
        return None
    if is_unconfirmed:
        return Event.RETURN
    if decision.outcome is Outcome.ELIGIBLE and path is Path.COMMITMENT:
        return Event.CLEAR
    if is_only_silent(decision) and not is_patience_over:
        return None
    return Event.DOUBT


def is_only_silent(decision: Decision) -> bool:
    """Whether nothing but registers that have not answered stands in the way."""
    return decision.outcome is not Outcome.ELIGIBLE and all(
        each.finding.code == SILENT
        for each in decision.criteria
        if each.outcome is not Outcome.ELIGIBLE
    )
