"""What all advice for one person stands on: where she stands, the market, and what is beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.guidance.likeness import Likeness
from matcher.guidance.market import Fact, Key, Market, trade_number
from matcher.guidance.standing import Standing
from matcher.guidance.what_if import WhatIf
from registry.certificates import Certificates
from registry.entitlements.entitlement import Benefit, Entitlement
from registry.entitlements.facts import Facts
from registry.gazetteer import Gazetteer
from registry.occupations import Occupations
from registry.parameters import DatedValue, Parameter
from registry.workers.worker import Worker


class Tables(NamedTuple):
    """Reference data that advice names things by."""

    occupations: Occupations
    certificates: Certificates
    gazetteer: Gazetteer


class Course(NamedTuple):
    """How a certificate is come by. days: usual days till it is held; hours: of training, where a
    rule states them. where, cost, source: in Chinese. assumed: not read in the source itself.
    by_degree: only who studied for it can have it. needs: certificates of which one is held first.
    """

    certificate: str
    where: str
    days: int | None
    hours: int | None
    cost: str
    source: str
    assumed: bool = False
    by_degree: bool = False
    needs: tuple[str, ...] = ()


class LookedAt(NamedTuple):
    """A posting that she asked for or looked at, with the signs that it carries."""

    posting: str
    title: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known beside profile and postings; each empty where it is not.

    numbers: policy numbers. entitlements, facts: for her, on the day. soon: (n,) postings with a
    dated shift of open places that begins within a day. looked_at: None where not kept. alike: how
    alike trades are. first: places of the first lines of her list. moves: how often somebody of one
    minor class was hired into another, by their trade numbers. courses: by certificate.
    """

    numbers: Mapping[str, Parameter] = field(default_factory=lambda: MappingProxyType({}))
    facts: Facts = field(default_factory=Facts)
    entitlements: tuple[Entitlement, ...] = ()
    soon: NDArray[np.bool_] | None = None
    looked_at: tuple[LookedAt, ...] | None = None
    alike: Likeness | None = None
    first: tuple[int, ...] = ()
    moves: Mapping[tuple[int, int], int] = field(default_factory=lambda: MappingProxyType({}))
    courses: Mapping[str, Course] = field(default_factory=lambda: MappingProxyType({}))

    def entitlement(self, benefit: Benefit) -> Entitlement | None:
        """The answer on one policy; None where none was asked."""
        return next((each for each in self.entitlements if each.benefit is benefit), None)


@dataclass(frozen=True, slots=True)
class Ground:
    """All of it for one person on one day."""

    standing: Standing
    what_if: WhatIf
    market: Market
    tables: Tables
    beside: Beside

    @property
    def worker(self) -> Worker:
        """Whom the advice is for."""
        return self.standing.worker

    @property
    def as_of(self) -> date:
        """The day."""
        return self.standing.at.as_of

    @property
    def county(self) -> str:
        """Code of her county, of the city where no more is known; "" where neither is."""
        return self.worker.place.code or ""

    @property
    def trade_name(self) -> str:
        """What her first trade is called; "" where she has told none."""
        codes = self.worker.occupations
        return self.name_of(codes[0]) if codes else ""

    def name_of(self, code: str) -> str:
        """What an occupation is called; its code where no table has it."""
        named = self.tables.occupations.get(code)
        return named.name if named else code

    def likeness(self, code: str) -> Mapping[int, tuple[int, float]]:
        """Other trades' rank and cosine beside an occupation's; empty where too rare to say."""
        alike = self.beside.alike
        return alike.nearest(trade_number(code)) if alike else {}

    def area_name(self, key: Key) -> str:
        """What the area of a fact is called."""
        division = self.tables.gazetteer.get(str(key.area).ljust(6, "0")) if key.area else None
        return division.name if division else "全部岗位"

    def has_for(self, course: Course) -> bool:
        """Whether she holds what a certificate can only be had on top of."""
        held, covers = self.worker.certificates, self.tables.certificates.covers
        return not course.needs or any(covers(held, each) for each in course.needs)

    @property
    def own_fact(self) -> Fact | None:
        """The market of her first trade around her; None where too little is at hand."""
        codes = self.worker.occupations
        found = self.market.around(codes[0], self.worker.place.code) if codes else None
        return found[1] if found else None

    def number(self, name: str) -> DatedValue | None:
        """A policy number where she is, on the day; None where it is not known."""
        parameter = self.beside.numbers.get(name)
        found = parameter.on(self.as_of, self.county or "*") if parameter else None
        return found if found is not None and found.value is not None else None
