"""Career guidance: the ground for one person gathered from the store, and her plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from api.clock import SHANGHAI
from api.guidance_texts import GuidanceTexts
from api.security.keys import Keys
from api.services.entitlements import Answers
from api.services.market import market_on
from api.services.recommend import Recommender
from api.store import applications, jobs, shifts, trade_moves
from matcher.guidance.advice import Advice
from matcher.guidance.ground import Beside, Course, Ground, LookedAt, Tables
from matcher.guidance.plan import Plan, plan_of
from matcher.guidance.standing import Matcher, stands
from matcher.guidance.what_if import WhatIf
from matcher.library import Library
from registry.jobs.posting import Posting, Profile
from registry.workers.worker import Worker

SOON: Final = timedelta(hours=24)
MOST_LOOKED_AT: Final = 20
FIRST_LINES: Final = 20


@dataclass(frozen=True, slots=True)
class Guided:
    """A plan with what it names. facts_of: the day of the market's facts. postings: by place in
    the library, those that advice points to.
    """

    ground: Ground
    profile: Profile
    plan: Plan
    facts_of: date
    postings: Mapping[int, Posting]
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class GuideDesk:
    """Guidance over an index level with the store."""

    recommender: Recommender
    keys: Keys
    texts: GuidanceTexts
    courses: Mapping[str, Course]
    clock: Callable[[], datetime]

    def plan(
        self,
        connection: Connection,
        worker: Worker,
        as_of: date,
        profile: Profile,
        answers: Answers | None = None,
    ) -> Guided:
        """The plan for a worker on a day. answers: on her entitlements, None to leave them out."""
        begun = perf_counter()
        matching = self.recommender.matching
        with matching.lock:
            library = matching.library(profile)
            facts_of, market = market_on(connection, matching, profile, as_of)
            beside = self._beside(connection, worker, as_of, profile, answers)
            matcher = Matcher(
                as_of, lambda one: self.recommender.person(one, as_of), matching.related
            )
            standing = stands(worker, library, matcher)
            reference = matching.reference
            tables = Tables(reference.occupations, reference.certificates, reference.gazetteer)
            ground = Ground(standing, WhatIf(standing, matcher), market, tables, beside)
            plan = plan_of(ground)
            postings = self._postings(connection, library, (*plan.strategies, *plan.advice))
        took = (perf_counter() - begun) * 1000
        return Guided(ground, profile, plan, facts_of, postings, took)

    def _beside(
        self,
        connection: Connection,
        worker: Worker,
        as_of: date,
        profile: Profile,
        answers: Answers | None,
    ) -> Beside:
        matching = self.recommender.matching
        library = matching.library(profile)
        beside = Beside(
            numbers=self.recommender.policy.numbers,
            soon=self._soon(connection, as_of, library),
            looked_at=self._looked_at(connection, worker),
            alike=matching.likeness(profile, as_of),
            first=self._first(connection, worker, as_of, profile),
            moves=trade_moves.read(connection),
            courses=self.courses,
        )
        if answers is None:
            return beside
        return replace(beside, facts=answers.facts, entitlements=answers.entitlements)

    def _soon(
        self, connection: Connection, as_of: date, library: Library
    ) -> NDArray[np.bool_] | None:
        """Postings with an open shift that begins within a day; None on another day than today."""
        now = self.clock()
        if now.astimezone(SHANGHAI).date() != as_of:
            return None
        index = self.recommender.matching.index
        rows = [index.row(one) for one in shifts.beginning(connection, now, now + SOON)]
        return np.isin(library.among, [row for row in rows if row is not None])

    def _first(
        self, connection: Connection, worker: Worker, as_of: date, profile: Profile
    ) -> tuple[int, ...]:
        """Places in the library of the first lines of her list."""
        matching = self.recommender.matching
        found = self.recommender.again(connection, worker, as_of, profile, FIRST_LINES)
        rows = [matching.index.row(item.posting.id) for item in found.items]
        among = matching.library(profile).among
        return tuple(np.searchsorted(among, [row for row in rows if row is not None]).tolist())

    def _looked_at(self, connection: Connection, worker: Worker) -> tuple[LookedAt, ...] | None:
        """What she asked for lately, with what its posting carries; None where that is nothing."""
        found = applications.of_worker(connection, self.keys, worker.id, limit=MOST_LOOKED_AT)
        if not found:
            return None
        postings = jobs.get_many(connection, dict.fromkeys(one.posting for one in found))
        return tuple(
            LookedAt(one.id, one.title, (*one.holds, *one.flags)) for one in postings.values()
        )

    def _postings(
        self, connection: Connection, library: Library, advice: Sequence[Advice]
    ) -> dict[int, Posting]:
        """The postings that advice points to, by place in the library."""
        places = sorted({place for each in advice for place in each.proof})
        rows = {int(library.among[place]): place for place in places}
        found = self.recommender.matching.postings(connection, list(rows))
        return {rows[row]: posting for row, posting in found.items()}
