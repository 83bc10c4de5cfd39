"""A person as ranking sees her: the worker's facts turned into numbers beside a board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from matcher.board import Vocabulary
from matcher.people import LATER_TRADES, People, encode_worker, names_of_one
from registry.certificates import Certificates
from registry.workers.identity import age_on
from registry.workers.worker import Worker


@dataclass(frozen=True, slots=True)
class Person:
    """A worker on a day.

    people: she alone, as situations see her. trades: relatedness of every occupation of the
    classification to the best of hers, (m,) in the order of the caller's code numbers; empty if she
    has told no trade.
    """

    worker: Worker
    people: People
    trades: NDArray[np.float64]

    @property
    def education(self) -> int:
        """The rank of her education, -1 where she has not told it."""
        return int(self.people.rows["education"][0])

    @property
    def experience(self) -> float:
        """Her years of experience, -1 where she has not told them."""
        return float(self.people.rows["experience"][0])


def person_of(
    worker: Worker,
    as_of: date,
    vocabulary: Vocabulary,
    certificates: Certificates,
    related: Mapping[str, NDArray[np.float64]],
    legal_hour: float | None = None,
) -> Person:
    """The person a worker is on a day; related: relatedness rows (m,) of each of her trades.

    legal_hour: the minimum hourly wage where she is, CNY, or None.
    """
    trades = [
        weight * related[code]
        for code, weight in zip(worker.occupations, LATER_TRADES, strict=False)
    ]
    age = age_on(worker.born, as_of) if worker.born else None
    people = People(
        encode_worker(worker, vocabulary, certificates),
        names_of_one(worker),
        age=np.array([np.nan if age is None else age], dtype=np.float64),
        legal_hour=np.array([np.nan if legal_hour is None else legal_hour], dtype=np.float64),
    )
    return Person(worker, people, np.max(trades, axis=0) if trades else np.empty(0))
