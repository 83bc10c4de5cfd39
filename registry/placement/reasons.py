"""Reasons to choose from: why somebody was not hired, why a posting is not for her.

No reason of the law's forbidden kinds (sex, age, hukou, looks …) is among them: what cannot be
chosen is not said, and what is written freely is linted like a posting.
"""

from enum import StrEnum
from typing import Final


class RefusalReason(StrEnum):
    """Why she was not hired."""

    FILLED = "filled"  # 已招满
    CANCELLED = "cancelled"  # 岗位取消
    SKILLS = "skills"  # 技能或经验不符
    CERTIFICATE = "certificate"  # 缺少岗位必需的证件
    HOURS = "hours"  # 时间对不上
    PLACE = "place"  # 到岗不便
    PAY = "pay"  # 报酬没谈拢
    NOT_REACHED = "not_reached"  # 联系不上
    NOT_COME = "not_come"  # 未到面试
    NOT_TOLD = "not_told"  # 没有说明
    OTHER = "other"  # 其他


class Dislike(StrEnum):
    """Why a posting is not for her."""

    TOO_FAR = "too_far"  # 太远
    HOURS = "hours"  # 时间不合适
    PAY = "pay"  # 报酬低
    TIRING = "tiring"  # 太累
    TRADE = "trade"  # 不想做这一行
    CERTIFICATE = "certificate"  # 缺证件
    TAKEN = "taken"  # 打电话说已招满
    FRAUD = "fraud"  # 像是骗人的
    OTHER = "other"  # 其他


REFUSAL_NAMES: Final = {
    RefusalReason.FILLED: "已招满",
    RefusalReason.CANCELLED: "岗位取消",
    RefusalReason.SKILLS: "技能或经验不符",
    RefusalReason.CERTIFICATE: "缺少岗位必需的证件",
    RefusalReason.HOURS: "时间对不上",
    RefusalReason.PLACE: "到岗不便",
    RefusalReason.PAY: "报酬没谈拢",
    RefusalReason.NOT_REACHED: "联系不上",
    RefusalReason.NOT_COME: "未到面试",
    RefusalReason.NOT_TOLD: "没有说明",
    RefusalReason.OTHER: "其他",
}
DISLIKE_NAMES: Final = {
    Dislike.TOO_FAR: "太远",
    Dislike.HOURS: "时间不合适",
    Dislike.PAY: "报酬低",
    Dislike.TIRING: "太累",
    Dislike.TRADE: "不想做这一行",
    Dislike.CERTIFICATE: "缺证件",
    Dislike.TAKEN: "打电话说已招满",
    Dislike.FRAUD: "像是骗人的",
    Dislike.OTHER: "其他",
}
# A firm says why; that nobody said is only concluded.
OF_FIRMS: Final = tuple(each for each in RefusalReason if each is not RefusalReason.NOT_TOLD)
