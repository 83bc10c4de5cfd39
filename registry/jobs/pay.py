"""What a posting pays: amounts with their unit, and how amounts of two units compare."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PayUnit(StrEnum):
    """The unit a pay figure is quoted in."""

    HOUR = "HOUR"  # 小时
    DAY = "DAY"  # 天
    SHIFT = "SHIFT"  # 班
    PIECE = "PIECE"  # 件、单
    MONTH = "MONTH"  # 月
    YEAR = "YEAR"  # 年
    COMMISSION = "COMMISSION"  # 提成


class Settlement(StrEnum):
    """How often pay is paid out."""

    DAILY = "DAILY"  # 日结
    WEEKLY = "WEEKLY"  # 周结
    MONTHLY = "MONTHLY"  # 月结
    ON_COMPLETION = "ON_COMPLETION"  # 完工结
    HALF_MONTHLY = "HALF_MONTHLY"  # 半月结，至多15日


UNIT_LABELS: Final = {
    PayUnit.HOUR: "元/小时",
    PayUnit.DAY: "元/天",
    PayUnit.SHIFT: "元/班",
    PayUnit.PIECE: "元/单",
    PayUnit.MONTH: "元/月",
    PayUnit.YEAR: "元/年",
    PayUnit.COMMISSION: "元提成",
}
SETTLEMENT_LABELS: Final = {
    Settlement.DAILY: "日结",
    Settlement.WEEKLY: "周结",
    Settlement.MONTHLY: "月结",
    Settlement.ON_COMPLETION: "完工结",
    Settlement.HALF_MONTHLY: "半月结",
}
# Used where a posting does not say: a usual working day, and a month's working days when it says
# nothing of rest (做六休一). Every figure that rests on them is marked as converted (折算).
USUAL_HOURS_A_DAY: Final = 8.0
USUAL_DAYS_A_MONTH: Final = 26.0


@dataclass(frozen=True, slots=True)
class Pay:
    """A range in CNY a unit, before tax; minimum <= maximum, both > 0.

    unit_stated: False where the unit was guessed from the size of the figures.
    """

    minimum: float
    maximum: float
    unit: PayUnit
    settlement: Settlement | None = None
    unit_stated: bool = True

    def __post_init__(self) -> None:
        if not 0 < self.minimum <= self.maximum:
            raise ValueError(
                f"0 < minimum <= maximum does not hold: {self.minimum}, {self.maximum}"
            )

    def __str__(self) -> str:
        figures = figure(self.minimum)
        if self.maximum > self.minimum:
            figures += f"–{figure(self.maximum)}"
        return f"{figures} {UNIT_LABELS[self.unit]}"


def figure(amount: float) -> str:
    """An amount as it is written on screen: no decimals where it has none."""
    return f"{amount:.0f}" if amount == int(amount) else f"{amount:.2f}".rstrip("0")


def per_hour(
    amount: float, unit: PayUnit, hours_a_day: float | None, days_a_month: float | None
) -> float | None:
    """CNY an hour of an amount in any unit; None for pay by the piece or by commission alone.

    hours_a_day, days_a_month: of the work itself where known, else the usual ones are taken.
    """
    day = hours_a_day or USUAL_HOURS_A_DAY
    month = day * (days_a_month or USUAL_DAYS_A_MONTH)
    divisors = {
        PayUnit.HOUR: 1.0,
        PayUnit.DAY: day,
        PayUnit.SHIFT: day,
        PayUnit.MONTH: month,
        PayUnit.YEAR: 12 * month,
    }
    divisor = divisors.get(unit)
    return amount / divisor if divisor else None


def per_month(
    amount: float, unit: PayUnit, hours_a_day: float | None, days_a_month: float | None
) -> float | None:
    """CNY a month of full work; None for pay by the piece or by commission alone."""
    hourly = per_hour(amount, unit, hours_a_day, days_a_month)
    if hourly is None:
        return None
    return hourly * (hours_a_day or USUAL_HOURS_A_DAY) * (days_a_month or USUAL_DAYS_A_MONTH)
