"""A week as a small picture: the hours a posting asks for, and where a person is free in them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from registry.jobs.hours import Hours
from registry.jobs.week import SLOTS_A_DAY, hours_in, week_of, windows_of

WIDTH: Final = 10  # of a day; half-hours are one high
GAP: Final = 1
PICTURES_KEPT: Final = 10_000


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """met, lack: paths of an SVG of 70 by 48; asked: all of it, where nobody said when.

    words: the same for who does not see it.
    """

    met: str
    lack: str
    asked: str
    words: str


@lru_cache(maxsize=PICTURES_KEPT)
def week_picture(hours: Hours, free: int | None) -> WeekPicture | None:
    """The picture of a posting's hours; None where they are not written.

    free: half-hours in which the person is free; None where she has not said: then nothing is met,
    and nothing lacks.
    """
    if not hours.windows:
        return None
    asked = max((week_of(shift) for shift in hours.shifts), key=lambda week: _met(week, free))
    words = f"每周 {hours_in(asked):g} 小时"
    if free is None:
        return WeekPicture("", "", _path(asked), words)
    met = asked & free
    words += f"，您有空的 {hours_in(met):g} 小时"
    return WeekPicture(_path(met), _path(asked & ~met), "", words)


def _met(week: int, free: int | None) -> float:
    return hours_in(week & (free or 0)) / max(hours_in(week), 0.5)


def _path(week: int) -> str:
    """Rectangles, one a stretch of half-hours in a day."""
    return "".join(
        f"M{(day - 1) * WIDTH + GAP} {window.start // 30}"
        f"h{WIDTH - 2 * GAP}v{_height(window.start, window.end)}h-{WIDTH - 2 * GAP}z"
        for window in windows_of(week)
        for day in window.days
    )


def _height(start: int, end: int) -> int:
    return (end - start) // 30 if end > start else SLOTS_A_DAY - start // 30
