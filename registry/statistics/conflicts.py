"""Where what the sources tell of a person cannot all be true: named, never averaged."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from registry.registration.register_answer import SOURCE_NAMES, Entry, Source
from registry.statistics.history import History, Told
from registry.statistics.months import month_of
from registry.statistics.payments import payments_of
from registry.statistics.spans import Span, cut, meets

EMPLOYED: Final = ("unit", "public_post", "licensed")
BENEFIT: Final = "unemployment_benefit"
USED: Final = (Source.EMPLOYMENT, Source.INSURANCE, Source.BUSINESS)


def conflicts_of(history: History) -> tuple[str, ...]:
    """Each contradiction in a sentence of Chinese; () where there is none."""
    return tuple(
        dict.fromkeys(
            (*_own_words(history), *_two_payers(history), *_two_ways(history), *_benefit(history))
        )
    )


def _own_words(history: History) -> Iterator[str]:
    for source in USED:
        newest = history.newest(source)
        if newest is not None and newest.is_conflict:
            yield f"{SOURCE_NAMES[source]}的记录自相矛盾。"


def _two_payers(history: History) -> Iterator[str]:
    insurance = history.newest(Source.INSURANCE)
    paid = payments_of(insurance.entries if insurance else ())
    if any(meets(paid.unit, *span) for span in paid.flex):
        yield "同一个月既有单位缴费，又有灵活就业身份缴费。"


def _two_ways(history: History) -> Iterator[str]:
    """A source that told by two ways, and not the same of the time that both know."""
    for source in USED if len(history.told) > 1 else ():
        for one, other in pairwise(history.of(source)):
            if one.is_conflict or other.is_conflict:
                continue
            if _within_both(one, other) != _within_both(other, one):
                yield f"{SOURCE_NAMES[source]}：{other.origin}与{one.origin}所述不一致。"


def _within_both(one: Told, other: Told) -> tuple[tuple[str, tuple[Span, ...]], ...]:
    """What one told by kind, of the months that both know."""
    begins = [each.covered_from for each in (one, other) if each.covered_from is not None]
    first = max((month_of(day) for day in begins), default=0)
    last = min(month_of(one.told_on), month_of(other.told_on)) - 1  # the last whole month of both
    paid = payments_of(one.entries)
    kinds: dict[str, list[Span]] = {"unit_pension": [*paid.unit], "flexible_pension": [*paid.flex]}
    for entry in one.entries:
        if entry.kind not in kinds and entry.since is not None:
            ends = month_of(entry.until) if entry.until else last
            kinds.setdefault(f"{entry.kind} ", []).append((month_of(entry.since), ends))
    found = {kind: cut(spans, first, last) for kind, spans in kinds.items()}
    return tuple(sorted((kind, spans) for kind, spans in found.items() if spans))


def _benefit(history: History) -> Iterator[str]:
    """Unemployment benefit in whole months of work for an employer, by the employment register."""
    spells = _whole(history.newest(Source.INSURANCE), (BENEFIT,))
    work = _whole(history.newest(Source.EMPLOYMENT), EMPLOYED)
    if any(meets(work, *spell) for spell in spells):
        yield "领取失业保险金期间有单位就业或个体经营的记录。"


def _whole(told: Told | None, kinds: Sequence[str]) -> tuple[Span, ...]:
    """Months that records fill from before their first day to after their last."""
    entries = told.entries if told is not None else ()
    return tuple(
        span for each in entries if each.kind in kinds and (span := _inner(each)) is not None
    )


def _inner(entry: Entry) -> Span | None:
    if entry.since is None or entry.until is None:
        return None
    first, last = month_of(entry.since) + 1, month_of(entry.until) - 1
    return (first, last) if first <= last else None
