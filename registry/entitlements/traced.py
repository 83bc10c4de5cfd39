"""An answer as a trace: the policy at the top, its conditions below."""

from registry.entitlements.condition import HOLDS_NAMES, Condition
from registry.entitlements.entitlement import Entitlement
from registry.trace import Input, Trace


def trace_of(one: Entitlement) -> Trace:
    """How the answer on one policy came about."""
    policy, answer = one.policy, one.answer
    return Trace(
        policy.rule,
        policy.name,
        policy.clause,
        answer.value,
        one.said,
        detail="".join((*one.notes, f"{policy.decided_by}。")),
        code=one.code,
        numbers=tuple(each.used for each in one.amounts),
        children=tuple(_node(each) for each in one.conditions),
    )


def trace_of_all(answers: tuple[Entitlement, ...]) -> tuple[Trace, ...]:
    """One tree a policy."""
    return tuple(trace_of(each) for each in answers)


def _node(one: Condition) -> Trace:
    seen = one.seen
    return Trace(
        one.rule,
        one.name,
        one.basis.clause,
        seen.holds.value,
        HOLDS_NAMES[seen.holds],
        detail=seen.detail,
        code=seen.code,
        inputs=_inputs(one),
        numbers=seen.numbers,
        children=tuple(_node(each) for each in one.parts),
    )


def _inputs(one: Condition) -> tuple[Input, ...]:
    seen = one.seen
    if seen.told is None:
        return ()
    return (Input(one.name, seen.value, f"{seen.told.source}，{seen.told.on}"),)
