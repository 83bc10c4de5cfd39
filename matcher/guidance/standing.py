"""Where a person stands before a library: which jobs are open to her, which are to be asked about.

Told and met, told and not met, or not known: that is judged gate by gate, by the same hard rules
and the same rows as lists; nothing in it is a score.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from matcher.fit.hours import FLEXIBLE
from matcher.fit.location import Sites
from matcher.judging import Verdicts, judge
from matcher.library import Library
from matcher.person import Person
from matcher.situation import Mask, Situation, situation
from registry.jobs.week import EVERY_DAY, NIGHT_END, NIGHT_START, Window, week_of
from registry.occupations import SAME_MINOR
from registry.workers.worker import Worker

YES: Final = 1
NO: Final = 0
UNKNOWN: Final = -1
# Work for which one is there day and night, by its title; and what says that it is not.
LIVE_IN: Final = ("住家", "24小时", "驻家")
LIVE_OUT: Final = ("不住家", "非住家", "不驻家")
NIGHTS: Final = week_of((Window(EVERY_DAY, NIGHT_START, NIGHT_END),))
Gates = NDArray[Any]  # of n postings, each YES, NO or UNKNOWN
Related = Callable[[Sequence[str]], Mapping[str, NDArray[np.float64]]]


class Gate(StrEnum):
    """What a job has to pass to be open, in the order in which people look at it."""

    TRADE = "trade"  # 工种
    RULES = "rules"  # 硬条件：地点、必须、不要、法律
    HOURS = "hours"  # 时间
    CERTIFICATES = "certificates"  # 证件
    EQUIPMENT = "equipment"  # 自备工具
    EDUCATION = "education"  # 学历
    EXPERIENCE = "experience"  # 年限


@dataclass(frozen=True, slots=True)
class Matcher:
    """How a worker becomes what rules see, on a day.

    person: of a worker. related: relatedness rows (m,) of trades, as lists use them.
    """

    as_of: date
    person: Callable[[Worker], Person]
    related: Related


@dataclass(frozen=True, slots=True)
class Standing:
    """A person before n postings. gates: by gate, (n,). open: passes all. ask: none says no, and
    one does not know.
    """

    worker: Worker
    person: Person
    library: Library
    at: Situation
    verdicts: Verdicts
    gates: Mapping[Gate, Gates]
    open: Mask
    ask: Mask

    def but(self, *gates: Gate) -> Mask:
        """Postings that no other gate than these keeps from being open, (n,)."""
        others = [self.gates[gate] == YES for gate in Gate if gate not in gates]
        return np.asarray(np.logical_and.reduce(others))


def stands(worker: Worker, library: Library, matcher: Matcher) -> Standing:
    """Where a worker stands before the n postings of a library: the matcher, run once."""
    person = matcher.person(worker)
    at = situation(person, library, matcher.as_of)
    return standing_of(worker, person, library, matcher, at, judge(at))


def standing_of(
    worker: Worker,
    person: Person,
    library: Library,
    matcher: Matcher,
    at: Situation,
    verdicts: Verdicts,
) -> Standing:
    """Where a worker stands before a library that was judged for her."""
    gates = {
        Gate.TRADE: _trade(worker, library, matcher.related),
        Gate.RULES: np.select([verdicts.listed, verdicts.ask_first], [YES, UNKNOWN], NO),
        Gate.HOURS: _hours(worker, library, at),
        Gate.CERTIFICATES: _certificates(person, at),
        Gate.EQUIPMENT: _equipment(person, at),
        Gate.EDUCATION: _graded(at.column("education"), person.education),
        Gate.EXPERIENCE: _graded(at.column("experience"), person.experience),
    }
    shut = np.logical_or.reduce([gate == NO for gate in gates.values()])
    unsure = np.logical_or.reduce([gate == UNKNOWN for gate in gates.values()])
    return Standing(worker, person, library, at, verdicts, gates, ~(shut | unsure), unsure & ~shut)


def silent(standing: Standing) -> Mask:
    """Open postings whose hours are not written, (n,), whether she told hers or not."""
    at = standing.at
    written = at.column("week").any(axis=1) | (at.column("kind") == FLEXIBLE)
    unwritten = np.isnan(at.hours) if at.people.rows["week_told"][0] else ~written
    return np.asarray(standing.open & unwritten)


def offers_in(library: Library, mask: Mask) -> int:
    """How many jobs the postings of a mask (n,) are, each offer once."""
    return len(np.unique(library.offers[mask]))


def part_of(library: Library, places: NDArray[np.int64]) -> Library:
    """Some postings of a library, as a library; its offers keep their numbers."""
    return replace(
        library,
        among=library.among[places],
        rows=library.rows[places],
        weeks=library.weeks._replace(number=library.weeks.number[places]),
        sites=Sites(library.sites.work[:, places], library.sites.seat[:, places]),
        trades=library.trades[places],
        offers=library.offers[places],
        trade=library.trade._replace(median=library.trade.median[places]),
        response=library.response[places],
        titles=lambda word: library.titles(word)[places],
        employers=lambda name: library.employers(name)[places],
    )


def _trade(worker: Worker, library: Library, related: Related) -> Gates:
    """In a trade of hers, or of one minor class or neighbourhood with it."""
    if not worker.occupations:
        return np.full(len(library.trades), UNKNOWN, dtype=np.int8)
    near = np.max(list(related(worker.occupations).values()), axis=0) >= SAME_MINOR
    return np.where(np.append(near, False)[library.trades], YES, NO)


def _hours(worker: Worker, library: Library, at: Situation) -> Gates:
    """Hours that are not written say nothing against it, but for work that lives in the house."""
    fits = ~(at.hours < 1.0)
    free = worker.open_week
    if free is not None and free & NIGHTS != NIGHTS:
        outside = np.logical_or.reduce([library.titles(word) for word in LIVE_OUT])
        fits &= outside | ~np.logical_or.reduce([library.titles(word) for word in LIVE_IN])
    return np.where(fits, YES, NO)


def _certificates(person: Person, at: Situation) -> Gates:
    held = person.people.means.certificates
    lacks = (at.column("certificates") & ~held).any(axis=1)
    return np.where(lacks, NO if held.any() else UNKNOWN, YES)


def _equipment(person: Person, at: Situation) -> Gates:
    held = person.people.means.equipment
    lacks = (at.column("equipment") & ~held) != 0
    return np.where(lacks, NO if held.any() else UNKNOWN, YES)


def _graded(asked: NDArray[Any], held: float) -> Gates:
    """Education and years of experience, held below 0 where not told."""
    return np.where(asked > max(held, 0), UNKNOWN if held < 0 else NO, YES)
