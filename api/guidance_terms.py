"""When follow-ups of guidance are due, from the policy numbers of a day and a county."""

from datetime import date
from typing import Final

from api.placement_terms import TermsUnusable
from api.policy import Policy
from registry.guidance.follow_up import Terms

FIRST: Final = "guidance_first_follow_up_days"
SECOND: Final = "guidance_second_follow_up_days"


def guidance_terms(policy: Policy, day: date, county: str) -> Terms:
    """The terms in force; PolicyUnknown, TermsUnusable. county: "" for anywhere."""
    first, second = (int(policy.required(name, day, county)) for name in (FIRST, SECOND))
    try:
        return Terms(first, second)
    except ValueError as fault:
        raise TermsUnusable(
            f"{FIRST}、{SECOND} 应从小到大，且都大于 0：请改正本单位的取值。"
        ) from fault
