"""The gate and the four criteria of a month together, of many people at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from registry.statistics import c1, c2, c3, c4
from registry.statistics.columns import Columns
from registry.statistics.first_job import first_job
from registry.statistics.gate import gate
from registry.statistics.months import year_to
from registry.statistics.ruling import Ints, Ruling, either, every


class Criterion(StrEnum):
    """Any one of the four suffices (63号 二)."""

    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"


CLAUSES: Final = {
    Criterion.C1: c1.CLAUSE,
    Criterion.C2: c2.CLAUSE,
    Criterion.C3: c3.CLAUSE,
    Criterion.C4: c4.CLAUSE,
}
NAMES: Final = {
    Criterion.C1: c1.NAME,
    Criterion.C2: c2.NAME,
    Criterion.C3: c3.NAME,
    Criterion.C4: c4.NAME,
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What the office may choose. grace: payment periods; gap: months after a benefit (R4)."""

    grace: int = 1
    gap: int = 0


TermsOf = Callable[[int], Terms]  # by month: an office may choose anew


@dataclass(frozen=True, slots=True)
class Judged:
    """A month: the gate, each criterion over the year up to it, and all together."""

    gate: Ruling
    criteria: Mapping[Criterion, Ruling]
    counts: Ruling


class Always(NamedTuple):
    """What does not change from month to month."""

    first: Ruling
    c1: Ruling

    def only(self, rows: Ints) -> "Always":
        """The same of some rows alone."""
        return Always(self.first.only(rows), self.c1.only(rows))


def always(columns: Columns) -> Always:
    """Whether it is a first job, and C1."""
    first = first_job(columns)
    return Always(first, c1.c1(columns, first))


def judge(columns: Columns, month: int, terms: Terms, known: Always | None = None) -> Judged:
    """What the rules say of a month; all criteria are looked at, even after one holds.

    known: what does not change, where it was made before.
    """
    first, of_c1 = known or always(columns)
    period = year_to(month)
    criteria = {
        Criterion.C1: of_c1,
        Criterion.C2: c2.c2(columns, period, first),
        Criterion.C3: c3.c3(columns, period, terms.grace),
        Criterion.C4: c4.c4(columns, period, terms.gap),
    }
    passed = gate(columns, month)
    return Judged(passed, criteria, every(passed, either(*criteria.values())))
