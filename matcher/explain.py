"""Explanation: plain reasons from the score's own terms, what is missing, and the next step."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from matcher.fit.skills import Means
from matcher.person import Person
from matcher.ranking import CHANCE, VALUE, Part
from registry.certificates import Certificates
from registry.jobs.hours import HoursKind
from registry.jobs.pay import SETTLEMENT_LABELS, PayUnit, Settlement, per_hour
from registry.jobs.posting import Posting
from registry.jobs.week import DAY_NAMES, SLOTS_A_DAY, week_of
from registry.occupations import Occupations
from registry.workers.education import RANK

# A fit speaks for a posting from here up; below, it is told among what is missing.
SPEAKS_FOR: Final = 0.6
# Down to here two trades are told as different ones.
OTHER_TRADE: Final = 0.2
MOST_REASONS: Final = 3
# Rules whose question the gaps below ask already, in their own words.
TOLD_BY_GAPS: Final = frozenset({"must_hours", "must_pay"})
NEUTRAL: Final = {term.fit: term.neutral for term in CHANCE + VALUE}


@dataclass(frozen=True, slots=True)
class Seen:
    """One posting before one person: the facts that sentences are made of.

    fits: each in [0, 1] or NaN. km, seat_km: NaN where not known. county: name of the posting's
    division, empty if unknown.
    """

    posting: Posting
    person: Person
    fits: Mapping[str, float]
    km: float
    seat_km: float
    county: str
    occupations: Occupations
    certificates: Certificates


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
        (name for name in SENTENCES if seen.fits[name] >= SPEAKS_FOR),
        key=lambda name: -strength[name] * (1 - NEUTRAL[name] / max(seen.fits[name], 1e-9)),
    )
    reasons = [sentence for name in speaking if (sentence := SENTENCES[name](seen))]
    missing = [text for lacks in GAPS for text in lacks(seen)]
    missing += [text for code, text in questions.items() if code not in TOLD_BY_GAPS]
    return Explanation(tuple(reasons[:MOST_REASONS]), tuple(missing), _next_step(missing))


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
    if own is None or own.code == named.code:
        return f"工种正是您要找的：{trade}"
    return f"工种“{trade}”与您做过或想做的“{own.name}”相近"


def _similarity(seen: Seen) -> str | None:
    text = f"{seen.posting.title}\n{seen.posting.description}"
    named = [skill for skill in seen.person.worker.skills if len(skill) > 1 and skill in text]
    return f"岗位提到您会的：{'、'.join(named[:3])}" if named else "岗位内容与您的经历相近"


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
    if fit >= 1:
        return f"{hours}，您全部有空"
    return f"{hours}，其中{fit:.0%}的时间您有空"


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
    figures = [
        per_hour(amount, pay.unit, hours.hours_per_day, hours.days_per_month)
        for amount in (pay.minimum, pay.maximum)
    ]
    low, high = figures
    if low is None or high is None:
        return ""
    return (
        f"（折合约 {low:.0f}–{high:.0f} 元/小时）"
        if high - low >= 1
        else f"（折合约 {low:.0f} 元/小时）"
    )


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


SENTENCES: Final[dict[str, Callable[[Seen], str | None]]] = {
    "occupation": _occupation,
    "similarity": _similarity,
    "skills": _skills,
    "hours": _hours,
    "location": _location,
    "pay": _pay,
    "freshness": _freshness,
    "wishes": _wishes,
}

# ------------------------------------------------------------------ what is missing


def _covers(seen: Seen, certificate: str) -> bool:
    return seen.certificates.covers(seen.person.worker.certificates, certificate)


def _lacking_papers(seen: Seen) -> list[str]:
    asked, worker = seen.posting.requirements, seen.person.worker
    lacking = [f"需要{name}，您没有登记" for name in asked.certificates if not _covers(seen, name)]
    lacking += [
        f"需自备{name}，您没有登记"
        for name in asked.own_equipment
        if name not in worker.own_equipment
    ]
    return lacking


def _lacking_background(seen: Seen) -> list[str]:
    asked, means = seen.posting.requirements, seen.person.means
    lacking = []
    if asked.education and RANK[asked.education] > max(means.education, 0):
        lacking.append(f"学历要求{asked.education}{_told(means, 'education')}")
    if asked.experience_years and asked.experience_years > means.experience:
        lacking.append(f"要求{asked.experience_years:g}年经验{_told(means, 'experience')}")
    return lacking


def _told(means: Means, name: str) -> str:
    return "，您没有登记" if getattr(means, name) < 0 else "，您未达到"


def _other_trade(seen: Seen) -> list[str]:
    code, fit = seen.posting.occupation, seen.fits["occupation"]
    named = seen.occupations.get(code) if code else None
    if named is None or np.isnan(fit) or fit > OTHER_TRADE:
        return []
    return [f"工种是“{seen.posting.occupation_label or named.name}”，与您登记的工种不同"]


def _uncovered_hours(seen: Seen) -> list[str]:
    hours, fit, free = seen.posting.hours, seen.fits["hours"], seen.person.worker.open_week
    if np.isnan(fit):
        return [str(hours) + "，先问"] if free is not None else ["您还没有登记空闲时间"]
    if fit >= 1 or free is None:
        return []
    uncovered = week_of(hours.windows) & ~free
    day = (1 << SLOTS_A_DAY) - 1
    days = [
        DAY_NAMES[number + 1] for number in range(7) if uncovered >> (number * SLOTS_A_DAY) & day
    ]
    if not days:
        return [f"您的空闲时间只够所需的{fit:.0%}"]
    return [f"{'每天' if len(days) == 7 else '、'.join(days)}有时段您没有空（{fit:.0%}能到）"]


def _low_pay(seen: Seen) -> list[str]:
    pay, floor = seen.posting.pay, seen.person.worker.pay_floor
    if pay is None:
        return ["收入未写明，先问"]
    if floor is None or seen.fits["pay"] >= SPEAKS_FOR:
        return []
    if np.isnan(seen.fits["pay"]):
        return [f"{pay}，不好与您要求的 {floor} 直接比较，先问一天能做多少"]
    return [f"{pay}{_by_the_hour(seen)}，起点低于您要求的 {floor}"]


def _unknown_distance(seen: Seen) -> list[str]:
    place = seen.posting.place
    if not np.isnan(seen.fits["location"]):
        if np.isnan(seen.seat_km) or not np.isnan(seen.km) or place.remote:
            return []
        return [f"在{seen.county}，两地驻地相距约 {seen.seat_km:.0f} 公里，具体距离未知"]
    if place.county is None:
        return ["区县未写明，距离未知"]
    return [f"在{seen.county}{place.town or ''}，县内距离未知"]


GAPS: Final = (
    _other_trade,
    _lacking_papers,
    _lacking_background,
    _uncovered_hours,
    _low_pay,
    _unknown_distance,
)


def _next_step(missing: list[str]) -> str:
    papers = [text for text in missing if text.startswith("需要")]
    if papers:
        return "先问用人单位能否入职后补办证件，或到服务窗口咨询办证"
    return "先打电话问清上面几项" if missing else "可以直接联系用人单位"
