"""An entry of the credit record: one mismatch, what was made of it, by whom, and until when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from registry.errors import LinggangError
from registry.registration.register_answer import Source


class CreditState(StrEnum):
    """Where a person, or one entry, stands."""

    CLEAN = "CLEAN"  # 无记录
    SUSPECT = "SUSPECT"  # 存疑待核
    CLEARED = "CLEARED"  # 已排除
    CORRECTED = "CORRECTED"  # 已更正（非故意）
    FALSE_CONFIRMED = "FALSE_CONFIRMED"  # 确认虚假承诺
    REPAIRED = "REPAIRED"  # 已修复


class Level(StrEnum):
    """How grave a false commitment is (信用修复管理办法)."""

    LIGHT = "LIGHT"  # 轻微
    GENERAL = "GENERAL"  # 一般
    SERIOUS = "SERIOUS"  # 严重


class Matter(StrEnum):
    """What a mismatch may be about: a closed list.

    Income, savings, taxes, faith, genes and illness are no credit data (山东省社会信用条例 42), so
    they are not here, nor is anything else that the person did not promise.
    """

    EMPLOYMENT_STATUS = "EMPLOYMENT_STATUS"  # 就业状态
    EMPLOYMENT_TYPE = "EMPLOYMENT_TYPE"  # 就业类型
    START_DATE = "START_DATE"  # 就业时间
    WORK = "WORK"  # 从事工作内容、就业地、工作时长
    INSURANCE = "INSURANCE"  # 社保登记
    CONTRACT = "CONTRACT"  # 劳动关系
    BUSINESS = "BUSINESS"  # 工商注册
    SHAREHOLDING = "SHAREHOLDING"  # 个人股东
    CERTIFICATE = "CERTIFICATE"  # 就业创业证
    IDENTITY = "IDENTITY"  # 身份信息


@dataclass(frozen=True, slots=True)
class Evidence:
    """One contradiction: what she promised, what was found instead, where, and on which day.

    source: the register it was found in; None where an officer found it.
    """

    matter: Matter
    promised: str
    found: str
    found_on: date
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Hearing:
    """That a person was heard: on which day, in her own words.

    came False: she was invited for that day and did not come; there are no words then.
    """

    on: date
    words: str = ""
    came: bool = True

    @property
    def is_recorded(self) -> bool:
        """Whether it says either what she said or that she did not come."""
        return not self.came or bool(self.words.strip())


@dataclass(frozen=True, slots=True)
class Repair:
    """What a person brings to have an entry repaired; None and "" where it is still missing.

    promise: her promise, made openly to the bureau, which is kept and, hers being a natural
    person's record, not published.
    """

    corrected_on: date | None = None
    promised_on: date | None = None
    promise: str = ""


class IncompleteEntry(LinggangError):
    """An entry that lacks what its state rests on; none may be made or read."""

    code = "incomplete_entry"


@dataclass(frozen=True, slots=True)
class CreditEntry:
    """One mismatch and its life; IncompleteEntry if it lacks what its state rests on.

    until: the last day on which it may bind. decision: why, in words; decided_by: the officer.
    invited_for: the day on which she was last invited to be heard. fault_ended_on: when what was
    false was no longer so; None: not known to have ended.
    """

    person: str
    state: CreditState
    opened_on: date
    reason: str
    evidence: tuple[Evidence, ...]
    until: date
    invited_for: date | None = None
    level: Level | None = None
    hearing: Hearing | None = None
    decision: str = ""
    decided_by: str = ""
    decided_on: date | None = None
    fault_ended_on: date | None = None
    repair: Repair | None = None

    def __post_init__(self) -> None:
        lacks = [
            name
            for name, there in {
                "当事人": self.person.strip(),
                "理由": self.reason.strip(),
                "不一致的证据": self.evidence,
                **({} if self.state is CreditState.SUSPECT else self._decision()),
                **(self._confirmation() if self.state in CONFIRMED else {}),
                **({"修复情况": self.repair} if self.state is CreditState.REPAIRED else {}),
            }.items()
            if not there
        ]
        if lacks or self.state is CreditState.CLEAN:
            raise IncompleteEntry(
                f"信用记录（{STATE_NAMES[self.state]}）缺少：{'、'.join(lacks) or '状态'}。"
            )

    def _decision(self) -> dict[str, object]:
        return {
            "处理理由": self.decision.strip(),
            "办理人": self.decided_by.strip(),
            "办理日期": self.decided_on,
        }

    def _confirmation(self) -> dict[str, object]:
        heard = self.hearing is not None and self.hearing.is_recorded
        return {"失信程度": self.level, "听取本人意见的记录": heard}

    def counts_on(self, day: date) -> bool:
        """Whether the day is within the entry's time: past it, it counts no more."""
        return self.opened_on <= day <= self.until


CONFIRMED: Final = frozenset({CreditState.FALSE_CONFIRMED, CreditState.REPAIRED})
STATE_NAMES: Final = {
    CreditState.CLEAN: "无记录",
    CreditState.SUSPECT: "存疑待核",
    CreditState.CLEARED: "已排除",
    CreditState.CORRECTED: "已更正",
    CreditState.FALSE_CONFIRMED: "确认虚假承诺",
    CreditState.REPAIRED: "已修复",
}
LEVEL_NAMES: Final = {Level.LIGHT: "轻微", Level.GENERAL: "一般", Level.SERIOUS: "严重"}
