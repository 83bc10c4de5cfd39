"""A passage of a posting that asks what may not be asked, or warns of fraud."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a passage is about."""

    SEX = "sex"  # 性别
    AGE = "age"  # 年龄
    REGION = "hukou_or_region"  # 户籍、地域
    ETHNICITY = "ethnicity"  # 民族、宗教
    MARRIAGE = "marriage"  # 婚育
    APPEARANCE = "appearance_or_height"  # 容貌、身高
    HEALTH = "health_or_disability"  # 健康、残疾
    FEE = "fee"  # 向劳动者收费
    FRAUD = "fraud"  # 欺诈迹象


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters [start, end) of a text, and what they ask.

    code: which table row found it, e.g. `sex` or `deposit`. cut_start, cut_end: the words within
    [start, end) to take out for a lawful text. keep: the lawful words left in their place
    (18周岁以上 of 18-45岁). low, high: years of an age limit, None where open or not about age.
    """

    code: str
    kind: Kind
    start: int
    end: int
    quote: str
    cut_start: int
    cut_end: int
    keep: str = ""
    low: int | None = None
    high: int | None = None
