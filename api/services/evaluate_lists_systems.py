"""Whole lists by four systems: each orders in its own way what the same hard rules let through."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from api.services.documents import document_of, query_of
from api.services.recommend import Recommender
from api.services.scored import Judged
from api.store import jobs
from indexing.baselines import BASELINES, Scorer
from matcher.library import Library
from matcher.lines import lines_of
from registry.jobs.posting import Posting, Profile
from registry.workers.worker import Worker

TOP: Final = 10
OURS: Final = "ours"
VECTORS: Final = "vectors"
LEXICAL: Final = ("bm25", "char_tfidf")
SYSTEMS: Final = (OURS, *LEXICAL, VECTORS)


@dataclass(frozen=True, slots=True)
class Lists:
    """One worker's lists by system, best first, as places in the library.

    offers: (n,) the first posting of those listed that are one job with each; -1 for what the hard
    rules keep off.
    """

    worker: Worker
    judged: Judged
    offers: NDArray[np.int64]
    tops: dict[str, list[int]]

    @property
    def pool(self) -> list[int]:
        """Every offer that some system shows, each once, in the library's order."""
        return sorted({int(self.offers[place]) for top in self.tops.values() for place in top})

    def one_job(self, place: int) -> list[int]:
        """Places of all listed postings that are one job with a listed one, in order."""
        return np.flatnonzero(self.offers == self.offers[place]).tolist()


@dataclass(frozen=True, slots=True)
class Systems:
    """The systems over one library on a day. postings: by place in it."""

    connection: Connection
    recommender: Recommender
    day: date
    profile: Profile
    library: Library
    postings: Sequence[Posting]
    scorers: Mapping[str, Scorer]

    def lists(self, worker: Worker) -> Lists:
        """The first TOP lines of each system for a worker.

        All systems choose among the same postings, each offer once and no employer too often; what
        shares nothing with her words is on none but ours.
        """
        judged = self.recommender.judged(worker, self.day, self.library)
        listed = np.flatnonzero(judged.verdicts.listed)
        query = query_of(worker, self.recommender.matching.reference.occupations)
        tops = {OURS: self._ours(worker)}
        for name, score in self.scorers.items():
            tops[name] = self._top(score(query), listed)
        return Lists(worker, judged, self._offers(listed), tops)

    def _ours(self, worker: Worker) -> list[int]:
        found = self.recommender.recommend(self.connection, worker, self.day, self.profile, TOP)
        rows = [self.recommender.matching.index.row(item.posting.id) for item in found.items]
        places = np.searchsorted(self.library.among, np.array(rows, dtype=np.int64))
        return [int(place) for place in places]

    def _top(self, scores: NDArray[np.float64], listed: NDArray[np.int64]) -> list[int]:
        found = listed[scores[listed] > 0]
        offers, employers = self.library.offers[found], self.library.rows["employer"][found]
        heads = lines_of(scores[found], offers, employers).heads[:TOP]
        return [int(place) for place in found[heads]]

    def _offers(self, listed: NDArray[np.int64]) -> NDArray[np.int64]:
        whole = self.library.offers
        offers = np.full(len(whole), -1, dtype=np.int64)
        _, first, group = np.unique(whole[listed], return_index=True, return_inverse=True)
        offers[listed] = listed[first[group]]
        return offers


def systems_of(
    connection: Connection, recommender: Recommender, day: date, profile: Profile
) -> Systems:
    """The four systems over all postings of a profile."""
    matching = recommender.matching
    library, index = matching.library(profile), matching.index
    by_id = {posting.id: posting for posting in jobs.iterate(connection)}
    postings = [by_id[index.ids[row]] for row in library.among.tolist()]
    occupations = matching.reference.occupations
    documents = [document_of(posting, occupations) for posting in postings]
    scorers: dict[str, Scorer] = {name: BASELINES[name](documents) for name in LEXICAL}
    scorers[VECTORS] = lambda query: index.similarities(query, library.among).vector
    return Systems(connection, recommender, day, profile, library, postings, scorers)
