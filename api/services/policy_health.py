"""Policy numbers that need somebody: those not known today, and those not looked at for long."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from api.clock import today
from api.runtime import Runtime
from api.services.health import Check
from api.services.policy_words import NAMES, line_of
from registry.entitlements.days import months_after
from registry.errors import LinggangError
from registry.parameters import Parameter

STALE_MONTHS: Final = 12  # [assumption] most of them change once a year


@dataclass(frozen=True, slots=True)
class PolicyCheck(Check):
    """The policy numbers. lines: Chinese, one for each that needs somebody."""

    lines: tuple[str, ...] = ()


class PolicyDoubt(NamedTuple):
    """One of them. areas: where it is not known; blocks: what cannot be answered so."""

    name: str
    title: str
    areas: tuple[str, ...]
    blocks: str
    last_checked: date


def check_policy(runtime: Runtime) -> PolicyCheck:
    """What is not known or not looked at for long is no fault: nobody may have found it."""
    try:
        numbers = runtime.policy.numbers.values()
    except LinggangError as error:
        return PolicyCheck("policy", False, str(error))
    day = today(runtime.settings)
    unknown, stale = tuple(unknown_numbers(numbers, day)), tuple(stale_numbers(numbers, day))
    detail = (
        f"政策参数 {len(numbers)} 项可用：{len(unknown)} 项没有取值，"
        f"{len(stale)} 项超过 {STALE_MONTHS} 个月没有核对"
    )
    lines = (
        *(f"没有取值：{each.title}（{each.name}），影响：{each.blocks}" for each in unknown),
        *(f"该核对了：{each.title}（{each.name}），上次核对 {each.last_checked}" for each in stale),
    )
    return PolicyCheck("policy", True, detail, lines)


def unknown_numbers(numbers: Iterable[Parameter], day: date) -> Iterator[PolicyDoubt]:
    """Those that have no value somewhere on a day, but had or will have one."""
    for number in sorted(numbers, key=lambda one: one.name):
        line = line_of(number, day)
        areas = tuple(each.area for each in line.now if each.value is None)
        if areas or not line.now:
            yield _doubt(number, areas)


def stale_numbers(numbers: Iterable[Parameter], day: date) -> Iterator[PolicyDoubt]:
    """Those that nobody has looked at for STALE_MONTHS."""
    for number in sorted(numbers, key=lambda one: one.name):
        if months_after(number.last_checked, STALE_MONTHS) < day:
            yield _doubt(number, ())


def _doubt(number: Parameter, areas: tuple[str, ...]) -> PolicyDoubt:
    title = NAMES.get(number.name, number.name)
    return PolicyDoubt(number.name, title, areas, number.blocks, number.last_checked)
