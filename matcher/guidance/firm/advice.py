"""Advice on a posting: trials of changes, what is told of them, a question, or nothing to gain.

Whoever chooses what to advise sees of people nothing but numbers as they may be told.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from matcher.disclosure import rounded
from matcher.guidance.advice import Figures
from matcher.guidance.firm.change import PostingChange

# Nothing is told of fewer people.
ENOUGH: Final = 10


class Kind(StrEnum):
    """What the advice is about, in the order in which it is looked at."""

    LAWFUL = "lawful"  # 依法必须改
    PAY = "pay"  # 报酬
    SILENT = "silent"  # 没有写明的
    HOURS = "hours"  # 工作时间
    CERTIFICATE = "certificate"  # 证件
    BACKGROUND = "background"  # 学历和年限
    EQUIPMENT = "equipment"  # 自备工具
    PLACE = "place"  # 地点和住宿


@dataclass(frozen=True, slots=True)
class Trial:
    """A change to be tried. said: key of its text in data/guidance/firm_KIND.yaml.

    figures: what its text is told, nothing of people. by_law: it must be made whatever it adds.
    is_proof: it is tried only to tell whom something shuts out, and never proposed. is_other: it
    would stand beside the posting, as another; nobody whom the posting suits now is lost by it.
    """

    kind: Kind
    said: str
    change: PostingChange
    figures: Figures = field(default_factory=dict)
    clauses: tuple[str, ...] = ()
    by_law: bool = False
    is_proof: bool = False
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial as it may be told. more: people whom the posting suits besides, by fives; None for
    fewer than ENOUGH, nobody, or fewer than now.
    """

    kind: Kind
    said: str
    more: int | None
    figures: Figures = field(default_factory=dict)
    clauses: tuple[str, ...] = ()
    by_law: bool = False
    is_proof: bool = False
    is_other: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """A change that helps, or that the law asks for. also: other ways to the same end. proof: whom
    what is shut out by.
    """

    best: Tried
    also: tuple[Tried, ...] = ()
    proof: tuple[Tried, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """Too little is known. why: key of the text under `whys`."""

    kind: Kind
    why: str
    figures: Figures = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nothing:
    """Looked at, and nothing is proposed. said: key of the text under `nothing`."""

    kind: Kind
    said: str
    figures: Figures = field(default_factory=dict)


Trials = tuple[Trial, ...] | Ask | Nothing
Outcome = Advice | Ask | Nothing


def stated(count: int) -> int | None:
    """A number of people as it may be told: down to fives as in pools, None below ENOUGH."""
    return rounded(count) if count >= ENOUGH else None
