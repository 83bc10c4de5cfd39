"""Usual hours: what is usual for this person in this trade stands in for hours not written."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from matcher.fit.usual_hours import ENOUGH, usual_of

GUARD, CLERK, COOK = 4_07_05_01, 3_01_01_01, 4_03_02_01
UNIT = st.one_of(st.just(math.nan), st.floats(0, 1))


def of(*each: tuple[int, float, int]) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """So many postings of a trade with a fit."""
    hours = np.concatenate([np.full(count, fit) for _, fit, count in each])
    trades = np.concatenate([np.full(count, trade, np.int32) for trade, _, count in each])
    return hours, trades


def test_a_night_guards_usual_hours_are_those_of_guards_and_not_of_offices() -> None:
    hours, trades = of((GUARD, 0.9, 300), (CLERK, 0.0, 300), (GUARD, math.nan, 1))
    usual = usual_of(hours, trades, is_told=True)
    assert usual[-1] == pytest.approx(0.9, abs=0.05)
    assert usual[300] == pytest.approx(0.0, abs=0.05)


def test_a_trade_of_which_nothing_is_written_is_as_all_are() -> None:
    hours, trades = of((GUARD, 0.8, 50), (CLERK, 0.2, 50), (COOK, math.nan, 1))
    assert usual_of(hours, trades, is_told=True)[-1] == pytest.approx(0.5)


def test_a_single_posting_does_not_speak_for_its_trade() -> None:
    hours, trades = of((GUARD, 0.5, 200), (COOK, 1.0, 1))
    assert usual_of(hours, trades, is_told=True)[-1] == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(("count", "known"), [(ENOUGH - 1, False), (ENOUGH, True)])
def test_of_few_postings_nothing_is_usual(count: int, known: bool) -> None:
    usual = usual_of(*of((GUARD, 0.5, count)), is_told=True)
    assert (not np.isnan(usual).any()) == known


def test_for_who_did_not_say_when_she_is_free_nothing_speaks_against_any() -> None:
    assert usual_of(*of((GUARD, math.nan, 3)), is_told=False).tolist() == [1.0, 1.0, 1.0]


@given(st.lists(st.tuples(UNIT, st.sampled_from([GUARD, CLERK, COOK, 0])), max_size=80))
def test_what_is_usual_lies_between_what_is_written(facts: list[tuple[float, int]]) -> None:
    hours = np.array([fit for fit, _ in facts])
    usual = usual_of(hours, np.array([trade for _, trade in facts], np.int32), is_told=True)
    told = hours[~np.isnan(hours)]
    if len(told) < ENOUGH:
        assert np.isnan(usual).all()
    else:
        assert (usual >= told.min() - 1e-9).all()
        assert (usual <= told.max() + 1e-9).all()
