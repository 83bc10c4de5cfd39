"""A situation: people before postings on a day, which is all that a hard rule may look at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Rows
from matcher.fit.hours import weeks_fit
from matcher.fit.location import Location, Sites, location_fit
from matcher.fit.occupation import occupation_fit
from matcher.fit.usual_hours import usual_of
from matcher.fit.wishes import Mentions
from matcher.library import Library
from matcher.people import People
from matcher.person import Person
from matcher.reach import within_reach
from matcher.trade_pay import TradePay, far_above

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Situation:
    """n pairs of a person and a posting: one person before n postings, or n people before one.

    people, rows: the two sides; the one that is one stands for all. mentions, employer_mentions:
    which of the rows name a word in title or tags, in the employer. occupation: relatedness (n,).
    hours: fits (n,). usual_hours: what they usually are for her in such work (n,), NaN unknown.
    trade_median: of each row, CNY an hour, NaN where not known. pay_doubtful: pay far above that.
    """

    people: People
    rows: Rows
    as_of: date
    mentions: Mentions
    employer_mentions: Mentions
    location: Location
    within_reach: Mask
    occupation: NDArray[np.float64]
    hours: NDArray[np.float64]
    usual_hours: NDArray[np.float64]
    trade_median: NDArray[np.float64]
    pay_doubtful: Mask

    @property
    def size(self) -> int:
        """How many pairs there are."""
        return len(self.within_reach)

    def column(self, name: str) -> NDArray[Any]:
        """One field of every row."""
        column: NDArray[Any] = self.rows[name]
        return column

    def none(self) -> Mask:
        """No pair."""
        return np.zeros(self.size, dtype=np.bool_)

    def any_named(self, level: str, name: str, holds: Callable[[str], Mask]) -> Mask:
        """Pairs in which anything named in a list of wishes holds, (n,); holds: over the rows."""
        found = self.none()
        for value, who in self.people.named(level, name):
            found[who] |= holds(value)
        return found


def situation(person: Person, library: Library, as_of: date) -> Situation:
    """The situation of one person before the n postings of a library."""
    people, weeks = person.people, library.weeks
    hours = weeks_fit(people.rows["week"], people.rows["week_told"], weeks.distinct)[weeks.number]
    return pairs(
        people,
        library.rows,
        as_of,
        library.titles,
        library.employers,
        library.trade,
        occupation_fit(person.trades, library.trades),
        hours,
        library.sites,
        usual_of(hours, library.rows["occupation"], bool(people.rows["week_told"][0])),
    )


def pairs(
    people: People,
    rows: Rows,
    as_of: date,
    mentions: Mentions,
    employer_mentions: Mentions,
    trade: TradePay,
    occupation: NDArray[np.float64],
    hours: NDArray[np.float64],
    sites: Sites,
    usual_hours: NDArray[np.float64],
) -> Situation:
    """The situation of people (k,) before board rows (n,), one side being one.

    trade: what each row's trade pays around it. occupation, hours: fits of the pairs. sites:
    where the rows are.
    """
    location = location_fit(people.origin, rows, sites)
    return Situation(
        people=people,
        rows=rows,
        as_of=as_of,
        mentions=mentions,
        employer_mentions=employer_mentions,
        location=location,
        within_reach=within_reach(people, rows, location),
        occupation=occupation,
        hours=hours,
        usual_hours=usual_hours,
        trade_median=trade.median,
        pay_doubtful=far_above(rows, trade),
    )
