"""When a posting is worked: fixed, rotating, the worker's choice, or not written."""

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise

from registry.jobs.week import Window, describe

WEEKS_A_MONTH = 52 / 12


class HoursKind(StrEnum):
    """How a posting's working hours are set."""

    FIXED = "fixed"  # 一种固定班次
    ROTATING = "rotating"  # 两班倒、三班倒、排班
    FLEXIBLE = "flexible"  # 时间自由，劳动者自选
    UNSTATED = "unstated"  # 未写明


@dataclass(frozen=True, slots=True)
class Hours:
    """A posting's working hours as far as its text says.

    windows: the clock times stated; of ROTATING work every shift of the rota. days_per_week in
    (0, 7], may be fewer than the days the windows name (月休4天: any of seven, six worked).
    hours_per_day in (0, 24]. night: some work falls in 22:00-06:00; None if not known. quote: the
    words that prove it. choice: where the worker takes one shift of several, how many windows each
    of them has, in their order; empty where there is no choice.
    """

    kind: HoursKind = HoursKind.UNSTATED
    windows: tuple[Window, ...] = ()
    hours_per_day: float | None = None
    days_per_week: float | None = None
    night: bool | None = None
    quote: str = ""
    choice: tuple[int, ...] = ()

    @property
    def shifts(self) -> tuple[tuple[Window, ...], ...]:
        """The sets of windows of which one is worked; a single set where there is no choice."""
        ends = tuple(accumulate(self.choice)) or (len(self.windows),)
        return tuple(self.windows[start:end] for start, end in pairwise((0, *ends)))

    @property
    def days_per_month(self) -> float | None:
        """Working days a month, where the days a week are known."""
        return self.days_per_week * WEEKS_A_MONTH if self.days_per_week else None

    def __str__(self) -> str:
        if self.windows:
            prefix = "轮班 " if self.kind is HoursKind.ROTATING else ""
            prefix = "任选一班 " if self.choice else prefix
            return prefix + describe(self.windows)
        plain = {HoursKind.FLEXIBLE: "时间自由", HoursKind.ROTATING: "轮班或排班，钟点未写明"}
        return plain.get(self.kind, f"钟点未写明（{self.quote}）" if self.quote else "时间未写明")
