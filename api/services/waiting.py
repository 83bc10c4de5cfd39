"""Applications whose check waits for silent registers, asked about again (R3.6)."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from api.services.asked_again import Faults, ask_again
from api.services.registration import Registrar
from api.services.registration_change import changing
from api.services.registration_check import go_on, is_preview
from registry.errors import InvalidField
from registry.registration.application import State
from registry.registration.record import Registration
from registry.registration.register_answer import Answer

STILL: Final = "waiting"
PREVIEWED: Final = "previewed"
CHANGED: Final = "changed"  # by somebody else, while the registers were asked
BECAME: Final = {
    State.ACTIVE: "active",
    State.PENDING_REVIEW: "to_officer",
    State.DRAFT: "returned",
    State.CHECKING: STILL,
}
NAMES: Final = {
    "active": "已登记",
    "to_officer": "转人工核查",
    PREVIEWED: "告知核查结果、待本人选择",
    "returned": "退回补正",
    STILL: "仍在等待",
    CHANGED: "其间已变动",
}


@dataclass(slots=True)
class WaitingReport:
    """What became of the applications asked about. faults: why nothing could be done, by id."""

    became: Counter[str] = field(default_factory=Counter)
    faults: Faults = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON."""
        counts = {name: self.became[name] for name in NAMES}
        return {"asked": self.became.total()} | counts | {"faults": self.faults}


def ask_waiting(
    registrar: Registrar, on_progress: Callable[[int, int], None] = lambda _done, _all: None
) -> WaitingReport:
    """Ask again about every application that is being checked and waits for registers alone.

    A refusal that is shown waits for the person, who is neither asked about nor touched. Registers
    that are silent as before change nothing, and nothing is written: that they are waited for
    stands in the record already, and one more every hour would bury what did happen.
    """
    report = WaitingReport()

    def act(seen: Registration, answers: tuple[Answer, ...]) -> None:
        report.became[_go_on(registrar, seen, answers)] += 1

    report.faults = ask_again(registrar, (State.CHECKING,), _waits, act, on_progress)
    return report


def _waits(one: Registration) -> bool:
    return one.state is State.CHECKING and not is_preview(one.decision)


def _go_on(registrar: Registrar, seen: Registration, answers: tuple[Answer, ...]) -> str:
    # InvalidField: another application of hers came into force at the same time.
    with (
        suppress(InvalidField),
        changing(registrar.engine, registrar.keys, seen.id, registrar.clock()) as change,
    ):
        if change.registration == seen:
            table, terms, patience = registrar.table, registrar.terms, registrar.patience
            go_on(change, answers, table, terms, patience, unasked=True)
            shown = is_preview(change.after.decision)
            return PREVIEWED if shown else BECAME[change.after.state]
    return CHANGED
