"""Fair share: what suits alike goes first where fewer ask, then by the day's lot."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.fair_share import BAND, lots, standing
from tests.builders import DAY

LIKENESS = np.arange(1, 7)
NOBODY = np.zeros(6, dtype=np.int64)
FACTS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 3), st.integers(0, 2**64 - 1)), min_size=1
)


def best_first(scores: list[float], wanted: list[int], day: date = DAY) -> list[int]:
    lot = lots(LIKENESS[: len(scores)], day)
    return np.argsort(-standing(np.array(scores), np.array(wanted), lot)).tolist()


def test_of_two_alike_the_one_that_fewer_want_goes_first() -> None:
    assert best_first([0.504, 0.501], [9, 1]) == [1, 0]
    assert best_first([0.504, 0.501], [1, 9]) == [0, 1]


def test_what_suits_better_goes_first_whoever_wants_it() -> None:
    assert best_first([0.52, 0.50], [99, 0]) == [0, 1]


def test_a_day_has_one_order_and_another_day_another() -> None:
    orders = {
        tuple(best_first([0.5] * 6, NOBODY.tolist(), DAY + timedelta(days))) for days in range(9)
    }
    assert len(orders) > 5
    assert best_first([0.5] * 6, NOBODY.tolist()) == best_first([0.5] * 6, NOBODY.tolist())


def test_over_days_everybody_is_first_about_as_often() -> None:
    firsts = [best_first([0.5] * 6, NOBODY.tolist(), DAY + timedelta(n))[0] for n in range(600)]
    assert min(np.bincount(firsts, minlength=6)) > 60


@given(FACTS)
def test_nobody_passes_who_is_a_whole_band_better(facts: list[tuple[float, int, int]]) -> None:
    scores, wanted, lot = (list(column) for column in zip(*facts, strict=True))
    stands = standing(np.array(scores), np.array(wanted), np.array(lot, dtype=np.uint64))
    assert sorted(stands) == list(range(1, len(facts) + 1))
    inorder = np.array(scores)[np.argsort(-stands)]
    assert (inorder[1:] <= inorder[:-1] + BAND + 1e-9).all()
