"""Near-duplicate texts: MinHash over character shingles, banded so that only likely pairs meet."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexing.normalise import normalise
from indexing.tokens import RUN

SHINGLE: Final = 4  # characters
LEAST_SHINGLES: Final = 40  # a shorter text says too little to be told from another
BANDS: Final = 16
ROWS: Final = 4  # hashes a band: of texts with 0.8 in common 99.98 % meet, with 0.3 in common 12 %
# In a band where very many meet, each meets this many after it.
REACH: Final = 32
_MIX: Final = np.uint64(0x9E3779B97F4A7C15)


class NearPair(NamedTuple):
    """Places of two texts, first < second, and the share of shingles they have in common."""

    first: int
    second: int
    similarity: float


def shingles(text: str) -> NDArray[np.uint64]:
    """Hashes of the runs of 4 characters of a text, ascending without repeats; signs left out."""
    run = "".join(RUN.findall(normalise(text)))
    points = np.frombuffer(run.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    size = len(points) - SHINGLE + 1
    if size <= 0:
        return np.zeros(0, dtype=np.uint64)
    # Code points below 2**16 leave each of the four its own bits; rarer ones may share a hash.
    hashed = np.zeros(size, dtype=np.uint64)
    for place in range(SHINGLE):
        hashed = (hashed << np.uint64(16)) ^ points[place : place + size]
    return np.unique(hashed)


def jaccard(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> float:
    """Share in [0, 1] of shingles in common; 0 where either text has none."""
    if not len(first) or not len(second):
        return 0.0
    common = len(np.intersect1d(first, second, assume_unique=True))
    return common / (len(first) + len(second) - common)


def near_pairs(
    texts: Sequence[NDArray[np.uint64]], blocks: Sequence[str], least: float
) -> list[NearPair]:
    """Pairs within one block with at least `least` in common, in order; too short ones never.

    texts: shingles of each. blocks: only texts of the same block are compared.
    """
    places = [place for place, text in enumerate(texts) if len(text) >= LEAST_SHINGLES]
    if not places:
        return []
    signed = _signatures([texts[place] for place in places])
    numbers = {block: number for number, block in enumerate(sorted(set(blocks)))}
    block = np.array([numbers[blocks[place]] for place in places], dtype=np.uint64)
    found = {
        (places[one], places[other])
        for band in range(BANDS)
        for one, other in _meeting(_band(signed, band, block))
    }
    near = ((one, other, jaccard(texts[one], texts[other])) for one, other in sorted(found))
    return [NearPair(*pair) for pair in near if pair[2] >= least]


def _signatures(texts: Sequence[NDArray[np.uint64]]) -> NDArray[np.uint64]:
    """uint64 (n, BANDS * ROWS): the least hash of every text under each of the hash functions."""
    every = np.concatenate(texts)
    starts = np.cumsum([0, *(len(text) for text in texts[:-1])])
    draw = np.random.default_rng(371300)
    factors = draw.integers(1, 2**63, BANDS * ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    mixed = (every ^ (every >> np.uint64(29))) * _MIX
    mixed ^= mixed >> np.uint64(32)
    signed = np.empty((len(texts), BANDS * ROWS), dtype=np.uint64)
    for number, factor in enumerate(factors):
        signed[:, number] = np.minimum.reduceat(mixed * factor, starts)
    return signed


def _band(signed: NDArray[np.uint64], band: int, block: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """uint64 (n,): equal for texts of one block whose hashes of this band are all equal."""
    key = block.copy()
    for column in range(band * ROWS, (band + 1) * ROWS):
        key = (key ^ signed[:, column]) * _MIX
        key ^= key >> np.uint64(31)
    return key


def _meeting(keys: NDArray[np.uint64]) -> Iterator[tuple[int, int]]:
    """Pairs of places with one key, lower first; each meets at most REACH after it."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    for step in range(1, min(REACH, len(keys) - 1) + 1):
        same = np.flatnonzero(ordered[step:] == ordered[:-step])
        if not len(same):
            return
        yield from zip(order[same].tolist(), order[same + step].tolist(), strict=True)
