"""The text model of data/lexicon, and what happens where a file of it is absent."""

import json
from hashlib import sha256

import numpy as np
import pytest

from api.settings import find_data_dir
from indexing.documents import Document
from indexing.index import build_index
from indexing.model import load_model, read_stop_words

LEXICON = find_data_dir() / "lexicon"


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return load_model(LEXICON, tmp_path_factory.mktemp("model"))


def test_the_word_vectors_are_the_ones_their_record_describes():
    record = json.loads((LEXICON / "word_vectors.json").read_text("utf-8"))
    vectors = LEXICON / "word_vectors.npz"
    assert sha256(vectors.read_bytes()).hexdigest() == record["sha256"]
    for script, digest in record["scripts_sha256"].items():
        assert sha256((LEXICON / script).read_bytes()).hexdigest() == digest
    assert vectors.stat().st_size <= 12_000_000


def test_words_of_one_trade_are_nearer_than_words_of_two(model):
    titles = ["外卖骑手", "叉车司机", "会计", "保安", "家政保洁", "厨师"]
    index = build_index([Document(title, title) for title in titles], model)
    pairs = [("打扫卫生", "家政保洁"), ("炒菜师傅", "厨师"), ("财务", "会计"), ("门卫", "保安")]
    for query, title in pairs:
        found = index.similarities(query, np.arange(len(titles))).vector
        assert titles[int(np.argmax(found))] == title


def test_an_empty_lexicon_gives_a_model_that_learns_its_words_later(tmp_path):
    model = load_model(tmp_path)
    assert (model.words, model.tokenizer.stop_words) == (None, frozenset())
    assert model.tokenizer.words("厨师") == ["厨师"]


def test_another_dictionary_gives_another_hash(tmp_path):
    before = load_model(tmp_path).hash
    (tmp_path / "user_dictionary.txt").write_text("刮腻子 9 v\n", "utf-8")
    assert load_model(tmp_path).hash != before


def test_stop_words_are_normalised_and_comments_left_out(tmp_path):
    (tmp_path / "stop_words.txt").write_text("# function words\n的\nＯＫ\n\n", "utf-8")
    assert read_stop_words(tmp_path / "stop_words.txt") == {"的", "ok"}
