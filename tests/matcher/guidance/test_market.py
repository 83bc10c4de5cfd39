"""Labour-market facts: each with its n, none below ten, an offer once, and an honest interval."""

from dataclasses import replace
from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.guidance.market import ENOUGH, Fact, Key, Market, market_of, spread_of, trade_number
from matcher.offers import offers_of
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.posting import Posting
from registry.places import Place
from tests.builders import board
from tests.matcher.guidance.ground_town import CLEANER, RIDER, many

TRADE = trade_number(CLEANER)
FACT = Fact(12, None, None)


def market(postings: list[Posting], **more: Any) -> Market:
    rows = board(postings)
    counted = more.pop("counted", np.ones(len(postings), dtype=np.bool_))
    return market_of(rows, offers_of(rows), counted, **more)


def cleaners(
    size: int, county: str = "371311", first: int = 1, amount: float = 20.0
) -> list[Posting]:
    pay = Pay(amount, amount, PayUnit.HOUR)
    return many(size, first, occupation=CLEANER, place=Place(code=county), pay=pay)


def of(found: Market, area: int) -> Fact | None:
    return found.facts.get(Key(TRADE, area))


@pytest.mark.parametrize(("told", "states"), [(9, False), (10, True)])
def test_nothing_is_stated_of_fewer_than_ten_figures(told: int, states: bool) -> None:
    values = np.array([*range(told), *[np.nan] * 5], dtype=np.float64)
    found = spread_of(values)
    assert (found is not None) is states
    assert found is None or found.n == told


@settings(max_examples=80)
@given(st.lists(st.integers(1, 60), min_size=ENOUGH, max_size=80))
def test_the_quartiles_are_numpys_and_the_interval_holds_the_median(values: list[int]) -> None:
    found = spread_of(np.array(values, dtype=np.float64))
    assert found is not None
    assert (found.low, found.median, found.high) == pytest.approx(
        np.percentile(values, (25, 50, 75)).tolist()
    )
    assert min(values) <= found.least <= found.median <= found.most <= max(values)


@pytest.mark.parametrize("n", [10, 11, 12, 15, 20, 25, 40, 63, 100, 250])
def test_the_interval_covers_a_median_ninety_five_times_of_a_hundred(n: int) -> None:
    found = spread_of(np.arange(1, n + 1, dtype=np.float64))
    assert found is not None
    below, above = round(found.least), round(found.most)  # ranks, the figures being 1 to n
    covered = sum(comb(n, k) for k in range(below, above)) / 2**n
    assert covered >= 0.95
    narrower = sum(comb(n, k) for k in range(below + 2, above - 2)) / 2**n
    assert narrower < 0.95 or n == ENOUGH, "it is not much wider than it must be"


@pytest.mark.parametrize(("size", "states"), [(9, False), (10, True)])
def test_a_trade_with_fewer_than_ten_offers_has_no_fact(size: int, states: bool) -> None:
    assert (of(market(cleaners(size)), 371311) is not None) is states


def test_an_offer_sent_twice_counts_once() -> None:
    once = cleaners(9)
    twice = [*once, *(replace(each, source="another") for each in once)]
    assert of(market(twice), 371311) is None
    found = of(market([*twice, *cleaners(1, first=50)]), 371311)
    assert found is not None
    assert found.hour is not None
    assert (found.offers, found.hour.n) == (10, 10)


def test_what_does_not_count_is_not_counted() -> None:
    counted = np.array([True] * 10 + [False] * 5)
    found = of(market([*cleaners(10), *cleaners(5, first=50, amount=90)], counted=counted), 371311)
    assert found is not None
    assert found.hour is not None
    assert (found.offers, found.hour.high) == (10, 20.0)


def test_two_counties_with_too_few_each_make_a_city_with_enough() -> None:
    found = market([*cleaners(6), *cleaners(6, "371302", first=20), *cleaners(3, "371300", 40)])
    assert of(found, 371311) is None
    assert of(found, 371302) is None
    assert of(found, 371300) is None, "a whole city is no county"
    wider = [of(found, area) for area in (3713, 37, 0)]
    assert [fact.offers for fact in wider if fact] == [15, 15, 15]


def test_offers_of_nowhere_known_count_everywhere_alone() -> None:
    found = market(many(10, occupation=CLEANER, place=Place()))
    assert found.facts.keys() == {Key(TRADE, 0)}


def test_a_posting_without_a_trade_is_of_none() -> None:
    assert market(many(12, place=Place(code="371311"))).facts == {}


def test_offers_that_say_no_pay_are_offers_without_a_spread() -> None:
    silent = many(4, first=50, occupation=CLEANER, place=Place(code="371311"))
    found = of(market([*cleaners(9), *silent]), 371311)
    assert found == Fact(13, None, None)


@pytest.mark.parametrize(
    ("areas", "county", "expected"),
    [
        pytest.param((371311, 3713, 37, 0), "371311", 371311, id="her county"),
        pytest.param((371302, 3713, 37, 0), "371311", 3713, id="not the county beside hers"),
        pytest.param((37, 0), "371311", 37, id="her province"),
        pytest.param((0,), "371311", 0, id="everywhere"),
        pytest.param((371302,), "371311", None, id="nowhere near"),
        pytest.param((371300, 3713, 37, 0), "371300", 3713, id="of a city, the city"),
        pytest.param((370000, 3700, 37, 0), "370000", 37, id="of a province, the province"),
        pytest.param((371311, 3713, 37, 0), None, 0, id="where her place is not known"),
        pytest.param((371311, 3713, 37), None, None, id="not known, and nothing everywhere"),
    ],
)
def test_around_her_is_the_nearest_area_that_has_a_fact(
    areas: tuple[int, ...], county: str | None, expected: int | None
) -> None:
    found = Market({Key(TRADE, area): FACT for area in areas}).around(CLEANER, county)
    assert (found[0].area if found else None) == expected
    assert Market({Key(TRADE, area): FACT for area in areas}).around(RIDER, county) is None


@pytest.mark.parametrize(
    ("workers", "tension"), [(None, None), (0, None), (9, None), (10, 1.2), (24, 0.5)]
)
def test_tension_is_jobs_a_person_and_not_told_of_fewer_than_ten(
    workers: int | None, tension: float | None
) -> None:
    found = Fact(12, None, None, workers=workers).tension
    assert found == (None if tension is None else pytest.approx(tension))


@pytest.mark.parametrize(("before", "trend"), [(None, None), (9, None), (10, 0.2), (16, -0.25)])
def test_the_trend_is_a_share_and_not_told_from_fewer_than_ten(
    before: int | None, trend: float | None
) -> None:
    found = Fact(12, None, None, before=before).trend
    assert found == (None if trend is None else pytest.approx(trend))


def test_who_looks_and_what_was_before_stand_beside_their_key() -> None:
    key = Key(TRADE, 371311)
    found = market(cleaners(10), workers={key: 20}, before={key: 40})
    county, city = found.facts[key], found.facts[Key(TRADE, 3713)]
    assert (county.workers, county.before) == (20, 40)
    assert (city.workers, city.before) == (0, None)


def test_a_whole_occupation_and_its_minor_class_have_one_number() -> None:
    assert trade_number("4-10-08-01") == trade_number("4-10-08") == 41008


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["371311", "371302", "370102"]), max_size=40), st.randoms())
def test_the_facts_are_those_of_counting_by_hand_in_any_order(
    counties: list[str], lot: Any
) -> None:
    postings = [each for place, code in enumerate(counties)
                for each in cleaners(1, code, first=place, amount=15 + place)]  # fmt: skip
    found = market(postings)
    lot.shuffle(postings)
    assert market(postings) == found
    for area in (371311, 371302, 370102, 3713, 3701, 37, 0):
        inside = [code for code in counties if code.startswith(str(area or ""))]
        fact = of(found, area)
        assert (fact.offers if fact else 0) == (len(inside) if len(inside) >= ENOUGH else 0)
