"""A wider area: what some kilometres more, or the next county, would open."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.change import Change
from matcher.guidance.ground import Ground
from matcher.guidance.standing import NO, Gate
from matcher.guidance.travel import minutes, way_of
from matcher.guidance.what_if import FEW, is_worth, paid, pay_of

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
BY_COUNTY: Final = ("must_other", "elsewhere")


def area(ground: Ground) -> tuple[Outcome, ...]:
    """The way farther, or the county more, that is worth most."""
    worker = ground.worker
    if not worker.occupations:
        return (Ask(Kind.AREA, Question.TRADES, "trades"),)
    if not worker.place.code:
        return (Ask(Kind.AREA, Question.PLACE, "place"),)
    found = [] if worker.must.max_distance_km is None else _farther(ground)
    found += _counties(ground)
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
    standing, what_if = ground.standing, ground.what_if
    others = [standing.gates[gate] != NO for gate in Gate if gate is not Gate.RULES]
    shut = np.logical_and.reduce(others) & (standing.gates[Gate.RULES] == NO)
    shut &= ~what_if.barred_but("counties")
    county, km = standing.at.column("county"), standing.at.location.seat_km
    near = np.flatnonzero(shut & (county % 100 != 0) & (km <= FARTHEST_KM))
    codes, first, counts = np.unique(county[near], return_index=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:COUNTIES]
    return [(f"{codes[place]:06d}", float(round(km[near[first[place]]]))) for place in order]
