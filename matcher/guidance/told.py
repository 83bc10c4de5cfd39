"""An entitlement's answer as figures of advice: what is said, why, how much, what is not known."""

from typing import Final

from matcher.guidance.advice import Figure
from matcher.guidance.ground import Ground
from registry.entitlements.entitlement import Entitlement
from registry.entitlements.questions import QUESTIONS

NONE: Final = "没有"


def answer_figures(ground: Ground, one: Entitlement) -> dict[str, Figure]:
    """name, said, why, amount, lacks, opens, decided: each in Chinese, `没有` where it is empty."""
    reasons = dict.fromkeys(each.seen.detail.rstrip("。") for each in one.deciding)
    return {
        "name": one.policy.name,
        "said": one.said,
        "why": "；".join(reasons) or NONE,
        "amount": "；".join(f"{each.name}：{each.words}" for each in one.amounts) or NONE,
        "lacks": "、".join(_asked(ground, name) for name in one.missing) or NONE,
        "opens": "".join(one.opens).rstrip("。") or NONE,
        "decided": one.policy.decided_by,
    }


def answer_clauses(one: Entitlement) -> tuple[str, ...]:
    """The policy's clause, those of its conditions, and the sources of its numbers, each once."""
    conditions = [each.basis.clause for each in one.conditions]
    numbers = [
        f"{each.name}：{each.used.dated.source}（{each.used.dated.start} 起）"
        for each in one.amounts
        if each.used.dated is not None and each.used.value is not None
    ]
    return tuple(dict.fromkeys((one.policy.clause, *conditions, *numbers)))


def _asked(ground: Ground, name: str) -> str:
    """A fact by its question; a policy number by what it keeps from being answered."""
    if name in QUESTIONS:
        return QUESTIONS[name].ask
    number = ground.beside.numbers.get(name)
    return f"{number.blocks}（规定没有查到）" if number and number.blocks else "规定没有查到"
