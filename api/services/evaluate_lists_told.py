"""What a grader reads of a worker and of a posting: their facts in words, one a line."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from api.reference import Reference
from registry.jobs.hours import Hours
from registry.jobs.masking import masked_text
from registry.jobs.pay import SETTLEMENT_LABELS, Pay, Settlement
from registry.jobs.pay_terms import pay_rule
from registry.jobs.posting import Posting
from registry.jobs.week import FULL_WEEK, describe, hours_in, windows_of
from registry.occupations import Occupations
from registry.workers.identity import age_on
from registry.workers.worker import Seeking, Wishes, Worker

LONGEST_DESCRIPTION: Final = 600
# What a yes or no among wishes is called.
THINGS: Final = {
    "hours": "时间要全部合得上",
    "pay": "达到最低收入要求",
    "night": "夜班",
    "lodging": "住宿",
    "meals": "包吃",
    "remote": "在家做",
}
LEVELS: Final = {"must": "必须", "prefer": "最好", "never": "不接受"}
SEEKING: Final = {
    Seeking.NONE: "",
    Seeking.ADDITIONAL: "保留现有工作，另找一份",
    Seeking.REPLACING: "换工作",
}
SAID: Final = {True: "有", False: "没有", None: "未写明"}

Line = tuple[str, str]  # a label and what is told; "" is left out


def worker_told(worker: Worker, day: date, reference: Reference) -> list[Line]:
    """A worker's facts on a day."""
    levels = ((LEVELS[name], getattr(worker, name)) for name in LEVELS)
    return _told(
        ("年龄", f"{age_on(worker.born, day)} 岁" if worker.born else ""),
        ("住处", place_name(worker.place.code, reference)),
        ("自己的话", worker.text),
        ("会什么", "、".join(worker.skills)),
        ("证件", "、".join(worker.certificates)),
        ("自备", "、".join(worker.own_equipment)),
        ("学历", worker.education or ""),
        ("经验", "" if worker.experience_years is None else f"{worker.experience_years:g} 年"),
        ("空闲时间", _free(worker.free)),
        ("现有工作", describe(windows_of(worker.busy))),
        ("求职", SEEKING[worker.seeking]),
        ("最低收入", str(worker.pay_floor or "")),
        *((label, _wishes(wishes, reference)) for label, wishes in levels),
    )


def posting_told(posting: Posting, distance: str, reference: Reference) -> list[Line]:
    """A posting's facts as read from it; distance: from the worker, in words."""
    asked = posting.requirements
    street, county = posting.place.street, place_name(posting.place.code, reference)
    years = asked.experience_years
    return _told(
        ("单位", posting.employer),
        ("地点", f"{county} {street}".strip() + ("（可在家做）" if posting.place.remote else "")),
        ("距离", distance),
        ("工种", _trade(posting.occupation, reference.occupations)),
        ("报酬", _pay(posting.pay)),
        ("报酬规则", pay_rule(posting.pay_terms)),
        ("时间", _hours(posting.hours)),
        ("要求证件", "、".join(asked.certificates)),
        ("须自备", "、".join(asked.own_equipment)),
        ("要求学历", asked.education or ""),
        ("要求经验", f"{years:g} 年" if years else ""),
        ("住宿", SAID[posting.lodging]),
        ("餐食", SAID[posting.meals]),
        ("标签", "、".join(posting.tags)),
        ("原文", _cut(masked_text(posting.description))),
    )


def place_name(code: str | None, reference: Reference) -> str:
    """A division's full name; 未写明 for None."""
    found = reference.gazetteer.get(code) if code else None
    return found.full_name if found else code or "未写明"


def _told(*lines: Line) -> list[Line]:
    return [line for line in lines if line[1]]


def _free(week: int | None) -> str:
    if week is None:
        return "没有说"
    windows, hours = describe(windows_of(week)), hours_in(week)
    return "随时" if week == FULL_WEEK else f"{windows}（共 {hours:g} 小时）"


def _wishes(wishes: Wishes, reference: Reference) -> str:
    limit = wishes.max_distance_km
    names = [
        *(_trade(code, reference.occupations) for code in wishes.occupations),
        *(place_name(code.ljust(6, "0"), reference) for code in wishes.counties),
        *(SETTLEMENT_LABELS[Settlement(name)] for name in wishes.settlements),
        *(f"“{word}”" for word in (*wishes.words, *wishes.employers)),
        *(text for name, text in THINGS.items() if getattr(wishes, name)),
        *([f"{limit:g} 公里以内"] if limit is not None else []),
    ]
    return "、".join(names)


def _trade(code: str | None, occupations: Occupations) -> str:
    found = occupations.get(code) if code else None
    return found.name if found else code or ""


def _pay(pay: Pay | None) -> str:
    if pay is None:
        return "未写明"
    settled = f"，{SETTLEMENT_LABELS[pay.settlement]}" if pay.settlement else ""
    return f"{pay}{settled}{'' if pay.unit_stated else '（单位按数额推断）'}"


def _hours(hours: Hours) -> str:
    amounts: Iterable[tuple[float | None, str]] = (
        (hours.days_per_week, "每周 {:g} 天"),
        (hours.hours_per_day, "每天 {:g} 小时"),
    )
    known = [text.format(number) for number, text in amounts if number]
    return "，".join([str(hours), *known])


def _cut(text: str) -> str:
    whole = " ".join(text.split())
    return whole if len(whole) <= LONGEST_DESCRIPTION else f"{whole[:LONGEST_DESCRIPTION]}……"
