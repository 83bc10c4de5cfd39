"""Registrations and what is known of their people, as columns: a row a registration."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from registry.registration.claim import Category, EmploymentType
from registry.statistics.months import NEVER, WORKING_AGE_MONTHS, first_day
from registry.statistics.ruling import Bools, Ints
from registry.statistics.summary import Summary
from registry.workers.identity import Sex

Floats = NDArray[np.float64]
UNKNOWN: Final = -1
# 1, 0, UNKNOWN in columns.
_ANSWERS: Final = {True: 1, False: 0, None: UNKNOWN}
_TYPES: Final = {EmploymentType.FIRST: 1, EmploymentType.RE: 0, None: UNKNOWN}
Standard = Callable[[str, date], float | None]


class Flexible(NamedTuple):
    """A flexible registration as the statistics see it. person: her blind index.

    county: of the work place, "" where it names none. income: CNY a month. exit_code: "" while in
    force. ended_on: the first day that it no longer covers.
    """

    id: str
    person: str
    county: str
    category: Category
    sex: Sex
    born: date
    start_date: date
    registered_on: date
    ended_on: date | None = None
    exit_code: str = ""
    is_revoked: bool = False
    declared: EmploymentType | None = None
    income: float | None = None
    urban: bool | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of n registrations, by the person's blind index and then by time.

    person: a number for each person, in order. start, registered, ended: days as ordinals; ended
    NEVER while in force. last_month: the last in which it was in force on some day. working_age:
    the month in which she became 16. own_first: the first day of any of her registrations,
    own_flexible: its month. standard, income: CNY a month, NaN unknown. runs and spells: flat, with
    the row that each is of. The others are as in Flexible and Summary.
    """

    rows: Sequence[Flexible]
    summaries: Sequence[Summary]
    person: Ints
    start: Ints
    start_month: Ints
    registered: Ints
    registered_month: Ints
    ended: Ints
    last_month: Ints
    working_age: Ints
    revoked: Bools
    has_county: Bools
    urban: Ints
    declared: Ints
    income: Floats
    standard: Floats
    own_first: Ints
    own_flexible: Ints
    first_work: Ints
    first_business: Ints
    first_unemployed: Ints
    first_flexible: Ints
    first_paid: Ints
    first_unit: Ints
    resumed: Ints
    work_from: Ints
    insured_from: Ints
    business_from: Ints
    insured_to: Ints
    rhythm: Ints
    work_unclear: Bools
    paid_unclear: Bools
    back_paid: Bools
    in_conflict: Bools
    run_row: Ints
    run_first: Ints
    run_last: Ints
    spell_row: Ints
    spell_first: Ints
    spell_last: Ints
    spell_insured: Bools
    spell_gap: Ints
    spell_known: Ints

    def __len__(self) -> int:
        return len(self.person)

    def only(self, rows: Ints, *, with_rows: bool = True) -> "Columns":
        """The same columns of some rows alone, in the order in which they are named.

        with_rows: False where rules alone will look at them, which look at no row.
        """
        place = np.full(len(self), UNKNOWN, np.int64)
        place[rows] = np.arange(len(rows))
        runs, spells = place[self.run_row] >= 0, place[self.spell_row] >= 0
        flat = {
            each.name: getattr(self, each.name)[runs if each.name.startswith("run_") else spells]
            for each in fields(self)
            if each.name.startswith(("run_", "spell_"))
        }
        flat["run_row"] = place[flat["run_row"]]
        flat["spell_row"] = place[flat["spell_row"]]
        whole = {
            each.name: getattr(self, each.name)[rows]
            for each in fields(self)
            if each.name not in flat and each.name not in ("rows", "summaries")
        }
        return Columns(
            rows=[self.rows[row] for row in rows.tolist()] if with_rows else (),
            summaries=[self.summaries[row] for row in rows.tolist()] if with_rows else (),
            **whole,
            **flat,
        )


def months_of(days: Ints) -> Ints:
    """The months that days as ordinals lie in."""
    # numpy counts days and months from 1970-01, which is day 719163 and month 23640 here.
    counted = (days - 719_163).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return counted + 23_640


def columns_of(
    rows: Sequence[Flexible],
    summary: Callable[[str], Summary],
    standard: Standard,
    own_first: Callable[[str], date | None] = lambda _: None,
) -> Columns:
    """Columns of registrations, put in order. summary: of a person.

    standard: the urban minimum living standard of a county on a day, None unknown. own_first: the
    first day of a person's registrations that are not among the rows.
    """
    ordered = sorted(rows, key=lambda each: (each.person, each.registered_on, each.id))
    numbers = {person: n for n, person in enumerate(dict.fromkeys(r.person for r in ordered))}
    by_person = {person: summary(person) for person in numbers}
    start, registered, ended, born, revoked, has_county, urban, declared = _table(
        map(_own, ordered), 8
    )
    start_month = months_of(start)
    summaries = [by_person[each.person] for each in ordered]
    first = _firsts(ordered, own_first)
    own_first_day = _ints(first[each.person].toordinal() for each in ordered)
    runs = ((n, *run) for n, each in enumerate(summaries) for run in each.runs)
    run_row, run_first, run_last = _table(runs, 3)
    spells = ((n, *each) for n, one in enumerate(summaries) for each in one.spells)
    spell_row, spell_first, spell_last, spell_insured, spell_gap, spell_known = _table(spells, 6)
    work_unclear, paid_unclear, back_paid, in_conflict = _table(map(_flags, summaries), 4)
    past = _table(map(_numbers, summaries), len(_NUMBERS))
    return Columns(
        rows=ordered,
        summaries=summaries,
        person=_ints(numbers[each.person] for each in ordered),
        start=start,
        start_month=start_month,
        registered=registered,
        registered_month=months_of(registered),
        ended=ended,
        last_month=np.where(
            ended == NEVER, NEVER, months_of(np.where(ended == NEVER, 1, ended - 1))
        ),
        working_age=months_of(born) + WORKING_AGE_MONTHS,
        revoked=revoked.astype(np.bool_),
        has_county=has_county.astype(np.bool_),
        urban=urban,
        declared=declared,
        income=_floats(each.income for each in ordered),
        standard=_standards(ordered, start_month, standard),
        own_first=own_first_day,
        own_flexible=months_of(own_first_day),
        **dict(zip(_NUMBERS, past, strict=True)),
        work_unclear=work_unclear.astype(np.bool_),
        paid_unclear=paid_unclear.astype(np.bool_),
        back_paid=back_paid.astype(np.bool_),
        in_conflict=in_conflict.astype(np.bool_),
        run_row=run_row,
        run_first=run_first,
        run_last=run_last,
        spell_row=spell_row,
        spell_first=spell_first,
        spell_last=spell_last,
        spell_insured=spell_insured.astype(np.bool_),
        spell_gap=spell_gap,
        spell_known=spell_known,
    )


_NUMBERS: Final = (
    *("first_work", "first_business", "first_unemployed", "first_flexible", "first_paid"),
    *("first_unit", "resumed", "work_from", "insured_from", "business_from", "insured_to"),
    "rhythm",
)


def _numbers(one: Summary) -> tuple[int, ...]:
    return (
        *(one.first_work, one.first_business, one.first_unemployed, one.first_flexible),
        *(one.first_paid, one.first_unit, one.resumed, one.work_from, one.insured_from),
        *(one.business_from, one.insured_to, one.rhythm),
    )


def _own(one: Flexible) -> tuple[int, ...]:
    """What a registration itself says, in numbers: looked at once, for there are many."""
    return (
        one.start_date.toordinal(),
        one.registered_on.toordinal(),
        one.ended_on.toordinal() if one.ended_on else NEVER,
        one.born.toordinal(),
        one.is_revoked,
        bool(one.county),
        _ANSWERS[one.urban],
        _TYPES[one.declared],
    )


def _table(rows: Iterable[tuple[int, ...]], width: int) -> tuple[Ints, ...]:
    """The columns of rows of as many numbers."""
    whole = np.array([*rows], np.int64).reshape(-1, width)
    return tuple(np.ascontiguousarray(whole[:, place]) for place in range(width))


def _flags(one: Summary) -> tuple[bool, ...]:
    return (one.work_unclear, one.paid_unclear, one.back_paid, bool(one.conflicts))


def _firsts(rows: Sequence[Flexible], own_first: Callable[[str], date | None]) -> dict[str, date]:
    """The first day of any registration of each person that was not revoked, or of her first."""
    found: dict[str, date] = {}
    for each in rows:
        known = found.get(each.person) or own_first(each.person) or date.max
        found[each.person] = known if each.is_revoked else min(known, each.start_date)
    return found


def _standards(rows: Sequence[Flexible], months: Ints, standard: Standard) -> Floats:
    """The standard of the month in which the work began, asked once a county and month."""
    asked = [*zip((each.county for each in rows), months.tolist(), strict=True)]
    known = {key: standard(key[0], first_day(key[1])) for key in set(asked)}
    return _floats(known[key] for key in asked)


def _ints(values: object) -> Ints:
    return np.fromiter(values, np.int64)  # type: ignore[call-overload,no-any-return]


def _floats(values: object) -> Floats:
    known = [np.nan if each is None else each for each in values]  # type: ignore[attr-defined]
    return np.array(known, np.float64)
