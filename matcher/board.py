"""The board: what ranking needs of every posting, one fixed-width row a posting.

Rows are aligned with the index: row i of the board is row i of the vectors.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay, PayUnit, Settlement, per_hour, per_month
from registry.jobs.posting import Posting, PostingState, Profile
from registry.jobs.week import to_words, touches_night, week_of
from registry.places import Place
from registry.workers.education import RANK

# Of shifts to choose from so many are kept beside the first.
OTHER_SHIFTS: Final = 3
# A row's fields. 0 means unknown in whole-number fields unless a comment says else; NaN in floats.
ROW: Final = np.dtype(
    [
        ("profile", "u1"),  # place in PROFILES
        ("state", "u1"),  # place in STATES
        ("published", "i4"),  # proleptic day number
        ("valid_until", "i4"),  # proleptic day number; 0: not said
        ("occupation", "i4"),  # see code_number
        ("county", "i4"),  # division code: county, or city where no more is known
        ("town", "i8"),  # see town_number
        ("lat", "f4"),
        ("lon", "f4"),
        ("seat_lat", "f4"),  # of the division named by `county`
        ("seat_lon", "f4"),
        ("remote", "?"),
        ("hour_min", "f4"),  # CNY an hour, converted where quoted in another unit
        ("hour_max", "f4"),
        ("month_min", "f4"),  # CNY a month
        ("month_max", "f4"),
        ("settlement", "u1"),  # 1 + place in SETTLEMENTS
        ("kind", "u1"),  # place in KINDS
        ("week", "u8", (6,)),  # required half-hours; zeros: not known
        ("other_shifts", "u8", (OTHER_SHIFTS, 6)),  # weeks that may be worked instead of `week`
        ("overnight", "?"),  # some window runs past midnight
        ("choosable", "?"),  # fewer days are worked than the windows name
        ("night", "i1"),  # 1 yes, 0 no, -1 not known
        ("days_a_week", "f4"),
        ("hours_a_day", "f4"),
        ("certificates", "u8", (2,)),  # bits of Vocabulary.certificates
        ("equipment", "u4"),  # bits of Vocabulary.equipment
        ("education", "u1"),  # registry.workers.education.RANK
        ("experience", "f4"),  # years; 0: none asked
        ("meals", "i1"),  # 1 yes, 0 no, -1 not said
        ("lodging", "i1"),
        ("hazard", "?"),  # work barred to 16- and 17-year-olds
        ("likeness", "i8"),  # equal for the same offer sent twice, see likeness_number
        ("cluster", "i8"),  # equal for postings found to be one job, 0 for none
        ("employer", "i8"),  # 0 for households and others without a name of their own
    ]
)
# The fields of a row that say when the work is done.
HOURS: Final = np.dtype(
    [
        (name, ROW[name])
        for name in (
            "week",
            "other_shifts",
            "days_a_week",
            "hours_a_day",
            "kind",
            "overnight",
            "choosable",
        )
    ]
)
PROFILES: Final = tuple(Profile)
STATES: Final = tuple(PostingState)
SETTLEMENTS: Final = tuple(Settlement)
KINDS: Final = tuple(HoursKind)
LONG_UNITS: Final = frozenset({PayUnit.MONTH, PayUnit.YEAR})
# Words by which households and the like go instead of a name.
NAMELESS: Final = ("业主", "雇主", "个人", "私人", "住户", "某", "直招", "自招")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The closed lists that rows refer to by number, and where divisions have their seats.

    certificates: at most 128 names. equipment: at most 32. seat: (lat, lon) of a division code.
    hazard_codes: prefixes of occupation codes, hazard_words: words in title or text, that name work
    barred to minors.
    """

    certificates: tuple[str, ...]
    equipment: tuple[str, ...]
    seat: Callable[[str], tuple[float, float] | None]
    hazard_codes: tuple[str, ...] = ()
    hazard_words: tuple[str, ...] = ()
    _bits: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.certificates) > 128 or len(self.equipment) > 32:
            raise ValueError("a row holds at most 128 certificates and 32 kinds of equipment")
        self._bits.update({name: bit for bit, name in enumerate(self.certificates)})

    def certificate_mask(self, names: Iterable[str]) -> NDArray[np.uint64]:
        """uint64 (2,): the bits of the names; names outside the vocabulary are left out."""
        number = 0
        for name in names:
            if name in self._bits:
                number |= 1 << self._bits[name]
        return np.array([number & (2**64 - 1), number >> 64], dtype=np.uint64)

    def equipment_mask(self, names: Iterable[str]) -> int:
        """The bits of the equipment named."""
        wanted = set(names)
        return sum(1 << bit for bit, name in enumerate(self.equipment) if name in wanted)


def code_number(code: str | None) -> int:
    """An occupation code as a number, digit groups two wide: `4-10-08-01` is 4100801; None is 0."""
    if not code:
        return 0
    groups = [int(part) for part in code.split("-")]
    padded = [*groups, 0, 0, 0][:4]
    return ((padded[0] * 100 + padded[1]) * 100 + padded[2]) * 100 + padded[3]


def town_number(county: str | None, town: str | None) -> int:
    """A number that is equal for the same town of the same county; 0 where either is unknown."""
    return _number_of(county, town) if county and town else 0


def employer_number(employer: str) -> int:
    """A number that is equal for one employer; 0 for one that goes by no name (业主直招)."""
    name = employer.strip()
    return _number_of(name) if name and not any(word in name for word in NAMELESS) else 0


def likeness_number(posting: Posting) -> int:
    """A number that is equal for the same offer sent twice.

    The same: employer, title but for marks and spaces, place, pay and hours. Of employers without a
    name the text must be the same too.
    """
    employer = posting.employer if employer_number(posting.employer) else posting.description
    title = "".join(character for character in posting.title if character.isalnum()).lower()
    place = posting.place
    return _number_of(
        employer, title, place.code, place.town, place.address, posting.pay, posting.hours.windows
    )


def _number_of(*parts: object) -> int:
    """63 bits of a hash of the parts, never 0."""
    text = "\x1f".join(map(str, parts))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") >> 1 or 1


def day_number(day: date | None) -> int:
    """The proleptic number of a day; 0 for None."""
    return day.toordinal() if day else 0


def _tri(value: bool | None) -> int:
    return -1 if value is None else int(value)


def encode(
    posting: Posting, vocabulary: Vocabulary, cluster: str = "", parted: bool = False
) -> NDArray[np.void]:
    """One posting as one row, shape (1,) of dtype ROW.

    cluster: name of the cluster it was found in, "" for none. parted: somebody took it out of one,
    so that being the same offer as another counts no more.
    """
    row = np.zeros(1, dtype=ROW)
    row["profile"] = PROFILES.index(posting.profile)
    row["state"] = STATES.index(posting.state)
    row["published"] = day_number(posting.published_on)
    row["valid_until"] = day_number(posting.valid_until)
    row["occupation"] = code_number(posting.occupation)
    row["meals"], row["lodging"] = _tri(posting.meals), _tri(posting.lodging)
    row["hazard"] = _hazardous(posting, vocabulary)
    row["cluster"] = _number_of("cluster", cluster) if cluster else 0
    row["likeness"] = row["cluster"] if parted else likeness_number(posting)
    row["employer"] = employer_number(posting.employer)
    _encode_place(row, posting.place, vocabulary)
    _encode_hours(row, posting.hours)
    _encode_pay(row, posting.pay, posting.hours)
    asked = posting.requirements
    row["certificates"] = vocabulary.certificate_mask(asked.certificates)
    row["equipment"] = vocabulary.equipment_mask(asked.own_equipment)
    row["education"] = RANK[asked.education] if asked.education else 0
    row["experience"] = asked.experience_years or 0.0
    return row


def _encode_place(row: NDArray[np.void], place: Place, vocabulary: Vocabulary) -> None:
    row["county"] = int(place.code) if place.code else 0
    row["town"] = town_number(place.county, place.town)
    row["remote"] = place.remote
    row["lat"], row["lon"] = _number(place.lat), _number(place.lon)
    seat = vocabulary.seat(place.code) if place.code else None
    row["seat_lat"], row["seat_lon"] = seat if seat else (np.nan, np.nan)


def _encode_hours(row: NDArray[np.void], hours: Hours) -> None:
    row["kind"] = KINDS.index(hours.kind)
    first, *others = (to_words(week_of(shift)) for shift in hours.shifts)
    row["week"] = first
    for number, other in enumerate(others[:OTHER_SHIFTS]):
        row["other_shifts"][0, number] = other
    row["overnight"] = any(window.end <= window.start for window in hours.windows)
    named = {day for window in hours.windows for day in window.days}
    row["choosable"] = hours.days_per_week is not None and hours.days_per_week <= len(named) - 1
    row["night"] = _tri(hours.night and not _day_shift(hours))
    row["days_a_week"] = _number(hours.days_per_week)
    row["hours_a_day"] = _number(hours.hours_per_day)


def _day_shift(hours: Hours) -> bool:
    """Whether one of the shifts to choose from keeps clear of the night."""
    return bool(hours.choice) and any(
        not any(touches_night(window.start, window.minutes) for window in shift)
        for shift in hours.shifts
    )


def _encode_pay(row: NDArray[np.void], pay: Pay | None, hours: Hours) -> None:
    figures = ("hour_min", "hour_max", "month_min", "month_max")
    if pay is None:
        for name in figures:
            row[name] = np.nan
        return
    row["settlement"] = 1 + SETTLEMENTS.index(pay.settlement) if pay.settlement else 0
    for name, convert, amount in zip(
        figures,
        (per_hour, per_hour, per_month, per_month),
        (pay.minimum, pay.maximum, pay.minimum, pay.maximum),
        strict=True,
    ):
        row[name] = _number(convert(amount, pay.unit, hours.hours_per_day, hours.days_per_month))
    if hours.kind is HoursKind.FLEXIBLE and pay.unit in LONG_UNITS and not hours.hours_per_day:
        # A month's pay of hours that she chooses says nothing of an hour's.
        row["hour_min"] = row["hour_max"] = np.nan


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _hazardous(posting: Posting, vocabulary: Vocabulary) -> bool:
    code = posting.occupation or ""
    if code and code.startswith(vocabulary.hazard_codes):
        return True
    text = posting.title + posting.description
    return any(word in text for word in vocabulary.hazard_words)
