"""Who suits one posting: every worker of the library judged and scored by the list's own rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection, Engine

from api.database import reading
from api.policy import Policy
from api.services.documents import query_of
from api.services.matching import Matching
from api.services.recommend import TextMentions
from api.services.shift_desk import Candidate
from api.store import workers
from matcher.board import encode
from matcher.judging import judge
from matcher.person import person_of
from matcher.ranking import WORTH_LISTING, fits_of, scores_of
from matcher.situation import situation
from matcher.trade_pay import TradePay
from registry.jobs.posting import Posting
from registry.workers.worker import Worker


@dataclass(frozen=True, slots=True)
class LibraryCandidates:
    """Ranks the worker library for one posting; matching: an index that is level with the store."""

    engine: Engine
    policy: Policy
    matching: Callable[[Connection], Matching]

    def __call__(self, posting: Posting, as_of: date) -> Sequence[Candidate]:
        """Whom it suits, best first; nobody where the posting is not in the index."""
        with reading(self.engine) as connection:
            matching = self.matching(connection)
            with matching.lock:
                row = matching.index.row(posting.id)
                if row is None:
                    return ()
                view = _View(matching, self.policy, posting, row, as_of)
                found = [
                    Candidate(one.id, score)
                    for one in workers.iterate(connection)
                    if (score := view.score(one)) is not None
                ]
        return sorted(found, key=lambda each: (-each.score, each.worker))


class _View:
    """One posting before which people are put one by one."""

    def __init__(
        self, matching: Matching, policy: Policy, posting: Posting, row: int, as_of: date
    ) -> None:
        self._matching, self._policy, self._as_of = matching, policy, as_of
        self._among = np.array([row], dtype=np.int64)
        self._rows = encode(posting, matching.vocabulary)
        median = matching.trade_medians()[self._among]
        self._trade = TradePay(median, matching.reference.lint_rules.pay_far_above)

    def score(self, worker: Worker) -> float | None:
        """Her score; None where a rule keeps the posting from her, or leaves it in doubt."""
        matching = self._matching
        at = situation(
            person_of(
                worker,
                self._as_of,
                matching.vocabulary,
                matching.reference.certificates,
                matching.related(worker.occupations),
                self._minimum(worker),
            ),
            self._rows,
            self._as_of,
            TextMentions(matching.titles, self._among),
            TextMentions(matching.employers, self._among),
            self._trade,
        )
        if not judge(at).listed[0]:
            return None
        query = query_of(worker, matching.reference.occupations)
        similarity = matching.index.similarities(query, self._among).fused
        scores = scores_of(fits_of(at, np.array([0]), similarity, matching.numbers))
        return float(scores.score[0]) if scores.chance[0] >= WORTH_LISTING else None

    def _minimum(self, worker: Worker) -> float | None:
        home = worker.place.code
        minimum = self._policy.minimum_hourly_wage.on(self._as_of, home) if home else None
        return minimum.value if minimum else None
