"""创业担保贷款 (63号 四; RULEBOOK R5.3): it needs a licence, which ends a flexible registration."""

from datetime import date
from typing import Final

from registry.entitlements.basis import LOAN, LOAN_TIMES
from registry.entitlements.condition import (
    Condition,
    Row,
    Seen,
    Subject,
    any_of,
    judged,
    looked,
    no_number,
    unknown,
)
from registry.entitlements.entitlement import Amount, Benefit, Check, Entitlement
from registry.entitlements.facts import Circumstance
from registry.entitlements.graduate import graduate
from registry.entitlements.hardship import is_recognised, is_registered_unemployed
from registry.entitlements.shared import WORKING_AGE, circumstance_row, is_with_no_unit
from registry.registration.claim import Category

CAP: Final = "startup_loan_individual_cap"
TIMES: Final = "startup_loan_times"
LICENCE: Final = "登记注册个体工商户或企业以后可以申请；领执照后，灵活就业登记随之退出。"
# Who may keep an online shop without a licence, and was not asked whether she does.
MAY_BE_SHOP: Final = frozenset({Category.A_SOLO, Category.C_NEW_FORM})
LATER: Final = (
    Check("本人和配偶的信用情况、有没有其他贷款，由经办银行核查", "创业担保贷款 条件"),
    Check("经营项目和还款能力", "创业担保贷款 条件"),
)


def is_licensed(subject: Subject) -> Seen:
    """A licence in force; of an online shop without one it is not known, and never “never”."""
    told = subject.facts.licensed_since
    if told is not None and told.value is not None and told.value <= subject.as_of:
        return judged(True, f"{told.value} 起有营业执照。", "", "有", "有营业执照", told)
    shop = subject.facts.circumstances
    if shop is not None and Circumstance.ONLINE_SHOP in shop.value:
        detail = "网络商户没有营业执照能否申请，没有查到：请问人社部门。"
        found = unknown("licence_or_shop", detail, "LICENCE_OR_PLATFORM_SHOP")
        return found._replace(value="网络商户", threshold="有营业执照", told=shop)
    if told is None:
        return unknown("licensed_since")
    if shop is None and _may_be_shop(subject):
        detail = "没有营业执照；如果开网店，结果会不同，请先填写。"
        return unknown("circumstances", detail)._replace(value="没有", told=told)
    return judged(False, "还没有营业执照。", "NO_LICENCE", "没有", "有营业执照", told)


def _may_be_shop(subject: Subject) -> bool:
    work = subject.facts.work
    return work is None or work.value.category in (None, *MAY_BE_SHOP)


def has_loans_left(subject: Subject) -> Seen:
    """Fewer loans so far than may be had."""
    told, used = subject.facts.loans_taken, subject.number(TIMES)
    if told is None:
        return unknown("loans_taken")
    if used.value is None:
        return no_number(used, "最多可贷几次，没有查到。")
    value, bound = f"贷过 {told.value} 次", f"最多 {used.value:g} 次"
    holds = told.value < used.value
    return judged(holds, f"{value}，{bound}。", "TIMES_USED", value, bound, told, used)


# Without graduates, whose row has rows of its own.
GROUPS: Final = (
    Row("unemployed", "登记失业人员", LOAN, is_registered_unemployed),
    Row("hardship", "就业困难人员", LOAN, is_recognised),
    *(
        circumstance_row(each, LOAN)
        for each in (
            Circumstance.VETERAN,
            Circumstance.RELEASED,
            Circumstance.STUDENT,
            Circumstance.CAPACITY_CUT,
            Circumstance.RETURNED_MIGRANT,
            Circumstance.ONLINE_SHOP,
            Circumstance.FORMERLY_POOR,
            Circumstance.RURAL_FOUNDER,
            Circumstance.HMT_YOUTH,
        )
    ),
)
ROWS: Final = (
    WORKING_AGE,
    Row("no_unit", "没有在单位就业", LOAN, is_with_no_unit),
    Row("licence", "有营业执照", LOAN, is_licensed, LICENCE),
    Row("times", "贷款次数没有用完", LOAN_TIMES, has_loans_left),
)


def startup_loan(subject: Subject, approved: date | None = None) -> Entitlement:
    """Of a listed group, of working age, with a licence. approved: the day whose cap counts."""
    groups = [*(looked(row, subject) for row in GROUPS), graduate(subject)]
    conditions: list[Condition] = [
        any_of("group", "属于可以申请的人员类别", LOAN, groups, "NO_GROUP"),
        *(looked(row, subject) for row in ROWS),
    ]
    return Entitlement(
        Benefit.STARTUP_LOAN, tuple(conditions), amounts=_amounts(subject, approved), later=LATER
    )


def _amounts(subject: Subject, approved: date | None) -> tuple[Amount, ...]:
    used = subject.number(CAP, approved)
    if used.value is not None:
        words = f"最高 {used.value / 10_000:g} 万元"
    else:
        note = used.dated.note if used.dated else ""
        words = f"没有查到{f'（{note}）' if note else ''}"
    subsidy = subject.number("startup_loan_interest_subsidy", approved)
    share = f"{subsidy.value * 100:g}%" if subsidy.value is not None else "没有查到"
    return (Amount("个人最高额度", used, words), Amount("贴息比例", subsidy, share))
