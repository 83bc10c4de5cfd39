"""The word table: what stands for a word it lacks; what is written is read again."""

import numpy as np
import pytest

from indexing.corpus_words import train_words
from indexing.words import load_words, quantise, save_words


@pytest.fixture
def table():
    words = ["外卖", "骑手", "平台", "外", "送", "网络安全"]
    return quantise(words, np.eye(6, dtype=np.float32) * 3)


def test_a_word_of_the_table_stands_for_itself(table):
    assert table.pieces("外卖") == (0,)


def test_a_word_it_lacks_is_all_the_words_inside_it(table):
    assert table.pieces("外卖平台骑手") == (0, 2, 1)


def test_without_such_words_its_characters_stand_for_it(table):
    assert table.pieces("外送") == (3, 4)


@pytest.mark.parametrize("word", ["", "龘", "java"])
def test_what_the_table_knows_nothing_of_has_no_pieces(table, word):
    assert table.pieces(word) == ()


def test_a_sum_is_that_of_the_vectors(table):
    total = table.sum(np.array([0, 1]), np.array([1.0, 2.0], dtype=np.float32))
    assert total == pytest.approx([3, 6, 0, 0, 0, 0])


def test_eight_bits_keep_a_vector_to_one_part_in_two_hundred():
    vectors = np.random.default_rng(0).normal(size=(50, 128)).astype(np.float32)
    table = quantise([f"w{n}" for n in range(50)], vectors)
    kept = table.codes * table.scales[:, None]
    assert np.abs(kept - vectors).max() <= np.abs(vectors).max() / 200


def test_a_vector_of_zeros_stays_zero():
    assert not quantise(["x"], np.zeros((1, 4), dtype=np.float32)).codes.any()


def test_a_saved_table_is_read_again(table, tmp_path):
    save_words(tmp_path / "words.npz", table)
    again = load_words(tmp_path / "words.npz")
    assert again.words == table.words
    assert np.array_equal(again.codes, table.codes)
    assert np.array_equal(again.scales, table.scales)


def test_words_that_keep_the_same_company_are_alike(monkeypatch):
    monkeypatch.setattr("indexing.corpus_words.DIMENSIONS", 2)
    trades = [
        ["骑手", "外卖", "电动车"],
        ["送餐", "外卖", "电动车"],
        ["月嫂", "婴儿"],
        ["育婴", "婴儿"],
    ]
    table = train_words(trades * 5)
    row = {word: number for number, word in enumerate(table.words)}

    def cosine(one: str, other: str) -> float:
        a, b = (table.codes[row[word]].astype(float) for word in (one, other))
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    assert cosine("骑手", "送餐") > cosine("骑手", "育婴") + 0.5


@pytest.mark.parametrize("documents", [[], [[]], [[], []]])
def test_a_corpus_without_words_gives_a_table_without_rows(documents):
    table = train_words(documents)
    assert (table.words, table.dimensions) == ([], 1)


def test_a_corpus_of_one_word_is_enough():
    assert train_words([["保安"]]).words == ["保安"]
