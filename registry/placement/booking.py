"""Whether a worker may be asked for a shift, and may take it (R7.3, R7.7): every criterion."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from registry.placement.shift_terms import ShiftTerms
from registry.placement.spans import (
    Span,
    lies_in,
    longest_day,
    spans_of_week,
    stretch_of,
    touches_night,
)
from registry.verdict import Finding
from registry.workers.identity import age_on
from registry.workers.worker import Seeking, Worker

REST_CLAUSE: Final = "R7.3；新就业形态劳动者休息和劳动报酬权益保障指引（2023）"
WORKING_AGE: Final = 16
ADULT_AGE: Final = 18


@dataclass(frozen=True, slots=True)
class Diary:
    """What a worker has on: shifts that she has taken, and how often she was asked today."""

    booked: tuple[Span, ...] = ()
    invited_today: int = 0


def booking_findings(
    worker: Worker, span: Span, diary: Diary, terms: ShiftTerms
) -> tuple[Finding, ...]:
    """What binds even where she says yes: age, double booking, her own limit, hours and rest."""
    others = (*diary.booked, *_registered_work(worker, span))
    return (
        *_age(worker, span),
        _free_then(span, others),
        _within_must(worker, span),
        _day(span, others, terms),
        _rest(span, others, terms),
    )


def invitation_findings(
    worker: Worker, span: Span, diary: Diary, terms: ShiftTerms
) -> tuple[Finding, ...]:
    """What binds before she is asked: all of that, what she told of her time, and her peace."""
    most = int(terms.invitations_a_day)
    return (
        *booking_findings(worker, span, diary, terms),
        Finding(
            "outside_free",
            worker.open_week is None or lies_in(span, worker.open_week),
            "班次在您填写的空闲时间里",
        ),
        Finding("never_night", not (worker.never.night and touches_night(span)), "不接受夜班"),
        Finding("invited_often", diary.invited_today < most, f"一天最多邀请 {most} 次", "R7.7"),
    )


def refusals(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those that did not hold."""
    return tuple(finding for finding in findings if not finding.passed)


def _registered_work(worker: Worker, span: Span) -> tuple[Span, ...]:
    """The work that she keeps beside, as far as it is registered."""
    if worker.seeking is not Seeking.ADDITIONAL:
        return ()
    return spans_of_week(worker.busy, span)


def _age(worker: Worker, span: Span) -> Iterator[Finding]:
    age = age_on(worker.born, span.days[0]) if worker.born else None
    yield Finding("under_16", age is None or age >= WORKING_AGE, "须年满16周岁", "劳动法 15")
    minor_at_night = age is not None and age < ADULT_AGE and touches_night(span)
    yield Finding(
        "minor_night",
        not minor_at_night,
        "未满18周岁不安排22时至次日6时的班次",
        "未成年人保护法 61",
    )


def _free_then(span: Span, others: Iterable[Span]) -> Finding:
    free = not any(span.clashes(other) for other in others)
    return Finding("double_booked", free, "同一时间已有别的工作", "R7.7")


def _within_must(worker: Worker, span: Span) -> Finding:
    week = worker.open_week
    met = not worker.must.hours or week is None or lies_in(span, week)
    return Finding("must_hours", met, "超出您限定的工作时间", "R7.3")


def _day(span: Span, others: Iterable[Span], terms: ShiftTerms) -> Finding:
    """Hours on each day it touches, and of the stretch it belongs to, which may cross midnight."""
    known = tuple(others)
    most = terms.longest_day_hours
    stretch = stretch_of(span, known, terms.daily_rest_hours)
    hours = max(
        longest_day((span, *known), span.days),
        sum(each.hours for each in stretch),
    )
    detail = f"一天工作合计不超过 {most:g} 小时，连同这一班是 {hours:g} 小时"
    return Finding("longest_day", hours <= most, detail, REST_CLAUSE)


def _rest(span: Span, others: Iterable[Span], terms: ShiftTerms) -> Finding:
    """In every 24 hours a rest of so many hours in one piece: a stretch is no longer than that."""
    stretch = stretch_of(span, others, terms.daily_rest_hours)
    length = max(each.end for each in stretch) - stretch[0].start
    met = length.total_seconds() / 3600 <= 24 - terms.daily_rest_hours
    detail = f"每 24 小时须连续休息 {terms.daily_rest_hours:g} 小时"
    return Finding("daily_rest", met, detail, REST_CLAUSE)
