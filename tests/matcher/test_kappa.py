"""Cohen's kappa, against values worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.kappa import kappa

GRADES = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=40)


def grades(text: str) -> np.ndarray:
    return np.array([int(each) for each in text], dtype=np.int64)


@pytest.mark.parametrize(
    ("first", "second", "plain", "quadratic"),
    [
        pytest.param("0123", "0123", 1.0, 1.0, id="always alike"),
        pytest.param("0011", "0101", 0.0, 0.0, id="as chance would have it"),
        pytest.param("01", "10", -1.0, -1.0, id="always the contrary"),
        pytest.param("0033", "0133", 1 - 0.25 / 0.625, 1 - 0.25 / 4.0, id="one step apart"),
        pytest.param("0033", "0333", 1 - 0.25 / 0.5, 1 - 2.25 / 4.5, id="three steps apart"),
    ],
)
def test_kappa_is_what_is_left_of_disagreement_by_chance(first, second, plain, quadratic):
    assert kappa(grades(first), grades(second), 4) == pytest.approx(plain)
    assert kappa(grades(first), grades(second), 4, quadratic=True) == pytest.approx(quadratic)


@pytest.mark.parametrize("same", ["", "22"])
def test_where_nothing_could_differ_kappa_is_unknown_and_not_one(same):
    assert math.isnan(kappa(grades(same), grades(same), 4))


@given(GRADES, st.booleans())
def test_it_does_not_matter_who_is_called_the_first(pairs, quadratic):
    first, second = np.array(pairs, dtype=np.int64).T
    one, other = (kappa(*both, 4, quadratic) for both in ((first, second), (second, first)))
    assert one == pytest.approx(other, nan_ok=True)
    assert math.isnan(one) or one <= 1
