"""Measures of a ranking, against values worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation import average_precision, interval, ndcg, precision, reciprocal_rank

RELEVANCE = st.lists(st.booleans(), min_size=1, max_size=30).filter(any).map(np.array)


def ranked(text: str) -> np.ndarray:
    """x is relevant, . is not."""
    return np.array([mark == "x" for mark in text])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("x..", 1.0, id="first"),
        pytest.param("..x", 1 / 3, id="last"),
        pytest.param("x.x.", (1 + 2 / 3) / 2, id="two"),
        pytest.param(".xx", (1 / 2 + 2 / 3) / 2, id="second and third"),
    ],
)
def test_average_precision_is_the_mean_precision_at_each_relevant_place(text, expected):
    assert average_precision(ranked(text)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("gains", "k", "expected"),
    [
        pytest.param([1, 0, 0], 10, 1.0, id="one, found first"),
        pytest.param([0, 1, 0], 10, 1 / math.log2(3), id="one, found second"),
        pytest.param([0, 0, 1], 2, 0.0, id="beyond the cut"),
        pytest.param([1, 1, 1, 1], 2, 1.0, id="more relevant than places"),
        pytest.param([1, 3], 10, (1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)), id="graded"),
    ],
)
def test_ndcg_is_the_gain_over_that_of_the_best_order(gains, k, expected):
    assert ndcg(np.array(gains, dtype=np.float64), k) == pytest.approx(expected)


@pytest.mark.parametrize(("text", "expected"), [("x", 1.0), (".x.x", 0.5), ("...x", 0.25)])
def test_reciprocal_rank_is_of_the_first_relevant(text, expected):
    assert reciprocal_rank(ranked(text)) == expected


def test_places_left_empty_are_not_relevant():
    assert precision(ranked("xx"), 10) == 0.2


def test_where_nothing_is_relevant_the_measure_is_unknown_and_not_nought():
    nothing = ranked("...")
    assert math.isnan(average_precision(nothing))
    assert math.isnan(reciprocal_rank(nothing))
    assert math.isnan(ndcg(nothing.astype(np.float64), 10))


@given(RELEVANCE)
def test_a_perfect_order_is_one_and_no_order_is_better(relevant):
    best = np.sort(relevant)[::-1]
    for measure in (average_precision, lambda one: ndcg(one.astype(np.float64), 10)):
        assert measure(best) == pytest.approx(1)
        assert 0 <= measure(relevant) <= 1 + 1e-12


def test_the_interval_holds_the_mean_and_narrows_with_more_queries():
    values = np.random.default_rng(0).random(1000)
    few, many = interval(values[:20]), interval(values)
    assert few.low < few.mean < few.high
    assert many.high - many.low < few.high - few.low
    assert interval(values) == many


def test_queries_that_cannot_be_judged_are_left_out():
    found = interval(np.array([0.5, np.nan, 0.5]))
    assert found == pytest.approx((0.5, 0.5, 0.5))
    assert all(math.isnan(value) for value in interval(np.array([np.nan])))
