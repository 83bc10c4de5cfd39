"""The gate and the four criteria of a month together, of many people at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from registry.statistics import c1, c2, c3, c4
from registry.statistics.columns import Columns
from registry.statistics.gate import gate
from registry.statistics.months import year_to
from registry.statistics.ruling import Ruling, either, every


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


@dataclass(frozen=True, slots=True)
class Judged:
    """A month: the gate, each criterion over the year up to it, and all together."""

    gate: Ruling
    criteria: Mapping[Criterion, Ruling]
    counts: Ruling


def judge(columns: Columns, month: int, terms: Terms) -> Judged:
    """What the rules say of a month; all criteria are looked at, even after one holds."""
    period = year_to(month)
    criteria = {
        Criterion.C1: c1.c1(columns),
        Criterion.C2: c2.c2(columns, period),
        Criterion.C3: c3.c3(columns, period, terms.grace),
        Criterion.C4: c4.c4(columns, period),
    }
    passed = gate(columns, month)
    return Judged(passed, criteria, every(passed, either(*criteria.values())))
