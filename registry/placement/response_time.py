"""How long a firm lets applicants wait for its first answer, also told from few cases.

The median wait is Kaplan and Meier's: an application that still waits says that the answer takes at
least so long, so a firm that answers nobody is not taken for a quick one. A firm with few cases is
drawn towards the city: (n · its median + PRIOR · the city's) / (n + PRIOR), n its cases.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import isclose
from typing import Final, NamedTuple

WINDOW_DAYS: Final = 90
PRIOR: Final = 5.0  # cases that the city's median counts for
LONGEST_H: Final = 24.0 * 14  # a wait longer than this counts as this


class Wait(NamedTuple):
    """One application passed to a firm: until its first answer, else so far."""

    firm: str
    passed_at: datetime
    answered_at: datetime | None


class Response(NamedTuple):
    """A firm's usual wait. hours: in [0, LONGEST_H]. cases: on which it rests."""

    hours: float
    cases: int


def responses(waits: Iterable[Wait], now: datetime) -> dict[str, Response]:
    """Every firm's usual wait over what was passed in the last WINDOW_DAYS.

    A firm of which nobody was answered and nobody waits as long as the city usually does is not
    known yet: it is left out.
    """
    since = now - timedelta(WINDOW_DAYS)
    of_firm: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for wait in waits:
        if since <= wait.passed_at <= now:
            until = wait.answered_at or now
            hours = max((until - wait.passed_at).total_seconds() / 3600, 0.0)
            of_firm[wait.firm].append((hours, wait.answered_at is not None))
    city = median_wait([each for waited in of_firm.values() for each in waited])
    return {
        firm: Response(_drawn(median_wait(waited), len(waited), city), len(waited))
        for firm, waited in of_firm.items()
        if any(answered or hours >= city for hours, answered in waited)
    }


def median_wait(waited: Sequence[tuple[float, bool]]) -> float:
    """Hours after which half are answered, at most LONGEST_H.

    waited: hours, and whether they ended with an answer; without one they are a least.
    """
    left, share = len(waited), 1.0
    for hours, answered in sorted(waited, key=lambda each: (each[0], not each[1])):
        if answered:
            share *= 1 - 1 / left
            if share <= 0.5 or isclose(share, 0.5):  # (n - n/2) / n, up to rounding
                return min(hours, LONGEST_H)
        left -= 1
    return LONGEST_H


def _drawn(own: float, cases: int, city: float) -> float:
    return (cases * own + PRIOR * city) / (cases + PRIOR)
