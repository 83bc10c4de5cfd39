"""Advice that is taken by a button: its mark, the advice of a mark, and what it added in words."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final

from api.reference import Reference
from matcher.guidance.advice import Advice
from matcher.guidance.change import Change
from matcher.guidance.plan import Plan
from registry.jobs.week import describe, windows_of
from registry.workers.worker import Worker

MARK_LENGTH: Final = 16


def mark_of(advice: Advice) -> str | None:
    """The same for the same change told in the same words; None where nothing is to be changed."""
    if advice.change is None:
        return None
    told = f"{advice.kind.value}\0{advice.said}\0{advice.change!r}"
    return sha256(told.encode()).hexdigest()[:MARK_LENGTH]


def change_of(plan: Plan, kind: str, said: str, mark: str) -> Change | None:
    """The change that advice of a plan tells; None where it gives no such advice."""
    given = (*plan.strategies, *plan.advice, *plan.more)
    asked = (kind, said, mark)
    return next(
        (each.change for each in given if (each.kind, each.said, mark_of(each)) == asked), None
    )


def code_of(change: Change) -> str:
    """What a change adds, short enough for an address: a field and its value."""
    values = {
        "trade": "".join(change.trades[:1]),
        "certificate": "".join(change.certificates[:1]),
        "free": f"{change.free:x}" if change.free else "",
        "km": f"{change.distance_km:g}" if change.distance_km else "",
        "county": "".join(change.counties[:1]),
    }
    return next((f"{name}:{value}" for name, value in values.items() if value), "")


def told_of(code: str, worker: Worker, reference: Reference) -> str:
    """What was added, in words; "" where her profile does not say so."""
    name, _, value = code.partition(":")
    return WORDS[name](value, worker, reference) if name in WORDS else ""


def _trade(value: str, worker: Worker, reference: Reference) -> str:
    named = reference.occupations.get(value) if value in worker.prefer.occupations else None
    return f"“{named.name}”已加进您想做的活。" if named else ""


def _certificate(value: str, worker: Worker, _: Reference) -> str:
    return f"“{value}”已补进您的资料。" if value in worker.certificates else ""


def _free(value: str, worker: Worker, _: Reference) -> str:
    hers = worker.free or 0
    try:
        week = int(value, 16)
    except ValueError:
        return ""
    is_hers = week > 0 and week & hers == week
    return f"{describe(windows_of(week))}已加进您的空闲时间。" if is_hers else ""


def _km(value: str, worker: Worker, _: Reference) -> str:
    limit = worker.must.max_distance_km
    return f"路程已放宽到 {value} 公里。" if limit and value == f"{limit:g}" else ""


def _county(value: str, worker: Worker, reference: Reference) -> str:
    hers = (*worker.must.counties, *worker.prefer.counties)
    division = reference.gazetteer.get(value) if value in hers else None
    return f"已加上{division.name}。" if division else ""


WORDS: Final[Mapping[str, Callable[[str, Worker, Reference], str]]] = {
    "trade": _trade,
    "certificate": _certificate,
    "free": _free,
    "km": _km,
    "county": _county,
}
