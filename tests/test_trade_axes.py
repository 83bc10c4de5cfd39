"""The axes of the word vectors: learned from names of occupations, good for names never seen."""

import importlib
import sys

import numpy as np
import pytest

from api.settings import find_data_dir

sys.path.insert(0, str(find_data_dir() / "lexicon"))
trade_axes = importlib.import_module("trade_axes")
learned = trade_axes.learned

TELLING, NOISE = 6, 24
SMALL = trade_axes.Settings(dimensions=TELLING, steps=60)


def names_of(occupations: int, seed: int) -> tuple[np.ndarray, list[str]]:
    """Four names an occupation: six numbers alike in all four, then louder noise of each name."""
    draw = np.random.default_rng(seed)
    trade = np.repeat(draw.normal(size=(occupations, TELLING)), 4, axis=0)
    trade += 0.3 * draw.normal(size=trade.shape)
    names = np.hstack([trade, 1.5 * draw.normal(size=(4 * occupations, NOISE))])
    names /= np.linalg.norm(names, axis=1, keepdims=True)
    return names.astype(np.float32), [f"{place // 4}" for place in range(4 * occupations)]


def nearest_is_kin(vectors: np.ndarray, codes: list[str]) -> float:
    """Share of names whose nearest other name is of the same occupation."""
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    alike = units @ units.T
    np.fill_diagonal(alike, -2)
    return float(np.mean([codes[near] == codes[row] for row, near in enumerate(alike.argmax(1))]))


def surprise(one, other, axes, sharpness):
    """Cross-entropy the long way: one name at a time, one direction at a time."""
    first, second = one @ axes, other @ axes
    total = 0.0
    for left, right in ((first, second), (second, first)):
        for row, name in enumerate(left):
            cosines = [name @ each / np.linalg.norm(name) / np.linalg.norm(each) for each in right]
            chances = np.exp(sharpness * np.array(cosines))
            total -= np.log(chances[row] / chances.sum())
    return total / 2 / len(first)


def test_names_of_occupations_never_seen_find_their_kin():
    axes = learned(*names_of(200, seed=1), SMALL)
    unseen, codes = names_of(40, seed=2)
    before, after = nearest_is_kin(unseen, codes), nearest_is_kin(unseen @ axes, codes)
    assert after > before + 0.4


def test_learning_goes_beyond_the_discriminants_it_begins_with():
    unseen, codes = names_of(40, seed=2)
    scores = [
        nearest_is_kin(unseen @ learned(*names_of(200, seed=1), SMALL._replace(steps=steps)), codes)
        for steps in (0, 60)
    ]
    assert scores[1] > scores[0]


def test_the_discriminants_leave_out_what_differs_inside_occupations():
    names, codes = names_of(200, seed=1)
    groups = [np.arange(row, row + 4) for row in range(0, len(codes), 4)]
    axes = trade_axes.discriminants(names, groups, SMALL._replace(ridge=0.1))
    assert np.abs(axes[:TELLING]).sum() > 3 * np.abs(axes[TELLING:]).sum() * TELLING / NOISE


@pytest.mark.parametrize("sharpness", [1.0, 5.0, 20.0])
def test_the_slope_agrees_with_small_steps_of_the_surprise(sharpness):
    draw = np.random.default_rng(3)
    one, other, axes = (draw.normal(size=shape) for shape in ((7, 5), (7, 5), (5, 3)))
    slope = trade_axes.gradient(one, other, axes, sharpness)
    for place in np.ndindex(axes.shape):
        step = np.zeros_like(axes)
        step[place] = 1e-5
        ahead, behind = (surprise(one, other, axes + s, sharpness) for s in (step, -step))
        assert slope[place] == pytest.approx((ahead - behind) / 2e-5, abs=1e-6)


def test_the_same_names_give_the_same_axes():
    one, again = (learned(*names_of(30, seed=1), SMALL) for _ in range(2))
    assert np.array_equal(one, again)
