"""Labour-market facts: worked out every night and kept, read by guidance all day."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

import numpy as np
from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading, writing
from api.services.matching import Matching
from api.store import jobs, trade_moves, workers
from api.store import market as store
from matcher.board import PROFILES
from matcher.guidance.market import AREAS, ENOUGH, Key, Market, market_of, trade_number
from matcher.library import Library
from matcher.trade_pay import far_above
from registry.jobs.posting import Profile

# Facts of a night are used this long; then they are worked out anew, without who looks for work.
STANDS_DAYS: Final = 7
KEPT_DAYS: Final = 400
MOVES_DAYS: Final = 365


class Refreshed(NamedTuple):
    """What a night did: facts kept by library, rows deleted."""

    facts: dict[str, int]
    forgotten: int


@dataclass(frozen=True, slots=True)
class MarketDesk:
    """The facts of one installation."""

    engine: Engine
    matching: Callable[[Connection], Matching]
    clock: Callable[[], datetime]

    def refresh(self) -> Refreshed:
        """Work out the facts of today and keep them."""
        day = self.clock().astimezone(SHANGHAI).date()
        facts = {}
        for profile in Profile:
            with reading(self.engine) as connection:
                library = self.matching(connection).library(profile)
                if not len(library.among):
                    continue
                before = store.offers_before(connection, profile, day)
                found = of_library(library, day, _seekers(connection), before)
            with writing(self.engine) as connection:
                store.put(connection, profile, day, found)
            facts[profile.value] = len(found.facts)
        self._count_moves(day)
        with writing(self.engine) as connection:
            return Refreshed(facts, store.forget_before(connection, day - timedelta(KEPT_DAYS)))

    def _count_moves(self, day: date) -> None:
        """Who was hired into which trade in the last year, from which; none below ENOUGH."""
        since = datetime.combine(day - timedelta(MOVES_DAYS), time(), SHANGHAI)
        with reading(self.engine) as connection:
            pairs = trade_moves.hired_since(connection, since)
            people = workers.get_many(connection, sorted({worker for worker, _ in pairs}))
            postings = jobs.get_many(connection, {posting for _, posting in pairs})
        counted: Counter[tuple[int, int]] = Counter()
        for worker, posting in pairs:
            one, other = people.get(worker), postings.get(posting)
            if one and other and other.occupation:
                into = trade_number(other.occupation)
                counted.update({(trade_number(code), into) for code in one.occupations[:1]})
        moves = {pair: times for pair, times in counted.items() if times >= ENOUGH}
        with writing(self.engine) as connection:
            trade_moves.put(connection, moves)


def market_on(
    connection: Connection, matching: Matching, profile: Profile, day: date
) -> tuple[date, Market]:
    """The facts that hold on a day, and the day they are of.

    Where no night worked them out they are those of the day, kept in memory.
    """
    kept = store.latest(connection, profile, day, day - timedelta(STANDS_DAYS))
    library = matching.library(profile)
    asked = ("market", profile, kept or day, kept is None)
    found: Market = matching.of_day(
        asked,
        len(library.among),
        lambda: store.read(connection, profile, kept) if kept else of_library(library, day),
    )
    return kept or day, found


def of_library(
    library: Library,
    day: date,
    seekers: Counter[Key] | None = None,
    before: dict[Key, int] | None = None,
) -> Market:
    """The facts of a library on a day, of what stands then and pays what can be believed."""
    rows = library.rows
    until = rows["valid_until"]
    stands = (until == 0) | (until >= day.toordinal())
    stands |= rows["profile"] == PROFILES.index(Profile.ARCHIVE)
    counted = np.asarray(stands & ~far_above(rows, library.trade))
    return market_of(rows, library.offers, counted, seekers, before)


def _seekers(connection: Connection) -> Counter[Key]:
    """How many people look for work of each trade, around where they live."""
    found: Counter[Key] = Counter()
    for worker in workers.iterate(connection):
        county = int(worker.place.code or 0)
        for trade in {trade_number(code) for code in worker.occupations}:
            found.update({Key(trade, county // digits) for digits in AREAS})
    return found
