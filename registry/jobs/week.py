"""A week as 336 half-hours: which of them a posting asks for, or a worker is free in.

Bit 0 is Monday 00:00-00:30, bit 335 Sunday 23:30-24:00, China Standard Time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

SLOTS_A_DAY: Final = 48
SLOTS_A_WEEK: Final = 7 * SLOTS_A_DAY
WORDS_A_WEEK: Final = 6
EVERY_DAY: Final = (1, 2, 3, 4, 5, 6, 7)
DAY_NAMES: Final = ("", "周一", "周二", "周三", "周四", "周五", "周六", "周日")
NIGHT_END: Final = 6 * 60  # 22:00-06:00 is night
NIGHT_START: Final = 22 * 60
FULL_WEEK: Final = (1 << SLOTS_A_WEEK) - 1


@dataclass(frozen=True, slots=True)
class Window:
    """The same clock times on some days of every week.

    days: 1 is Monday … 7 is Sunday. start, end: minutes after midnight, start in [0, 1440), end in
    (0, 1440]; an end not after the start lies on the next day (a night from Sunday ends on Monday).
    """

    days: tuple[int, ...]
    start: int
    end: int

    def __post_init__(self) -> None:
        if not self.days or any(day not in EVERY_DAY for day in self.days):
            raise ValueError(f"days must be some of 1..7 (1 is Monday), not {self.days!r}")
        if not (0 <= self.start < 1440 and 0 < self.end <= 1440):
            raise ValueError(
                f"start and end must be minutes of a day, not {self.start}, {self.end}"
            )

    @property
    def minutes(self) -> int:
        """Length of one occurrence in minutes, in (0, 1440]."""
        return (self.end - self.start) if self.end > self.start else (self.end + 1440 - self.start)

    def __str__(self) -> str:
        return f"{clock(self.start)}-{clock(self.end)}"


def minutes_of(text: str) -> int:
    """Minutes after midnight of a clock time `H:MM`; `24:00` is 1440. ValueError if it is none."""
    hour, _, minute = text.strip().partition(":")
    total = int(hour) * 60 + int(minute or 0)
    if not (0 <= total <= 1440 and 0 <= int(minute or 0) < 60):
        raise ValueError(f"{text!r} is not a clock time between 00:00 and 24:00")
    return total


def clock(minutes: int) -> str:
    """`HH:MM` of minutes after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def touches_night(start: int, minutes: int) -> bool:
    """Whether a stretch from `start` minutes after midnight touches 22:00-06:00."""
    return start < NIGHT_END or start + minutes > NIGHT_START


def week_of(windows: Iterable[Window]) -> int:
    """The half-hours the windows touch, as a 336-bit number; past Sunday midnight is Monday."""
    week = 0
    for window in windows:
        for day in window.days:
            first = (day - 1) * SLOTS_A_DAY + window.start // 30
            last = (day - 1) * SLOTS_A_DAY + -(-(window.start + window.minutes) // 30)
            for slot in range(first, last):
                week |= 1 << (slot % SLOTS_A_WEEK)
    return week


def free_week_of(windows: Iterable[Window]) -> int:
    """The half-hours lying wholly inside the windows: half a half-hour free is not free."""
    free = bytearray(SLOTS_A_WEEK * 30)
    for window in windows:
        for day in window.days:
            first = (day - 1) * 1440 + window.start
            for minute in range(first, first + window.minutes):
                free[minute % len(free)] = True
    slots = (all(free[slot * 30 : slot * 30 + 30]) for slot in range(SLOTS_A_WEEK))
    return sum(1 << slot for slot, whole in enumerate(slots) if whole)


def hours_in(week: int) -> float:
    """Hours in a week's half-hours, in [0, 168]."""
    return week.bit_count() / 2


def to_words(week: int) -> NDArray[np.uint64]:
    """A week as uint64 (6,), lowest bits first."""
    return np.frombuffer(week.to_bytes(WORDS_A_WEEK * 8, "little"), dtype="<u8").astype(np.uint64)


def windows_of(week: int) -> tuple[Window, ...]:
    """The fewest windows that make up a week; days alike stand together, midnight parts them."""
    days_of: dict[int, list[int]] = {}
    for day in EVERY_DAY:
        half_hours = week >> (day - 1) * SLOTS_A_DAY & ((1 << SLOTS_A_DAY) - 1)
        if half_hours:
            days_of.setdefault(half_hours, []).append(day)
    return tuple(
        Window(tuple(days), first * 30, last * 30)
        for half_hours, days in days_of.items()
        for first, last in _runs(half_hours)
    )


def _runs(half_hours: int) -> Iterator[tuple[int, int]]:
    """First and one past the last of each run of half-hours in a day."""
    edges = half_hours ^ half_hours << 1
    places = [place for place in range(SLOTS_A_DAY + 1) if edges >> place & 1]
    return zip(places[::2], places[1::2], strict=True)


def describe(windows: Iterable[Window]) -> str:
    """Windows in Chinese, e.g. `周一至周五 08:30-12:00、13:30-18:00`."""
    by_days: dict[tuple[int, ...], list[str]] = {}
    for window in windows:
        by_days.setdefault(window.days, []).append(str(window))
    return "；".join(f"{describe_days(days)} {'、'.join(times)}" for days, times in by_days.items())


def describe_days(days: tuple[int, ...]) -> str:
    """Days in Chinese: `每天`, `周一至周五`, `周六、周日`."""
    ordered = tuple(sorted(set(days)))
    if ordered == EVERY_DAY:
        return "每天"
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return f"{DAY_NAMES[ordered[0]]}至{DAY_NAMES[ordered[-1]]}"
    return "、".join(DAY_NAMES[day] for day in ordered)
