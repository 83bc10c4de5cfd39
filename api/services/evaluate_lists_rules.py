"""Hard rules looked at again, slowly, one posting at a time and without what lists are made with.

What lists are made with (matcher/constraints.py) sees numbers in columns; this sees the records.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final, NamedTuple

from registry.divisions import distance_km
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay, PayUnit, per_hour, per_month
from registry.jobs.posting import Posting, PostingState, Profile
from registry.jobs.week import SLOTS_A_DAY, SLOTS_A_WEEK, hours_in, touches_night, week_of
from registry.workers.identity import age_on
from registry.workers.worker import Worker

OPEN: Final = frozenset({PostingState.PUBLISHED, PostingState.ARCHIVED})
WORKING_AGE: Final = 16
ADULT_AGE: Final = 18
ENOUGH_FLEXIBLE_HOURS: Final = 10.0
# Columns hold 32-bit numbers, so a figure may differ in its eighth digit.
FEN: Final = 0.01
TEN_METRES: Final = 0.01


class Barred(NamedTuple):
    """What minors may not do: occupations by the beginning of their code, words of a text."""

    codes: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A worker and a posting on a day."""

    worker: Worker
    posting: Posting
    day: date
    barred: Barred

    @property
    def age(self) -> int | None:
        return age_on(self.worker.born, self.day) if self.worker.born else None


def broken_rules(pair: Pair) -> list[str]:
    """Names of the rules that a listed pair breaks; none of a list that is as it should be."""
    return [name for name, breaks in RULES.items() if breaks(pair)]


# ------------------------------------------------------------------ law and life


def _closed(pair: Pair) -> bool:
    posting = pair.posting
    until = posting.valid_until
    over = until is not None and until < pair.day and posting.profile is not Profile.ARCHIVE
    early = posting.published_on is not None and posting.published_on > pair.day
    return posting.state not in OPEN or over or early


def _under_age(pair: Pair) -> bool:
    return pair.age is not None and pair.age < WORKING_AGE


def _minor_in_danger(pair: Pair) -> bool:
    if pair.age is None or pair.age >= ADULT_AGE:
        return False
    text = pair.posting.title + pair.posting.description
    by_code = (pair.posting.occupation or "").startswith(pair.barred.codes)
    return by_code or any(word in text for word in pair.barred.words)


# ------------------------------------------------------------------ must


def _must_distance(pair: Pair) -> bool:
    limit, home, work = pair.worker.must.max_distance_km, pair.worker.place, pair.posting.place
    if limit is None or work.remote:
        return False
    if home.lat is None or home.lon is None or work.lat is None or work.lon is None:
        return False
    return distance_km(home.lat, home.lon, work.lat, work.lon) > limit + TEN_METRES


def _must_hours(pair: Pair) -> bool:
    free = pair.worker.open_week
    return pair.worker.must.hours and free is not None and not _covers(free, pair.posting.hours)


def _covers(free: int, hours: Hours) -> bool:
    """Whether a free week is known to hold all of the hours of a posting."""
    if hours.windows:
        return any(_covers_shift(free, hours, number) for number in range(len(hours.shifts)))
    asked = (hours.hours_per_day or 0) * (hours.days_per_week or 0)
    return hours.kind is HoursKind.FLEXIBLE and hours_in(free) >= (asked or ENOUGH_FLEXIBLE_HOURS)


def _covers_shift(free: int, hours: Hours, number: int) -> bool:
    needed = week_of(hours.shifts[number])
    named = {day for window in hours.windows for day in window.days}
    worked = hours.days_per_week
    if worked is None or worked > len(named) - 1:
        return needed & ~free == 0
    overnight = any(window.end <= window.start for window in hours.windows)
    days = [_day(needed, each, overnight) for each in range(7)]
    return sum(day != 0 and day & ~free == 0 for day in days) >= ceil(worked)


def _day(week: int, number: int, overnight: bool) -> int:
    """The half-hours of one day of a week; a day of overnight work begins at noon."""
    first = number * SLOTS_A_DAY + (SLOTS_A_DAY // 2 if overnight else 0)
    slots = (slot % SLOTS_A_WEEK for slot in range(first, first + SLOTS_A_DAY))
    return sum(week & 1 << slot for slot in slots)


def _must_pay(pair: Pair) -> bool:
    floor, pay, hours = pair.worker.pay_floor, pair.posting.pay, pair.posting.hours
    if not pair.worker.must.pay or floor is None:
        return False
    if pay is None or (floor.unit is PayUnit.HOUR and _says_nothing_of_an_hour(pay, hours)):
        return True
    if floor.unit is PayUnit.HOUR:
        top, asked = _top(pay, hours, per_hour), floor.amount
        return top is None or top < asked - FEN
    top, least = _top(pay, hours, per_month), per_month(floor.amount, floor.unit, None, None)
    return top is None or least is None or top < least - FEN


def _says_nothing_of_an_hour(pay: Pay, hours: Hours) -> bool:
    """A month's pay of hours that she chooses, where nobody says how many."""
    by_month = pay.unit in (PayUnit.MONTH, PayUnit.YEAR)
    return by_month and hours.kind is HoursKind.FLEXIBLE and not hours.hours_per_day


def _top(
    pay: Pay,
    hours: Hours,
    convert: Callable[[float, PayUnit, float | None, float | None], float | None],
) -> float | None:
    return convert(pay.maximum, pay.unit, hours.hours_per_day, hours.days_per_month)


def _must_settlement(pair: Pair) -> bool:
    named, pay = pair.worker.must.settlements, pair.posting.pay
    return bool(named) and not (pay and pay.settlement and pay.settlement.value in named)


def _must_things(pair: Pair) -> bool:
    must, posting = pair.worker.must, pair.posting
    lacking = [must.lodging and not posting.lodging, must.meals and not posting.meals]
    return any(lacking) or (must.remote and not posting.place.remote)


def _must_named(pair: Pair) -> bool:
    must, posting = pair.worker.must, pair.posting
    code, place, title = posting.occupation or "", posting.place, _title(posting)
    lacking = [
        bool(must.occupations) and not code.startswith(must.occupations),
        bool(must.counties)
        and not place.remote
        and not (place.code or "").startswith(must.counties),
        any(word not in title for word in must.words),
        any(name not in posting.employer for name in must.employers),
    ]
    return any(lacking)


# ------------------------------------------------------------------ never


def _never(pair: Pair) -> bool:
    never, posting = pair.worker.never, pair.posting
    settled = posting.pay.settlement if posting.pay else None
    title = _title(posting)
    refused = [
        never.night and _only_by_night(posting.hours),
        never.lodging and posting.lodging is True,
        never.remote and posting.place.remote,
        settled is not None and settled.value in never.settlements,
        bool(posting.occupation) and (posting.occupation or "").startswith(never.occupations),
        bool(posting.place.code) and (posting.place.code or "").startswith(never.counties),
        any(word in title for word in never.words),
        any(name in posting.employer for name in never.employers),
    ]
    return any(refused)


def _only_by_night(hours: Hours) -> bool:
    if not hours.night:
        return False
    by_day = [
        not any(touches_night(window.start, window.minutes) for window in shift)
        for shift in hours.shifts
    ]
    return not (hours.choice and any(by_day))


def _title(posting: Posting) -> str:
    return " ".join((posting.title, *posting.tags))


RULES: Final[dict[str, Callable[[Pair], bool]]] = {
    "closed": _closed,
    "under_16": _under_age,
    "minor_hazard": _minor_in_danger,
    "must_distance": _must_distance,
    "must_hours": _must_hours,
    "must_pay": _must_pay,
    "must_settlement": _must_settlement,
    "must_things": _must_things,
    "must_named": _must_named,
    "never": _never,
}
