"""How alike trades are, and how long a way takes."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from matcher.guidance.likeness import MOST, Likeness, likeness_of
from matcher.guidance.market import ENOUGH
from matcher.guidance.travel import DETOUR, SPEEDS, minutes, way_of

CLEANING, RIDING, PARCELS, MINING = 40908, 41008, 40207, 61601


def alike(trades: list[int], vectors: list[list[float]]) -> Likeness:
    units = np.array(vectors, dtype=np.float32)
    lot = np.arange(len(trades))
    return likeness_of(np.array(trades, dtype=np.int64), lot, lambda places: units[places])


def town() -> Likeness:
    """Cleaning and riding speak alike, mining does not; of parcels there are too few."""
    trades = [CLEANING] * 10 + [RIDING] * 12 + [MINING] * 30 + [PARCELS] * 9 + [0] * 20
    words = {CLEANING: [1, 0.2, 0], RIDING: [0.9, 0.4, 0], MINING: [0, 0.1, 1], 0: [0.5, 0.5, 0.5]}
    return alike(trades, [[float(x) for x in words.get(one, [0.0, 1.0, 0.0])] for one in trades])


def test_the_trade_that_speaks_alike_is_first_and_the_other_far_behind() -> None:
    found = town().nearest(CLEANING)
    assert [found[RIDING][0], found[MINING][0]] == [1, 2]
    assert found[RIDING][1] > 0.8
    assert found[MINING][1] < 0


def test_a_trade_is_not_its_own_neighbour_and_a_rare_one_has_none() -> None:
    assert CLEANING not in town().nearest(CLEANING)
    assert PARCELS not in town().nearest(CLEANING)
    assert town().nearest(PARCELS) == {}
    assert town().nearest(99999) == {}
    assert 0 not in town().trades


@pytest.mark.parametrize(("size", "known"), [(ENOUGH - 1, False), (ENOUGH, True)])
def test_a_trade_is_known_from_ten_postings_on(size: int, known: bool) -> None:
    found = alike([CLEANING] * size + [RIDING] * 12, [[1.0, 0.0]] * size + [[0.0, 1.0]] * 12)
    assert bool(found.nearest(CLEANING)) is known


def test_no_posting_is_no_trade() -> None:
    assert alike([], []).nearest(CLEANING) == {}


def test_of_a_trade_with_many_postings_those_of_the_smallest_lot_stand_for_it() -> None:
    asked: list[NDArray[np.int64]] = []

    def vectors(places: NDArray[np.int64]) -> NDArray[np.float32]:
        asked.append(places)
        return np.ones((len(places), 2), dtype=np.float32)

    lot = np.arange(MOST + 50)[::-1].copy()
    likeness_of(np.full(MOST + 50, CLEANING), lot, vectors)
    assert sorted(asked[0].tolist()) == list(range(50, MOST + 50))


@given(st.randoms())
def test_the_order_of_the_postings_changes_nothing(random: Any) -> None:
    made = np.random.default_rng(7)
    trades = np.repeat([CLEANING, RIDING, MINING], (10, 15, 20))
    units = made.normal(size=(45, 4)).astype(np.float32)
    order = np.array(random.sample(range(45), 45))
    there = likeness_of(trades, np.arange(45), lambda places: units[places])
    back = likeness_of(trades[order], order, lambda places: units[order][places])
    assert np.array_equal(there.trades, back.trades)
    assert np.allclose(there.cosine, back.cosine, atol=1e-6)


@pytest.mark.parametrize(
    ("equipment", "way"),
    [((), "步行或公交"), (("工具",), "步行或公交"), (("电动车",), "电动车"),
     (("电动车", "汽车"), "汽车")],
)  # fmt: skip
def test_she_goes_by_the_fastest_that_she_has(equipment: tuple[str, ...], way: str) -> None:
    assert way_of(equipment)[0] == way


def test_the_fastest_come_first_in_the_table() -> None:
    assert list(SPEEDS.values()) == sorted(SPEEDS.values(), reverse=True)


@pytest.mark.parametrize(
    ("km", "equipment", "expected"),
    [(0.0, (), 5), (0.3, (), 5), (5.0, (), 40), (8.0, (), 60), (10.0, (), 80),
     (13.0, ("电动车",), 55), (16.0, ("电动车",), 70), (20.0, ("汽车",), 55)],
)  # fmt: skip
def test_minutes_are_of_the_road_not_the_straight_line(
    km: float, equipment: tuple[str, ...], expected: int
) -> None:
    assert minutes(km, equipment) == expected
    assert abs(expected - km * DETOUR / way_of(equipment)[1] * 60) <= 5


@given(st.floats(0, 50), st.floats(0, 20))
def test_a_longer_way_never_takes_less(km: float, more: float) -> None:
    assert minutes(km, ()) <= minutes(km + more, ())
