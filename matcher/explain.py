"""Explanation: plain reasons from the score's own terms, what is missing, and the next step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from math import ceil
from typing import Final, NamedTuple

import numpy as np

from matcher.constraints import LABELS
from matcher.fit.response import hours_of
from matcher.person import Person
from matcher.ranking import CHANCE, GATES, VALUE, WORTH_LISTING, Part
from registry.certificates import Certificates
from registry.jobs.hours import HoursKind
from registry.jobs.pay import (
    SETTLEMENT_LABELS,
    USUAL_HOURS_A_DAY,
    PayUnit,
    Settlement,
    per_hour,
)
from registry.jobs.pay_outlier import too_wide
from registry.jobs.posting import Posting
from registry.jobs.week import DAY_NAMES, SLOTS_A_DAY, Window, describe, hours_in, week_of
from registry.occupations import Occupations
from registry.workers.education import RANK

# A fit speaks for a posting from here up; below, it is told among what is missing.
SPEAKS_FOR: Final = 0.6
# Down to here two trades are told as different ones.
OTHER_TRADE: Final = 0.2
MOST_REASONS: Final = 3
# Rules whose question the gaps below ask already, in their own words.
TOLD_BY_GAPS: Final = frozenset({"must_hours", "must_pay"})
NEUTRAL: Final = {each.fit: each.neutral for each in CHANCE + VALUE + GATES} | {"response": 0.5}


@dataclass(frozen=True, slots=True)
class Seen:
    """One posting before one person: the facts that sentences are made of.

    fits: each in [0, 1] or NaN. chance: in [0, 1]. km, seat_km: NaN where not known.
    county: name of the posting's division, empty if unknown. pay_doubtful: to be verified before
    anything else is said of its pay.
    """

    posting: Posting
    person: Person
    fits: Mapping[str, float]
    chance: float
    km: float
    seat_km: float
    county: str
    occupations: Occupations
    certificates: Certificates
    pay_doubtful: bool = False


class GapKind(Enum):
    """What can be done about a gap."""

    PAPERS = "papers"  # 证件：可补办
    ASK = "ask"  # 岗位没写明：去问
    TELL = "tell"  # 本人没登记：补登
    NOTE = "note"  # 只需知道


class Gap(NamedTuple):
    """Something lacking or not written, in Chinese, and what can be done about it."""

    kind: GapKind
    text: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """reasons: at most three, strongest first. missing: what is lacking or not written."""

    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    next_step: str


def explain(seen: Seen, parts: tuple[Part, ...], questions: Mapping[str, str]) -> Explanation:
    """The explanation of one line of a list.

    parts: the score's terms, which rank the reasons. questions: by rule, what to ask first.
    """
    strength = {part.fit: part.amount for part in parts}
    speaking = sorted(
        (name for name in SENTENCES if seen.fits.get(name, np.nan) >= SPEAKS_FOR),
        key=lambda name: -strength[name] * (1 - NEUTRAL[name] / max(seen.fits[name], 1e-9)),
    )
    reasons = [sentence for name in speaking if (sentence := SENTENCES[name](seen))]
    gaps = [gap for gaps_of in GAPS for gap in gaps_of(seen)]
    asked = (text for code, text in questions.items() if code not in TOLD_BY_GAPS)
    gaps += [Gap(GapKind.ASK, text) for text in asked]
    return Explanation(
        reasons=tuple(reasons[:MOST_REASONS]),
        missing=tuple(gap.text for gap in gaps),
        next_step=_next_step({gap.kind for gap in gaps}, bool(seen.posting.contact)),
    )


# ------------------------------------------------------------------ reasons


def _occupation(seen: Seen) -> str | None:
    code = seen.posting.occupation
    named = seen.occupations.get(code) if code else None
    if named is None or code is None:
        return None
    trades = seen.person.worker.occupations
    best = max(trades, key=lambda trade: seen.occupations.relatedness(trade, code), default=None)
    own = seen.occupations.get(best) if best else None
    trade = seen.posting.occupation_label or named.name
    wishes = seen.person.worker
    if code.startswith(wishes.must.occupations + wishes.prefer.occupations):
        return f"工种正是您要找的：{trade}"
    if own is None or own.code == named.code:
        return f"工种与您的手艺一致：{trade}"
    return f"工种“{trade}”与您做过或想做的“{own.name}”相近"


def _similarity(seen: Seen) -> str | None:
    text = f"{seen.posting.title}\n{seen.posting.description}"
    named = [skill for skill in seen.person.worker.skills if len(skill) > 1 and skill in text]
    return f"岗位提到您会的：{'、'.join(named[:3])}" if named else None


def _skills(seen: Seen) -> str | None:
    asked = seen.posting.requirements
    held = [name for name in asked.certificates if _covers(seen, name)]
    held += [name for name in asked.own_equipment if name in seen.person.worker.own_equipment]
    return f"要求的{'、'.join(held)}您都有" if held else None


def _hours(seen: Seen) -> str | None:
    hours, fit = seen.posting.hours, seen.fits["hours"]
    if hours.kind is HoursKind.FLEXIBLE and not hours.windows:
        return "时间可以自己安排"
    if not hours.windows:
        return None
    windows = _best_shift(seen)
    shown = f"几班任选，{describe(windows)}" if hours.choice else str(hours)
    if fit >= 1:
        return f"{shown}，您全部有空"
    return f"{shown}，其中{fit:.0%}的时间您有空"


def _best_shift(seen: Seen) -> tuple[Window, ...]:
    """The shift that she can cover best, of those to choose from; else all windows."""
    free = seen.person.worker.open_week or 0

    def covered(shift: tuple[Window, ...]) -> float:
        week = week_of(shift)
        return hours_in(week & free) / max(hours_in(week), 0.5)

    return max(seen.posting.hours.shifts, key=covered)


def _location(seen: Seen) -> str | None:
    place = seen.posting.place
    if place.remote:
        return f"可以在家做（单位在{seen.county}）" if seen.county else "可以在家做"
    if not np.isnan(seen.km):
        return f"离您约 {seen.km:.1f} 公里"
    if place.town:
        return f"就在{place.town}"
    return None


def _pay(seen: Seen) -> str | None:
    pay, floor = seen.posting.pay, seen.person.worker.pay_floor
    if pay is None:
        return None
    settled = f"，{SETTLEMENT_LABELS[pay.settlement]}" if pay.settlement else ""
    shown = f"{pay}{_by_the_hour(seen)}{settled}"
    if floor is None:
        return shown
    return f"{shown}，达到您要求的 {floor}"


def _by_the_hour(seen: Seen) -> str:
    """What the range comes to by the hour, where the floor is by the hour and the pay is not."""
    pay, floor, hours = seen.posting.pay, seen.person.worker.pay_floor, seen.posting.hours
    if pay is None or floor is None or floor.unit is not PayUnit.HOUR or pay.unit is PayUnit.HOUR:
        return ""
    low, high = (
        per_hour(amount, pay.unit, hours.hours_per_day, hours.days_per_month)
        for amount in (pay.minimum, pay.maximum)
    )
    if low is None or high is None or np.isnan(seen.fits["pay"]):
        return ""
    basis = "折合约" if hours.hours_per_day else f"按每天{USUAL_HOURS_A_DAY:.0f}小时折合约"
    figures = f"{low:.0f}–{high:.0f}" if high - low >= 1 else f"{low:.0f}"
    return f"（{basis} {figures} 元/小时）"


def _freshness(seen: Seen) -> str | None:
    return f"{seen.posting.published_on:%m月%d日}发布" if seen.posting.published_on else None


def _wishes(seen: Seen) -> str | None:
    prefer, posting = seen.person.worker.prefer, seen.posting
    met = [
        SETTLEMENT_LABELS[Settlement(name)]
        for name in prefer.settlements
        if posting.pay and posting.pay.settlement == Settlement(name)
    ]
    met += ["包住"] if prefer.lodging and posting.lodging else []
    met += ["包吃"] if prefer.meals and posting.meals else []
    met += [word for word in prefer.words if word in posting.title or word in posting.tags]
    return f"符合您的偏好：{'、'.join(met)}" if met else None


def _response(seen: Seen) -> str | None:
    days = hours_of(seen.fits["response"]) / 24
    return "这家单位一般当天答复" if days <= 0.5 else f"这家单位一般{ceil(days)}天内答复"


SENTENCES: Final[dict[str, Callable[[Seen], str | None]]] = {
    "occupation": _occupation,
    "similarity": _similarity,
    "skills": _skills,
    "hours": _hours,
    "location": _location,
    "pay": _pay,
    "freshness": _freshness,
    "wishes": _wishes,
    "response": _response,
}

# ------------------------------------------------------------------ what is missing


def _covers(seen: Seen, certificate: str) -> bool:
    return seen.certificates.covers(seen.person.worker.certificates, certificate)


def _unlikely(seen: Seen) -> list[Gap]:
    unlikely = seen.chance < WORTH_LISTING and bool(seen.person.worker.occupations)
    return [Gap(GapKind.NOTE, LABELS["unlikely"])] if unlikely else []


def _lacking_papers(seen: Seen) -> list[Gap]:
    asked, worker = seen.posting.requirements, seen.person.worker
    lacking = [
        Gap(GapKind.PAPERS, f"需要{name}，您没有登记")
        for name in asked.certificates
        if not _covers(seen, name)
    ]
    lacking += [
        Gap(GapKind.NOTE, f"需自备{name}，您没有登记")
        for name in asked.own_equipment
        if name not in worker.own_equipment
    ]
    return lacking


def _lacking_background(seen: Seen) -> list[Gap]:
    asked, person = seen.posting.requirements, seen.person
    lacking = []
    if asked.education and RANK[asked.education] > max(person.education, 0):
        lacking.append(_short_of(f"学历要求{asked.education}", person.education))
    if asked.experience_years and asked.experience_years > person.experience:
        lacking.append(_short_of(f"要求{asked.experience_years:g}年经验", person.experience))
    return lacking


def _short_of(asked: str, held: float) -> Gap:
    """held: below 0 where she has not told it."""
    if held < 0:
        return Gap(GapKind.TELL, f"{asked}，您没有登记")
    return Gap(GapKind.NOTE, f"{asked}，您未达到")


def _other_trade(seen: Seen) -> list[Gap]:
    code, fit = seen.posting.occupation, seen.fits["occupation"]
    named = seen.occupations.get(code) if code else None
    if named is None or np.isnan(fit) or fit > OTHER_TRADE:
        return []
    trade = seen.posting.occupation_label or named.name
    return [Gap(GapKind.NOTE, f"工种是“{trade}”，与您登记的工种不同")]


def _uncovered_hours(seen: Seen) -> list[Gap]:
    hours, fit, free = seen.posting.hours, seen.fits["hours"], seen.person.worker.open_week
    if free is None:
        return [Gap(GapKind.TELL, "您还没有登记空闲时间")]
    if np.isnan(fit):
        return [Gap(GapKind.ASK, f"{hours}，先问")]
    if fit >= 1:
        return []
    uncovered = week_of(_best_shift(seen)) & ~free
    day = (1 << SLOTS_A_DAY) - 1
    days = [
        DAY_NAMES[number + 1] for number in range(7) if uncovered >> (number * SLOTS_A_DAY) & day
    ]
    if not days:
        return [Gap(GapKind.NOTE, f"您的空闲时间只够所需的{fit:.0%}")]
    named = "每天" if len(days) == 7 else "、".join(days)
    return [Gap(GapKind.NOTE, f"{named}有时段您没有空（{fit:.0%}能到）")]


def _low_pay(seen: Seen) -> list[Gap]:
    pay, floor = seen.posting.pay, seen.person.worker.pay_floor
    if pay is None:
        return [Gap(GapKind.ASK, "收入未写明，先问")]
    if seen.pay_doubtful:
        return []
    if too_wide(pay):
        times = pay.maximum / pay.minimum
        return [Gap(GapKind.ASK, f"报酬上限是下限的 {times:.0f} 倍，先问实际能拿多少")]
    if floor is None or seen.fits["pay"] >= SPEAKS_FOR:
        return []
    if np.isnan(seen.fits["pay"]):
        return [Gap(GapKind.ASK, f"{pay}，不好与您要求的 {floor} 直接比较，先问")]
    return [Gap(GapKind.NOTE, f"{pay}{_by_the_hour(seen)}，起点低于您要求的 {floor}")]


def _unknown_distance(seen: Seen) -> list[Gap]:
    place = seen.posting.place
    if not np.isnan(seen.fits["location"]):
        if np.isnan(seen.seat_km) or not np.isnan(seen.km) or place.remote:
            return []
        apart = f"两地驻地相距约 {seen.seat_km:.0f} 公里"
        return [Gap(GapKind.NOTE, f"在{seen.county}，{apart}，具体距离未知")]
    if place.county is None:
        return [Gap(GapKind.ASK, "区县未写明，先问在哪里")]
    return [Gap(GapKind.NOTE, f"在{seen.county}{place.town or ''}，县内距离未知")]


GAPS: Final = (
    _unlikely,
    _other_trade,
    _lacking_papers,
    _lacking_background,
    _uncovered_hours,
    _low_pay,
    _unknown_distance,
)


def _next_step(kinds: set[GapKind], reachable: bool) -> str:
    """What to do first. reachable: the posting tells a way to be contacted."""
    if GapKind.PAPERS in kinds:
        return "先问能不能入职后补办证件，或到服务窗口咨询怎样办证"
    if GapKind.ASK in kinds:
        return "先打电话问清" if reachable else "请工作人员先向用人单位问清"
    if GapKind.TELL in kinds:
        return "先把没有登记的补上，清单会更准"
    return "可以直接打电话联系" if reachable else "请工作人员帮您联系用人单位"
