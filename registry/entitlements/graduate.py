"""Graduates who left school within two years and had no work since (63号 四; RULEBOOK R5.6)."""

from datetime import date
from typing import Final

from registry.entitlements.basis import GRADUATE, GRADUATE_SCHOOLS
from registry.entitlements.condition import (
    Condition,
    Row,
    Seen,
    Subject,
    all_of,
    judged,
    looked,
    no_number,
    unknown,
)
from registry.entitlements.days import months_after
from registry.entitlements.facts import SCHOOL_NAMES, School
from registry.entitlements.shared import said

RULE: Final = "graduate"
NAME: Final = "离校2年内未就业的高校毕业生"
WINDOW: Final = "graduate_window_months"


def is_within_window(subject: Subject) -> Seen:
    """From graduation through the same day two years later, both included."""
    told = subject.facts.graduated_on
    if told is None:
        return unknown("graduated_on")
    if told.value is None:
        return judged(False, "没有高校毕业的日期。", "NO_GRADUATE", "没有", "有", told)
    used = subject.number(WINDOW)
    if used.value is None:
        return no_number(used, "离校多久以内，没有查到。")
    last = months_after(told.value, int(used.value))
    value, bound = f"{told.value} 毕业", f"{told.value} 至 {last}（含当天）"
    if subject.as_of > last and _was_approved_by(subject, last):
        detail = f"{last} 已满2年，但在期内批准过：余下的月份能否领，规定没有查到。"
        found = unknown("graduate_rest", detail, "AFTER_WINDOW")
        return found._replace(value=value, threshold=bound, told=told, numbers=(used,))
    code, detail = "", f"{value}，到 {last} 满2年。"
    if told.value > subject.as_of:
        code, detail = "NOT_YET", f"{value}：还没有毕业。"
    elif subject.as_of > last:
        code, detail = "OVER", f"离校已超过2年（{last} 到期）。"
    return judged(not code, detail, code, value, bound, told, used)


def _was_approved_by(subject: Subject, day: date) -> bool:
    drawn = subject.facts.drawn
    approved = drawn.value.first_approved if drawn is not None else None
    return approved is not None and approved <= day


def is_from_higher_school(subject: Subject) -> Seen:
    """Of a university or college; whether other schools count, Linyi's rule was not seen to say."""
    told, graduated = subject.facts.school, subject.facts.graduated_on
    if told is None:
        if graduated is not None and graduated.value is None:
            return judged(False, "不是高校毕业生。", "NO_GRADUATE", "不是", "高校", graduated)
        return unknown("school")
    name = SCHOOL_NAMES[told.value]
    if told.value is School.TECHNICIAN:
        found = unknown("school_rule", "有的市算高校毕业生，临沂的规定没有查到。", "SCHOOL_KIND")
        return found._replace(value=name, threshold="高校", told=told)
    return judged(told.value is School.HIGHER, f"{name}。", "SCHOOL_KIND", name, "高校", told)


ROWS: Final = (
    Row("graduated", "离校2年内", GRADUATE, is_within_window),
    Row("school", "高校毕业生", GRADUATE_SCHOOLS, is_from_higher_school),
    Row(
        "no_work_since",
        "毕业后没有在单位就业、没有领过营业执照",
        GRADUATE,
        said(
            "worked_since_graduation",
            "毕业后没有单位就业或个体经营的记录。",
            "毕业后已有单位就业或个体经营的记录。",
            "WORKED_SINCE",
            wanted=False,
        ),
    ),
)


def graduate(subject: Subject) -> Condition:
    """Whether she is one, as one condition with its rows."""
    parts = [looked(row, subject) for row in ROWS]
    return all_of(RULE, NAME, GRADUATE, parts, "NO_RECENT_GRADUATE")
