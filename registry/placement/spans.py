"""Spans of time, and what a person's spans of work come to: hours a day, stretches, half-hours."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta, timezone
from typing import Final, NamedTuple

from registry.jobs.week import NIGHT_END, NIGHT_START, SLOTS_A_WEEK

CHINA: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
HALF_HOUR_S: Final = 1800
A_DAY: Final = timedelta(days=1)


class Span(NamedTuple):
    """From a time up to another, both with their offset; start < end."""

    start: datetime
    end: datetime

    @property
    def hours(self) -> float:
        """Its length in hours, > 0."""
        return (self.end - self.start).total_seconds() / 3600

    @property
    def half_hours(self) -> range:
        """The half-hours that it touches, counted from 1970-01-01 00:00 UTC."""
        first, last = int(self.start.timestamp()), int(self.end.timestamp())
        return range(first // HALF_HOUR_S, -(-last // HALF_HOUR_S))

    @property
    def days(self) -> tuple[date, ...]:
        """The days in China that it touches, in order."""
        first = self.start.astimezone(CHINA).date()
        last = (self.end - timedelta(microseconds=1)).astimezone(CHINA).date()
        return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))

    def clashes(self, other: "Span") -> bool:
        """Whether the two touch one half-hour."""
        mine, others = self.half_hours, other.half_hours
        return mine.start < others.stop and others.start < mine.stop

    def within(self, day: date) -> float:
        """Hours of it that lie on a day in China, in [0, 24]."""
        midnight = datetime.combine(day, time(), CHINA)
        start, end = max(self.start, midnight), min(self.end, midnight + A_DAY)
        return max(0.0, (end - start).total_seconds() / 3600)


def touches_night(span: Span) -> bool:
    """Whether it touches 22:00-06:00 in China."""
    start = span.start.astimezone(CHINA)
    minute = start.hour * 60 + start.minute
    minutes = span.hours * 60
    return minute < NIGHT_END or minute + minutes > NIGHT_START


def slot_of(half_hour: int) -> int:
    """The half-hour of the week, in [0, 336) from Monday 00:00 in China, of one since 1970."""
    # 1970-01-01 00:00 UTC was a Thursday, 08:00 in China.
    return (half_hour + 3 * 48 + 16) % SLOTS_A_WEEK


def lies_in(span: Span, week: int) -> bool:
    """Whether every half-hour that it touches is one of a week's (336 bits)."""
    return all(week >> slot_of(each) & 1 for each in span.half_hours)


def spans_of_week(week: int, around: Span) -> tuple[Span, ...]:
    """A week's half-hours as spans, from a day before `around` to a day after it."""
    near = Span(around.start - A_DAY, around.end + A_DAY).half_hours
    worked = [each for each in near if week >> slot_of(each) & 1]
    return tuple(_span(first, last) for first, last in _runs(worked))


def longest_day(spans: Iterable[Span], days: Iterable[date]) -> float:
    """The most hours of all spans together on one of the days."""
    known = tuple(spans)
    return max((sum(span.within(day) for span in known) for day in days), default=0.0)


def stretch_of(span: Span, others: Iterable[Span], rest_hours: float) -> tuple[Span, ...]:
    """The spans that hang together with `span`, in order: none is followed by so long a rest."""
    rest = timedelta(hours=rest_hours)
    stretch: list[Span] = []
    for each in sorted({span, *others}):
        if stretch and each.start - max(one.end for one in stretch) >= rest:
            if span in stretch:
                break
            stretch = []
        stretch.append(each)
    return tuple(stretch)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """First and one past the last of each run of whole numbers."""
    first = 0
    for place in range(1, len(numbers) + 1):
        if place == len(numbers) or numbers[place] != numbers[place - 1] + 1:
            yield numbers[first], numbers[place - 1] + 1
            first = place


def _span(first: int, last: int) -> Span:
    start, end = (datetime.fromtimestamp(each * HALF_HOUR_S, CHINA) for each in (first, last))
    return Span(start, end)
