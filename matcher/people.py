"""People: what rules and fits need of everybody, one fixed-width row a person, as postings have.

A situation sets one person before many postings, or many people before one: both sides are rows,
and a side of one row stands for all.
"""

from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.board import SETTLEMENTS, Vocabulary, code_number, town_number
from matcher.fit.location import HALF_KM, Origin
from matcher.fit.pay import Asked, comparable_figure
from matcher.fit.skills import Means
from registry.certificates import Certificates
from registry.jobs.pay import PayUnit, Settlement
from registry.jobs.week import to_words
from registry.workers.education import RANK
from registry.workers.worker import Wishes, Worker

Mask = NDArray[np.bool_]
LEVELS: Final = ("must", "prefer", "never")
FLAGS: Final = ("hours", "pay", "night", "lodging", "meals", "remote")
LISTS: Final = ("occupations", "counties", "words", "employers")
# Her first trade counts in full, later ones a little less: the first is what she leads with.
LATER_TRADES: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
EVERYBODY: Final = slice(None)
# A person's fields. 0 means unknown in whole-number fields unless a comment says else; NaN in
# floats. With them stand, for each level of wishes, the flags and figures of PER_LEVEL.
PER_LEVEL: Final = [(name, "?") for name in FLAGS] + [("settlements", "u1"), ("distance", "f8")]
WHO: Final = np.dtype(
    [
        ("born", "i4"),  # year, month and day as one number
        ("lat", "f8"),
        ("lon", "f8"),
        ("county", "i4"),  # division code
        ("town", "i8"),
        ("seat_lat", "f8"),
        ("seat_lon", "f8"),
        ("half_km", "f8"),
        ("certificates", "u8", (2,)),
        ("equipment", "u4"),
        ("education", "i1"),  # -1: not told
        ("experience", "f4"),  # years; -1: not told
        ("week", "u8", (6,)),  # open half-hours
        ("week_told", "?"),
        ("floor_told", "?"),
        ("floor", "f8"),  # CNY; NaN where none is told, or it is not comparable
        ("floor_by_hour", "?"),  # else by the month
        ("trades", "i4", (len(LATER_TRADES),)),  # see trade_number
        *((f"{level}_{name}", kind) for level in LEVELS for name, kind in PER_LEVEL),
    ]
)


class Named(NamedTuple):
    """Something named in a wish, and the places of those who name it."""

    value: str
    who: NDArray[np.intp] | slice


# By level and list: what is named.
Names = Mapping[tuple[str, str], tuple[Named, ...]]


@dataclass(frozen=True, slots=True)
class People:
    """k people on a day.

    rows: dtype WHO (k,). age: full years (k,), NaN where the birth date is not known. legal_hour:
    (k,) CNY, the minimum hourly wage where each is, or NaN.
    """

    rows: NDArray[np.void]
    names: Names
    age: NDArray[np.float64]
    legal_hour: NDArray[np.float64]

    def flag(self, level: str, name: str) -> Mask:
        """Who demands, wishes or refuses something, (k,)."""
        return np.asarray(self.rows[f"{level}_{name}"])

    def figure(self, level: str, name: str) -> NDArray[Any]:
        """A figure of everybody's wishes, (k,)."""
        return np.asarray(self.rows[f"{level}_{name}"])

    def named(self, level: str, name: str) -> tuple[Named, ...]:
        """Everything named in one list of one level, and by whom."""
        return self.names.get((level, name), ())

    def naming(self, level: str, name: str) -> Mask:
        """Who names anything there, (k,)."""
        found = np.zeros(len(self.rows), dtype=np.bool_)
        for each in self.named(level, name):
            found[each.who] = True
        return found

    @property
    def origin(self) -> Origin:
        """Where everybody is."""
        return Origin(*(self.rows[name] for name in Origin._fields))

    @property
    def means(self) -> Means:
        """What everybody has."""
        return Means(*(self.rows[name] for name in Means._fields))

    @property
    def asked(self) -> Asked:
        """The pay everybody asks, the minimum wage standing in where none is told."""
        told = self.rows["floor_told"]
        amount = np.where(told, self.rows["floor"], self.legal_hour)
        return Asked(amount, np.where(told, self.rows["floor_by_hour"], True))

    @property
    def floors(self) -> Asked:
        """The pay everybody told to be her least, NaN where none."""
        return Asked(self.rows["floor"], self.rows["floor_by_hour"])


def encode_worker(
    worker: Worker, vocabulary: Vocabulary, certificates: Certificates
) -> NDArray[np.void]:
    """One worker as one row, shape (1,) of dtype WHO."""
    row = np.zeros(1, dtype=WHO)
    row["born"] = day_figure(worker.born) if worker.born else 0
    _encode_place(row, worker, vocabulary)
    _encode_means(row, worker, vocabulary, certificates)
    open_week = worker.open_week
    row["week_told"], row["week"] = open_week is not None, to_words(open_week or 0)
    floor = worker.pay_floor
    row["floor_told"], row["floor"] = floor is not None, comparable_figure(floor)
    row["floor_by_hour"] = floor is not None and floor.unit is PayUnit.HOUR
    trades = worker.occupations[: len(LATER_TRADES)]
    row["trades"][0, : len(trades)] = [trade_number(code) for code in trades]
    for level in LEVELS:
        _encode_wishes(row, level, getattr(worker, level))
    return row


def names_of(worker: Worker) -> Iterator[tuple[tuple[str, str], str]]:
    """What a worker names in her wishes: level and list, and what; each once."""
    for level in LEVELS:
        for name in LISTS:
            for value in dict.fromkeys(getattr(getattr(worker, level), name)):
                yield (level, name), value


def names_of_one(worker: Worker) -> Names:
    """What one worker names, who stands for all pairs of her situation."""
    found: dict[tuple[str, str], tuple[Named, ...]] = {}
    for key, value in names_of(worker):
        found[key] = (*found.get(key, ()), Named(value, EVERYBODY))
    return found


def gathered(wishes: Sequence[Iterable[tuple[tuple[str, str], str]]]) -> Names:
    """What everybody names, and the places of those who name it; wishes: `names_of` of each."""
    found: dict[tuple[str, str], dict[str, list[int]]] = {}
    for place, named in enumerate(wishes):
        for key, value in named:
            found.setdefault(key, {}).setdefault(value, []).append(place)
    return {
        key: tuple(Named(value, np.array(places)) for value, places in values.items())
        for key, values in found.items()
    }


def trade_number(code: str) -> int:
    """A number that stands for a code or the code of a class, and for nothing else."""
    return code_number(code) * 10 + code.count("-") + 1


def trade_of(number: int) -> str:
    """The code that a trade number stands for; "" for 0."""
    digits = f"{number // 10:07d}"
    return "-".join((digits[:1], digits[1:3], digits[3:5], digits[5:])[: number % 10])


def code_of(occupation: int) -> str:
    """The code of an occupation's number: 4100801 is `4-10-08-01`."""
    return trade_of(occupation * 10 + 4)


def day_figure(day: date) -> int:
    """Year, month and day as one number: 2026-11-22 is 20261122."""
    return (day.year * 100 + day.month) * 100 + day.day


def ages_on(born: NDArray[np.int32], day: date) -> NDArray[np.float64]:
    """Full years on a day of those born on `born` (k,) as day figures; NaN where that is 0.

    As registry.workers.identity.age_on: who was born on 29 February has the birthday on the last
    day of February in other years, so that day counts as the 29th too.
    """
    figure = day_figure(day)
    if figure % 10_000 == 228 and not isleap(day.year):
        figure += 1
    return np.where(born == 0, np.nan, (figure - born) // 10_000)


def _encode_place(row: NDArray[np.void], worker: Worker, vocabulary: Vocabulary) -> None:
    place = worker.place
    seat = vocabulary.seat(place.code) if place.code else None
    row["lat"] = np.nan if place.lat is None else place.lat
    row["lon"] = np.nan if place.lon is None else place.lon
    row["county"] = int(place.code) if place.code else 0
    row["town"] = town_number(place.county, place.town)
    row["seat_lat"], row["seat_lon"] = seat or (np.nan, np.nan)
    row["half_km"] = max(HALF_KM.get(name, HALF_KM[""]) for name in ("", *worker.own_equipment))


def _encode_means(
    row: NDArray[np.void], worker: Worker, vocabulary: Vocabulary, certificates: Certificates
) -> None:
    held = worker.certificates
    known = vocabulary.certificates if held else ()
    covered = [name for name in known if certificates.covers(held, name)]
    row["certificates"] = vocabulary.certificate_mask(covered)
    row["equipment"] = vocabulary.equipment_mask(worker.own_equipment)
    row["education"] = RANK.get(worker.education or "") or -1
    row["experience"] = -1.0 if worker.experience_years is None else worker.experience_years


def _encode_wishes(row: NDArray[np.void], level: str, wishes: Wishes) -> None:
    for name in FLAGS:
        row[f"{level}_{name}"] = getattr(wishes, name)
    named = {SETTLEMENTS.index(Settlement(name)) for name in wishes.settlements}
    row[f"{level}_settlements"] = sum(1 << number for number in named)
    limit = wishes.max_distance_km
    row[f"{level}_distance"] = np.nan if limit is None else limit
