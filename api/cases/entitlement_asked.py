"""What the core says to a case of entitlements: may this person claim this policy (63号 四)?"""

from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from api.cases.made import SEXES
from api.cases.models import EntitlementCase, EntitlementFacts
from api.cases.rules import Rules, Said
from registry.entitlements.condition import Holds, Subject
from registry.entitlements.entitlement import Benefit, Entitlement
from registry.entitlements.every import entitlement
from registry.entitlements.facts import Drawn, Facts, FlexibleWork, Told
from registry.entitlements.startup_loan import startup_loan
from registry.errors import UnknownName, near_values

SOURCE: Final = "规则用例"
KEYS: Final = {"met": Holds.YES, "not_met": Holds.NO, "unknown": Holds.UNKNOWN}
NAMES: Final = tuple(each.name for each in fields(Facts) if each.name != "county")


def entitlement_said(case: EntitlementCase, rules: Rules) -> Said:
    """The answer with its conditions, its term, and in words why."""
    facts = facts_of(case.facts, case.as_of)
    if case.benefit is Benefit.STARTUP_LOAN:
        subject = Subject(facts, rules.numbers, case.as_of)
        found = startup_loan(subject, case.facts.approved)
    else:
        found = entitlement(case.benefit, facts, rules.numbers, case.as_of)
    rows = [each for one in found.conditions for each in one.walk()]
    words = [each.seen.detail for each in rows if each.holds is not Holds.YES or not each.parts]
    deciding = next(iter(found.deciding), None)
    return {
        "answer": found.answer.value,
        "code": found.code,
        "clause": deciding.basis.clause if deciding else "",
        **{key: [row.rule for row in rows if row.holds is each] for key, each in KEYS.items()},
        "missing": list(found.missing),
        "told": "".join((*words, *found.notes, *(each.words for each in found.amounts))),
        "why": "".join(each.seen.detail for each in found.deciding),
        **_term(found),
        "cap": found.amounts[0].used.value if found.amounts else None,
    }


def _term(found: Entitlement) -> dict[str, Any]:
    term = found.term
    if term is None:
        return {}
    return {
        "group": term.group.value,
        "term": "until_retirement" if term.months is None else term.months,
        "until": f"{term.until:%Y-%m}" if term.until else None,
        "to_retirement": term.to_retirement,
        "left": term.left,
    }


def facts_of(given: EntitlementFacts, as_of: date, source: str = SOURCE) -> Facts:
    """The facts that a case gives, all told on its day, but for those that nobody told."""

    def told(value: Any) -> Told[Any]:
        return Told(value, source, as_of)

    for name in given.untold:
        if name not in NAMES:
            raise UnknownName("没有告知的事实", name, near_values(name, NAMES))
    made = Facts(
        county=given.county,
        born=told(given.born),
        sex=told(SEXES[given.sex]),
        retire_class=told(given.retire_class) if given.retire_class else None,
        work=told(_work(given, as_of)),
        paid_through=told(_paid(given, as_of)),
        rhythm=told(given.rhythm),
        pension_since=told(given.pension),
        unit_employed=told(given.unit),
        licensed_since=told(given.licensed),
        unemployed_since=told(given.unemployed),
        platform_insured=told(given.platform_insured),
        worked_since_graduation=told(given.worked_since),
        circumstances=told(frozenset(given.circumstances)),
        graduated_on=told(given.graduated),
        school=told(given.school) if given.graduated else None,
        hardship_on=told(given.hardship),
        drawn=told(Drawn(_month(given.first_approved), given.months_drawn, given.drawn_as)),
        trained_on=told(given.trained),
        startup_trained_on=told(given.startup_trained),
        training_in_list=told(True) if given.in_list else None,
        platform=told(given.platform),
        loans_taken=told(given.loans),
        tax_relief_used=told(given.tax_relief_used),
    )
    untold: dict[str, Any] = dict.fromkeys(given.untold)
    return replace(made, **untold)


def _work(given: EntitlementFacts, as_of: date) -> FlexibleWork:
    if given.registered is False:
        return FlexibleWork()
    since = given.registered or as_of
    return FlexibleWork(since, given.started or since, given.category, given.ended, given.exit)


def _paid(given: EntitlementFacts, as_of: date) -> date | None:
    if given.paid_through == "never":
        return None
    return _month(given.paid_through) or as_of.replace(day=1)


def _month(text: str | None) -> date | None:
    return date.fromisoformat(f"{text}-01") if text else None
