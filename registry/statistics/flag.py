"""What a month's report says beside its figures, so that nothing is counted or dropped silently."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class FlagCode(StrEnum):
    """Why a flag stands."""

    PERIOD_OPEN = "PERIOD_OPEN"
    EARLIER_OPEN = "EARLIER_OPEN"
    NUMBER_UNKNOWN = "NUMBER_UNKNOWN"
    NUMBER_CHANGED = "NUMBER_CHANGED"
    HISTORY_MISSING = "HISTORY_MISSING"
    HISTORY_SHORT = "HISTORY_SHORT"
    HISTORY_OLD = "HISTORY_OLD"
    SOURCE_CONFLICT = "SOURCE_CONFLICT"
    BACK_PAID = "BACK_PAID"
    PAYMENT_GAP = "PAYMENT_GAP"
    TWO_COUNTIES = "TWO_COUNTIES"
    LISTED = "LISTED"
    LISTED_ELSEWHERE = "LISTED_ELSEWHERE"
    CORRECTIONS = "CORRECTIONS"
    CORRECTED_LATER = "CORRECTED_LATER"


FLAG_NAMES: Final = {
    FlagCode.PERIOD_OPEN: "统计期未结束",
    FlagCode.EARLIER_OPEN: "更早的月份未冻结",
    FlagCode.NUMBER_UNKNOWN: "标准未知",
    FlagCode.NUMBER_CHANGED: "冻结后标准有变",
    FlagCode.HISTORY_MISSING: "没有历史记录",
    FlagCode.HISTORY_SHORT: "记录不够早",
    FlagCode.HISTORY_OLD: "记录没有到期末",
    FlagCode.SOURCE_CONFLICT: "来源互相矛盾",
    FlagCode.BACK_PAID: "有补缴",
    FlagCode.PAYMENT_GAP: "缴费有断档",
    FlagCode.TWO_COUNTIES: "在两个县区",
    FlagCode.LISTED: "在其他渠道名单上",
    FlagCode.LISTED_ELSEWHERE: "名单上的县区不同",
    FlagCode.CORRECTIONS: "有待更正",
    FlagCode.CORRECTED_LATER: "以后有更正",
}


@dataclass(frozen=True, slots=True)
class Flag:
    """words: one sentence in Chinese. count: how many people, or months, or numbers."""

    code: FlagCode
    words: str
    count: int
    registrations: tuple[str, ...] = ()
