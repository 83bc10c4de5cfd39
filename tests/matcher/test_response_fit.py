"""The response fit: what is known lifts or lowers a little, what is not changes nothing."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.explain import SENTENCES, SPEAKS_FOR
from matcher.fit.response import hours_of, response_fit
from matcher.ranking import BESIDE_VALUE, FITS, parts_of, scores_of

UNIT = st.one_of(st.floats(0, 1), st.just(float("nan")))


def test_at_once_is_one_and_two_days_are_half() -> None:
    found = response_fit(np.array([0.0, 48.0, 96.0, np.nan]))
    assert found == pytest.approx([1.0, 0.5, 0.25, np.nan], nan_ok=True)
    assert hours_of(0.25) == pytest.approx(96.0)


@given(arrays(np.float64, (len(FITS), 5), elements=UNIT))
def test_where_no_response_is_known_every_score_is_the_same_to_the_last_bit(values: Any) -> None:
    fits = dict(zip(FITS, values, strict=True))
    del fits["response"]
    before = scores_of(fits)
    after = scores_of(fits | {"response": np.full(5, np.nan)})
    assert all(np.array_equal(one, other) for one, other in zip(before, after, strict=True))
    assert parts_of(fits, [0]) == parts_of(fits | {"response": np.full(5, np.nan)}, [0])


@given(arrays(np.float64, (len(FITS), 1), elements=UNIT), st.floats(0, 1), st.floats(0, 1))
def test_a_quicker_firm_never_scores_less(values: Any, one: float, other: float) -> None:
    fits = dict(zip(FITS, values, strict=True))
    slow, quick = sorted((one, other))
    scores = [scores_of(fits | {"response": np.array([each])}).score[0] for each in (slow, quick)]
    assert scores[0] <= scores[1] + 1e-12


def test_it_weighs_little() -> None:
    assert sum(extra.share for extra in BESIDE_VALUE) <= 0.05


@pytest.mark.parametrize(
    ("hours", "words"),
    [(1.0, "当天答复"), (11.9, "当天答复"), (13.0, "1天内答复"), (30.0, "2天内答复")],
)
def test_a_quick_firm_is_a_reason_in_plain_words(hours: float, words: str) -> None:
    fit = float(response_fit(np.array([hours]))[0])
    seen: Any = SimpleNamespace(fits={"response": fit})
    assert fit >= SPEAKS_FOR
    assert str(SENTENCES["response"](seen)).endswith(words)
