"""What a trade pays around a posting, counted the long way, and pay far above it."""

from collections import defaultdict
from statistics import median
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.trade_pay import FEWEST_OFFERS, TradePay, far_above, trade_medians
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.pay_outlier import WIDEST, pay_far_above
from registry.jobs.posting import Posting, Profile
from registry.places import Place
from tests.builders import board, posting

RIDER, COURIER = "4-10-08-01", "4-02-07-01"
LUOZHUANG, LANSHAN, LICHENG, GUANGZHOU = "371311", "371302", "370112", "440106"


def offer(number: int, hourly: float | None, **changes: Any) -> Posting:
    pay = None if hourly is None else Pay(hourly, hourly, PayUnit.HOUR)
    facts = {"pay": pay, "occupation": RIDER, "place": Place(LUOZHUANG)} | changes
    return posting(str(number), **facts)


def medians(*postings: Posting, alive: list[bool] | None = None) -> list[float]:
    counted = np.array(alive or [True] * len(postings), dtype=np.bool_)
    found = trade_medians(board(postings), counted)
    return [float(each) for each in found]


def offers(count: int, hourly: float, start: int = 0, **changes: Any) -> list[Posting]:
    return [offer(start + number, hourly, **changes) for number in range(count)]


def test_eight_offers_tell_what_a_trade_pays_and_seven_do_not() -> None:
    assert FEWEST_OFFERS == 8
    assert medians(*offers(8, 20)) == [20.0] * 8
    assert np.isnan(medians(*offers(7, 20))).all()


def test_where_a_county_has_too_few_the_city_tells_and_then_the_province() -> None:
    county, city = offers(8, 20), offers(7, 30, 10, place=Place(LANSHAN))
    province = offers(1, 40, 20, place=Place(LICHENG))
    abroad = offers(1, 50, 30, place=Place(GUANGZHOU))
    found = medians(*county, *city, *province, *abroad)
    assert found[0] == 20.0
    assert found[8] == 20.0  # of fifteen in the city the eighth
    assert found[15] == 25.0  # of sixteen in the province between the eighth and the ninth
    assert np.isnan(found[16])


def test_a_posting_placed_no_nearer_than_its_city_counts_in_the_city() -> None:
    found = medians(*offers(8, 20), offer(9, 90, place=Place("371300")))
    assert found == [20.0] * 9


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"occupation": COURIER}, id="another trade"),
        pytest.param({"occupation": None}, id="no trade"),
        pytest.param({"place": Place()}, id="no place"),
        pytest.param({"profile": Profile.ARCHIVE}, id="another library"),
        pytest.param({"pay": Pay(3, 5, PayUnit.PIECE)}, id="by the piece"),
    ],
)
def test_what_is_not_of_the_trade_and_place_does_not_count(other: dict[str, Any]) -> None:
    assert np.isnan(medians(*offers(7, 20), offer(7, 20, **other))).all()


def test_an_offer_sent_twice_counts_once_and_one_taken_out_not_at_all() -> None:
    again = offer(0, 20, source="market")
    assert np.isnan(medians(*offers(7, 20), again)).all()
    assert np.isnan(medians(*offers(8, 20), alive=[True] * 7 + [False])).all()


def test_a_board_without_postings_has_no_medians() -> None:
    assert medians() == []


COUNTIES = st.sampled_from([None, "371300", LUOZHUANG, LANSHAN, LICHENG, GUANGZHOU])
DRAWN = st.tuples(
    st.one_of(st.none(), st.integers(1000, 9000).map(lambda cents: cents / 100)),
    st.sampled_from([None, RIDER, COURIER]),
    COUNTIES,
    st.booleans(),
)


@given(drawn=st.lists(DRAWN, max_size=60))
def test_the_medians_agree_with_those_counted_one_by_one(drawn: list[tuple[Any, ...]]) -> None:
    postings = [
        offer(number, hourly, occupation=trade, place=Place(code))
        for number, (hourly, trade, code, _) in enumerate(drawn)
    ]
    found = medians(*postings, alive=[alive for *_, alive in drawn])
    pays: dict[tuple[str, str], list[float]] = defaultdict(list)
    for hourly, trade, code, alive in drawn:
        if alive and hourly and trade and code:
            for area in areas(code):
                pays[trade, area].append(hourly)
    for (_, trade, code, _), told in zip(drawn, found, strict=True):
        near = [pays[trade, area] for area in areas(code)] if trade and code else []
        expected = next((median(group) for group in near if len(group) >= FEWEST_OFFERS), np.nan)
        assert told == pytest.approx(expected, abs=0.006, nan_ok=True)


def areas(code: str) -> list[str]:
    """County, city and province of a division code, as far as it names them."""
    whole_city = code.endswith("00")
    return ([] if whole_city else [code]) + [code[:4], code[:2]]


@given(
    low=st.floats(1, 500),
    width=st.floats(0, 400),
    middle=st.one_of(st.just(np.nan), st.floats(5, 90)),
)
def test_least_pay_is_far_above_as_the_rule_for_one_posting_says(
    low: float, width: float, middle: float
) -> None:
    pay = Pay(low, low + width, PayUnit.HOUR)
    near_the_edge = abs(low - 3 * middle) < 0.01 or abs(pay.maximum - 3 * middle) < 0.01
    wide = pay.maximum > WIDEST * pay.minimum
    told = bool(far_above(board([posting(pay=pay)]), TradePay(np.array([middle]), 3.0))[0])
    by_least = pay_far_above(pay, None if np.isnan(middle) else middle, 3.0)
    if not wide and not near_the_edge:
        assert told is bool(by_least)
    if by_least and not near_the_edge:
        assert told


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        pytest.param(60, 60, False, id="three times the median is not over it"),
        pytest.param(60.01, 60.01, True, id="a cent more is"),
        pytest.param(20, 60, False, id="a wide range that reaches three times the median"),
        pytest.param(20, 60.01, True, id="a wider one whose end is over it"),
        pytest.param(21, 61, False, id="over it, but not that wide"),
    ],
)
def test_both_edges_of_pay_far_above_the_median(low: float, high: float, told: bool) -> None:
    rows = board([posting(pay=Pay(low, high, PayUnit.HOUR))])
    assert bool(far_above(rows, TradePay(np.array([20.0]), 3.0))[0]) is told
