"""A week as a small picture: the hours a posting asks for, and where a person is free in them."""

from dataclasses import dataclass
from typing import Final

from registry.jobs.hours import Hours
from registry.jobs.week import SLOTS_A_DAY, hours_in, week_of, windows_of

WIDTH: Final = 10  # of a day; half-hours are one high
GAP: Final = 1


@dataclass(frozen=True, slots=True)
class WeekPicture:
    """met, lack: paths of an SVG of 70 by 48. words: the same for who does not see it."""

    met: str
    lack: str
    words: str


def week_picture(hours: Hours, free: int | None) -> WeekPicture | None:
    """The picture of a posting's hours; None where they are not written.

    free: half-hours in which the person is free; None where she has not said: all are outlined.
    """
    if not hours.windows:
        return None
    asked = max((week_of(shift) for shift in hours.shifts), key=lambda week: _met(week, free))
    met = asked & (free or 0)
    total, own = hours_in(asked), hours_in(met)
    words = f"每周 {total:g} 小时"
    if free is not None:
        words += f"，您有空的 {own:g} 小时"
    return WeekPicture(_path(met), _path(asked & ~met), words)


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
