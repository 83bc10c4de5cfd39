"""Where the work is, and where people of that trade live: lodging, and a site in another county."""

from collections.abc import Iterator
from typing import Final

from matcher.guidance.firm.advice import Ask, Kind, Nothing, Trial, Trials
from matcher.guidance.firm.change import PostingChange
from matcher.guidance.firm.ground import Ground
from registry.divisions import Division, distance_km
from registry.places import Place

KIND: Final = Kind.PLACE
# A seat farther away than this is no place for the same firm to meet its people.
FARTHEST_KM: Final = 60.0
MOST_COUNTIES: Final = 8


def trials(ground: Ground) -> Trials:
    """A site in each of the nearest counties of the city; lodging, where it says there is none."""
    posting = ground.posting
    if posting.place.remote:
        return Nothing(KIND, "remote")
    county = posting.place.county
    here = ground.tables.gazetteer.get(county) if county else None
    if here is None:
        return Ask(KIND, "no_county")
    found = (*_lodging(ground), *_sites(ground, here))
    return found or Nothing(KIND, "alone")


def _lodging(ground: Ground) -> Iterator[Trial]:
    if ground.posting.lodging is False:
        yield Trial(KIND, "lodging", PostingChange(lodging=True))


def _sites(ground: Ground, here: Division) -> Iterator[Trial]:
    near = sorted(
        (apart, each.code, each.name)
        for each in ground.tables.gazetteer
        if each.level == "county" and each.code[:4] == here.code[:4] and each.code != here.code
        if (apart := _apart(here, each)) is not None and apart <= FARTHEST_KM
    )
    for apart, code, name in near[:MOST_COUNTIES]:
        told = {"county": name, "here": here.name, "km": f"{apart:.0f}"}
        yield Trial(KIND, "site", PostingChange(place=Place(code)), told)


def _apart(one: Division, other: Division) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)
