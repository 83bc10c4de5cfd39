"""For how long the premium subsidy is paid (RULEBOOK R5.1; 山东省就业促进条例 46)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.entitlements.basis import GRADUATE_TERM, SUBSIDY_TERM
from registry.entitlements.condition import Condition, Seen, Subject, judged, no_number, unknown
from registry.entitlements.facts import GROUP_NAMES, Group
from registry.entitlements.shared import retire_classes
from registry.registration.retirement import months_left, retirement
from registry.trace import NumberUsed

RULE: Final = "term"
NAME: Final = "还有没领完的月数"
MONTHS: Final = {Group.H: "subsidy_hardship_months", Group.G2: "subsidy_graduate_months"}
NEAR: Final = "subsidy_near_retirement_months"
BASES: Final = {Group.H: SUBSIDY_TERM, Group.G2: GRADUATE_TERM}


@dataclass(frozen=True, slots=True)
class Term:
    """months: at most so many, None: until retirement. left: those still to come, >= 0.

    until: the statutory month, as its first day, where it is until retirement. to_retirement:
    months from the first approval, for group H; None where it does not count.
    """

    group: Group
    months: int | None
    left: int
    until: date | None = None
    to_retirement: int | None = None


def subsidy_term(subject: Subject, group: Group) -> tuple[Term | None, Condition]:
    """The term of a group, None where it cannot be told, and whether any of it is left."""
    term, seen = _term(subject, group)
    return term, Condition(RULE, NAME, BASES[group], seen)


def _term(subject: Subject, group: Group) -> tuple[Term | None, Seen]:
    told = subject.facts.drawn
    if told is None:
        return None, unknown("drawn")
    ours = told.value.group in (None, group)
    months = told.value.months if ours else 0
    approved = told.value.first_approved if ours else None
    if approved is None and months:
        return None, unknown("drawn", "领过补贴，但第一次是哪个月批准的没有填写。")
    day = approved or subject.as_of
    if group is Group.H:
        near = _near_retirement(subject, day)
        if not isinstance(near, bool):
            return None, near
        if near:
            return _until_retirement(subject, day)
    return _counted(subject, group, day, months)


def _counted(subject: Subject, group: Group, day: date, paid: int) -> tuple[Term | None, Seen]:
    used = subject.number(MONTHS[group], day)
    if used.value is None:
        return None, no_number(used, "最长多少个月，没有查到。")
    most = int(used.value)
    left = max(0, most - paid)
    to_retirement = _months_left(subject, day) if group is Group.H else None
    term = Term(group, most, left, to_retirement=to_retirement)
    value, bound = f"已领 {paid} 个月", f"按{GROUP_NAMES[group]}最长 {most} 个月"
    detail, told = f"{bound}，{value}，还剩 {left} 个月。", subject.facts.drawn
    numbers = _numbers(subject, group, day)
    return term, judged(left > 0, detail, "USED_UP", value, bound, told, *numbers)


def _near_retirement(subject: Subject, day: date) -> bool | Seen:
    """Whether fewer months than the bound are left on the day of the first approval."""
    born, bound = subject.facts.born, subject.number(NEAR, day)
    if born is None:
        return unknown("born")
    if bound.value is None:
        return no_number(bound, "距退休不足多少个月，没有查到。")
    found = {months_left(each, born.value, day) < bound.value for each in retire_classes(subject)}
    if len(found) > 1:
        fact = "retire_class" if subject.facts.sex is not None else "sex"
        return unknown(fact, "能领多久，要看按50还是55周岁退休。")
    return found.pop()


def _until_retirement(subject: Subject, day: date) -> tuple[Term | None, Seen]:
    """With several classes the earliest month counts, so that nothing is promised."""
    born = subject.facts.born
    if born is None:
        return None, unknown("born")
    until = min(retirement(each, born.value).statutory for each in retire_classes(subject))
    index = 12 * (until.year - subject.as_of.year) + until.month - subject.as_of.month
    left = max(0, index)
    at_approval = _months_left(subject, day)
    term = Term(Group.H, None, left, until, at_approval)
    value = f"初次核定（{day:%Y-%m}）时距法定退休 {at_approval} 个月"
    bound = "不足5年的可领到退休"
    detail = f"{value}，{bound}：到 {until:%Y-%m}，还剩 {left} 个月。"
    numbers = _numbers(subject, Group.H, day)
    return term, judged(left > 0, detail, "RETIRED", value, bound, born, *numbers)


def _months_left(subject: Subject, day: date) -> int | None:
    born = subject.facts.born
    if born is None:
        return None
    return min(months_left(each, born.value, day) for each in retire_classes(subject))


def _numbers(subject: Subject, group: Group, day: date) -> tuple[NumberUsed, ...]:
    names = (NEAR, MONTHS[group]) if group is Group.H else (MONTHS[group],)
    return tuple(subject.number(name, day) for name in names)
