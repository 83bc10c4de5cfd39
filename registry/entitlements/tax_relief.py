"""Tax relief of 公告2023年第15号 (63号 四; RULEBOOK R5.4): her own business, or a firm's hire."""

from typing import Final

from registry.entitlements.basis import TAX, TAX_HIRED, Basis
from registry.entitlements.condition import (
    Condition,
    Row,
    Seen,
    Subject,
    any_of,
    judged,
    looked,
    unknown,
)
from registry.entitlements.entitlement import Amount, Benefit, Check, Entitlement
from registry.entitlements.facts import Circumstance
from registry.entitlements.hardship import unemployed_for
from registry.entitlements.shared import circumstance_row, is_with_no_unit, said

JOBLESS: Final = "tax_relief_jobless_months"
OWN_BASE, OWN_HERE = "tax_relief_own_base", "tax_relief_own_shandong"
HIRED_BASE, HIRED_HERE = "tax_relief_hired_base", "tax_relief_hired_shandong"
LICENCE: Final = "登记个体工商户以后可以享受，从登记当月起最多3年；领执照后，灵活就业登记随之退出。"
OWN_LATER: Final = (Check("《就业创业证》上注明“自主创业税收政策”", "财政部等公告2023年第15号"),)
HIRED_LATER: Final = (
    Check("单位与您签订1年以上劳动合同，并依法缴纳社会保险费", "财政部等公告2023年第15号"),
)


def is_unemployed_and_poor(subject: Subject) -> Seen:
    """Registered unemployed, from a family without any work or on the living allowance."""
    since, told = subject.facts.unemployed_since, subject.facts.circumstances
    if since is None or told is None:
        return unknown("unemployed_since" if since is None else "circumstances")
    poor = {Circumstance.ZERO_EMPLOYMENT_FAMILY, Circumstance.LIVING_ALLOWANCE} & told.value
    holds = since.value is not None and bool(poor)
    yes, no = "登记失业，且家庭零就业或享受低保。", "没有失业登记，或家庭不是零就业、低保。"
    return judged(holds, yes if holds else no, "NOT_STATED", "是" if holds else "否", "是", told)


def is_in_graduation_year(subject: Subject) -> Seen:
    """From January to December of the year in which she graduates."""
    told = subject.facts.graduated_on
    if told is None:
        return unknown("graduated_on")
    if told.value is None:
        return judged(False, "没有高校毕业的日期。", "NO_GRADUATE", "没有", "毕业年度内", told)
    value, bound = f"{told.value.year} 年毕业", f"{subject.as_of.year} 年毕业"
    holds = told.value.year == subject.as_of.year
    detail = f"{value}，{'正在' if holds else '不在'}毕业年度内。"
    return judged(holds, detail, "NOT_THIS_YEAR", value, bound, told)


def has_own_business(subject: Subject) -> Seen:
    """A 个体工商户 of hers; a flexible worker in this registry has none."""
    told = subject.facts.licensed_since
    if told is None:
        return unknown("licensed_since")
    holds = told.value is not None and told.value <= subject.as_of
    detail = f"{told.value} 登记。" if holds else "需要先办个体工商户登记。"
    value = "已登记" if holds else "没有"
    return judged(holds, detail, "NEEDS_BUSINESS", value, "个体工商户登记", told)


def _in_force(number: str) -> Row:
    """Whether the relief is open on the day."""

    def look(subject: Subject) -> Seen:
        used = subject.number(number)
        value = str(subject.as_of)
        if used.dated is None or used.value is None:
            detail = "这一天不在政策执行期内，或新的规定还没有查到。"
            return judged(False, detail, "NOT_IN_FORCE", value, "执行期内", None, used)
        bound = f"{used.dated.start} 至 {used.dated.end or '今'}"
        return judged(True, f"政策执行期 {bound}。", "", value, bound, None, used)

    return Row("in_force", "在政策执行期内", TAX, look)


def _unused(basis: Basis) -> Row:
    look = said("tax_relief_used", "没有享受满3年。", "已享受满3年，不能再享受。", "USED", False)
    return Row("unused", "没有享受满3年", basis, look)


def _long(basis: Basis) -> Row:
    return Row("jobless", "登记失业半年以上", basis, unemployed_for(JOBLESS))


OWN_GROUPS: Final = (
    circumstance_row(Circumstance.FORMERLY_POOR, TAX),
    _long(TAX),
    Row("jobless_family", "零就业或低保家庭的登记失业人员", TAX, is_unemployed_and_poor),
    Row("graduation_year", "毕业年度内高校毕业生", TAX, is_in_graduation_year),
)
HIRED_GROUPS: Final = (circumstance_row(Circumstance.FORMERLY_POOR, TAX_HIRED), _long(TAX_HIRED))
OWN_ROWS: Final = (
    Row("business", "已登记个体工商户", TAX, has_own_business, LICENCE),
    _in_force(OWN_BASE),
    _unused(TAX),
)
HIRED_ROWS: Final = (
    Row("no_unit", "现在没有在单位就业", TAX_HIRED, is_with_no_unit),
    _in_force(HIRED_BASE),
    _unused(TAX_HIRED),
)


def own_relief(subject: Subject) -> Entitlement:
    """Her own relief, once she has a business of one of four groups."""
    return Entitlement(
        Benefit.TAX_OWN,
        _conditions(subject, OWN_ROWS, OWN_GROUPS, TAX),
        amounts=_amounts(subject, OWN_BASE, OWN_HERE, "每户每年"),
        later=OWN_LATER,
    )


def hired_relief(subject: Subject) -> Entitlement:
    """What a firm could claim that takes her on; hers is only to show it."""
    return Entitlement(
        Benefit.TAX_HIRED,
        _conditions(subject, HIRED_ROWS, HIRED_GROUPS, TAX_HIRED),
        amounts=_amounts(subject, HIRED_BASE, HIRED_HERE, "每招用一人每年"),
        later=HIRED_LATER,
        notes=("这是招用单位的优惠，不是发给您的钱；您可以自愿告诉单位。",),
    )


def _conditions(
    subject: Subject, rows: tuple[Row, ...], groups: tuple[Row, ...], basis: Basis
) -> tuple[Condition, ...]:
    first, *others = (looked(row, subject) for row in rows)
    group = any_of(
        "group", "属于重点群体", basis, [looked(row, subject) for row in groups], "NO_GROUP"
    )
    return (first, group, *others)


def _amounts(subject: Subject, base: str, here: str, per: str) -> tuple[Amount, ...]:
    national, own = subject.number(base), subject.number(here)
    words = f"{per}最高 {national.value:g} 元" if national.value is not None else "没有查到"
    local = f"{per}最高 {own.value:g} 元" if own.value is not None else "山东的标准没有查到"
    return (Amount("国家基准", national, words), Amount("山东标准", own, local))
