"""Minimum wage and part-time settlement: what a posting pays against the law (RULEBOOK R7.2)."""

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import UNIT_LABELS, Pay, PayUnit, Settlement, per_hour
from registry.jobs.posting import Posting
from registry.parameters import DatedValue, Parameter
from registry.verdict import Finding

WAGE_CLAUSE: Final = "最低工资规定 5、12；劳动合同法 72"
SETTLEMENT_CLAUSE: Final = "劳动合同法 72"
# Part-time (非全日制, 劳动合同法 68): at most these on average. Above either the work is full-time.
PART_TIME_HOURS_A_DAY: Final = 4.0
PART_TIME_HOURS_A_WEEK: Final = 24.0
WITHIN_15_DAYS: Final = frozenset({Settlement.DAILY, Settlement.WEEKLY, Settlement.HALF_MONTHLY})
# The days of a month that count for pay (劳社部发〔2008〕3号), for full-time work paid by the day.
PAID_DAYS_A_MONTH: Final = 21.75
A_HAIR: Final = 1e-9  # of conversion, not of money


class Outcome(StrEnum):
    """What follows from one check of a posting."""

    MET = "met"  # 符合
    BLOCK = "block"  # 不得发布
    HOLD = "hold"  # 待人工核实
    UNDETERMINED = "undetermined"  # 无法判断


class Check(NamedTuple):
    """One check; finding.passed only where the outcome is MET, so UNDETERMINED is no pass."""

    outcome: Outcome
    finding: Finding


class Floors(NamedTuple):
    """The minimum wages that pay is held to, CNY an hour and a month, and the day that counts."""

    day: date
    hourly: Parameter
    monthly: Parameter


class _Offer(NamedTuple):
    """The lowest pay as it is compared: CNY an hour, or a month of full-time work."""

    amount: float
    hourly: bool
    doubt: str = ""


def wage_checks(
    posting: Posting, day: date, hourly: Parameter, monthly: Parameter
) -> tuple[Check, ...]:
    """The posting's pay against the floor of its county on a day, and how often it is paid out.

    hourly, monthly: minimum wages, CNY an hour and a month. Part-time work is held to the hourly
    one, full-time work to the monthly one. BLOCK: surely below; HOLD: below, but the floor is
    assumed, the unit of pay guessed, or full-time and part-time cannot be told apart.
    """
    offer = _offer(posting.pay, posting.hours)
    if isinstance(offer, str):
        return (_undetermined("minimum_wage", WAGE_CLAUSE, offer), settlement_check(posting))
    county = posting.place.county
    floor = (hourly if offer.hourly else monthly).on(day, county) if county else None
    if county is None:
        wage = _undetermined("minimum_wage", WAGE_CLAUSE, "工作的区县未写明，请补上区县。")
    elif floor is None or floor.value is None:
        why = f"该地 {day} 的最低工资标准没有查到，请补入 data/policy。"
        wage = _undetermined("minimum_wage", WAGE_CLAUSE, why)
    else:
        wage = _against(offer, floor, floor.value, day)
    return (wage, settlement_check(posting))


def settlement_check(posting: Posting) -> Check:
    """Part-time work is paid out at least every 15 days; monthly settlement holds it back."""
    settlement = posting.pay.settlement if posting.pay else None
    code, clause = "part_time_settlement", SETTLEMENT_CLAUSE
    part_time = _part_time(posting.pay, posting.hours) if posting.pay else False
    if part_time is None:
        return _undetermined(code, clause, "每天工时未写明，分不清是否非全日制用工。")
    if not part_time:
        return Check(Outcome.MET, Finding(code, True, "不是非全日制用工，可按月结算。", clause))
    if settlement is Settlement.MONTHLY:
        detail = "非全日制用工按月结算：结算周期不得超过15日，请改为日结、周结或半月结。"
        return Check(Outcome.HOLD, Finding(code, False, detail, clause))
    if settlement in WITHIN_15_DAYS:
        return Check(Outcome.MET, Finding(code, True, "结算周期不超过15日。", clause))
    return _undetermined(code, clause, "多久结算一次未写明，非全日制用工最长15日。")


def _against(offer: _Offer, floor: DatedValue, least: float, day: date) -> Check:
    unit, name = ("元/小时", "小时") if offer.hourly else ("元/月", "月")
    figures = f"最低工资标准（{name}）{least:g} {unit}（{floor.start} 起，按 {day} 查）"
    if offer.amount >= least - A_HAIR:
        detail = f"报酬 {_figure(offer.amount)} {unit}，不低于{figures}。"
        return Check(Outcome.MET, Finding("minimum_wage", True, detail, WAGE_CLAUSE))
    doubts = [offer.doubt, "该标准的适用地区系推定" if floor.assumed or floor.inferred else ""]
    doubt = "；".join(part for part in doubts if part)
    detail = f"报酬 {_figure(offer.amount)} {unit}，低于{figures}，请提高到标准以上。"
    if doubt:
        detail += f"需人工核实：{doubt}。"
    outcome = Outcome.HOLD if doubt else Outcome.BLOCK
    return Check(outcome, Finding("minimum_wage", False, detail, WAGE_CLAUSE))


def _offer(pay: Pay | None, hours: Hours) -> _Offer | str:
    """The lowest pay as it is compared, or why it cannot be."""
    if pay is None:
        return "没有写明劳动报酬。"
    if pay.unit in (PayUnit.PIECE, PayUnit.COMMISSION):
        return f"按{UNIT_LABELS[pay.unit].removeprefix('元').removeprefix('/')}计酬，折不成时薪。"
    guessed = "" if pay.unit_stated else "报酬的单位系推断"
    full = _full_time(hours)
    if pay.unit is PayUnit.HOUR:
        return _Offer(pay.minimum, True, "按小时计酬但每天工时超过非全日制" if full else guessed)
    if full is False:
        return _part_time_offer(pay, hours, guessed)
    return _full_time_offer(pay, full, guessed)


def _full_time_offer(pay: Pay, full: bool | None, guessed: str) -> _Offer | str:
    if pay.unit in (PayUnit.DAY, PayUnit.SHIFT):
        if full is None:
            return "按天计酬而每天工时未写明，折不成时薪，请补上工作时间。"
        return _Offer(pay.minimum * PAID_DAYS_A_MONTH, False, guessed)
    months = 12 if pay.unit is PayUnit.YEAR else 1
    return _Offer(pay.minimum / months, False, "是否全日制未写明" if full is None else guessed)


def _part_time_offer(pay: Pay, hours: Hours, guessed: str) -> _Offer | str:
    by_month = pay.unit in (PayUnit.MONTH, PayUnit.YEAR)
    amount = per_hour(pay.minimum, pay.unit, hours.hours_per_day, hours.days_per_month)
    if amount is None or (by_month and hours.days_per_week is None):
        return "非全日制用工按月计酬而每周天数未写明，折不成时薪。"
    return _Offer(amount, True, guessed)


def _full_time(hours: Hours) -> bool | None:
    """Whether the hours are those of full-time work; None where they are not known."""
    if hours.hours_per_day is None:
        return None
    a_week = hours.hours_per_day * (hours.days_per_week or 0)
    return hours.hours_per_day > PART_TIME_HOURS_A_DAY or a_week > PART_TIME_HOURS_A_WEEK


def _part_time(pay: Pay, hours: Hours) -> bool | None:
    """Whether the work is part-time: by the hour it is, where no more is known; None on a rota."""
    full = _full_time(hours)
    if full is None and pay.unit is PayUnit.HOUR:
        return None if hours.kind is HoursKind.ROTATING else True
    return full is False


def _undetermined(code: str, clause: str, why: str) -> Check:
    return Check(Outcome.UNDETERMINED, Finding(code, False, f"无法判断：{why}", clause))


def _figure(amount: float) -> str:
    return f"{amount:.2f}".rstrip("0").rstrip(".")
