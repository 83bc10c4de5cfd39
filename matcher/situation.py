"""A situation: one person before a board on a day, which is all that a hard rule may look at."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.fit.hours import hours_fit
from matcher.fit.location import Location, location_fit
from matcher.fit.wishes import Mentions
from matcher.person import Person
from matcher.reach import within_reach
from matcher.trade_pay import TradePay, far_above

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Situation:
    """One person before a board on a day: what every rule may look at.

    mentions, employer_mentions: which postings name a word in title or tags, in the employer, (n,).
    hours: fits (n,); NaN out of reach, where nobody asks, unless made `everywhere`. trade_median:
    (n,) CNY an hour, NaN where not known. pay_doubtful: pay far above that median, (n,).
    """

    person: Person
    rows: NDArray[np.void]
    as_of: date
    mentions: Mentions
    employer_mentions: Mentions
    location: Location
    within_reach: Mask
    hours: NDArray[np.float64]
    trade_median: NDArray[np.float64]
    pay_doubtful: Mask

    def column(self, name: str) -> NDArray[Any]:
        """One field of every row, (n,) of the field's type."""
        column: NDArray[Any] = self.rows[name]
        return column

    def none(self) -> Mask:
        """No posting."""
        return np.zeros(len(self.rows), dtype=np.bool_)

    def all_if(self, condition: bool) -> Mask:
        """Every posting if the condition holds, else none."""
        return np.full(len(self.rows), condition, dtype=np.bool_)


def situation(
    person: Person,
    rows: NDArray[np.void],
    as_of: date,
    mentions: Mentions,
    employer_mentions: Mentions,
    trade: TradePay,
    everywhere: bool = False,
) -> Situation:
    """The situation of a person before board rows (n,).

    trade: what each row's trade pays around it. everywhere: hours are compared out of reach too, so
    that every rule can say its word.
    """
    location = location_fit(person.origin, rows)
    reach = within_reach(person, rows, location)
    hours = np.full(len(rows), np.nan)
    looked_at = np.flatnonzero(reach | rows["remote"] | everywhere)
    hours[looked_at] = hours_fit(person.worker.open_week, rows[looked_at])
    return Situation(
        person=person,
        rows=rows,
        as_of=as_of,
        mentions=mentions,
        employer_mentions=employer_mentions,
        location=location,
        within_reach=reach,
        hours=hours,
        trade_median=trade.median,
        pay_doubtful=far_above(rows, trade),
    )
