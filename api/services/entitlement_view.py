"""Entitlements as JSON, and what of them people read: what is missing, how much, by whom."""

from typing import Any, Final, NamedTuple

from api.services.entitlements import Answers
from api.services.policy_words import NAMES
from registry.entitlements.condition import HOLDS_NAMES, Condition
from registry.entitlements.ended import CHANGE_NAMES, EndedPolicy
from registry.entitlements.entitlement import DECIDED_BY, Door, Entitlement
from registry.entitlements.questions import QUESTIONS
from registry.entitlements.subsidy_term import Term
from registry.entitlements.traced import trace_of
from registry.trace import NumberUsed, trace_json

DOOR_NAMES: Final = {
    Door.NOW: "现在就能申请的",
    Door.STANDING: "身份",
    Door.RIGHT: "您的权利",
    Door.LICENCE: "注册营业执照以后才有的",
    Door.FIRM: "单位招用您时，单位享受的",
}
NUMBER_LACKS: Final = "标准没有查到：请问人社部门；本局可以填入自己的数。"


class Lack(NamedTuple):
    """What is not known, whom to ask, and whether she can fill it in herself."""

    fact: str
    ask: str
    how: str
    by_herself: bool


def lacks(one: Entitlement) -> tuple[Lack, ...]:
    """What an answer lacks, in the order in which it was looked at."""
    return tuple(_lack(name) for name in one.missing)


def lacks_by_how(one: Entitlement) -> dict[str, list[str]]:
    """What an answer lacks, by how it can be learnt."""
    found: dict[str, list[str]] = {}
    for each in lacks(one):
        found.setdefault(each.how, []).append(each.ask)
    return found


def answers_json(answers: Answers, with_trace: bool = False) -> dict[str, Any]:
    """All answers. with_trace: with the tree of each."""
    return {
        "worker": answers.worker,
        "as_of": answers.as_of.isoformat(),
        "decided_by": DECIDED_BY,
        "stated_on": answers.stated.on.isoformat() if answers.stated else None,
        "answers": [entitlement_json(each, with_trace) for each in answers.entitlements],
        "ended": [ended_json(each) for each in answers.ended],
    }


def entitlement_json(one: Entitlement, with_trace: bool = False) -> dict[str, Any]:
    """One policy's answer with every condition."""
    policy, term = one.policy, one.term
    found: dict[str, Any] = {
        "policy": one.benefit.value,
        "rule": policy.rule,
        "name": policy.name,
        "clause": policy.clause,
        "come_by": policy.door.value,
        "decided_by": policy.decided_by,
        "answer": one.answer.value,
        "answer_name": one.said,
        "code": one.code,
        "conditions": [condition_json(each) for each in one.conditions],
        "term": _term_json(term) if term else None,
        "amounts": [
            {"name": each.name, "words": each.words, **_number_json(each.used)}
            for each in one.amounts
        ],
        "missing": [each._asdict() for each in lacks(one)],
        "opens": list(one.opens),
        "checked_later": [each._asdict() for each in one.later],
        "notes": list(one.notes),
    }
    return found | {"trace": trace_json(trace_of(one))} if with_trace else found


def condition_json(one: Condition) -> dict[str, Any]:
    """A condition with its value, bound, clause, source and dates."""
    seen, told = one.seen, one.seen.told
    return {
        "rule": one.rule,
        "name": one.name,
        "holds": seen.holds.value,
        "holds_name": HOLDS_NAMES[seen.holds],
        "code": seen.code,
        "detail": seen.detail,
        "value": seen.value,
        "threshold": seen.threshold,
        "told_by": told.source if told else None,
        "told_on": told.on.isoformat() if told else None,
        "clause": one.basis.clause,
        "source": one.basis.source,
        "source_date": one.basis.dated.isoformat(),
        "assumed": one.basis.assumed,
        "numbers": [_number_json(each) for each in seen.numbers],
        "missing": list(seen.missing),
        "opens": seen.opens,
        "parts": [condition_json(each) for each in one.parts],
    }


def ended_json(one: EndedPolicy) -> dict[str, Any]:
    """A policy that ended."""
    return {
        "code": one.code,
        "name": one.name,
        "change": one.change.value,
        "change_name": CHANGE_NAMES[one.change],
        "since": one.start.isoformat(),
        "clause": one.clause,
        "source": one.source,
        "detail": one.told,
    }


def _lack(name: str) -> Lack:
    question = QUESTIONS.get(name)
    if question is None:
        return Lack(name, NAMES.get(name, name), NUMBER_LACKS, by_herself=False)
    return Lack(name, question.ask, question.how, question.by_herself)


def _term_json(term: Term) -> dict[str, Any]:
    return {
        "group": term.group.value,
        "most_months": term.months,
        "until": f"{term.until:%Y-%m}" if term.until else None,
        "months_left": term.left,
        "months_to_retirement_at_first_approval": term.to_retirement,
    }


def _number_json(used: NumberUsed) -> dict[str, Any]:
    dated = used.dated
    return {
        "number": used.name,
        "value": used.value,
        "unit": used.unit,
        "since": dated.start.isoformat() if dated else None,
        "until": dated.end.isoformat() if dated and dated.end else None,
        "source": dated.source if dated else "",
        "assumed": dated.assumed if dated else False,
    }
