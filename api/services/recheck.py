"""The nightly re-check (3.10): registrations in force asked about again, exits applied, told."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from api.database import reading
from api.services.asked_again import Faults, ask_again
from api.services.registration import Registrar
from api.services.registration_change import Change, changing
from api.services.registration_others import doubled_by, others_of
from api.services.suspicion import raise_suspicion
from api.store import doubts, registrations
from registry.actor import THE_SYSTEM
from registry.errors import InvalidField
from registry.registration.application import State
from registry.registration.exits import Exit, doubts_of, exit_of, is_withdrawn
from registry.registration.mismatch import mismatches
from registry.registration.record import Registration
from registry.registration.register_answer import Answer, AnswerStatus
from registry.verdict import Finding

WITHDRAWN: Final = "退出所依据的登记信息已被来源撤销。"


@dataclass(slots=True)
class RecheckReport:
    """What a night found. exits: by code; silent: people of whom some register did not answer.

    faults: why nothing could be done, by registration.
    """

    checked: int = 0
    exits: Counter[str] = field(default_factory=Counter)
    reinstated: int = 0
    doubts: int = 0
    suspicions: int = 0
    silent: int = 0
    faults: Faults = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The report as JSON."""
        return {
            "checked": self.checked,
            "exits": dict(sorted(self.exits.items())),
            "reinstated": self.reinstated,
            "doubts": self.doubts,
            "suspicions": self.suspicions,
            "silent": self.silent,
            "faults": self.faults,
        }


def recheck_all(
    registrar: Registrar, on_progress: Callable[[int, int], None] = lambda _done, _all: None
) -> RecheckReport:
    """Ask about everybody in force, and everybody who left by a register's record.

    Running it again on the same answers changes nothing.
    """
    report = RecheckReport()

    def act(seen: Registration, answers: tuple[Answer, ...]) -> None:
        _recheck(registrar, seen, answers, report)

    states = (State.ACTIVE, State.EXITED)
    report.faults = ask_again(registrar, states, _is_to_be_asked, act, on_progress)
    return report


def _is_to_be_asked(one: Registration) -> bool:
    return one.state is State.ACTIVE or _left_by_record(one)


def _left_by_record(one: Registration) -> bool:
    left = one.exit if one.state is State.EXITED else None
    return left is not None and left.source is not None


def _recheck(
    registrar: Registrar,
    seen: Registration,
    answers: tuple[Answer, ...],
    report: RecheckReport,
) -> None:
    report.checked += 1
    report.silent += any(answer.status is not AnswerStatus.OK for answer in answers)
    if not _says_something(registrar, seen, answers):
        return
    # InvalidField: she registered anew while an exit was being taken back.
    with (
        suppress(InvalidField),
        changing(registrar.engine, registrar.keys, seen.id, registrar.clock()) as change,
    ):
        if change.registration != seen:  # somebody changed it meanwhile: tomorrow again
            return
        if seen.state is State.EXITED:
            registrations.keep_answers(change.connection, registrar.keys, seen.id, answers)
            change.reinstate(WITHDRAWN, THE_SYSTEM)
            report.reinstated += 1
            report.doubts += _open(change, _soft(registrar, seen, answers, change.today))
            return
        contradicted = mismatches(seen.claim, answers, change.today)
        raised = raise_suspicion(change, contradicted, THE_SYSTEM, registrar.terms)
        report.suspicions += raised is not None
        found = exit_of(answers, registrar.table, seen.claim.start_date, change.today)
        if raised or isinstance(found, Exit):
            registrations.keep_answers(change.connection, registrar.keys, seen.id, answers)
        if isinstance(found, Exit):
            change.leave(found, THE_SYSTEM)
            report.exits[found.code.value] += 1
            return
        report.doubts += _open(change, _soft(registrar, seen, answers, change.today))


def _says_something(registrar: Registrar, seen: Registration, answers: tuple[Answer, ...]) -> bool:
    """Whether the answers may change anything: most do not, and need no transaction."""
    today = registrar.today()
    if seen.state is State.EXITED:
        if seen.exit is None or not is_withdrawn(seen.exit, answers):
            return False
        with reading(registrar.engine) as connection:
            return not doubled_by(seen, others_of(connection, registrar.keys, seen))
    return bool(
        exit_of(answers, registrar.table, seen.claim.start_date, today)
        or doubts_of(answers, registrar.table, today)
        or mismatches(seen.claim, answers, today)
    )


def _soft(
    registrar: Registrar, seen: Registration, answers: tuple[Answer, ...], today: date
) -> Iterator[Finding]:
    """What ends nothing by itself but is for an officer to look at."""
    found = exit_of(answers, registrar.table, seen.claim.start_date, today)
    if found is not None and not isinstance(found, Exit):
        yield found.finding
    for each in doubts_of(answers, registrar.table, today):
        yield each.finding


def _open(change: Change, findings: Iterable[Finding]) -> int:
    new = doubts.open_new(change.connection, change.keys, change.after.id, findings, change.at)
    for each in new:
        change.note(THE_SYSTEM, "doubt_opened", code=each.code)
    return len(new)
