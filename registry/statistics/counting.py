"""Once a year (R4.5): the first month in which a registration counts, and whom it counts for."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from registry.statistics.columns import Columns
from registry.statistics.criteria import Criterion, Judged, TermsOf, always, judge
from registry.statistics.gate import gate
from registry.statistics.months import NEVER, january
from registry.statistics.reason import Reason
from registry.statistics.ruling import Bools, Ints, Ruling, Verdict


@dataclass(frozen=True, slots=True)
class Counted:
    """A month. months: in which each registration counts first, NEVER if in none up to it.

    held: bool (n, 4), the criteria that held in that month; several may. first: rows that count a
    person in their month of this year. judged: the month itself. standing: what of each row is
    said for the month: HOLDS where it is counted in it.
    """

    month: int
    months: Ints
    held: Bools
    first: Bools
    judged: Judged
    standing: Ruling

    @property
    def now(self) -> Bools:
        """Rows counted in the month itself."""
        return self.standing.holds


class FirstMonths(NamedTuple):
    """months, held: as in Counted. judged: the last month, `month`."""

    month: int
    months: Ints
    held: Bools
    judged: Judged


def count(
    columns: Columns,
    found: FirstMonths,
    listed: Collection[str] = (),
    counted: Collection[str] = (),
) -> Counted:
    """Who counts in a month and in the months of its year before it.

    listed: people on the bureau's list of those counted by other ways this year. counted: people
    in frozen months of this year. Both by their blind index; neither counts again.
    """
    month, months, held, judged = found
    year = january(month)
    in_year = (months >= year) & (months <= month)
    first = in_year & _is_first(columns, months, in_year)
    on_list, before = _among(columns, listed), _among(columns, counted)
    earlier = in_year & ~first
    reason = np.select(
        [on_list, before, earlier, months < year, first & (months < month)],
        [
            int(Reason.ON_THE_LIST),
            int(Reason.ALREADY_COUNTED),
            int(Reason.SECOND_RECORD),
            int(Reason.COUNTED_BEFORE),
            int(Reason.ALREADY_COUNTED),
        ],
        0,
    )
    is_kept_out = (judged.counts.verdict != Verdict.FAILS) & (reason > 0)
    standing = Ruling(
        np.where(is_kept_out, int(Verdict.FAILS), judged.counts.verdict),
        np.where(is_kept_out, reason, judged.counts.reason),
    )
    return Counted(month, months, held, first & ~on_list, judged, standing)


def first_months(columns: Columns, month: int, terms: TermsOf) -> FirstMonths:
    """The first month, from its registration on, in which each row counts, and what held in it.

    terms: as the office chose them for each month.
    """
    months = np.full(len(columns), NEVER, np.int64)
    held = np.zeros((len(columns), len(Criterion)), np.bool_)
    known = always(columns)
    judged = judge(columns, month, terms(month), known)
    first = min(int(columns.registered_month.min(initial=month)), month)
    for each in range(first, month + 1):
        rows = np.flatnonzero((months == NEVER) & gate(columns, each).holds)
        of_month = judge(columns.only(rows, with_rows=False), each, terms(each), known.only(rows))
        new = of_month.counts.holds
        months[rows[new]] = each
        for place, ruling in enumerate(of_month.criteria.values()):
            held[rows[new], place] = ruling.holds[new]
    return FirstMonths(month, months, held, judged)


def _is_first(columns: Columns, months: Ints, in_year: Bools) -> Bools:
    """Of each person's rows the one of the earliest month; of equals the one registered first."""
    rows = np.flatnonzero(in_year)
    order = rows[np.lexsort((rows, months[rows], columns.person[rows]))]
    _, places = np.unique(columns.person[order], return_index=True)
    found = np.zeros(len(columns), np.bool_)
    found[order[places]] = True
    return found


def _among(columns: Columns, people: Collection[str]) -> Bools:
    known = frozenset(people)
    if not known:
        return np.zeros(len(columns), np.bool_)
    return np.fromiter((each.person in known for each in columns.rows), np.bool_, len(columns))
