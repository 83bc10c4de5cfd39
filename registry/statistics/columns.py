"""Registrations and what is known of their people, as columns: a row a registration."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from registry.registration.claim import Category, EmploymentType
from registry.statistics.months import NEVER, WORKING_AGE_MONTHS, first_day, month_of
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
        return len(self.rows)

    def only(self, rows: Ints) -> "Columns":
        """The same columns of some rows alone, in the order in which they are named."""
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
            rows=[self.rows[row] for row in rows.tolist()],
            summaries=[self.summaries[row] for row in rows.tolist()],
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
    start = _ints(each.start_date.toordinal() for each in ordered)
    registered = _ints(each.registered_on.toordinal() for each in ordered)
    ended = _ints(each.ended_on.toordinal() if each.ended_on else NEVER for each in ordered)
    summaries = [by_person[each.person] for each in ordered]
    first = _firsts(ordered, own_first)
    own_first_day = _ints(first[each.person].toordinal() for each in ordered)
    born = _ints(each.born.toordinal() for each in ordered)
    runs = [(n, *run) for n, each in enumerate(summaries) for run in each.runs]
    spells = [(n, each) for n, one in enumerate(summaries) for each in one.spells]
    run_columns = np.array(runs, np.int64).reshape(-1, 3)
    past = np.array([_numbers(each) for each in summaries], np.int64).reshape(-1, len(_NUMBERS))
    flags = np.array([_flags(each) for each in summaries], np.bool_).reshape(-1, 4)
    return Columns(
        rows=ordered,
        summaries=summaries,
        person=_ints(numbers[each.person] for each in ordered),
        start=start,
        start_month=months_of(start),
        registered=registered,
        registered_month=months_of(registered),
        ended=ended,
        last_month=np.where(
            ended == NEVER, NEVER, months_of(np.where(ended == NEVER, 1, ended - 1))
        ),
        working_age=months_of(born) + WORKING_AGE_MONTHS,
        revoked=_bools(each.is_revoked for each in ordered),
        has_county=_bools(bool(each.county) for each in ordered),
        urban=_ints(_ANSWERS[each.urban] for each in ordered),
        declared=_ints(_TYPES[each.declared] for each in ordered),
        income=_floats(each.income for each in ordered),
        standard=_standards(ordered, standard),
        own_first=own_first_day,
        own_flexible=months_of(own_first_day),
        **{name: past[:, place] for place, name in enumerate(_NUMBERS)},
        work_unclear=flags[:, 0],
        paid_unclear=flags[:, 1],
        back_paid=flags[:, 2],
        in_conflict=flags[:, 3],
        run_row=run_columns[:, 0],
        run_first=run_columns[:, 1],
        run_last=run_columns[:, 2],
        spell_row=_ints(n for n, _ in spells),
        spell_first=_ints(each.first for _, each in spells),
        spell_last=_ints(each.last for _, each in spells),
        spell_insured=_bools(each.insured for _, each in spells),
        spell_gap=_ints(each.gap for _, each in spells),
        spell_known=_ints(each.known for _, each in spells),
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


def _flags(one: Summary) -> tuple[bool, ...]:
    return (one.work_unclear, one.paid_unclear, one.back_paid, bool(one.conflicts))


def _firsts(rows: Sequence[Flexible], own_first: Callable[[str], date | None]) -> dict[str, date]:
    """The first day of any registration of each person that was not revoked, or of her first."""
    found: dict[str, date] = {}
    for each in rows:
        known = found.get(each.person) or own_first(each.person) or date.max
        found[each.person] = known if each.is_revoked else min(known, each.start_date)
    return found


def _standards(rows: Sequence[Flexible], standard: Standard) -> Floats:
    """The standard of the month in which the work began, asked once a county and month."""
    asked = [(each.county, month_of(each.start_date)) for each in rows]
    known = {key: standard(key[0], first_day(key[1])) for key in set(asked)}
    return _floats(known[key] for key in asked)


def _ints(values: object) -> Ints:
    return np.fromiter(values, np.int64)  # type: ignore[call-overload,no-any-return]


def _bools(values: object) -> Bools:
    return np.fromiter(values, np.bool_)  # type: ignore[call-overload,no-any-return]


def _floats(values: object) -> Floats:
    known = [np.nan if each is None else each for each in values]  # type: ignore[attr-defined]
    return np.array(known, np.float64)
