"""就业困难人员 in Shandong (山东省就业促进条例 42; RULEBOOK R5.5): recognised while unemployed."""

from typing import Final

from registry.entitlements.basis import HARDSHIP, HARDSHIP_ORDER
from registry.entitlements.condition import (
    Condition,
    Holds,
    Look,
    Row,
    Seen,
    Subject,
    all_of,
    any_of,
    judged,
    looked,
    no_number,
    unknown,
)
from registry.entitlements.days import months_after
from registry.entitlements.facts import Circumstance
from registry.entitlements.shared import WORKING_AGE, circumstance_row
from registry.workers.identity import Sex, age_on

AGES: Final = {Sex.FEMALE: ("女", "hardship_age_female"), Sex.MALE: ("男", "hardship_age_male")}
JOBLESS: Final = "hardship_jobless_months"
APPLY_FIRST: Final = "先看“就业困难人员认定”；认定要在登记失业时向人社部门提出。"
UNEMPLOYMENT: Final = "认定时须有失业登记：不再就业以后，可以自愿办理失业登记。"


def is_recognised(subject: Subject) -> Seen:
    """Whether the office has recognised her, by her own word."""
    told = subject.facts.hardship_on
    if told is None:
        return unknown("hardship_on")
    holds = told.value is not None and told.value <= subject.as_of
    detail = f"{told.value} 已认定。" if holds else "还没有认定。"
    value = "已认定" if holds else "未认定"
    return judged(holds, detail, "NOT_RECOGNISED", value, "已认定", told)


def is_registered_unemployed(subject: Subject) -> Seen:
    """Whether an unemployment registration is in force."""
    told = subject.facts.unemployed_since
    if told is None:
        return unknown("unemployed_since")
    holds = told.value is not None and told.value <= subject.as_of
    none = "现在没有失业登记（登记灵活就业后失业登记随之注销）。"
    detail, value = (f"{told.value} 起登记失业。", "有") if holds else (none, "没有")
    return judged(holds, detail, "NOT_UNEMPLOYED", value, "有失业登记", told)


def is_of_4050(subject: Subject) -> Seen:
    """Women from 40, men from 50; the birthday itself counts."""
    born, sex = subject.facts.born, subject.facts.sex
    if born is None or sex is None:
        return unknown("born" if born is None else "sex")
    word, number = AGES[sex.value]
    used = subject.number(number)
    if used.value is None:
        return no_number(used, f"{word}性年龄标准没有查到。")
    age, bound = age_on(born.value, subject.as_of), f"{word}满{used.value:g}周岁"
    holds, value = age >= used.value, f"{age}周岁"
    detail = f"{value}，{'已经' if holds else '未到'}{bound}。"
    return judged(holds, detail, "TOO_YOUNG", value, bound, born, used)


def unemployed_for(number: str) -> Look:
    """Registered unemployed for so many months running; the day on which they are full counts."""

    def look(subject: Subject) -> Seen:
        told, used = subject.facts.unemployed_since, subject.number(number)
        if told is None:
            return unknown("unemployed_since")
        if used.value is None:
            return no_number(used, "登记失业多久，没有查到。")
        bound = f"登记失业满{used.value:g}个月"
        if told.value is None:
            return judged(False, "现在没有失业登记。", "NOT_UNEMPLOYED", "没有", bound, told, used)
        full, value = months_after(told.value, int(used.value)), f"{told.value} 起登记失业"
        holds = full <= subject.as_of
        detail = f"{value}，{'已满' if holds else f'{full} 才满'}{used.value:g}个月。"
        return judged(holds, detail, "NOT_YET", value, bound, told, used)

    return look


RECOGNISED: Final = Row(
    "hardship", "已认定为就业困难人员", HARDSHIP_ORDER, is_recognised, APPLY_FIRST
)
UNEMPLOYED: Final = Row(
    "unemployed", "认定时登记失业", HARDSHIP, is_registered_unemployed, UNEMPLOYMENT
)
# The nine groups of the ordinance, in its order.
GROUNDS: Final = (
    Row("age_4050", "女满40周岁、男满50周岁", HARDSHIP, is_of_4050),
    circumstance_row(Circumstance.ZERO_EMPLOYMENT_FAMILY, HARDSHIP),
    circumstance_row(Circumstance.ZERO_TRANSFER_FAMILY, HARDSHIP),
    circumstance_row(Circumstance.SINGLE_PARENT, HARDSHIP),
    circumstance_row(Circumstance.LIVING_ALLOWANCE, HARDSHIP),
    circumstance_row(Circumstance.DISABILITY_CERTIFICATE, HARDSHIP),
    Row("jobless", "连续失业一年以上", HARDSHIP, unemployed_for(JOBLESS)),
    circumstance_row(Circumstance.LOST_LAND, HARDSHIP),
    circumstance_row(Circumstance.OTHER_HARDSHIP, HARDSHIP),
)


def hardship_conditions(subject: Subject) -> tuple[Condition, ...]:
    """Recognised already; or of working age, registered unemployed, and of one of nine groups.

    Where she has not said whether she is recognised, either of both.
    """
    recognised = looked(RECOGNISED, subject)
    if recognised.holds is Holds.YES:
        return (recognised,)
    grounds = [looked(row, subject) for row in GROUNDS]
    anew = (
        looked(WORKING_AGE, subject),
        looked(UNEMPLOYED, subject),
        any_of("grounds", "属于九类情形之一", HARDSHIP, grounds, "NO_GROUND"),
    )
    if recognised.holds is Holds.NO:
        return anew
    new = all_of("anew", "可以新认定", HARDSHIP, anew, "NOT_NOW", UNEMPLOYMENT)
    return (
        any_of("recognition", "已经认定，或可以新认定", HARDSHIP, (recognised, new), "NOT_NOW"),
    )
