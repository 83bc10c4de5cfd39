"""Advice of one kind: a number with its proof and next step, a question, or nothing to gain."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from matcher.guidance.change import Change

Figure = str | int | float | date
Figures = Mapping[str, Figure]
NO_FIGURES: Final[Figures] = MappingProxyType({})


class Kind(StrEnum):
    """What the advice is about, in the order in which it is looked at."""

    WISHES = "wishes"  # 条件互相矛盾
    APPLY = "apply"  # 先谈现有的
    NEIGHBOURS = "neighbours"  # 相近工种
    CERTIFICATE = "certificate"  # 差一个证
    AREA = "area"  # 放宽路程
    WEEK = "week"  # 调整时间
    PAY = "pay"  # 收入实情
    DAY_WORK = "day_work"  # 边等边做日结
    TRAINING = "training"  # 培训与创业
    INSURANCE = "insurance"  # 参保
    REST = "rest"  # 休息
    RIGHTS = "rights"  # 权益
    FRAUD = "fraud"  # 防骗
    GROUPS = "groups"  # 专项帮扶


class Question(StrEnum):
    """What is asked where too little is known; the first helps most."""

    TRADES = "trades"
    WISHES = "wishes"
    PLACE = "place"
    HOURS = "hours"
    CERTIFICATES = "certificates"
    EQUIPMENT = "equipment"
    EDUCATION = "education"
    EXPERIENCE = "experience"
    PAY = "pay"
    WORK = "work"
    BIRTH = "birth"
    PAID_MONTHS = "paid_months"
    CIRCUMSTANCES = "circumstances"
    LOOKED_AT = "looked_at"


class Opens(NamedTuple):
    """What a change opens: `more` jobs beside `now`, each offer once.

    pay, told: the median of what the new ones pay at least, CNY an hour, of those `told` that say
    it; NaN below ENOUGH of them. enough: how many of the new ones say a pay that reaches what she
    asks; unsaid: say none that can be compared. examples: places in the library, best first.
    """

    more: int
    now: int
    pay: float
    told: int
    enough: int
    unsaid: int
    examples: tuple[int, ...]


class Step(NamedTuple):
    """Something to do, by the key of its text under the kind's `steps`. days: within so many; None
    for whenever it happens.
    """

    text: str
    days: int | None
    figures: Figures = NO_FIGURES


@dataclass(frozen=True, slots=True)
class Advice:
    """Something that helps. said: key of its text in data/guidance/KIND.yaml, also: of sentences
    after it; figures: what they are told.

    opens, change: where it opens jobs, by what change of hers; running the matcher on the changed
    worker gives the number. proof: places in the library. clauses: rules and sources.
    """

    kind: Kind
    said: str
    figures: Figures = field(default_factory=lambda: NO_FIGURES)
    also: tuple[str, ...] = ()
    opens: Opens | None = None
    change: Change | None = None
    proof: tuple[int, ...] = ()
    clauses: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Too little is known. why: key of the text that says what cannot be told without it."""

    kind: Kind
    question: Question
    why: str
    figures: Figures = field(default_factory=lambda: NO_FIGURES)


@dataclass(frozen=True, slots=True)
class Nothing:
    """Looked at, and there is nothing to gain. said: key of the text that says so."""

    kind: Kind
    said: str
    figures: Figures = field(default_factory=lambda: NO_FIGURES)


Outcome = Advice | Ask | Nothing
