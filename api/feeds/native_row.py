"""Our own posting row as its model: nested JSON, strictly typed."""

from typing import Annotated

from pydantic import Field

from api.feeds.strict import LONGEST_NAME, Id, Strict, Text, Texts
from api.feeds.windows import Spans

Name = Annotated[Text, Field(min_length=1, max_length=LONGEST_NAME)]


class EmployerPart(Strict):
    """Who offers the work. uscc: the 18-character credit code."""

    name: Text | None = None
    uscc: Text | None = None


class OccupationPart(Strict):
    """What the work is: a code of the 2022 classification, or the source's own label."""

    code: Text | None = None
    label: Text | None = None


class PayPart(Strict):
    """What it pays, CNY a unit. text: in prose, read where the figures are not given."""

    min: float | None = None
    max: float | None = None
    unit: Text | None = None
    settlement: Text | None = None
    text: Text | None = None


class PlacePart(Strict):
    """Where it is. county: name or code; datum: GCJ-02 (default), WGS-84 or BD-09."""

    county: Text | None = None
    town: Text | None = None
    address: Text | None = None
    lat: float | None = None
    lon: float | None = None
    datum: Text | None = None


class HoursPart(Strict):
    """When it is worked. text: in prose, read where nothing else is given."""

    kind: Text | None = None
    windows: Spans = Field(default_factory=list)
    hours_per_day: Annotated[float, Field(gt=0, le=24)] | None = None
    days_per_week: Annotated[float, Field(gt=0, le=7)] | None = None
    text: Text | None = None


class RequirementsPart(Strict):
    """What it asks of whoever takes it. text: in prose, read with the description."""

    certificates: Texts = Field(default_factory=list)
    own_equipment: Texts = Field(default_factory=list)
    education: Text | None = None
    experience_years: Annotated[float, Field(ge=0, le=60)] | None = None
    text: Text | None = None


class NativePosting(Strict):
    """One posting as platforms send it; only source, source_id and title are required.

    fees: what the worker is asked to pay, CNY, which must be 0. removed: in a feed, the posting is
    withdrawn, for the reason. id, sequence: of a line of our own feed, not read.
    """

    source: Id = ""
    source_id: Annotated[Id, Field(min_length=1, max_length=LONGEST_NAME)]
    title: Name
    description: Text | None = None
    employer: EmployerPart = EmployerPart()
    occupation: OccupationPart = OccupationPart()
    pay: PayPart = PayPart()
    place: PlacePart = PlacePart()
    hours: HoursPart = HoursPart()
    requirements: RequirementsPart = RequirementsPart()
    tags: Texts = Field(default_factory=list)
    welfare: Texts = Field(default_factory=list)
    meals: bool | None = None
    lodging: bool | None = None
    remote: bool | None = None
    headcount: Annotated[int, Field(ge=1, le=100_000)] | None = None
    contact: Text | None = None
    published_at: Text | None = None
    valid_until: Text | None = None
    source_name: Text | None = None
    source_url: Text | None = None
    employment: Text | None = None
    insurance: Texts = Field(default_factory=list)
    fees: Annotated[float, Field(ge=0)] | None = None
    removed: bool | None = None
    reason: Text | None = None
    id: Text | None = None
    sequence: int | None = None
