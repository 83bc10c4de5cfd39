"""A person as ranking sees her: the worker's facts turned into numbers beside a board."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.board import Vocabulary, town_number
from matcher.fit.location import HALF_KM, Origin
from matcher.fit.skills import Means
from registry.certificates import Certificates
from registry.places import Place
from registry.workers.education import RANK
from registry.workers.identity import age_on
from registry.workers.worker import Worker

# Her first trade counts in full, later ones a little less: the first is what she leads with.
LATER_TRADES: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)


@dataclass(frozen=True, slots=True)
class Person:
    """A worker on a day.

    age: full years, None if her birth date is not known. trades: relatedness of every occupation of
    the classification to the best of hers, (m,) in the order of the caller's code numbers; empty
    if she has told no trade. legal_hour: the minimum hourly wage where she is, CNY, or None.
    """

    worker: Worker
    age: int | None
    origin: Origin
    means: Means
    trades: NDArray[np.float64]
    legal_hour: float | None


def person_of(
    worker: Worker,
    as_of: date,
    vocabulary: Vocabulary,
    certificates: Certificates,
    related: Mapping[str, NDArray[np.float64]],
    legal_hour: float | None = None,
) -> Person:
    """The person a worker is on a day; related: relatedness rows (m,) of each of her trades."""
    trades = [
        weight * related[code]
        for code, weight in zip(worker.occupations, LATER_TRADES, strict=False)
    ]
    return Person(
        worker=worker,
        age=age_on(worker.born, as_of) if worker.born else None,
        origin=_origin(worker.place, worker.own_equipment, vocabulary),
        means=_means(worker, vocabulary, certificates),
        trades=np.max(trades, axis=0) if trades else np.empty(0),
        legal_hour=legal_hour,
    )


def _origin(place: Place, equipment: tuple[str, ...], vocabulary: Vocabulary) -> Origin:
    seat = vocabulary.seat(place.code) if place.code else None
    return Origin(
        lat=np.nan if place.lat is None else place.lat,
        lon=np.nan if place.lon is None else place.lon,
        county=int(place.code) if place.code else 0,
        town=town_number(place.county, place.town),
        seat_lat=seat[0] if seat else np.nan,
        seat_lon=seat[1] if seat else np.nan,
        half_km=max(HALF_KM.get(name, HALF_KM[""]) for name in ("", *equipment)),
    )


def _means(worker: Worker, vocabulary: Vocabulary, certificates: Certificates) -> Means:
    held = worker.certificates
    covered = [name for name in vocabulary.certificates if certificates.covers(held, name)]
    return Means(
        certificates=vocabulary.certificate_mask(covered),
        equipment=vocabulary.equipment_mask(worker.own_equipment),
        education=RANK.get(worker.education or "") or -1,
        experience=-1.0 if worker.experience_years is None else worker.experience_years,
    )
