"""Conditions that several policies share: registered, of working age, no pension, no unit."""

from typing import Final

from registry.entitlements.basis import NOTICE, NOTICE_SCOPE, Basis
from registry.entitlements.condition import Look, Row, Seen, Subject, judged, unknown
from registry.entitlements.facts import CIRCUMSTANCE_NAMES, Circumstance, Told
from registry.registration.exits import EXIT_KINDS, ExitCode
from registry.registration.retirement import (
    RetireClass,
    likely_classes,
    retirement,
)
from registry.registration.scope import LEAST_AGE
from registry.workers.identity import age_on

NOT_REGISTERED: Final = "NOT_REGISTERED"
REGISTER: Final = "先办理灵活就业登记（本人承诺，不用证明）。"
AGAIN: Final = "又开始灵活就业的，可以重新登记。"
ENDED_WORK: Final = frozenset({ExitCode.X4, ExitCode.X6G})


def is_registered(subject: Subject) -> Seen:
    """Whether a registration of flexible work covers the day; an exit stops what rests on it."""
    told = subject.facts.work
    if told is None:
        return unknown("work")
    work = told.value
    if work.is_active(subject.as_of):
        detail = f"已登记（{work.registered_on} 起）。"
        return judged(True, detail, "", "已登记", "已登记", told)
    if work.ended is not None and work.ended <= subject.as_of:
        kind = EXIT_KINDS[work.exit].name if work.exit else "原因未记"
        code = f"STOPPED_{work.exit}" if work.exit else "STOPPED"
        detail = f"登记已于 {work.ended} 退出（{kind}），从退出起不再享受。"
        opens = AGAIN if work.exit in ENDED_WORK else ""
        return judged(False, detail, code, "已退出", "已登记", told)._replace(opens=opens)
    return judged(False, "没有灵活就业登记。", NOT_REGISTERED, "未登记", "已登记", told)._replace(
        opens=REGISTER
    )


def retire_classes(subject: Subject) -> tuple[RetireClass, ...]:
    """The classes she may retire by: as the pension office said, else those that are likely."""
    facts = subject.facts
    if facts.retire_class is not None:
        return (facts.retire_class.value,)
    pays = facts.paid_through is not None and facts.paid_through.value is not None
    return likely_classes(facts.sex.value, pays) if facts.sex is not None else tuple(RetireClass)


def is_of_working_age(subject: Subject) -> Seen:
    """From 16 to the statutory month, by the later one where a woman's class is not known."""
    born = subject.facts.born
    if born is None:
        return unknown("born")
    months = [retirement(each, born.value).statutory for each in retire_classes(subject)]
    age, bound = age_on(born.value, subject.as_of), f"满{LEAST_AGE}周岁、未到法定退休年龄"
    value = f"{age}周岁"
    if age < LEAST_AGE:
        return judged(False, f"未满{LEAST_AGE}周岁。", "UNDER_16", value, bound, born)
    if subject.as_of < min(months):
        return judged(True, f"{value}，在劳动年龄内。", "", value, bound, born)
    if subject.as_of < max(months):
        fact = "retire_class" if subject.facts.sex is not None else "sex"
        return unknown(fact, "是否已到法定退休年龄，要看按哪一类退休。")._replace(
            value=value, threshold=bound, told=born
        )
    detail = f"已到法定退休年龄（{max(months):%Y年%m月}）。"
    return judged(False, detail, "PAST_STATUTORY_AGE", value, bound, born)


def draws_no_pension(subject: Subject) -> Seen:
    """Whoever draws a basic pension is no flexible worker any more."""
    told = subject.facts.pension_since
    if told is None:
        return unknown("pension_since")
    holds = told.value is None or told.value > subject.as_of
    detail = "没有领取养老金。" if holds else f"{told.value} 起领取养老金。"
    return judged(holds, detail, "PENSIONER", "没有" if holds else "已领取", "没有领取", told)


def is_with_no_unit(subject: Subject) -> Seen:
    """Not employed by a unit."""
    told = subject.facts.unit_employed
    if told is None:
        return unknown("unit_employed")
    detail = "现由单位招用。" if told.value else "没有被单位招用。"
    value = "有单位" if told.value else "没有单位"
    return judged(not told.value, detail, "UNIT_EMPLOYED", value, "没有单位", told)


def ticked(circumstance: Circumstance) -> Look:
    """Whether she told of a circumstance; what she left out, having been asked, is none of hers."""
    name = CIRCUMSTANCE_NAMES[circumstance]

    def look(subject: Subject) -> Seen:
        told = subject.facts.circumstances
        if told is None:
            return unknown("circumstances")
        holds = circumstance in told.value
        detail = f"本人填写了“{name}”。" if holds else f"本人没有填写“{name}”。"
        return judged(holds, detail, "NOT_STATED", "是" if holds else "否", "是", told)

    return look


def circumstance_row(circumstance: Circumstance, basis: Basis) -> Row:
    """A row that only her own word answers."""
    return Row(circumstance.value, CIRCUMSTANCE_NAMES[circumstance], basis, ticked(circumstance))


def said(field: str, yes: str, no: str, code: str, wanted: bool = True) -> Look:
    """A row by a fact that is a plain yes or no. yes, no: what is said where it is what is wanted,
    and where it is not.
    """

    def look(subject: Subject) -> Seen:
        told: Told[bool] | None = getattr(subject.facts, field)
        if told is None:
            return unknown(field)
        holds = told.value is wanted
        value, bound = ("是" if each else "否" for each in (told.value, wanted))
        return judged(holds, yes if holds else no, code, value, bound, told)

    return look


REGISTERED: Final = Row("registered", "已办灵活就业登记", NOTICE, is_registered)
WORKING_AGE: Final = Row("working_age", "在劳动年龄内", NOTICE_SCOPE, is_of_working_age)
NO_PENSION: Final = Row("no_pension", "没有领取养老金", NOTICE_SCOPE, draws_no_pension)
