"""Every answer for one person on one day: the same for her, for an advisor, and for a command."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from registry.entitlements.condition import Holds, Subject, looked
from registry.entitlements.entitlement import Benefit, Entitlement
from registry.entitlements.facts import Facts
from registry.entitlements.graduate import ROWS as GRADUATE_ROWS
from registry.entitlements.hardship import hardship_conditions
from registry.entitlements.occupational_injury import occupational_injury
from registry.entitlements.social_insurance_subsidy import social_insurance_subsidy
from registry.entitlements.startup_loan import startup_loan
from registry.entitlements.tax_relief import hired_relief, own_relief
from registry.entitlements.training_subsidy import training_subsidy
from registry.parameters import Parameter


def hardship_recognition(subject: Subject) -> Entitlement:
    """Whether the office might recognise her as hard to employ."""
    conditions = hardship_conditions(subject)
    is_recognised = len(conditions) == 1 and conditions[0].holds is Holds.YES
    notes = ("不用再申请；情况变化时请告诉人社部门。",) if is_recognised else ()
    return Entitlement(Benefit.HARDSHIP, conditions, notes=notes, is_had=is_recognised)


def recent_graduate(subject: Subject) -> Entitlement:
    """Whether she is a graduate of the last two years without work."""
    conditions = tuple(looked(row, subject) for row in GRADUATE_ROWS)
    return Entitlement(Benefit.GRADUATE, conditions)


BENEFITS: Final[Mapping[Benefit, Callable[[Subject], Entitlement]]] = {
    Benefit.SOCIAL_INSURANCE: social_insurance_subsidy,
    Benefit.HARDSHIP: hardship_recognition,
    Benefit.GRADUATE: recent_graduate,
    Benefit.TRAINING: lambda subject: training_subsidy(subject, Benefit.TRAINING),
    Benefit.STARTUP_TRAINING: lambda subject: training_subsidy(subject, Benefit.STARTUP_TRAINING),
    Benefit.INJURY: occupational_injury,
    Benefit.STARTUP_LOAN: startup_loan,
    Benefit.TAX_OWN: own_relief,
    Benefit.TAX_HIRED: hired_relief,
}


def entitlement(
    benefit: Benefit, facts: Facts, numbers: Mapping[str, Parameter], as_of: date
) -> Entitlement:
    """The answer on one policy."""
    return BENEFITS[benefit](Subject(facts, numbers, as_of))


def entitlements(
    facts: Facts, numbers: Mapping[str, Parameter], as_of: date
) -> tuple[Entitlement, ...]:
    """The answers on all of them, what can be claimed at once first."""
    return tuple(entitlement(each, facts, numbers, as_of) for each in BENEFITS)
