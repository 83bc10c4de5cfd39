"""Career guidance: the ground for one person gathered from the store, and her plan."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading
from api.security.keys import Keys
from api.services.entitlements import Answers, EntitlementDesk
from api.services.market import market_on
from api.services.recommend import Recommender
from api.store import applications, jobs, shifts, trade_moves
from matcher.guidance.advice import Advice
from matcher.guidance.ground import Beside, Course, Ground, LookedAt, Tables
from matcher.guidance.plan import Plan, plan_of
from matcher.guidance.standing import Matcher, standing_of
from matcher.guidance.what_if import WhatIf
from matcher.library import Library
from registry.actor import Actor
from registry.jobs.posting import Posting, Profile
from registry.workers.worker import Worker

SOON: Final = timedelta(hours=24)
MOST_LOOKED_AT: Final = 20
FIRST_LINES: Final = 20


@dataclass(frozen=True, slots=True)
class Guided:
    """A plan with what it names. facts_of: the day of the market's facts. postings: by place in
    the library, those that advice points to. elapsed_ms: from the worker's facts to the plan, the
    library being in memory.
    """

    ground: Ground
    profile: Profile
    plan: Plan
    facts_of: date
    postings: Mapping[int, Posting]
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class GuideDesk:
    """The guidance of one installation. recommender: over an index level with the store."""

    engine: Engine
    recommender: Callable[[Connection], Recommender]
    entitlements: EntitlementDesk
    keys: Keys
    courses: Mapping[str, Course]
    clock: Callable[[], datetime]

    def plan(self, worker: Worker, as_of: date, profile: Profile, actor: Actor) -> Guided:
        """The plan for a worker on a day; that her entitlements were read by others is kept."""
        answers = self.entitlements.of_worker(worker.id, "", as_of, actor)
        with reading(self.engine) as connection:
            recommender = self.recommender(connection)
            with recommender.matching.lock:
                gathering = _Gathering(self, connection, recommender, worker, as_of, profile)
                return gathering.guided(answers)


@dataclass(frozen=True, slots=True)
class _Gathering:
    """The ground for one plan, gathered in one reading of the store."""

    desk: GuideDesk
    connection: Connection
    recommender: Recommender
    worker: Worker
    as_of: date
    profile: Profile

    def guided(self, answers: Answers) -> Guided:
        """The plan with all that it names."""
        recommender, matching = self.recommender, self.recommender.matching
        library = matching.library(self.profile)
        begun = perf_counter()
        facts_of, market = market_on(self.connection, matching, self.profile, self.as_of)
        matcher = Matcher(
            self.as_of, lambda one: recommender.person(one, self.as_of), matching.related
        )
        judged = recommender.judged(self.worker, self.as_of, library)
        person, at, verdicts = judged
        standing = standing_of(self.worker, person, library, matcher, at, verdicts)
        reference = matching.reference
        tables = Tables(reference.occupations, reference.certificates, reference.gazetteer)
        first = recommender.first(self.connection, judged, library, FIRST_LINES)
        beside = self._beside(library, answers, first)
        ground = Ground(standing, WhatIf(standing, matcher), market, tables, beside)
        plan = plan_of(ground)
        postings = self._postings(library, (*plan.strategies, *plan.advice, *plan.more))
        took = (perf_counter() - begun) * 1000
        return Guided(ground, self.profile, plan, facts_of, postings, took)

    def _beside(self, library: Library, answers: Answers, first: tuple[int, ...]) -> Beside:
        return Beside(
            numbers=self.recommender.policy.numbers,
            facts=answers.facts,
            entitlements=answers.entitlements,
            soon=self._soon(library),
            looked_at=self._looked_at(),
            alike=self.recommender.matching.likeness(self.profile, self.as_of),
            first=first,
            moves=trade_moves.read(self.connection),
            courses=self.desk.courses,
        )

    def _soon(self, library: Library) -> NDArray[np.bool_] | None:
        """Postings with an open shift that begins within a day; None on another day than today."""
        now = self.desk.clock()
        if now.astimezone(SHANGHAI).date() != self.as_of:
            return None
        index = self.recommender.matching.index
        rows = [index.row(one) for one in shifts.beginning(self.connection, now, now + SOON)]
        return np.isin(library.among, [row for row in rows if row is not None])

    def _looked_at(self) -> tuple[LookedAt, ...] | None:
        """What she asked for lately, with what its posting carries; None where that is nothing."""
        found = applications.of_worker(
            self.connection, self.desk.keys, self.worker.id, limit=MOST_LOOKED_AT
        )
        if not found:
            return None
        postings = jobs.get_many(self.connection, dict.fromkeys(one.posting for one in found))
        return tuple(
            LookedAt(one.id, one.title, (*one.holds, *one.flags)) for one in postings.values()
        )

    def _postings(self, library: Library, advice: Sequence[Advice]) -> dict[int, Posting]:
        """The postings that advice points to, by place in the library."""
        places = sorted({place for each in advice for place in each.proof})
        rows = {int(library.among[place]): place for place in places}
        found = self.recommender.matching.postings(self.connection, list(rows))
        return {rows[row]: posting for row, posting in found.items()}
