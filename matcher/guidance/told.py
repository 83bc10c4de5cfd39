"""An entitlement's answer as figures of advice: what is said, why, how much, what is not known.

Clauses are told as people read them: without the codes by which our own papers are numbered.
"""

import re
from collections.abc import Iterable
from typing import Final

from matcher.guidance.advice import Figure
from matcher.guidance.ground import Ground
from registry.entitlements.entitlement import Amount, Entitlement
from registry.entitlements.questions import QUESTIONS

NONE: Final = "没有"
NOT_FOUND: Final = "没有查到"
OURS: Final = r"(?<![A-Za-z0-9])(?:[PR]\d+(?:\.\d+)?[a-z]?|LRB)(?![A-Za-z0-9])"
IN_BRACKETS: Final = re.compile(rf"（(?:{OURS}[、，；]?)+）")
CODE: Final = re.compile(OURS)


def answer_figures(ground: Ground, one: Entitlement) -> dict[str, Figure]:
    """name, said, why, amount, lacks, opens, decided: each in Chinese, `没有` where it is empty."""
    reasons = dict.fromkeys(each.seen.detail.rstrip("。") for each in one.deciding)
    return {
        "name": one.policy.name,
        "said": one.said,
        "why": "；".join(reasons) or NONE,
        "amount": "；".join(map(_amount, one.amounts)) or NONE,
        "lacks": "、".join(_asked(ground, name) for name in one.missing) or NONE,
        "opens": "".join(one.opens).rstrip("。") or NONE,
        "decided": one.policy.decided_by,
    }


def answer_clauses(one: Entitlement) -> tuple[str, ...]:
    """The policy's clause, those of its conditions, and the sources of its numbers, each once."""
    conditions = [each.basis.clause for each in one.conditions]
    numbers = [
        f"{each.name}：{source_words(each.used.dated.source)}（{each.used.dated.start} 起）"
        for each in one.amounts
        if each.used.dated is not None and each.used.value is not None
    ]
    return tuple(dict.fromkeys((one.policy.clause, *conditions, *numbers)))


def source_words(source: str) -> str:
    """Where a policy number is from: a law by its name, one of our papers by where it is kept."""
    parts = [part.strip() for part in source.split(";")]
    return "；".join(part for part in parts if not CODE.search(part)) or "见政策参数"


def plain_clauses(clauses: Iterable[str]) -> tuple[str, ...]:
    """Each clause once, also of those told as one, without our own codes."""
    parts = [IN_BRACKETS.sub("", part) for clause in clauses for part in clause.split("；")]
    return tuple(dict.fromkeys(part for part in parts if not CODE.search(part)))


def _amount(amount: Amount) -> str:
    """Its name with its words, where these are not a sentence of their own on what is missing."""
    is_whole = amount.words.endswith(NOT_FOUND) and amount.words != NOT_FOUND
    return amount.words if is_whole else f"{amount.name}：{amount.words}"


def _asked(ground: Ground, name: str) -> str:
    """A fact by its question; a policy number by what it keeps from being answered."""
    if name in QUESTIONS:
        return QUESTIONS[name].ask
    number = ground.beside.numbers.get(name)
    return f"{number.blocks}（规定没有查到）" if number and number.blocks else "规定没有查到"
