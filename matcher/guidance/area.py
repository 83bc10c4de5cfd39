"""A wider area: what some kilometres more, or the next county, would open."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.change import Change
from matcher.guidance.ground import Ground
from matcher.guidance.standing import NO, Gate, offers_in
from matcher.guidance.travel import minutes, way_of
from matcher.guidance.what_if import FEW, is_worth, paid, pay_of
from matcher.situation import Mask

# Limits that are tried after hers, km, at least so much farther; of those the nearest that opens
# this share of what the best opens.
LIMITS: Final = (3.0, 5.0, 8.0, 10.0, 13.0, 16.0, 20.0)
LEAST_STEP: Final = 2.0
TRIED: Final = 4
MOST_OF_IT: Final = 0.6
# A longer way than this, one way, is no advice.
LONGEST_MINUTES: Final = 60
# Counties tried, by seats no farther than this: beyond it nobody comes home in the evening.
FARTHEST_KM: Final = 60.0
COUNTIES: Final = 5
# To whom fewer than FEW are open at home, cities of her province are told where jobs offer a bed.
CITIES: Final = 3


def area(ground: Ground) -> tuple[Outcome, ...]:
    """The way farther, or the county more, that is worth most."""
    worker = ground.worker
    if not worker.occupations:
        return (Ask(Kind.AREA, Question.TRADES, "trades"),)
    if not worker.place.code:
        return (Ask(Kind.AREA, Question.PLACE, "place"),)
    found = [] if worker.must.max_distance_km is None else _farther(ground)
    found += _counties(ground)
    found = found or _away(ground)
    best = max(found, key=_worth, default=None)
    if best:
        return (best,)
    limit = worker.must.max_distance_km
    if limit is None:
        return (Nothing(Kind.AREA, "no_county", {"km": FARTHEST_KM}),)
    figures: dict[str, Figure] = {"limit": limit, "minutes": LONGEST_MINUTES, "few": FEW}
    return (Nothing(Kind.AREA, "no_farther", figures),)


def _worth(advice: Advice) -> tuple[int, str]:
    return (advice.opens.more if advice.opens else 0, advice.said)


def _farther(ground: Ground) -> list[Advice]:
    """The nearest of the next limits that opens most of what they open."""
    limit = ground.worker.must.max_distance_km or 0.0
    owned = ground.worker.own_equipment
    farther = [
        km for km in LIMITS if km >= limit + LEAST_STEP and minutes(km, owned) <= LONGEST_MINUTES
    ]
    tried = farther[:TRIED]
    opened = [(km, ground.what_if.opens(Change(distance_km=km))) for km in tried]
    worth = [each for each in opened if is_worth(each[1])]
    if not worth:
        return []
    most = max(opens.more for _, opens in worth)
    km, opens = next(each for each in worth if each[1].more >= MOST_OF_IT * most)
    figures: dict[str, Figure] = {
        "km": km,
        "limit": limit,
        "more": opens.more,
        "way": way_of(owned)[0],
        "minutes": minutes(km, owned),
        "minutes_now": minutes(limit, owned),
    }
    figures |= pay_of(opens)
    return [
        Advice(
            Kind.AREA,
            "farther",
            figures,
            paid(figures),
            opens,
            Change(distance_km=km),
            opens.examples,
            steps=(Step("try_way", 3, figures), Step("set_limit", 3, figures)),
        )
    ]


def _counties(ground: Ground) -> list[Advice]:
    """The county beside those she would go to that opens most."""
    found = []
    for code, km in _near_counties(ground):
        change = Change(counties=(code,))
        opens = ground.what_if.opens(change)
        division = ground.tables.gazetteer.get(code)
        if not is_worth(opens) or division is None:
            continue
        figures: dict[str, Figure] = {"county": division.name, "more": opens.more, "km": km}
        figures |= pay_of(opens)
        steps = (Step("ask_way", 3, figures), Step("add_county", 3, figures))
        found.append(
            Advice(
                Kind.AREA,
                "county",
                figures,
                paid(figures),
                opens,
                change,
                opens.examples,
                steps=steps,
            )
        )
    return sorted(found, key=_worth, reverse=True)[:1]


def _near_counties(ground: Ground) -> Iterable[tuple[str, float]]:
    """Counties where only the place shuts jobs of hers, those with most first, with km of seats."""
    standing = ground.standing
    county, km = standing.at.column("county"), standing.at.location.seat_km
    near = np.flatnonzero(_shut_by_place(ground) & (county % 100 != 0) & (km <= FARTHEST_KM))
    codes, first, counts = np.unique(county[near], return_index=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:COUNTIES]
    return [(f"{codes[place]:06d}", float(round(km[near[first[place]]]))) for place in order]


def _shut_by_place(ground: Ground) -> Mask:
    """Postings of hers that nothing but the place shuts, (n,)."""
    standing = ground.standing
    others = [standing.gates[gate] != NO for gate in Gate if gate is not Gate.RULES]
    shut = np.logical_and.reduce(others) & (standing.gates[Gate.RULES] == NO)
    return np.asarray(shut & ~ground.what_if.barred_but("counties"))


def _away(ground: Ground) -> list[Advice]:
    """A city of her province that opens most, some of it with a bed; for whom home has too little.

    Nobody is told to leave home whom jobs are open to there.
    """
    standing, library = ground.standing, ground.standing.library
    if offers_in(library, standing.open) >= FEW:
        return []
    county, home = standing.at.column("county"), int(ground.county)
    bed = _shut_by_place(ground) & (standing.at.column("lodging") == 1)
    there = bed & (county // 10_000 == home // 10_000) & (county // 100 != home // 100)
    cities, counts = np.unique(county[there] // 100, return_counts=True)
    found = []
    for place in np.argsort(-counts, kind="stable")[:CITIES].tolist():
        code = f"{cities[place]}00"
        change = Change(counties=(code,))
        places, newly = ground.what_if.newly(change)
        opens, division = ground.what_if.opens(change), ground.tables.gazetteer.get(code)
        fresh = np.zeros(len(standing.open), dtype=np.bool_)
        fresh[places[newly]] = True
        lodged = offers_in(library, fresh & (standing.at.column("lodging") == 1))
        if division is None or not lodged:
            continue
        figures: dict[str, Figure] = {
            "city": division.name,
            "more": opens.more,
            "now": opens.now,
            "lodged": lodged,
        }
        figures |= pay_of(opens)
        steps = (Step("ask_bed", 3, figures), Step("add_city", 3, figures))
        found.append(
            Advice(
                Kind.AREA,
                "away",
                figures,
                paid(figures),
                opens,
                change,
                opens.examples,
                steps=steps,
            )
        )
    return found
