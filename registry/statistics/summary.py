"""A person's past in the few numbers that the rules ask for: first times, runs, spells."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from registry.registration.register_answer import Entry, Source
from registry.statistics.conflicts import BENEFIT, conflicts_of
from registry.statistics.history import History, Told
from registry.statistics.months import NEVER, month_of
from registry.statistics.payments import Payments, payments_of
from registry.statistics.spans import Span, meets

WORK: Final = ("unit", "public_post", "licensed", "flexible")
UNEMPLOYED: Final = "unemployed"
FLEXIBLE: Final = "flexible"
OPERATOR: Final = "operator"
NOT_TOLD: Final = -1


class Spell(NamedTuple):
    """A time of unemployment benefit. first, last: days as ordinals; last NEVER: it still runs.

    insured: a month of it was paid for as a flexible worker. gap: months from its last to the next
    that was paid for, 0 if that follows at once, NEVER if none does. known: how many months after
    its last insurance knows of.
    """

    first: int
    last: int
    insured: bool
    gap: int
    known: int


class Summary(NamedTuple):
    """Days are ordinals, months as in months.py; NEVER where there is none.

    …_from: the first month that a source knows of; NEVER where it told nothing. insured_to: the
    last month that insurance knows of. first_unemployed, first_paid, first_unit, first_flexible:
    months; resumed: the first month paid for after one that was not.
    """

    first_work: int
    first_business: int
    first_unemployed: int
    first_flexible: int
    first_paid: int
    first_unit: int
    resumed: int
    work_from: int
    insured_from: int
    business_from: int
    insured_to: int
    rhythm: int
    runs: tuple[Span, ...]
    spells: tuple[Spell, ...]
    work_unclear: bool
    paid_unclear: bool
    back_paid: bool
    conflicts: tuple[str, ...]


def summary_of(history: History) -> Summary:
    """What the rules ask of a history."""
    employment = history.newest(Source.EMPLOYMENT)
    insurance = history.newest(Source.INSURANCE)
    business = history.newest(Source.BUSINESS)
    work = _of_kind(employment, WORK)
    operated = _of_kind(business, (OPERATOR,))
    paid = payments_of(insurance.entries if insurance else ())
    told_to = month_of(insurance.told_on) if insurance else NOT_TOLD
    paid_first, flex = _first(paid.all), _first(paid.flex)
    recorded = (month_of(each.since) for each in work if each.kind == FLEXIBLE and each.since)
    return Summary(
        first_work=_first_day(work),
        first_business=_first_day(operated),
        first_unemployed=_first_month(_of_kind(employment, (UNEMPLOYED,))),
        first_flexible=min(flex, min(recorded, default=NEVER)),
        first_paid=paid_first,
        first_unit=_first(paid.unit),
        resumed=paid.all[1][0] if len(paid.all) > 1 else NEVER,
        work_from=_from(employment),
        insured_from=_from(insurance),
        business_from=_from(business),
        insured_to=told_to,
        rhythm=paid.rhythm,
        runs=paid.flex,
        spells=tuple(
            _spell(each, paid, told_to)
            for each in _of_kind(insurance, (BENEFIT,))
            if each.since is not None
        ),
        work_unclear=any(each.since is None for each in (*work, *operated)),
        paid_unclear=paid.is_unclear,
        back_paid=paid.back_paid,
        conflicts=conflicts_of(history),
    )


def _of_kind(told: Told | None, kinds: Iterable[str]) -> tuple[Entry, ...]:
    wanted = frozenset(kinds)
    return tuple(each for each in told.entries if each.kind in wanted) if told is not None else ()


def _from(told: Told | None) -> int:
    return month_of(told.covered_from) if told is not None and told.covered_from else NEVER


def _first(spans: tuple[Span, ...]) -> int:
    return spans[0][0] if spans else NEVER


def _first_day(entries: Iterable[Entry]) -> int:
    """The first day; of a record that tells only its last, that."""
    days = (each.since or each.until for each in entries)
    return min((day.toordinal() for day in days if day is not None), default=NEVER)


def _first_month(entries: Iterable[Entry]) -> int:
    first = _first_day(entries)
    return month_of(date.fromordinal(first)) if first != NEVER else NEVER


def _spell(entry: Entry, paid: Payments, told_to: int) -> Spell:
    since, until = entry.since, entry.until
    if since is None:
        raise ValueError("a spell without its first day")
    first = month_of(since)
    last = month_of(until) if until else max(first, told_to)
    after = [max(start, last + 1) for start, end in paid.all if end > last]
    return Spell(
        first=since.toordinal(),
        last=until.toordinal() if until else NEVER,
        insured=meets(paid.flex, first, last),
        gap=min(after) - last - 1 if after and until else NEVER,
        known=max(told_to - last, 0),
    )
