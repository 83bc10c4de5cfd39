"""The index against the long way round: any query, any admissible share, after any changes."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.documents import Document
from indexing.index import PostingIndex, build_index
from tests.indexing.index_oracle import Oracle
from tests.indexing.small_model import WORDS, made_documents, small_model

TOLERANCE = 1e-5
COUNT = 600
MODEL = small_model()
DOCUMENTS = made_documents(COUNT)
BUILT = build_index(DOCUMENTS, MODEL)
ORACLE = Oracle(MODEL, DOCUMENTS)
QUERIES = st.lists(st.sampled_from([*WORDS, "，", "Java", "送"]), max_size=8).map("".join)


def assert_same(index: PostingIndex, expected: np.ndarray, admissible: np.ndarray, query: str, k):
    """expected: fused similarity of every row; NaN for tombstones."""
    found = index.nearest(query, admissible, k)
    allowed = np.flatnonzero(admissible & ~np.isnan(expected))
    best = np.sort(expected[allowed])[::-1][:k]
    assert np.allclose(found.similarity, best, atol=TOLERANCE)
    assert np.allclose(expected[found.rows], best, atol=TOLERANCE)
    assert len(set(found.rows.tolist())) == len(found.rows)
    assert set(found.rows.tolist()) <= set(allowed.tolist())


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 1.0])
@given(query=QUERIES, seed=st.integers(0, 2**32 - 1), k=st.integers(1, COUNT + 5))
@settings(max_examples=15, deadline=None)
def test_the_nearest_are_those_of_brute_force_at_any_admissible_share(share, query, seed, k):
    admissible = np.random.default_rng(seed).random(COUNT) < share
    assert_same(BUILT, ORACLE.fused(DOCUMENTS, query), admissible, query, k)


@given(query=QUERIES, seed=st.integers(0, 2**32 - 1), k=st.integers(0, COUNT + 5))
@settings(max_examples=30, deadline=None)
def test_what_is_always_found_comes_beside_the_nearest_and_nothing_else_does(query, seed, k):
    draw = np.random.default_rng(seed)
    admissible, always = draw.random((2, COUNT)) < [[0.5], [0.1]]
    expected = ORACLE.fused(DOCUMENTS, query)
    nearest, found = (BUILT.nearest(query, admissible, k, one) for one in (None, always))
    assert set(found.rows) == set(nearest.rows) | set(np.flatnonzero(admissible & always))
    assert np.allclose(found.similarity, expected[found.rows], atol=TOLERANCE)
    assert np.all(np.diff(found.similarity) <= 0)


def test_a_thousand_upserts_and_removals_leave_the_index_equal_to_brute_force():
    index, draw, held = build_index(DOCUMENTS, MODEL), Random(5), dict(enumerate(DOCUMENTS))
    row_of = {one.id: row for row, one in held.items()}
    fresh = iter(made_documents(1000, seed=9))
    for step in range(1000):
        known = draw.choice(list(row_of)) if row_of else None
        if known and draw.random() < 0.4:
            index.remove([known])
            del held[row_of.pop(known)]
            continue
        made = next(fresh)
        document = Document(
            known if known and draw.random() < 0.5 else f"new{step}", made.title, made.text
        )
        (row,) = index.upsert([document]).tolist()
        held.pop(row_of.get(document.id, -1), None)
        held[row], row_of[document.id] = document, row
    assert len(index) == len(held) == index.alive.sum()
    for query in ("外卖骑手日结", "月嫂 住家 包吃包住", "叉车"):
        expected = np.full(len(index.ids), np.nan)
        expected[list(held)] = ORACLE.fused(held.values(), query)
        for share in (0.01, 0.1, 0.5, 1.0):
            admissible = np.random.default_rng(3).random(len(index.ids)) < share
            assert_same(index, expected, admissible, query, 50)
    assert all(index.row(name) == row for name, row in row_of.items())


def test_similarities_of_rows_are_those_that_nearest_ranks_by():
    found = BUILT.nearest("工厂普工组装", np.ones(COUNT, dtype=np.bool_), COUNT)
    again = BUILT.similarities("工厂普工组装", found.rows)
    assert np.allclose(again.fused, found.similarity, atol=TOLERANCE)
    assert np.all(np.diff(found.similarity) <= 0)


def test_each_part_of_the_similarity_is_the_cosine_computed_the_long_way():
    rows = np.arange(0, COUNT, 7)
    found = BUILT.similarities("送餐骑手要健康证", rows)
    some = [DOCUMENTS[row] for row in rows]
    asked = ORACLE.text_vector("送餐骑手要健康证")
    assert np.allclose(found.vector, [ORACLE.vector(one) @ asked for one in some], atol=TOLERANCE)
    longhand = [ORACLE.cosine("chars", one, "送餐骑手要健康证") for one in some]
    assert np.allclose(found.char, longhand, atol=TOLERANCE)
