"""The numbers of instant hire as data/policy has them for a county on a day."""

from dataclasses import fields
from datetime import date

from api.policy import Policy
from registry.errors import LinggangError
from registry.parameters import EVERYWHERE
from registry.placement.shift_terms import ShiftTerms


class ShiftPolicyUnknown(LinggangError):
    """A number that instant hire needs and that nobody has written down for a county and a day."""

    code = "policy_unknown"


def shift_terms(policy: Policy, day: date, county: str | None) -> ShiftTerms:
    """The terms in a county (None: not known) on a day; ShiftPolicyUnknown names what lacks."""
    return ShiftTerms(*(_number(policy, each.name, day, county) for each in fields(ShiftTerms)))


def _number(policy: Policy, name: str, day: date, county: str | None) -> float:
    found = policy.number(name).on(day, county or EVERYWHERE)
    if found is None or found.value is None:
        raise ShiftPolicyUnknown(
            f"{county or '各地'} 在 {day} 没有 {name} 的取值：请写入本单位的 policy/{name}.yaml。"
        )
    return found.value
