"""How long the parties to an application have, from the policy numbers of a day and a county."""

from datetime import date
from typing import Final

from api.policy import Policy
from registry.errors import LinggangError
from registry.placement.terms import Terms

REMIND: Final = ("application_first_reminder_days", "application_second_reminder_days")
LAPSE: Final = "application_lapse_days"
SILENCE: Final = "outcome_silence_days"
LATE: Final = "outcome_late_days"


class TermsUnusable(LinggangError):
    """The numbers of a day and a county do not go together."""

    code = "terms_unusable"


def placement_terms(policy: Policy, day: date, county: str) -> Terms:
    """The terms in force; PolicyUnknown, TermsUnusable. county: "" for anywhere."""

    def days(name: str) -> int:
        return int(policy.required(name, day, county))

    try:
        return Terms(tuple(days(name) for name in REMIND), days(LAPSE), days(SILENCE), days(LATE))
    except ValueError as fault:
        names = "、".join((*REMIND, LAPSE))
        raise TermsUnusable(f"{names} 应从小到大，且都大于 0：请改正本单位的取值。") from fault
