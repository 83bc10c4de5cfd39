"""The index as its users see it: rows, tombstones, odd queries."""

import numpy as np
import pytest

from indexing.documents import Document
from indexing.index import build_index
from indexing.model import TextModel
from tests.indexing.small_model import made_documents, small_model, small_tokenizer

MODEL = small_model()


@pytest.fixture
def index():
    return build_index(
        [
            Document("a", "外卖骑手", "送餐，日结"),
            Document("b", "仓库理货", "夜班，外卖一份"),
            Document("c", "月嫂", "住家"),
        ],
        MODEL,
    )


def everything(index):
    return np.ones(len(index.ids), dtype=np.bool_)


def test_a_word_in_the_title_weighs_more_than_the_same_word_in_the_text(index):
    index.upsert([Document("t", "保安", "门卫"), Document("u", "门卫", "保安")])
    found = index.similarities("保安", np.array([index.row("t"), index.row("u")]))
    assert found.char[0] > found.char[1] > 0


def test_similarity_lies_between_nought_and_one(index):
    for query in ("外卖骑手 送餐 日结", "", "zzz", "外卖骑手"):
        values = index.similarities(query, np.arange(3)).fused
        assert np.all((values >= 0) & (values <= 1))


def test_an_updated_posting_gets_a_new_row_and_its_old_one_is_never_found(index):
    (row,) = index.upsert([Document("a", "电工")]).tolist()
    assert (row, index.row("a"), index.ids[0], bool(index.alive[0])) == (3, 3, "", False)
    assert 0 not in index.nearest("外卖骑手", everything(index), 9).rows


def test_a_removed_posting_is_gone_and_removing_it_again_changes_nothing(index):
    index.remove(["c", "nobody"])
    index.remove(["c"])
    assert (len(index), index.row("c")) == (2, None)
    assert len(index.nearest("月嫂", everything(index), 9).rows) == 2


def test_of_two_documents_with_one_id_in_one_batch_the_later_stays(index):
    rows = index.upsert([Document("x", "保安"), Document("x", "焊工")])
    assert index.row("x") == rows[1]
    assert index.alive.tolist() == [True, True, True, False, True]


def test_of_two_documents_with_one_id_at_the_build_the_later_stays():
    index = build_index([Document("x", "保安"), Document("x", "焊工")], MODEL)
    assert (len(index), index.similarities("焊工", np.array([0])).char[0]) == (1, pytest.approx(1))


def test_a_query_of_nothing_known_finds_all_equally_unlike_in_row_order(index):
    found = index.nearest("zzz！", everything(index), 3)
    assert found.rows.tolist() == [0, 1, 2]
    assert len(set(found.similarity.tolist())) == 1


@pytest.mark.parametrize("k", [0, -1])
def test_asking_for_none_finds_none(index, k):
    assert len(index.nearest("外卖", everything(index), k).rows) == 0


def test_nothing_admissible_finds_nothing(index):
    assert len(index.nearest("外卖", np.zeros(3, dtype=np.bool_), 5).rows) == 0


def test_an_index_built_of_nothing_takes_postings():
    index = build_index([], MODEL)
    assert len(index.nearest("外卖", everything(index), 5).rows) == 0
    index.upsert(made_documents(30))
    assert len(index.nearest("外卖", everything(index), 50).rows) == 30


def test_equals_come_in_row_order():
    index = build_index([Document(str(n), "保洁", "家政") for n in range(40)], MODEL)
    assert index.nearest("保洁", everything(index), 40).rows.tolist() == list(range(40))


def test_the_build_says_how_far_it_has_come():
    told = []
    build_index(made_documents(3), MODEL, lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_without_a_word_table_one_is_learned_from_the_postings_themselves():
    documents = made_documents(200)
    index = build_index(documents, TextModel(small_tokenizer(), None, "none"))
    assert "骑手" in index.table.words
    own = index.similarities(documents[3].title, np.arange(200)).vector
    assert own[3] > np.median(own)
    index.upsert([Document("late", documents[3].title)])
    assert index.similarities(documents[3].title, np.array([200])).vector[0] == pytest.approx(1)
