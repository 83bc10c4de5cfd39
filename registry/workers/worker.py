"""A worker: what she can do, when and where she can work, and what she asks of a job."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from registry.jobs.pay import UNIT_LABELS, PayUnit
from registry.places import Place


class Seeking(StrEnum):
    """Whether, and beside what, a worker wants work."""

    NONE = "NONE"  # 目前无工作，或只看看
    ADDITIONAL = "ADDITIONAL"  # 保留现有工作，另找一份
    REPLACING = "REPLACING"  # 换工作


@dataclass(frozen=True, slots=True)
class PayFloor:
    """The least a worker will take: CNY a unit, amount > 0."""

    amount: float
    unit: PayUnit

    def __str__(self) -> str:
        return f"{self.amount:g} {UNIT_LABELS[self.unit]}"


@dataclass(frozen=True, slots=True)
class Wishes:
    """One level of wishes: as `must` and `never` they bar, as `prefer` they raise the score.

    occupations, counties: codes or their prefixes. words: looked for in title and tags.
    settlements: names of Settlement. hours, pay: (must only) free hours or pay floor bind.
    night, lodging, meals, remote: True where the thing itself is demanded, wished or refused.
    """

    occupations: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    settlements: tuple[str, ...] = ()
    max_distance_km: float | None = None
    hours: bool = False
    pay: bool = False
    night: bool = False
    lodging: bool = False
    meals: bool = False
    remote: bool = False


@dataclass(frozen=True, slots=True)
class Worker:
    """One person of the worker library.

    free: half-hours free as a 336-bit week (registry.jobs.week); None when she has not said.
    busy: half-hours of her registered work. occupations: codes read from her skills and text, best
    first. born: derived from the identity number, never typed.
    """

    id: str
    born: date | None = None
    place: Place = field(default_factory=Place)
    text: str = ""
    skills: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    certificates: tuple[str, ...] = ()
    own_equipment: tuple[str, ...] = ()
    education: str | None = None
    experience_years: float | None = None
    free: int | None = None
    busy: int = 0
    pay_floor: PayFloor | None = None
    must: Wishes = field(default_factory=Wishes)
    prefer: Wishes = field(default_factory=Wishes)
    never: Wishes = field(default_factory=Wishes)
    seeking: Seeking = Seeking.NONE

    @property
    def open_week(self) -> int | None:
        """Half-hours open to new work: the free ones, less her present work if she keeps it."""
        if self.free is None:
            return None
        return self.free & ~self.busy if self.seeking is Seeking.ADDITIONAL else self.free
