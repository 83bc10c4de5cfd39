"""Where the work is, and where people of that trade live: lodging, a ride, a site elsewhere."""

from collections.abc import Iterator
from typing import Final

from matcher.guidance.firm.advice import Ask, Kind, Nothing, Trial, Trials
from matcher.guidance.firm.change import PostingChange
from matcher.guidance.firm.ground import Ground
from registry.divisions import Division, distance_km
from registry.places import Place

KIND: Final = Kind.PLACE
# A seat farther away than this is no place from which a firm would fetch its people.
FARTHEST_KM: Final = 60.0
MOST_COUNTIES: Final = 8


def trials(ground: Ground) -> Trials:
    """Lodging where there is none; the same work in each of the nearest counties of the city.

    Where the work may be done at several sites that is another posting; where it is tied to its
    place it tells whom the way shuts out.
    """
    posting = ground.posting
    if posting.place.remote:
        return Nothing(KIND, "remote")
    county = posting.place.county
    here = ground.tables.gazetteer.get(county) if county else None
    if here is None:
        return Ask(KIND, "no_county")
    found = (*_lodging(ground), *_elsewhere(ground, here))
    return found or Nothing(KIND, "alone")


def _lodging(ground: Ground) -> Iterator[Trial]:
    if ground.posting.lodging is False:
        yield Trial(KIND, "lodging", PostingChange(lodging=True))


def _elsewhere(ground: Ground, here: Division) -> Iterator[Trial]:
    near = sorted(
        (apart, each.code, each.name)
        for each in ground.tables.gazetteer
        if each.level == "county" and each.code[:4] == here.code[:4] and each.code != here.code
        if (apart := _apart(here, each)) is not None and apart <= FARTHEST_KM
    )
    said = "site" if ground.is_at_sites else "far"
    for apart, code, name in near[:MOST_COUNTIES]:
        told = {"county": name, "here": here.name, "km": f"{apart:.0f}"}
        yield Trial(KIND, said, PostingChange(place=Place(code)), told, is_other=True)


def _apart(one: Division, other: Division) -> float | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)
