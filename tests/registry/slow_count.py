"""An independent oracle of new urban employment: one person, one month, one rule at a time.

Written from the rule book with dates and sets of months; it shares no code with the rules but what
the sources' records are (`Entry`, `Told`).
"""

from datetime import date, timedelta
from itertools import pairwise

from registry.registration.register_answer import Source
from registry.statistics.columns import Flexible
from registry.statistics.history import History

KNOWN = (Source.EMPLOYMENT, Source.INSURANCE, Source.BUSINESS)
HOLDS, OPEN, REVIEW, FAILS = "HOLDS", "UNDETERMINED", "REVIEW", "FAILS"
GRAVITY = [HOLDS, OPEN, REVIEW, FAILS]
NEARNESS = [HOLDS, REVIEW, OPEN, FAILS]
STEPS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


def months(first: date, last: date) -> list[tuple[int, int]]:
    found, year, month = [], first.year, first.month
    while (year, month) <= (last.year, last.month):
        found.append((year, month))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def ym(day: date) -> tuple[int, int]:
    return day.year, day.month


def after(month: tuple[int, int], steps: int) -> tuple[int, int]:
    index = month[0] * 12 + month[1] - 1 + steps
    return index // 12, index % 12 + 1


def end_of(month: tuple[int, int]) -> date:
    return date(*after(month, 1), 1) - timedelta(1)


class Past:
    """What the sources know of one person, as sets of months."""

    def __init__(self, history: History | None, born: date) -> None:
        self.sixteen = (born.year + 16, born.month)
        self.told = {}
        for one in history.told if history else ():
            kept = self.told.get(one.source)
            if kept is None or (one.told_on, one.origin) > (kept.told_on, kept.origin):
                self.told[one.source] = one
        self.unit, self.flex, self.unclear, self.rhythm = set(), set(), False, None
        latest = None
        for one in self.entries(Source.INSURANCE, "unit_pension", "flexible_pension"):
            through = one.facts.get("paid_through")
            if one.since is None or (through is None and one.until is None):
                self.unclear = True
                continue
            last = date(int(through[:4]), int(through[5:]), 1) if through else one.until
            paid = self.unit if one.kind == "unit_pension" else self.flex
            paid.update(months(one.since, last))
        for one in self.entries(Source.INSURANCE, "flexible_pension"):
            if one.since is not None:
                key = (one.since, one.facts.get("rhythm", ""))
                latest = key if latest is None else max(latest, key)
        if latest:
            self.rhythm = STEPS.get(latest[1])

    def entries(self, source, *kinds):
        told = self.told.get(source)
        return [each for each in told.entries if each.kind in kinds] if told else []

    def reaches(self, source) -> bool:
        told = self.told.get(source)
        known = told is not None and told.covered_from is not None
        return known and ym(told.covered_from) <= self.sixteen

    def told_to(self):
        told = self.told.get(Source.INSURANCE)
        return ym(told.told_on) if told else (0, 0)


def gravest(*verdicts: str) -> str:
    return max(verdicts, key=GRAVITY.index)


def nearest(*verdicts: str) -> str:
    return min(verdicts, key=NEARNESS.index)


def first_job(one: Flexible, past: Past, others: list[Flexible]) -> str:
    work = past.entries(Source.EMPLOYMENT, "unit", "public_post", "licensed", "flexible")
    firms = past.entries(Source.BUSINESS, "operator")
    days = [each.since or each.until for each in [*work, *firms]]
    days += [each.start_date for each in others if not each.is_revoked]
    earlier = any(day is not None and day < one.start_date for day in days)
    earlier = earlier or any(month < ym(one.start_date) for month in past.unit)
    declared = one.declared.value if one.declared else None
    if declared == "RE":
        return FAILS
    if earlier:
        return FAILS if declared is None else REVIEW
    if any(each.since is None for each in [*work, *firms]):
        return REVIEW
    if declared is None or not all(past.reaches(each) for each in KNOWN):
        return OPEN
    return HOLDS


def c1(one: Flexible, first: str, standard: float | None) -> str:
    if one.income is not None and one.income <= 0:
        return FAILS
    if one.income is None or standard is None:
        enough = OPEN
    else:
        enough = HOLDS if round(one.income * 100) >= round(standard * 100) else FAILS
    return gravest(enough, first)


def c2(past: Past, first: str, month) -> str:
    paid = sorted(past.unit | past.flex)
    if past.unclear:
        insured = REVIEW
    elif paid and (paid[0] < (month[0], 1) or paid[0] in past.unit or paid[0] > month):
        insured = FAILS
    elif Source.INSURANCE not in past.told:
        insured = OPEN
    elif not paid:
        insured = OPEN if past.told_to() < month else FAILS
    else:
        insured = HOLDS if past.reaches(Source.INSURANCE) else OPEN
    return gravest(insured, first)


def paid_to(past: Past, month):
    """The last month of the run that had begun by a month; (0, 0) where none had."""
    begun = [each for each in past.flex if each <= month]
    last = max(begun, default=(0, 0))
    while begun and after(last, 1) in past.flex:
        last = after(last, 1)
    return last


def wanted(month, step: int):
    """The last month due, one period late allowed."""
    due = (month[0] * 12 + month[1]) // step * step - step
    return (due - 1) // 12, (due - 1) % 12 + 1


def pays(past: Past, month) -> str:
    last, due = paid_to(past, month), wanted(month, past.rhythm or 1)
    if past.unclear:
        return REVIEW
    if last >= due:
        return HOLDS
    is_silent = past.told_to() < due and last >= past.told_to()
    is_perhaps = past.rhythm is None and last >= wanted(month, 12)
    is_open = is_silent or is_perhaps or Source.INSURANCE not in past.told
    return OPEN if is_open else FAILS


def c3(one: Flexible, past: Past, others: list[Flexible], month) -> str:
    year = month[0]
    own = [each.start_date.year for each in [one, *others] if not each.is_revoked]
    recorded = past.entries(Source.EMPLOYMENT, "flexible")
    years = [each.since.year for each in recorded if each.since] + own
    years += [each[0] for each in past.flex]
    full = past.reaches(Source.EMPLOYMENT) and past.reaches(Source.INSURANCE)
    new = FAILS if any(each < year for each in years) else HOLDS if full else OPEN
    jobless = past.entries(Source.EMPLOYMENT, "unemployed")
    days = [each.since or each.until for each in jobless]
    has = any(day is not None and ym(day) <= month for day in days)
    changed = HOLDS if has else FAILS if past.reaches(Source.EMPLOYMENT) else OPEN
    paid = sorted(past.unit | past.flex)
    resumed = [b for a, b in pairwise(paid) if after(a, 1) != b]
    broken = HOLDS if any(each <= month for each in resumed) else None
    if broken is None:
        broken = FAILS if past.reaches(Source.INSURANCE) else OPEN
    if past.unclear:
        broken = REVIEW
    return gravest(new, changed, broken, pays(past, month))


def of_spell(spell, one: Flexible, past: Past, month) -> str:
    last = ym(spell.until) if spell.until else past.told_to()
    during = set(months(spell.since, date(*last, 1)))
    unsure = REVIEW if past.unclear else FAILS
    if not during & past.flex:
        return unsure
    if one.registered_on < spell.since:
        return FAILS
    if spell.until is None or one.registered_on <= spell.until:
        return REVIEW
    if spell.until > end_of(month):
        return FAILS
    if after(last, 1) in past.unit | past.flex:
        return HOLDS
    return OPEN if unsure == FAILS and past.told_to() < after(last, 1) else unsure


def c4(one: Flexible, past: Past, month) -> str:
    missing = FAILS if past.reaches(Source.INSURANCE) else OPEN
    missing = REVIEW if past.unclear else missing
    spells = past.entries(Source.INSURANCE, "unemployment_benefit")
    best = nearest(*(of_spell(each, one, past, month) for each in spells), FAILS)
    return missing if best == FAILS else best


def gate(one: Flexible, month, in_conflict: bool) -> str:
    if one.is_revoked or ym(one.registered_on) > month:
        return FAILS
    if one.ended_on is not None and (
        one.ended_on <= one.registered_on or one.ended_on <= date(*month, 1)
    ):
        return FAILS
    if one.urban is False:
        return FAILS
    if in_conflict:
        return REVIEW
    return OPEN if one.urban is None or not one.county else HOLDS


def of_month(one, past, others, month, standard, in_conflict):
    """The four verdicts and what they come to, of one registration in one month."""
    first = first_job(one, past, others)
    four = {
        "C1": c1(one, first, standard),
        "C2": c2(past, first, month),
        "C3": c3(one, past, others, month),
        "C4": c4(one, past, month),
    }
    return four, gravest(gate(one, month, in_conflict), nearest(*four.values()))


def first_month(one, past, others, until, standard, in_conflict):
    """The first month from its registration on in which it counts, with what held; or None."""
    month = ym(one.registered_on)
    while month <= until:
        four, verdict = of_month(one, past, others, month, standard, in_conflict)
        if verdict == HOLDS:
            return month, {name for name, each in four.items() if each == HOLDS}
        month = after(month, 1)
    return None
