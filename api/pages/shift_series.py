"""Dated shifts as a firm asks for them: the same hours on chosen days between two dates."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from pydantic import BaseModel

from api.clock import SHANGHAI
from api.pages.firm import Faults, day_of
from api.services.shift_offers import MOST_AT_ONCE
from registry.jobs.week import EVERY_DAY, minutes_of
from registry.placement.shift import MOST_OPENINGS, Offer

FARTHEST: Final = timedelta(366)
# Under which field of the form a fault of an offer is told.
FIELDS: Final = {"starts": "first", "ends": "end", "answer_by": "start", "ref": "first"}


class SeriesTyped(BaseModel):
    """What was typed. first, last: days; days: 1 (Monday) to 7; start, end: clock times."""

    first: str = ""
    last: str = ""
    days: list[str] = []
    start: str = ""
    end: str = ""
    openings: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One shift a day. start, end: minutes after midnight; an end not after the start: next day."""

    days: tuple[date, ...]
    start: int
    end: int
    openings: int

    def offers(self) -> tuple[Offer, ...]:
        """The shifts, in the order of their days."""
        return tuple(self._offer(day) for day in self.days)

    def _offer(self, day: date) -> Offer:
        midnight = datetime.combine(day, time(), SHANGHAI)
        last = self.end if self.end > self.start else self.end + 1440
        begin, end = (midnight + timedelta(minutes=minutes) for minutes in (self.start, last))
        return Offer(begin, end, self.openings)


def read_series(typed: SeriesTyped) -> tuple[Series | None, Faults]:
    """The shifts that were typed, or what of it is to be mended."""
    first, last = day_of(typed.first), day_of(typed.last or typed.first)
    start, end = clock_of(typed.start), clock_of(typed.end)
    count = whole_number(typed.openings, MOST_OPENINGS)
    is_range = first is None or (last is not None and first <= last <= first + FARTHEST)
    read = (
        ("first", first is not None, "请写从哪一天开始，如 2026-12-01。"),
        ("last", is_range, "到哪一天：不早于开始那天，一年以内。"),
        ("start", start is not None, "请写几点上班，如 08:00。"),
        ("end", end is not None, "请写几点下班，如 12:00。"),
        ("openings", count is not None, f"每班要几个人：1 至 {MOST_OPENINGS}。"),
    )
    faults = [(name, words) for name, met, words in read if not met]
    if faults or first is None or last is None or start is None or end is None or count is None:
        return None, faults
    days = _days(first, last, chosen_days(typed.days))
    if not days:
        return None, [("days", "这段日子里没有勾选的星期几：请改日期，或换几个勾。")]
    if len(days) > MOST_AT_ONCE:
        return None, [("last", f"一次至多 {MOST_AT_ONCE} 个班次：请把日子分成两段。")]
    return Series(days, start, end, count), []


def chosen_days(ticked: list[str]) -> tuple[int, ...]:
    """Days of the week that were ticked, in order."""
    return tuple(day for day in EVERY_DAY if str(day) in ticked)


def clock_of(text: str) -> int | None:
    """Minutes after midnight of a clock time as a browser sends it; None where it is none."""
    try:
        return minutes_of(text)
    except ValueError:
        return None


def whole_number(text: str, most: int) -> int | None:
    """A number from 1 to the most; None where it is none."""
    text = text.strip()
    is_number = text.isascii() and text.isdigit() and len(text) <= 6
    return int(text) if is_number and 1 <= int(text) <= most else None


def _days(first: date, last: date, weekdays: tuple[int, ...]) -> tuple[date, ...]:
    """All days between two where none of the week was ticked."""
    every = (first + timedelta(number) for number in range((last - first).days + 1))
    return tuple(day for day in every if not weekdays or day.isoweekday() in weekdays)
