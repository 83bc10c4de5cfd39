"""What the core says to a case of credit: a promise that the registers contradict (63号 六)."""

from dataclasses import replace
from datetime import date
from typing import Final

from api.cases.made import answers_of, claim_of
from api.cases.models import Asked, CreditAct, CreditCase, DecisionFacts
from api.cases.rules import Rules, Said, state_after
from registry.actor import THE_SYSTEM, Actor, Role
from registry.registration.after_check import event_after_check
from registry.registration.application import Event
from registry.registration.credit import (
    CreditEvent,
    CreditRefused,
    cleared,
    confirmed_false,
    corrected,
    overturned,
    path_findings,
    path_of,
    repaired,
    state_of,
    suspected,
)
from registry.registration.credit_entry import CreditEntry, Hearing, Repair
from registry.registration.credit_terms import CreditTerms
from registry.registration.cross_check import assess
from registry.registration.mismatch import mismatches
from registry.step_table import IllegalStep

WORDS: Final = "规则用例"
DECIDED: Final = {
    CreditEvent.CLEAR: cleared,
    CreditEvent.CORRECT: corrected,
    CreditEvent.OVERTURN: overturned,
}


def credit_said(case: CreditCase, rules: Rules) -> Said:
    """Where she stands, how she may register, and where an otherwise clean application leads."""
    facts, as_of = case.facts, case.as_of
    someone = DecisionFacts(born=date(1990, 1, 1), sex="男", start=facts.started)
    claim = replace(claim_of(someone, as_of), employment_type=facts.declared)
    evidence = mismatches(claim, answers_of(facts, facts.found), facts.found)
    entries: list[CreditEntry] = []
    impossible = None
    if evidence:
        entries = [suspected(WORDS, WORDS, evidence, THE_SYSTEM, facts.found, rules.credit)]
    try:
        for act in facts.then:
            entries = [_after(each, act, rules.credit) for each in entries]
    except (IllegalStep, CreditRefused) as fault:
        impossible = str(fault)
    path = path_of(entries, as_of)
    clean = assess(claim, answers_of(Asked(), as_of), rules.hits, as_of)
    event = event_after_check(clean, path, is_unconfirmed=False, is_patience_over=True)
    return {
        "credit": state_of(entries, as_of).value,
        "path": path.value,
        "state": state_after([Event.SUBMIT, *([event] if event else [])]).value,
        "impossible": impossible,
        "why": impossible or "".join(each.detail for each in path_findings(entries, as_of)),
    }


def _after(entry: CreditEntry, act: CreditAct, terms: CreditTerms) -> CreditEntry:
    """An entry of the credit record after something was done to it."""
    actor = Actor(act.officer if act.by is Role.OFFICER else THE_SYSTEM.id, act.by)
    if act.event is CreditEvent.CONFIRM_FALSE:
        hearing = Hearing(act.heard or date.min, WORDS)
        return confirmed_false(entry, actor, act.day, WORDS, act.level, act.months, hearing, terms)
    if act.event is CreditEvent.REPAIR:
        return repaired(entry, actor, act.day, Repair(act.day, act.day, WORDS), terms)
    return DECIDED[act.event](entry, actor, act.day, WORDS)
