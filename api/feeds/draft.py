"""A posting between its source and us: what the row states outright, and the prose to be read."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from registry.jobs.hours import Hours
from registry.jobs.pay import Pay, Settlement
from registry.places import Place


class Shape(StrEnum):
    """The shapes of row that we know."""

    NATIVE = "native"  # our own nested JSON
    FLAT = "flat"  # the flat table of gig markets and of our template, Chinese headers
    JSON_LD = "json-ld"  # schema.org/JobPosting
    ARCHIVE = "archive"  # collected postings of job boards, flat JSON
    WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Draft:
    """One row, its vocabulary understood. What it states wins over what its prose says.

    None or empty: not stated. place: stated by name, with its own coordinates in GCJ-02; area:
    prose naming a place instead. pay_min, pay_max: figures whose unit is not stated.
    """

    source: str
    source_id: str
    title: str
    description: str = ""
    employer: str = ""
    uscc: str = ""
    occupation: str | None = None
    occupation_label: str = ""
    pay: Pay | None = None
    pay_min: float | None = None
    pay_max: float | None = None
    pay_text: str = ""
    settlement: Settlement | None = None
    place: Place = field(default_factory=Place)
    area: str = ""
    hours: Hours | None = None
    hours_text: str = ""
    certificates: tuple[str, ...] = ()
    own_equipment: tuple[str, ...] = ()
    degree: str = ""
    experience: str = ""
    experience_years: float | None = None
    tags: tuple[str, ...] = ()
    welfare: tuple[str, ...] = ()
    meals: bool | None = None
    lodging: bool | None = None
    remote: bool | None = None
    headcount: int | None = None
    contact: str = ""
    published_on: date | None = None
    valid_until: date | None = None
    source_name: str = ""
    source_url: str = ""
    flags: tuple[str, ...] = ()
