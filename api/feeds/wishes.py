"""One level of a worker's wishes, must, prefer or never, as a row writes it."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from api.feeds import values
from api.feeds.strict import Strict, Texts, unknown_key
from api.reference import Reference
from registry.errors import InvalidField
from registry.workers.worker import Wishes


class WishesPart(Strict):
    """What a level may name; see registry.workers.worker.Wishes."""

    occupations: Texts = Field(default_factory=list)
    counties: Texts = Field(default_factory=list)
    words: Texts = Field(default_factory=list)
    employers: Texts = Field(default_factory=list)
    settlements: Texts = Field(default_factory=list)
    max_distance_km: Annotated[float, Field(gt=0, le=6000)] | None = None
    hours: bool = False
    pay: bool = False
    night: bool = False
    lodging: bool = False
    meals: bool = False
    remote: bool = False


def wishes_of(part: WishesPart, level: str, reference: Reference) -> Wishes:
    """The wishes of a level. InvalidField: an unknown key, occupation, county or settlement."""
    if unknown := sorted(part.model_extra or ()):
        told = unknown_key("意愿", unknown[0], WishesPart.model_fields)
        raise InvalidField(f"{level}.{unknown[0]}", "unknown_name", told)
    return Wishes(
        occupations=_occupations(part.occupations, level, reference),
        counties=_counties(part.counties, level, reference),
        words=_stated(part.words),
        employers=_stated(part.employers),
        settlements=_settlements(part.settlements, level),
        max_distance_km=part.max_distance_km,
        hours=part.hours,
        pay=part.pay,
        night=part.night,
        lodging=part.lodging,
        meals=part.meals,
        remote=part.remote,
    )


def _stated(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def _occupations(names: list[str], level: str, reference: Reference) -> tuple[str, ...]:
    codes = []
    for position, name in enumerate(names):
        with values.in_field(f"{level}.occupations.{position}"):
            codes.append(reference.occupations.find(name).code)
    return tuple(dict.fromkeys(codes))


def _counties(names: list[str], level: str, reference: Reference) -> tuple[str, ...]:
    """Codes of counties, and the first digits of a city's or province's."""
    codes = []
    for position, name in enumerate(names):
        code = values.place_code(name, f"{level}.counties.{position}", reference.gazetteer)
        codes.append(code.removesuffix("00").removesuffix("00"))
    return tuple(dict.fromkeys(codes))


def _settlements(names: list[str], level: str) -> tuple[str, ...]:
    codes = []
    for position, name in enumerate(names):
        with values.in_field(f"{level}.settlements.{position}"):
            codes.append(values.settlement(name).value)
    return tuple(dict.fromkeys(codes))
