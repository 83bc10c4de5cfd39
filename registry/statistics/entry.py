"""A line of the ledger: a person counted, added or taken out later; never changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from registry.registration.claim import Category
from registry.statistics.criteria import Criterion
from registry.workers.identity import Sex


class EntryKind(StrEnum):
    """How an entry changes the year's figure."""

    COUNTED = "counted"  # 当月计入
    ADDED = "added"  # 更正增加
    REMOVED = "removed"  # 更正减少


class Cause(StrEnum):
    """Why a correction was made."""

    NONE = ""
    REVOKED = "revoked"  # 登记被撤销
    LISTED = "listed"  # 在其他渠道的计入名单上
    NUMBER_CHANGED = "number_changed"  # 冻结后政策参数有变
    COUNTY_CHANGED = "county_changed"  # 就业县区更正
    LATER_RECORDS = "later_records"  # 冻结后来源的记录有变


CAUSE_NAMES: Final = {
    Cause.NONE: "",
    Cause.REVOKED: "登记被撤销",
    Cause.LISTED: "在其他渠道的计入名单上",
    Cause.NUMBER_CHANGED: "冻结后政策参数有变",
    Cause.COUNTY_CHANGED: "就业县区更正",
    Cause.LATER_RECORDS: "冻结后来源的记录有变（补缴、补报、更正）",
}
WEIGHTS: Final = {EntryKind.COUNTED: 1, EntryKind.ADDED: 1, EntryKind.REMOVED: -1}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. booked: the month whose report carries it; of: the month it is about.

    person: her blind index. criteria: those that held, for a removal those of what it takes out.
    """

    kind: EntryKind
    booked: int
    of: int
    person: str
    registration: str
    county: str
    category: Category
    sex: Sex
    criteria: tuple[Criterion, ...]
    cause: Cause = Cause.NONE

    @property
    def weight(self) -> int:
        """1 or −1."""
        return WEIGHTS[self.kind]


def standing(entries: Iterable[Entry]) -> dict[str, Entry]:
    """By person the entry that counts her, after all that were written; in their order."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.weight > 0:
            found[entry.person] = entry
        else:
            found.pop(entry.person, None)
    return found
