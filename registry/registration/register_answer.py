"""What the five registers answer about a person: the shape all adapters bring answers into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Source(StrEnum):
    """The registers that 63号 三 names for the cross-check."""

    EMPLOYMENT = "employment"  # 就业状态
    INSURANCE = "insurance"  # 社保登记
    CONTRACTS = "contracts"  # 劳动关系备案
    BUSINESS = "business"  # 工商注册
    SHAREHOLDERS = "shareholders"  # 个人股东


SOURCE_NAMES = {
    Source.EMPLOYMENT: "就业状态",
    Source.INSURANCE: "社保登记",
    Source.CONTRACTS: "劳动关系备案",
    Source.BUSINESS: "工商注册",
    Source.SHAREHOLDERS: "个人股东",
}


class AnswerStatus(StrEnum):
    """Whether a register answered, and whether its answer can be used."""

    OK = "ok"  # 已答复
    SILENT = "silent"  # 未答复
    MALFORMED = "malformed"  # 答复看不懂
    CONFLICT = "conflict"  # 答复自相矛盾


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a register on a person. kind: as in the hit table, e.g. `unit_pension`.

    since, until: both days included; until None: still running. facts: what else the hit table may
    ask (payer: agency; paid_through: 2026-10).
    """

    kind: str
    since: date | None = None
    until: date | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    def runs_on(self, day: date) -> bool:
        """Whether the record is in force on a day."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Answer:
    """One register's answer. version: the register's own; covered_from: it knows of nothing before.

    fault: why it is not OK, in Chinese. entries are empty where the status is not OK.
    """

    source: Source
    status: AnswerStatus
    asked_at: datetime
    answered_at: datetime | None = None
    version: str = ""
    covered_from: date | None = None
    entries: tuple[Entry, ...] = ()
    fault: str = ""
