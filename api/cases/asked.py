"""What the core says to a case: one function for each thing that a case may ask."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from api.cases.counting import counting_said, parameter_said
from api.cases.credit_asked import credit_said
from api.cases.entitlement_asked import entitlement_said
from api.cases.made import SEXES, answers_of, claim_of, commitment_of
from api.cases.models import (
    AgeCase,
    AnyCase,
    CountingCase,
    CreditCase,
    DecisionCase,
    EntitlementCase,
    ExitCase,
    IdentityCase,
    ParameterCase,
    ReinstatementCase,
    RetirementCase,
    StepsCase,
)
from api.cases.rules import Rules, Said, state_after
from registry.actor import THE_SYSTEM, Actor, Role
from registry.errors import InvalidField
from registry.registration.after_check import event_after_check
from registry.registration.application import Event, State, step
from registry.registration.cross_check import assess, consequences
from registry.registration.decision import Criterion
from registry.registration.employment_type import employment_type
from registry.registration.entry import Span, entry_faults
from registry.registration.exits import (
    EXIT_KINDS,
    Exit,
    doubts_of,
    exit_of,
    is_withdrawn,
    reported_exit,
)
from registry.registration.mismatch import mismatches
from registry.registration.record import Path
from registry.registration.retirement import retirement
from registry.step_table import IllegalStep
from registry.workers.identity import age_on, read_identity


def said(case: AnyCase, rules: Rules) -> Said:
    """What the core makes of a case, each under the key by which a case may expect it."""
    return ASKED[type(case)](case, rules)


def _decision(case: DecisionCase, rules: Rules) -> Said:
    facts, as_of = case.facts, case.as_of
    claim, answers = claim_of(facts, as_of), answers_of(facts, as_of)
    spans = [Span(each.start, each.exit) for each in facts.earlier]
    commitment = commitment_of(facts, as_of)
    faults = entry_faults(claim, commitment, spans, as_of, facts.office)
    unconfirmed = consequences(claim, answers, rules.hits, as_of)
    decision = assess(claim, answers, rules.hits, as_of)
    contradicted = mismatches(claim, answers, as_of)
    path = Path.CHECKED if contradicted else facts.path
    event = event_after_check(decision, path, bool(unconfirmed), facts.waited)
    events = [Event.SUBMIT, *([event] if event else []), *facts.then]
    told = [*faults, *unconfirmed, *(each.finding for each in decision.deciding)]
    kind = employment_type(answers, claim.start_date)
    return {
        "decision": decision.outcome.name,
        "code": decision.code,
        "clause": next((each.clause for each in told), ""),
        "codes": [each.finding.code for each in decision.criteria],
        "flags": list(decision.flags),
        "faults": [each.code for each in faults],
        "consequences": [each.code for each in unconfirmed],
        "state": (State.DRAFT if faults else state_after(events)).value,
        "employment_type": kind.value if kind else None,
        "mismatches": [each.matter.value for each in contradicted],
        "why": "".join(each.detail for each in told),
    }


def _steps(case: StepsCase, _: Rules) -> Said:
    facts, state = case.facts, case.facts.state
    try:
        for act in case.steps:
            actor = Actor(act.officer if act.by is Role.OFFICER else act.by.value, act.by)
            state = step(state, act.event, actor, facts.decided_by, facts.told, case.as_of)
    except IllegalStep as fault:
        return {"state": state.value, "impossible": str(fault), "why": str(fault)}
    return {"state": state.value, "impossible": None, "why": ""}


def _exit(case: ExitCase, rules: Rules) -> Said:
    facts, as_of, reported = case.facts, case.as_of, case.facts.reported
    answers = answers_of(facts, as_of)
    if reported is None:
        found = exit_of(answers, rules.hits, facts.started, as_of)
    else:
        found = reported_exit(reported.exit, reported.day, reported.by, facts.started, as_of)
    doubts = [each.finding.code for each in doubts_of(answers, rules.hits, as_of)]
    if isinstance(found, Exit):
        return {
            "state": step(State.ACTIVE, Event.EXIT, THE_SYSTEM).value,
            "exit": found.code.value,
            "day": found.on.isoformat(),
            "employment": found.employment,
            "offers": EXIT_KINDS[found.code].offers,
            "told": found.notice,
            "doubts": doubts,
            "why": found.notice,
        }
    finding = found.finding if isinstance(found, Criterion) else None
    code, why = (finding.code, finding.detail) if finding else (None, "")
    return {"state": State.ACTIVE.value, "code": code, "doubts": doubts, "why": why}


def _reinstatement(case: ReinstatementCase, rules: Rules) -> Said:
    facts, as_of = case.facts, case.as_of
    found = exit_of(answers_of(facts, as_of), rules.hits, facts.started, as_of)
    if not isinstance(found, Exit):
        return {"state": State.ACTIVE.value, "since": None, "why": "登记没有退出，无从恢复。"}
    later = answers_of(facts.later, as_of)
    if not is_withdrawn(found, later):
        return {"state": State.EXITED.value, "since": None, "why": found.notice}
    state = step(State.EXITED, Event.REINSTATE, THE_SYSTEM)
    return {
        "state": state.value,
        "since": facts.started.isoformat(),
        "why": "退出依据的记录已撤回。",
    }


def _identity(case: IdentityCase, _: Rules) -> Said:
    try:
        found = read_identity(case.facts.id, case.as_of)
    except InvalidField as fault:
        return {"valid": False, "code": fault.code, "why": fault.reason}
    sex = next(word for word, each in SEXES.items() if each is found.sex)
    return {"valid": True, "code": None, "born": found.born.isoformat(), "sex": sex, "why": ""}


def _age(case: AgeCase, _: Rules) -> Said:
    return {"ages": [age_on(case.facts.born, day) for day in case.facts.days], "why": ""}


def _retirement(case: RetirementCase, _: Rules) -> Said:
    born = date.fromisoformat(f"{case.facts.born}-01")
    found = retirement(case.facts.retire_class, born)
    months = _index(found.statutory) - _index(born)
    return {
        "delay": found.delay,
        "statutory": _month(found.statutory),
        "age": f"{months // 12}y{months % 12}m",
        "earliest": _month(found.earliest),
        "latest": _month(found.latest),
        "least_months": found.least_months,
        "why": "",
    }


def _index(day: date) -> int:
    return 12 * day.year + day.month


def _month(day: date | None) -> str:
    return f"{day:%Y-%m}" if day else "none"


ASKED: Final[dict[type[AnyCase], Callable[[Any, Rules], Said]]] = {
    DecisionCase: _decision,
    StepsCase: _steps,
    ExitCase: _exit,
    ReinstatementCase: _reinstatement,
    IdentityCase: _identity,
    AgeCase: _age,
    RetirementCase: _retirement,
    CreditCase: credit_said,
    CountingCase: counting_said,
    ParameterCase: parameter_said,
    EntitlementCase: entitlement_said,
}
