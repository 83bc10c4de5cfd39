"""What a month's report says beside its figures, so that nothing is counted or dropped silently."""

from dataclasses import dataclass
from enum import StrEnum


class FlagCode(StrEnum):
    """Why a flag stands."""

    PERIOD_OPEN = "PERIOD_OPEN"  # 统计期未结束
    EARLIER_OPEN = "EARLIER_OPEN"  # 本年度更早的月份未冻结
    NUMBER_UNKNOWN = "NUMBER_UNKNOWN"  # 政策参数未知
    NUMBER_CHANGED = "NUMBER_CHANGED"  # 冻结后政策参数有变
    HISTORY_MISSING = "HISTORY_MISSING"  # 没有任何来源的记录
    HISTORY_SHORT = "HISTORY_SHORT"  # 来源的记录不够早
    HISTORY_OLD = "HISTORY_OLD"  # 来源的记录没有到期末
    SOURCE_CONFLICT = "SOURCE_CONFLICT"  # 来源互相矛盾
    BACK_PAID = "BACK_PAID"  # 有补缴
    PAYMENT_GAP = "PAYMENT_GAP"  # 缴费有断档
    TWO_COUNTIES = "TWO_COUNTIES"  # 一年内在两个县区
    LISTED = "LISTED"  # 在其他渠道名单上
    LISTED_ELSEWHERE = "LISTED_ELSEWHERE"  # 名单上的县区不同
    CORRECTIONS = "CORRECTIONS"  # 有待更正


@dataclass(frozen=True, slots=True)
class Flag:
    """words: one sentence in Chinese. count: how many people, or months, or numbers."""

    code: FlagCode
    words: str
    count: int
    registrations: tuple[str, ...] = ()
