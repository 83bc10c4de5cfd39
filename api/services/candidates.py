"""Candidates in memory: who may be shown to firms, level with the change log at each question."""

from collections.abc import Iterable, Sequence
from datetime import date
from threading import RLock
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from api.database import beside
from api.policy import Policy
from api.services.documents import document_of, query_of
from api.services.matching import Matching
from api.store import candidates as store
from api.store import changes
from api.store.pools import Found
from indexing.documents import Document
from indexing.queries import QueryIndex
from matcher import candidates as judged
from matcher.board import encode
from matcher.candidates import Candidates
from matcher.disclosure import Traits, shown_of, tuple_of
from matcher.fit.hours import weeks_fit
from matcher.fit.location import sites_of
from matcher.fit.occupation import trades_fit
from matcher.people import (
    LATER_TRADES,
    WHO,
    Names,
    People,
    ages_on,
    encode_worker,
    gathered,
    names_of,
    trade_of,
)
from matcher.situation import Situation, pairs
from matcher.trade_pay import TradePay, trade_medians
from registry.jobs.posting import Posting
from registry.jobs.week import hours_in
from registry.occupations import minor_class
from registry.workers.worker import Worker

# Further behind than this, reading everybody anew is quicker than following.
MOST_CHANGES: Final = 5000
# So many rows of people who are gone or changed may lie about before everybody is read anew.
MOST_GONE: Final = 2000
CHANGES_AT_ONCE: Final = 500
NOBODY: Final = Worker("")  # in the place of who is gone


class Suited(NamedTuple):
    """By one posting and its changes: masks (1 + n) of everybody, whose ids they are."""

    ids: tuple[str, ...]
    masks: tuple[NDArray[np.bool_], ...]


class CandidateIndex:
    """Everybody who agreed to be shown, as rows, queries and tuples, at one point of the log.

    It holds nobody else: who withdraws, hides or is deleted is taken out before the next answer.
    It stands beside one Matching, by whose index her words are read. Hold `lock` while reading.
    """

    def __init__(self, matching: Matching, policy: Policy) -> None:
        self.matching = matching
        self.policy = policy
        self.sequence = -1
        self.lock = RLock()
        self.fill([])

    def __contains__(self, worker: str) -> bool:
        return worker in self._place

    def __len__(self) -> int:
        return len(self._place)

    def catch_up(self, connection: Connection) -> None:
        """Follow the change log to its end, or read everybody where that is quicker."""
        with self.lock:
            if changes.latest(connection) != self.sequence:
                with beside(connection) as now:
                    self._follow_all(now)

    def suited(self, posting: Posting, row: int, as_of: date) -> tuple[Found, ...]:
        """Whom a posting, in this row of the index, suits on a day, in no order that means much."""
        with self.lock:
            seen = self.judged(posting, row, as_of)
            chosen = np.flatnonzero(seen.suits & self._alive)
            profiles = shown_of(
                list(self._tuples),
                np.array(self._traits, dtype=np.int64)[chosen],
                seen.scores.score[chosen],
                {name: values[chosen] for name, values in seen.fits.items()},
            )
            ids = (self._ids[place] for place in chosen.tolist())
            return tuple(Found(*each) for each in zip(ids, profiles, strict=True))

    def ranked(self, posting: Posting, row: int, as_of: date) -> list[tuple[str, float]]:
        """Whom a posting suits, with scores, best first.

        posting: with the hours, pay and place that count, be they others than those in the index.
        """
        with self.lock:
            seen = self.judged(posting, row, as_of, encode(posting, self.matching.vocabulary))
            chosen = np.flatnonzero(seen.suits & self._alive).tolist()
            found = [(self._ids[place], float(seen.scores.score[place])) for place in chosen]
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def judged(
        self, posting: Posting, row: int, as_of: date, facts: NDArray[np.void] | None = None
    ) -> Candidates:
        """Everybody before a posting, places as `place` gives them; rows gone mean nothing.

        facts: its board row (1,), where it is another than the index's.
        """
        median = self.matching.trade_medians()[row : row + 1]
        rows = self.matching.rows[row : row + 1] if facts is None else facts
        document = document_of(posting, self.matching.reference.occupations)
        response = float(self.matching.responses()[row])
        at = self._situation(posting, rows, median, as_of)
        return judged.candidates(at, self._queries.similarities(document), response)

    def suited_if(self, posting: Posting, changed: Sequence[Posting], as_of: date) -> Suited:
        """Whom a posting suits as it is, and each time that it is changed: the matcher run anew.

        posting: in the index or, held back, not in it. What its trade pays around it stays.
        """
        matching, row = self.matching, self.matching.index.row(posting.id)
        facts = encode(posting, matching.vocabulary)
        if row is None:
            rows = np.concatenate([matching.rows, facts])
            alive = np.append(matching.index.alive[: len(matching.rows)], True)
            median, response = trade_medians(rows, alive)[-1:], np.nan
        else:
            median = matching.trade_medians()[row : row + 1]
            response = float(matching.responses()[row])
        alike: dict[Document, NDArray[np.float64]] = {}
        masks = []
        for one in (posting, *changed):
            document = document_of(one, matching.reference.occupations)
            if document not in alike:
                alike[document] = self._queries.similarities(document)
            at = self._situation(one, encode(one, matching.vocabulary), median, as_of)
            masks.append(judged.candidates(at, alike[document], response).suits & self._alive)
        return Suited(tuple(self._ids), tuple(masks))

    def place(self, worker: str) -> int:
        """Where a worker stands; KeyError if she does not."""
        return self._place[worker]

    # ------------------------------------------------------------ keeping level

    def fill(self, workers: Sequence[Worker]) -> None:
        """Hold these and nobody else."""
        occupations = self.matching.reference.occupations
        self._queries = QueryIndex(
            self.matching.index, [query_of(worker, occupations) for worker in workers]
        )
        self._ids = [worker.id for worker in workers]
        self._place = {id_: place for place, id_ in enumerate(self._ids)}
        self._rows = np.zeros(len(workers), dtype=WHO)
        for place, worker in enumerate(workers):
            self._rows[place] = self._row(worker)
        self._alive = np.ones(len(workers), dtype=np.bool_)
        self._tuples: dict[Traits, int] = {}
        self._traits = [self._tuple(worker) for worker in workers]
        self._wishes = [tuple(names_of(worker)) for worker in workers]
        self._names: Names | None = None

    def _follow_all(self, connection: Connection) -> None:
        latest = changes.latest(connection)
        behind = latest - self.sequence
        gone = len(self._ids) - len(self._place)
        if self.sequence < 0 or not 0 <= behind <= MOST_CHANGES or gone > MOST_GONE:
            self.fill(list(store.iterate(connection)))
            self.sequence = latest
        while self.sequence < latest:
            self._follow(connection)

    def _follow(self, connection: Connection) -> None:
        batch = changes.after(connection, self.sequence, CHANGES_AT_ONCE)
        touched = {change.id for change in batch if change.kind is changes.Kind.WORKER}
        self._remove(touched)
        self._add(store.among(connection, sorted(touched)))
        self.sequence = batch[-1].sequence

    def _remove(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            place = self._place.pop(id_, None)
            if place is not None:
                self._alive[place] = False
                self._rows[place] = self._row(NOBODY)[0]
                self._wishes[place] = ()
                self._names = None

    def _add(self, workers: Sequence[Worker]) -> None:
        if not workers:
            return
        occupations = self.matching.reference.occupations
        for worker in workers:
            self._queries.add(query_of(worker, occupations))
            self._place[worker.id] = len(self._ids)
            self._ids.append(worker.id)
            self._traits.append(self._tuple(worker))
            self._wishes.append(tuple(names_of(worker)))
        self._rows = np.concatenate([self._rows, *(self._row(worker) for worker in workers)])
        self._alive = np.concatenate([self._alive, np.ones(len(workers), dtype=np.bool_)])
        self._names = None

    def _row(self, worker: Worker) -> NDArray[np.void]:
        return encode_worker(worker, self.matching.vocabulary, self.matching.reference.certificates)

    def _tuple(self, worker: Worker) -> int:
        """The number of her tuple among all that there are."""
        return self._tuples.setdefault(_traits(worker), len(self._tuples))

    # ------------------------------------------------------------ one posting before everybody

    def _situation(
        self,
        posting: Posting,
        rows: NDArray[np.void],
        median: NDArray[np.float64],
        as_of: date,
    ) -> Situation:
        """rows: its board row (1,); median: (1,) what its trade pays around it."""
        title = " ".join((posting.title, *posting.tags))
        return pairs(
            self._people(as_of),
            rows,
            as_of,
            lambda word: np.array([word in title]),
            lambda name: np.array([name in posting.employer]),
            TradePay(median, self.matching.reference.lint_rules.pay_far_above),
            self._occupation_fit(posting.occupation),
            weeks_fit(self._rows["week"], self._rows["week_told"], rows),
            sites_of(rows),
            np.where(self._rows["week_told"], np.nan, 1.0),
        )

    def _people(self, as_of: date) -> People:
        if self._names is None:
            self._names = gathered(self._wishes)
        return People(
            self._rows, self._names, ages_on(self._rows["born"], as_of), self._legal_hours(as_of)
        )

    def _legal_hours(self, as_of: date) -> NDArray[np.float64]:
        """The minimum hourly wage where each is, NaN where it is not known."""
        counties, places = np.unique(self._rows["county"], return_inverse=True)
        found = [self.policy.minimum_hourly_wage.on(as_of, f"{code:06d}") for code in counties]
        known = [np.nan if one is None or one.value is None else one.value for one in found]
        return np.where(
            self._rows["county"] == 0, np.nan, np.array(known, dtype=np.float64)[places]
        )

    def _occupation_fit(self, asked: str | None) -> NDArray[np.float64]:
        """How near the trades of everybody are to the occupation asked, NaN where not known."""
        occupations = self.matching.reference.occupations
        if not asked or asked not in occupations.codes:
            return np.full(len(self._rows), np.nan)
        named = np.unique(self._rows["trades"])
        related = [occupations.relatedness(trade_of(number), asked) for number in named.tolist()]
        weights = np.array(LATER_TRADES)
        return trades_fit(self._rows["trades"], weights, named, np.array(related))


def _traits(worker: Worker) -> Traits:
    open_week = worker.open_week
    return tuple_of(
        minor_class(worker.occupations[0]) if worker.occupations else "",
        worker.place.county or "",
        None if open_week is None else hours_in(open_week),
        worker.experience_years,
    )
