"""A month's figures made from the store: registrations and histories read, judged, not written."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from sqlalchemy import Connection

from api.policy import Policy
from api.security.keys import Keys
from api.store import flexible, histories, ledger
from api.store.ledger import Frozen, Listed
from registry.parameters import Parameter
from registry.statistics.columns import Columns, Flexible, columns_of
from registry.statistics.counting import Counted, count, first_months
from registry.statistics.criteria import Terms, TermsOf
from registry.statistics.entry import Entry, standing
from registry.statistics.figures import Figures, of_entries
from registry.statistics.flows import of_registrations
from registry.statistics.frozen import NumberSeen, numbers_in
from registry.statistics.history import History
from registry.statistics.ledger import corrections, counted_entries
from registry.statistics.months import (
    first_day,
    january,
    last_day,
    month_of,
    month_text,
    read_month,
)
from registry.statistics.summary import Summary, summary_of

STANDARD = "urban_minimum_living_standard"
GRACE = "payment_grace_periods"
GAP = "benefit_gap_months"
CHOSEN: Final = (GRACE, GAP)
IN_FORCE: Final = date(2021, 7, 16)  # 63号; for months before, what it began with


@dataclass(frozen=True, slots=True)
class Working:
    """A month as it stands today. ledger: the entries as written of its year, or booked in it.

    whole: counted as if nobody stood in frozen months. entries: those with what would be written
    now: the corrections, then the counted of every month that is not frozen. changed: policy
    numbers that are not what they were when a month was frozen.
    """

    month: int
    columns: Columns
    counted: Counted
    whole: Counted
    terms: TermsOf
    standard: Parameter
    ledger: tuple[Entry, ...]
    corrections: tuple[Entry, ...]
    entries: tuple[Entry, ...]
    listed: Mapping[str, Listed]
    frozen: tuple[Frozen, ...]
    changed: tuple[tuple[NumberSeen, NumberSeen], ...]

    @property
    def open_month(self) -> int:
        """The first month of the year that is not frozen; the next January where all are."""
        done = {read_month(each.period) for each in self.frozen}
        return next(month for month in range(january(self.month), 1 << 20) if month not in done)

    @property
    def figures(self) -> Figures:
        """Every figure of the month."""
        found = of_registrations(self.columns, self.counted)
        found.update(of_entries(self.entries, self.month))
        return Figures({key: value for key, value in found.items() if value})

    def numbers(self) -> tuple[NumberSeen, ...]:
        """The policy numbers that the month rests on, as they stand."""
        return numbers_seen(self.columns.rows, self.standard, self.terms, self.month)


def work_out(connection: Connection, keys: Keys, policy: Policy, month: int) -> Working:
    """A month of the store as it is now, by the policy numbers as they are now."""
    with _no_collecting():
        return _work_out(connection, keys, policy, month)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Half a million values are made and none is garbage: looking for it takes a sixth of all."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _work_out(connection: Connection, keys: Keys, policy: Policy, month: int) -> Working:
    year = january(month) // 12
    written = ledger.entries(connection, year)
    frozen = _frozen_of(connection, year)
    listed = ledger.listed(connection, year)
    terms = terms_of(policy)
    standard = policy.number(STANDARD)
    columns = _columns(connection, keys, month, written, standard)
    found = first_months(columns, month, terms)
    whole = count(columns, found, listed)
    changed = _changed(frozen, policy)
    open_month = _open_month(frozen, month)
    of_year = [each for each in written if each.of // 12 == year]
    mended = corrections(
        columns, whole, standing(of_year), open_month, listed, _touched(columns.rows, changed)
    )
    stands = standing((*of_year, *mended))
    new = counted_entries(columns, whole, stands, range(open_month, month + 1))
    return Working(
        month=month,
        columns=columns,
        counted=count(columns, found, listed, stands),
        whole=whole,
        terms=terms,
        standard=standard,
        ledger=written,
        corrections=mended,
        entries=(*written, *mended, *new),
        listed=listed,
        frozen=frozen,
        changed=changed,
    )


def terms_of(policy: Policy) -> TermsOf:
    """What the office chose, as it holds at the end of a month."""

    @cache
    def of_month(month: int) -> Terms:
        day = max(last_day(month), IN_FORCE)
        return Terms(int(policy.required(GRACE, day)), int(policy.required(GAP, day)))

    return of_month


def numbers_seen(
    rows: Sequence[Flexible], standard: Parameter, terms: TermsOf, month: int
) -> tuple[NumberSeen, ...]:
    """The standard of every county and month that a registration asks for, and the terms."""
    asked = {(each.county, first_day(month_of(each.start_date))) for each in rows if each.county}
    last, chosen = last_day(month).isoformat(), terms(month)
    return (
        *(number_seen(standard, county, day) for county, day in sorted(asked)),
        NumberSeen(GRACE, "", last, chosen.grace, ""),
        NumberSeen(GAP, "", last, chosen.gap, ""),
    )


def number_seen(number: Parameter, area: str, day: date) -> NumberSeen:
    """A policy number as it stands now."""
    found = number.on(day, area)
    value, source = (found.value, found.source) if found else (None, "")
    return NumberSeen(number.name, area, day.isoformat(), value, source)


def _frozen_of(connection: Connection, year: int) -> tuple[Frozen, ...]:
    periods = [each for each in ledger.frozen_periods(connection) if each[:4] == str(year)]
    kept = (ledger.frozen(connection, each) for each in periods)
    return tuple(each for each in kept if each is not None)


def _open_month(frozen: Sequence[Frozen], month: int) -> int:
    done = {each.period for each in frozen}
    first = january(month)
    return next(each for each in range(first, first + 13) if month_text(each) not in done)


def _columns(
    connection: Connection,
    keys: Keys,
    month: int,
    written: Sequence[Entry],
    standard: Parameter,
) -> Columns:
    first, last = first_day(january(month)), last_day(month)
    rows = list(flexible.of_year(connection, keys, first, last))
    known = {each.id for each in rows}
    gone = {each.registration for each in written} - known
    rows += flexible.of_ids(connection, keys, gone, last) if gone else []
    people = {each.person for each in rows}
    nothing = summary_of(History())
    past = dict(histories.summaries(connection, keys, people))
    before = flexible.first_days(connection, first)

    def summary(person: str) -> Summary:
        return past.get(person, nothing)

    def on(county: str, day: date) -> float | None:
        found = standard.on(day, county)
        return found.value if found else None

    return columns_of(rows, summary, on, before.get)


def _changed(frozen: Sequence[Frozen], policy: Policy) -> tuple[tuple[NumberSeen, NumberSeen], ...]:
    """Numbers as they were frozen beside what they are now, where they differ."""
    seen = {number for each in frozen for number in numbers_in(each.content)}
    pairs = [
        (each, number_seen(policy.number(each.name), each.area, date.fromisoformat(each.day)))
        for each in seen
    ]
    differ = [pair for pair in pairs if pair[0].value != pair[1].value]
    return tuple(sorted(differ, key=lambda pair: (pair[0].name, pair[0].area, pair[0].day)))


def _touched(
    rows: Sequence[Flexible], changed: Sequence[tuple[NumberSeen, NumberSeen]]
) -> frozenset[str]:
    """The registrations whose rules rest on a changed number."""
    if not changed:
        return frozenset()
    if any(each.name in CHOSEN for each, _ in changed):
        return frozenset(each.id for each in rows)
    keys = {(each.area, each.day) for each, _ in changed}
    return frozenset(
        each.id
        for each in rows
        if (each.county, first_day(month_of(each.start_date)).isoformat()) in keys
    )
