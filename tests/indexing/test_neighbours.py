"""FAISS over admissible rows against a plain sort."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.neighbours import FlatVectors

DRAW = np.random.default_rng(0)
VECTORS = DRAW.normal(size=(3000, 24)).astype(np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)
FLAT = FlatVectors(VECTORS)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 1.0])
@given(seed=st.integers(0, 2**32 - 1), k=st.integers(1, 400))
@settings(max_examples=15, deadline=None)
def test_the_nearest_vectors_are_those_of_a_plain_sort(share, seed, k):
    draw = np.random.default_rng(seed)
    admissible, query = draw.random(3000) < share, VECTORS[draw.integers(3000)]
    found = FLAT.nearest(query, admissible, k)
    allowed = np.flatnonzero(admissible)
    best = np.sort((VECTORS @ query)[allowed])[::-1][:k]
    assert set(found.tolist()) <= set(allowed.tolist())
    assert np.allclose(np.sort(FLAT.similarities(query, found))[::-1], best, atol=1e-6)


def test_vectors_added_later_are_found():
    flat = FlatVectors(VECTORS[:0])
    assert (len(flat), flat.vectors.shape) == (0, (0, 24))
    flat.add(VECTORS[:10])
    flat.add(VECTORS[10:20])
    assert np.array_equal(flat.vectors, VECTORS[:20])
    assert flat.nearest(VECTORS[15], np.ones(20, dtype=np.bool_), 1).tolist() == [15]


def test_few_rows_and_many_rows_have_the_same_cosines():
    rows = np.arange(0, 3000, 100)
    some = FLAT.similarities(VECTORS[0], rows)
    assert np.allclose(some, FLAT.similarities(VECTORS[0], np.arange(3000))[rows], atol=1e-6)
