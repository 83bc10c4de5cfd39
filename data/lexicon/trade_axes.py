"""Axes on which the names of one occupation lie together, learned from the classification alone.

They begin as Fisher's discriminants between occupations and are then turned, step by step, so that
of many names drawn at random each is nearest to another name of its own occupation.
"""

from typing import NamedTuple

import numpy as np

MOST_PAIRS = 1024
LEAST_LENGTH = 1e-3
SEED = 0


class Settings(NamedTuple):
    """Chosen by `held_out.py`. sharpness: how strictly the nearest name must be the right one;
    ridge: what is added to the spread inside occupations, in shares of its mean."""

    dimensions: int = 128
    steps: int = 150
    rate: float = 0.01
    sharpness: float = 5.0
    ridge: float = 10.0


def learned(names: np.ndarray, codes: list[str], settings: Settings) -> np.ndarray:
    """float32 (k, d): axes for vectors of k numbers. names: float32 (m, k), unit length."""
    groups = _groups(codes)
    axes = discriminants(names, groups, settings)
    several = [group for group in groups if len(group) > 1]
    size = settings.rate * np.abs(axes).mean()
    draw = np.random.default_rng(SEED)
    mean, square = np.zeros_like(axes), np.zeros_like(axes)
    for step in range(1, settings.steps + 1):
        drawn = draw.permutation(len(several))[:MOST_PAIRS]
        pairs = np.array([draw.choice(several[group], 2, replace=False) for group in drawn])
        slope = gradient(names[pairs[:, 0]], names[pairs[:, 1]], axes, settings.sharpness)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        move = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
        axes = axes - size * (1 - 0.9 * step / settings.steps) * move
    return axes.astype(np.float32)


def discriminants(names: np.ndarray, groups: list[np.ndarray], settings: Settings) -> np.ndarray:
    """float32 (k, d): where the means of groups differ most, in units of the spread inside them."""
    width = names.shape[1]
    means = np.stack([names[group].mean(axis=0) for group in groups])
    apart = np.concatenate([names[group] - names[group].mean(axis=0) for group in groups])
    inside = (apart.T @ apart).astype(np.float64)
    inside *= width / max(np.trace(inside), LEAST_LENGTH)
    spread, turned = np.linalg.eigh(inside + settings.ridge * np.eye(width))
    even = (turned / np.sqrt(spread)) @ turned.T
    _, axes = np.linalg.eigh(even @ np.cov(means.T) @ even)
    return (even @ axes[:, ::-1][:, : settings.dimensions]).astype(np.float32)


def gradient(one: np.ndarray, other: np.ndarray, axes: np.ndarray, sharpness: float) -> np.ndarray:
    """(k, d): slope of the mean surprise that one[i] belongs to other[i] and to no other[j], and
    the other way round; each chance is softmax(sharpness * cosine)."""
    (first, first_length), (second, second_length) = _unit(one @ axes), _unit(other @ axes)
    alike = sharpness * first @ second.T
    wrong = (_softmax(alike, 1) + _softmax(alike, 0)) / 2 - np.eye(len(one), dtype=one.dtype)
    wrong *= sharpness / len(one)
    return one.T @ _along(wrong @ second, first, first_length) + other.T @ _along(
        wrong.T @ first, second, second_length
    )


def _groups(codes: list[str]) -> list[np.ndarray]:
    """Places of the names of each occupation."""
    places: dict[str, list[int]] = {}
    for place, code in enumerate(codes):
        places.setdefault(code, []).append(place)
    return [np.array(group) for group in places.values()]


def _unit(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    length = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), LEAST_LENGTH)
    return vectors / length, length


def _along(slope: np.ndarray, unit: np.ndarray, length: np.ndarray) -> np.ndarray:
    """The slope of vectors whose unit-length versions have `slope`."""
    return (slope - (slope * unit).sum(axis=1, keepdims=True) * unit) / length


def _softmax(values: np.ndarray, axis: int) -> np.ndarray:
    grown = np.exp(values - values.max(axis=axis, keepdims=True))
    return np.asarray(grown / grown.sum(axis=axis, keepdims=True))
