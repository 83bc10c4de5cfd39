"""Every kind of advice, and all of them for one person."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from matcher.guidance.advice import Advice, Kind, Outcome
from matcher.guidance.apply import apply
from matcher.guidance.area import area
from matcher.guidance.certificate import certificate
from matcher.guidance.day_work import day_work
from matcher.guidance.fraud import fraud
from matcher.guidance.ground import Ground
from matcher.guidance.groups import groups
from matcher.guidance.insurance import insurance
from matcher.guidance.neighbours import neighbours
from matcher.guidance.pay import pay
from matcher.guidance.rest import rest
from matcher.guidance.rights import rights
from matcher.guidance.told import plain_clauses
from matcher.guidance.training import training
from matcher.guidance.week import week
from matcher.guidance.wishes import wishes

KINDS: Final[Mapping[Kind, Callable[[Ground], tuple[Outcome, ...]]]] = {
    Kind.WISHES: wishes,
    Kind.APPLY: apply,
    Kind.NEIGHBOURS: neighbours,
    Kind.CERTIFICATE: certificate,
    Kind.AREA: area,
    Kind.WEEK: week,
    Kind.PAY: pay,
    Kind.DAY_WORK: day_work,
    Kind.TRAINING: training,
    Kind.INSURANCE: insurance,
    Kind.REST: rest,
    Kind.RIGHTS: rights,
    Kind.FRAUD: fraud,
    Kind.GROUPS: groups,
}


def every(ground: Ground) -> tuple[Outcome, ...]:
    """What each kind comes to, in the order of the kinds."""
    return tuple(_plain(outcome) for kind in KINDS.values() for outcome in kind(ground))


def _plain(outcome: Outcome) -> Outcome:
    if isinstance(outcome, Advice):
        return replace(outcome, clauses=plain_clauses(outcome.clauses))
    return outcome
