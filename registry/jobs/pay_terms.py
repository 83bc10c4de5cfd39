"""Pay terms: the rules a posting's pay follows, each a fact of its own (RULEBOOK R7.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from registry.jobs.pay import figure


class PayTermKind(StrEnum):
    """What a term is about."""

    UNIT_PRICE = "unit_price"  # 单价
    COMMISSION = "commission"  # 提成：劳动者所得
    PLATFORM_CUT = "platform_cut"  # 抽成：平台所取
    DEDUCTION = "deduction"  # 扣罚
    INCENTIVE = "incentive"  # 奖励、补贴
    BASE = "base"  # 底薪
    GUARANTEE = "guarantee"  # 保底


class TermUnit(StrEnum):
    """What a term's figures count."""

    CNY = "CNY"  # 元
    PERCENT = "PERCENT"  # %


KIND_LABELS: Final = {
    PayTermKind.UNIT_PRICE: "单价",
    PayTermKind.COMMISSION: "提成",
    PayTermKind.PLATFORM_CUT: "平台抽成",
    PayTermKind.DEDUCTION: "扣罚",
    PayTermKind.INCENTIVE: "奖励补贴",
    PayTermKind.BASE: "底薪",
    PayTermKind.GUARANTEE: "保底",
}
# A denial is worth telling too: whoever knows platforms asks for it first.
DENIALS: Final = {
    PayTermKind.COMMISSION: "无提成",
    PayTermKind.PLATFORM_CUT: "不抽成",
    PayTermKind.DEDUCTION: "不扣罚",
    PayTermKind.BASE: "无底薪",
    PayTermKind.GUARANTEE: "无保底",
}
_SIGNS: Final = {TermUnit.CNY: "元", TermUnit.PERCENT: "%"}
_LINE_LENGTH: Final = 6  # terms of a line on screen; the rest is in the posting


@dataclass(frozen=True, slots=True)
class PayTerm:
    """One rule of pay, as a posting words it.

    name: what its own words call it (全勤奖, 超时扣款), "" for a unit price; of a denial, when or
    for what it holds (超时). amount_min <= amount_max, both > 0, in CNY or percent (0-100); no
    maximum: open upwards (6元起); no minimum: only the most is said (最高70%); neither: no figure.
    unit: None without a figure. per: what is counted (单, 公里, 月), "" where not said.
    denied: the posting says that there is none. quote: the words that prove it.
    """

    kind: PayTermKind
    name: str = ""
    amount_min: float | None = None
    amount_max: float | None = None
    unit: TermUnit | None = None
    per: str = ""
    denied: bool = False
    quote: str = ""

    def __post_init__(self) -> None:
        low, high = self.amount_min, self.amount_max
        if (self.unit is None) != (low is None and high is None):
            raise ValueError(
                f"a figure has a unit, and a unit a figure: {low}, {high}, {self.unit}"
            )
        given = [figure for figure in (0, low, high) if figure is not None]
        if self.unit and (given != sorted(given) or given[1] == 0):
            raise ValueError(f"0 < amount_min <= amount_max does not hold: {low}, {high}")

    def __str__(self) -> str:
        if self.denied:
            return self.name + DENIALS.get(self.kind, f"无{KIND_LABELS[self.kind]}")
        if self.unit is None:
            return self.name or KIND_LABELS[self.kind]
        name = "单价" if self.kind is PayTermKind.UNIT_PRICE and not self.per else self.name
        return name + self._figures(_SIGNS[self.unit])

    def _figures(self, sign: str) -> str:
        low, high = self.amount_min, self.amount_max
        per = f"/{self.per}" if self.per else ""
        if low is None:
            return f"最高{figure(high or 0)}{sign}{per}"
        if high is None:
            return f"{figure(low)}{sign}{per}起"
        span = figure(low) if low == high else f"{figure(low)}–{figure(high)}"
        return f"{span}{sign}{per}"


def pay_rule(terms: Sequence[PayTerm]) -> str:
    """The terms in one line, those with a figure and denials first.

    "" of none, and where there is nothing but rewards without a figure: those are no rule.
    """
    certain = [term for term in terms if term.unit or term.denied]
    named = [term for term in terms if not (term.unit or term.denied)]
    if not certain and all(term.kind is PayTermKind.INCENTIVE for term in named):
        return ""
    lines = list(dict.fromkeys(str(term) for term in certain + named))
    more = "等" if len(lines) > _LINE_LENGTH else ""
    return "；".join(lines[:_LINE_LENGTH]) + more
