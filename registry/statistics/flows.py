"""Beside the counted (R4.5b): stock, entries, exits by reason, and who is not counted and why."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import numpy as np

from registry.registration.claim import Category
from registry.statistics.columns import Columns, months_of
from registry.statistics.counting import Counted
from registry.statistics.figures import ALL, TOTAL, Cell, Keys, Measure
from registry.statistics.months import NEVER, last_day
from registry.statistics.reason import Reason
from registry.statistics.ruling import Bools, Ints, Verdict
from registry.workers.identity import Sex

OF_REGISTRATIONS: Final = frozenset(
    {Measure.STOCK, Measure.ENTERED, Measure.LEFT, Measure.REVIEW, Measure.UNDETERMINED}
)
_OPEN: Final = {Measure.REVIEW: Verdict.REVIEW, Measure.UNDETERMINED: Verdict.UNDETERMINED}


def of_registrations(columns: Columns, counted: Counted) -> Counter[Keys]:
    """Figures of registrations for a month, for every detail that any has."""
    found: Counter[Keys] = Counter()
    place = _places(columns)
    for measure, detail, mask in marks(columns, counted):
        codes, counts = np.unique(place[mask], return_counts=True)
        for code, count in zip(codes, counts, strict=True):
            county, category, sex = _named(columns, int(code))
            found[measure.value, detail, county, category, sex] = int(count)
    return found


def rows_in(columns: Columns, counted: Counted, cell: Cell) -> tuple[int, ...]:
    """The registrations behind such a figure."""
    mask = np.zeros(len(columns), np.bool_)
    for measure, detail, marked in marks(columns, counted):
        if (measure, detail) == (cell.measure, cell.detail):
            mask = marked
    return tuple(int(row) for row in np.flatnonzero(mask) if _lies_in(columns, int(row), cell))


def marks(columns: Columns, counted: Counted) -> Iterator[tuple[Measure, str, Bools]]:
    """Every figure's rows, whatever the county, category and sex."""
    end = last_day(counted.month).toordinal()
    stands = ~columns.revoked & (columns.registered <= end)
    lasted = columns.ended > columns.registered
    yield Measure.STOCK, TOTAL, stands & (columns.ended > end)
    yield Measure.ENTERED, TOTAL, stands & (columns.registered_month == counted.month)
    left = stands & lasted & (_months_of_exit(columns) == counted.month)
    yield Measure.LEFT, TOTAL, left
    codes = np.array([each.exit_code for each in columns.rows], np.str_)
    for code in np.unique(codes[left]):
        yield Measure.LEFT, str(code), left & (codes == code)
    for measure, verdict in _OPEN.items():
        open_ = counted.standing.verdict == verdict
        yield measure, TOTAL, open_
        for reason in np.unique(counted.standing.reason[open_]):
            yield measure, Reason(int(reason)).name, open_ & (counted.standing.reason == reason)


def _months_of_exit(columns: Columns) -> Ints:
    """The month of the first day that a registration no longer covers."""
    is_open = columns.ended == NEVER
    return np.where(is_open, NEVER, months_of(np.where(is_open, 1, columns.ended)))


_CATEGORIES: Final = tuple(Category)
_SEXES: Final = tuple(Sex)


def _places(columns: Columns) -> Ints:
    """County, category and sex of each row as one number."""
    return np.fromiter(
        (
            (int(each.county or 0) * 4 + _CATEGORIES.index(each.category)) * 2
            + _SEXES.index(each.sex)
            for each in columns.rows
        ),
        np.int64,
        len(columns),
    )


def _named(columns: Columns, code: int) -> tuple[str, str, str]:
    rest, sex = divmod(code, 2)
    county, category = divmod(rest, 4)
    return (str(county) if county else "", _CATEGORIES[category].value, _SEXES[sex].value)


def _lies_in(columns: Columns, row: int, cell: Cell) -> bool:
    one = columns.rows[row]
    return (
        cell.county in (ALL, one.county)
        and cell.category in (ALL, one.category.value)
        and cell.sex in (ALL, one.sex.value)
    )
