"""The numbers of instant hire as data/policy has them for a county on a day."""

from dataclasses import fields
from datetime import date

from api.policy import Policy
from registry.placement.shift_terms import ShiftTerms


def shift_terms(policy: Policy, day: date, county: str | None) -> ShiftTerms:
    """The terms in a county (None: not known) on a day; PolicyUnknown names what lacks."""
    names = (each.name for each in fields(ShiftTerms))
    return ShiftTerms(*(policy.required(name, day, county or "") for name in names))
