"""Who is a flexible worker (63号 一): the criteria that her own claim answers."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from registry.registration.claim import Category, Claim, Engagement, Situation
from registry.registration.decision import Criterion, Outcome, failed, met
from registry.registration.retirement import is_past_statutory_age, likely_classes
from registry.workers.identity import age_on

LEAST_AGE: Final = 16
ADULT_AGE: Final = 18
PART_TIME_HOURS_A_DAY: Final = 4.0
PART_TIME_HOURS_A_WEEK: Final = 24.0
LONG_HOURS_A_DAY: Final = 11.0
LONG_HOURS_A_WEEK: Final = 66.0
PART_TIME_CLAUSE: Final = "63号 一；劳动合同法 68"
CATEGORY_NAMES: Final = {
    Category.A_SOLO: "个体经营者（无营业执照）",
    Category.B_PART_TIME: "非全日制从业人员",
    Category.C_NEW_FORM: "新就业形态从业人员",
    Category.D_OTHER: "法律法规规章规定的其他灵活就业人员",
}
SITUATION_NAMES: Final = {
    Situation.FULL_TIME_STUDENT: "全日制在校学生",
    Situation.SERVING_SOLDIER: "现役军人",
    Situation.PRISONER: "服刑人员",
    Situation.UNABLE_TO_WORK: "完全丧失劳动能力",
}


def scope_criteria(claim: Claim, as_of: date) -> tuple[Criterion, ...]:
    """Every criterion of the claim alone; what the registers say is judged beside it.

    Residence, hukou, sex and education are no criteria (R1.6). An age above the statutory one is
    none either: scope ends when a pension is drawn (R1.2).
    """
    return (
        _of_age(claim, as_of),
        *_sex(claim),
        *_part_time(claim),
        *_situations(claim),
        _category(claim),
    )


def scope_flags(claim: Claim, as_of: date) -> tuple[str, ...]:
    """What bars nothing but is worth knowing.

    minor_worker (R1.1b), past_statutory_age (R1.2c), long_hours: all engagements together.
    """
    born = claim.identity.born
    # Whether a woman pays as a flexible worker changes nothing: of her two months the later counts.
    classes = likely_classes(claim.identity.sex, pays_flexibly=False)
    return tuple(
        flag
        for flag, true in {
            "minor_worker": LEAST_AGE <= age_on(born, as_of) < ADULT_AGE,
            "past_statutory_age": all(is_past_statutory_age(each, born, as_of) for each in classes),
            "long_hours": _works_long(claim.engagements),
        }.items()
        if true
    )


def _works_long(engagements: Sequence[Engagement]) -> bool:
    day = sum(each.hours_per_day or 0 for each in engagements)
    week = sum(each.hours_per_week or 0 for each in engagements)
    return day > LONG_HOURS_A_DAY or week > LONG_HOURS_A_WEEK


def _of_age(claim: Claim, as_of: date) -> Criterion:
    age = age_on(claim.identity.born, as_of)
    clause = "63号 一；劳动法 15"
    if age >= LEAST_AGE:
        return met("OF_AGE", f"已满{LEAST_AGE}周岁（{as_of} 时 {age} 周岁）。", clause)
    detail = f"未满{LEAST_AGE}周岁（{as_of} 时 {age} 周岁），不得就业，也不得介绍就业。"
    return failed(Outcome.INELIGIBLE, "UNDER_16", detail, clause)


def _sex(claim: Claim) -> Iterator[Criterion]:
    if claim.sex is not None and claim.sex is not claim.identity.sex:
        detail = "填写的性别与身份证号码不一致，请工作人员对照证件核对。"
        yield failed(Outcome.REVIEW, "SEX_MISMATCH", detail, "63号 二")


def _category(claim: Claim) -> Criterion:
    return met(claim.category.value, f"属于{CATEGORY_NAMES[claim.category]}。", "63号 一")


def _part_time(claim: Claim) -> Iterator[Criterion]:
    """The limits hold for each employer by itself (R1.4B): one may have several."""
    if claim.category is Category.B_PART_TIME:
        if not claim.engagements:
            missing = "每个用人单位的日均和每周工时"
            detail = "没有填写工时，无法判断是否属于非全日制用工。"
            yield failed(Outcome.UNDETERMINED, "HOURS_MISSING", detail, PART_TIME_CLAUSE, missing)
        for engagement in claim.engagements:
            yield part_time_criterion(engagement)


def part_time_criterion(engagement: Engagement) -> Criterion:
    """Whether work for one employer is part-time: on average 4 hours a day, 24 a week at most."""
    day, week = engagement.hours_per_day, engagement.hours_per_week
    where = f"在“{engagement.employer}”" if engagement.employer else "在该用人单位"
    if day is None or week is None:
        return failed(
            Outcome.UNDETERMINED,
            "HOURS_MISSING",
            f"{where}的日均或每周工时没有填写，无法判断是否属于非全日制用工。",
            PART_TIME_CLAUSE,
            "日均工时和每周工时",
        )
    shown = f"{where}平均每天 {day:g} 小时、每周 {week:g} 小时"
    if day <= PART_TIME_HOURS_A_DAY and week <= PART_TIME_HOURS_A_WEEK:
        return met("PART_TIME", f"{shown}，不超过每天4小时、每周24小时。", PART_TIME_CLAUSE)
    return failed(
        Outcome.REVIEW,
        "NOT_PART_TIME",
        f"{shown}，超过每天4小时或每周24小时，可能存在劳动关系，须人工核查。",
        PART_TIME_CLAUSE,
    )


def _situations(claim: Claim) -> Iterator[Criterion]:
    for situation in claim.situations:
        detail = f"{SITUATION_NAMES[situation]}：通知没有写明能否登记，须人工核查。"
        yield failed(Outcome.REVIEW, situation.value, detail, "就业服务与就业管理规定 66（参照）")
