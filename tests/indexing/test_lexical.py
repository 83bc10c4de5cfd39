"""Row lists and terms: what is flat and what was added since answer alike."""

import numpy as np
import pytest

from indexing.lexical import QUERY_TERMS, row_lists, weighted
from indexing.terms import NO_TERMS, char_terms, counted, joined, rarity

DOCUMENTS = [char_terms(text) for text in ("外卖骑手", "骑手送餐日结", "月嫂", "", "cad制图")]
RARITY = rarity((one.ids for one in DOCUMENTS), len(DOCUMENTS))
WEIGHTED = [weighted(one, RARITY) for one in DOCUMENTS]


def test_added_rows_answer_as_built_rows_do():
    built, grown = row_lists(WEIGHTED), row_lists(WEIGHTED[:2])
    for row, document in enumerate(WEIGHTED[2:], 2):
        grown.add(row, document)
    for query in WEIGHTED:
        assert np.allclose(built.scores(query, 5), grown.scores(query, 5))
    merged = grown.merged(np.ones(5, dtype=np.bool_))
    assert np.array_equal(merged.terms, built.terms)
    assert np.array_equal(merged.rows, built.rows)


def test_a_document_is_wholly_like_itself_and_unlike_what_shares_nothing():
    scores = row_lists(WEIGHTED).scores(WEIGHTED[2], 5)
    assert scores == pytest.approx([0, 0, 1, 0, 0])


def test_merging_leaves_out_dead_rows():
    alive = np.array([True, False, True, True, True])
    assert 1 not in row_lists(WEIGHTED).merged(alive).rows


def test_lists_of_nothing_answer_nought():
    assert row_lists([]).scores(WEIGHTED[0], 3).tolist() == [0, 0, 0]


def test_a_long_query_keeps_its_rarest_terms():
    many = counted(np.arange(500))
    kept = weighted(many, rarity([np.arange(100, 500)], 1), QUERY_TERMS)
    assert kept.ids.tolist() == list(range(QUERY_TERMS))
    assert np.linalg.norm(kept.weights) == pytest.approx(1)


def test_characters_pair_up_within_a_script_only():
    points = [ord(letter) for letter in "证照"]
    pairs = [ord("c") * 2**21 + ord("1"), points[0] * 2**21 + points[1]]
    assert sorted(char_terms("c1证照,").ids.tolist()) == sorted(points + pairs)


def test_a_rarer_term_weighs_more_and_one_never_seen_most():
    found = RARITY.of(np.array([ord("骑"), ord("月"), ord("龘")]))
    assert 1 <= found[0] < found[1] < found[2]
    assert rarity([], 0).of(np.array([1])).tolist() == [1]


def test_joining_adds_the_text_at_its_weight():
    both = joined(char_terms("保"), char_terms("保夜"), 0.5)
    assert sorted(both.counts.tolist()) == [0.5, 0.5, 1.5]
    assert len(joined(NO_TERMS, NO_TERMS, 0.5).ids) == 0
