"""The figures of a month, each by its cell: what is counted, where, of which category and sex."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import product
from typing import Final

from registry.errors import InvalidField
from registry.statistics.entry import Entry, EntryKind

ALL: Final = "*"
TOTAL: Final = "total"


class Measure(StrEnum):
    """What is counted. Of COUNTED, ADDED, REMOVED and YEAR the detail is a criterion or total."""

    COUNTED = "counted"  # 当月计入
    ADDED = "added"  # 更正增加
    REMOVED = "removed"  # 更正减少
    YEAR = "year"  # 本年累计
    REVIEW = "review"  # 须人工核查
    UNDETERMINED = "undetermined"  # 无法判断
    STOCK = "stock"  # 期末在册
    ENTERED = "entered"  # 当月登记
    LEFT = "left"  # 当月退出


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure. detail: a criterion, a reason, an exit code, or `total`; others `*` for all."""

    measure: Measure
    detail: str = TOTAL
    county: str = ALL
    category: str = ALL
    sex: str = ALL

    @property
    def text(self) -> str:
        """counted/C1/371302/A_SOLO/*: how a cell is named outside."""
        return "/".join((self.measure, self.detail, self.county, self.category, self.sex))


Keys = tuple[str, str, str, str, str]


def read_cell(text: str) -> Cell:
    """The cell of its name; parts at the end may be left out. InvalidField where it is none."""
    measure, *rest = text.strip().split("/")
    if measure not in set(Measure) or len(rest) > 4 or not all(rest):
        shape = "指标/明细/县区/类别/性别"
        measures = "、".join(Measure)
        raise InvalidField(
            "cell", "cell_form", f"“{text}”不是单元格，请写成 {shape}；指标：{measures}。"
        )
    return Cell(Measure(measure), *rest)


@dataclass(frozen=True)
class Figures:
    """counts: people or registrations, by measure, detail, county, category and sex; none is 0."""

    counts: Mapping[Keys, int]

    def at(self, cell: Cell) -> int:
        """The figure of a cell."""
        return self._sums[cell.measure.value, cell.detail, cell.county, cell.category, cell.sex]

    def only(self, county: str) -> "Figures":
        """The figures of one county alone."""
        return Figures({key: count for key, count in self.counts.items() if key[2] == county})

    def details(self, measure: Measure) -> tuple[str, ...]:
        """What a measure is divided into, the total left out."""
        found = {key[1] for key in self.counts if key[0] == measure.value}
        return tuple(sorted(found - {TOTAL}))

    def counties(self) -> tuple[str, ...]:
        """The counties that have any figure."""
        return tuple(sorted({key[2] for key in self.counts}))

    @cached_property
    def _sums(self) -> Counter[Keys]:
        found: Counter[Keys] = Counter()
        for (measure, detail, *place), count in self.counts.items():
            for each in product(*((one, ALL) for one in place)):
                found[measure, detail, each[0], each[1], each[2]] += count
        return found


def of_entries(entries: Iterable[Entry], month: int) -> Counter[Keys]:
    """Figures of the ledger: what a month's report carries, and the year up to it."""
    found: Counter[Keys] = Counter()
    for entry in entries:
        if entry.booked > month:
            continue
        for detail in (TOTAL, *(each.value for each in entry.criteria)):
            place = (entry.county, entry.category.value, entry.sex.value)
            if entry.of // 12 == month // 12:
                found[Measure.YEAR.value, detail, *place] += entry.weight
            if entry.booked == month:
                found[MEASURES[entry.kind].value, detail, *place] += 1
    return found


MEASURES: Final = {
    EntryKind.COUNTED: Measure.COUNTED,
    EntryKind.ADDED: Measure.ADDED,
    EntryKind.REMOVED: Measure.REMOVED,
}


def entries_in(entries: Iterable[Entry], cell: Cell, month: int) -> tuple[Entry, ...]:
    """The entries behind a figure of the ledger."""
    return tuple(each for each in entries if _is_in(each, cell, month))


def _is_in(entry: Entry, cell: Cell, month: int) -> bool:
    details = (TOTAL, *(each.value for each in entry.criteria))
    is_own = entry.of // 12 == month // 12 and entry.booked <= month
    is_year = cell.measure is Measure.YEAR and is_own
    is_month = MEASURES[entry.kind] is cell.measure and entry.booked == month
    return (
        (is_year or is_month)
        and cell.detail in details
        and cell.county in (ALL, entry.county)
        and cell.category in (ALL, entry.category.value)
        and cell.sex in (ALL, entry.sex.value)
    )
