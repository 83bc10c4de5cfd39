"""Somebody whom every policy's facts are told of, changed as asked; and the shipped numbers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from api.policy import load_numbers
from api.settings import find_data_dir
from registry.entitlements.condition import Condition, Holds
from registry.entitlements.entitlement import Benefit, Entitlement
from registry.entitlements.every import entitlement
from registry.entitlements.facts import Drawn, Facts, FlexibleWork, PlatformWork, Rhythm, Told
from registry.parameters import Parameter
from registry.registration.claim import Category
from registry.workers.identity import Sex

DAY = date(2026, 11, 22)
SAID = "测试"


def told(value: Any, on: date = DAY) -> Told[Any]:
    return Told(value, SAID, on)


@cache
def numbers() -> Mapping[str, Parameter]:
    return load_numbers(find_data_dir() / "policy")


def known(as_of: date = DAY, **changes: Any) -> Facts:
    """A woman of 36, registered, paid up, of no group; changes: values, or None for not told."""
    values: dict[str, Any] = {
        "born": date(1990, 1, 1),
        "sex": Sex.FEMALE,
        "work": FlexibleWork(as_of, as_of, Category.D_OTHER),
        "paid_through": as_of.replace(day=1),
        "rhythm": Rhythm.MONTHLY,
        "unit_employed": False,
        "platform_insured": False,
        "worked_since_graduation": False,
        "circumstances": frozenset(),
        "drawn": Drawn(),
        "platform": PlatformWork.NONE,
        "loans_taken": 0,
        "tax_relief_used": False,
    }
    none_of_it = dict.fromkeys(
        ("pension_since", "licensed_since", "unemployed_since", "graduated_on", "hardship_on",
         "trained_on", "startup_trained_on")
    )  # fmt: skip
    made = {name: told(value, as_of) for name, value in (none_of_it | values | changes).items()}
    return replace(Facts(county="371302"), **made)


def untold(facts: Facts, *names: str) -> Facts:
    return replace(facts, **dict.fromkeys(names))  # type: ignore[arg-type]


def answer(benefit: Benefit, facts: Facts, as_of: date = DAY) -> Entitlement:
    return entitlement(benefit, facts, numbers(), as_of)


def found(one: Entitlement, rule: str) -> Condition:
    return next(each for top in one.conditions for each in top.walk() if each.rule == rule)


def holds(benefit: Benefit, facts: Facts, rule: str, as_of: date = DAY) -> Holds:
    return found(answer(benefit, facts, as_of), rule).holds
