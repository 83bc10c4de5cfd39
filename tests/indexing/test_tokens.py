"""Tokens: the bureau's words stay whole, jieba's own tokenizer is left alone, the cache is safe."""

import jieba
import pytest

from indexing.tokens import load_tokenizer


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tokens")
    lines = "# our words\n刮腻子师傅 50 n\nＣ１驾照 3 n\n天选打工\n"
    (folder / "user_dictionary.txt").write_text(lines, "utf-8")
    return folder


@pytest.fixture(scope="module")
def tokenizer(files):
    stop_words = frozenset({"的", "招聘"})
    return load_tokenizer(files / "user_dictionary.txt", stop_words, files / "cache")


def test_a_word_of_ours_stays_whole_whatever_its_width(tokenizer):
    assert tokenizer.words("招聘刮腻子师傅，要C1驾照") == ["刮腻子师傅", "要", "c1驾照"]


def test_a_line_without_a_frequency_is_a_word_too(tokenizer):
    assert "天选打工" in tokenizer.words("天选打工的人")


def test_latin_and_digits_come_in_runs_and_punctuation_not_at_all(tokenizer):
    assert tokenizer.words("CAD制图 8:00-17:30！") == ["cad", "制图", "8", "00", "至", "17", "30"]


def test_what_no_dictionary_holds_is_not_guessed(tokenizer):
    assert tokenizer.words("囧呒") == ["囧", "呒"]


def test_nothing_has_no_words(tokenizer):
    assert tokenizer.words(" ，。") == []


def test_the_global_tokenizer_of_jieba_is_left_alone(tokenizer):
    assert tokenizer.words("刮腻子师傅") == ["刮腻子师傅"]
    assert "刮腻子师傅" not in jieba.dt.FREQ


def test_a_cached_start_cuts_as_the_first_did(files, tokenizer):
    again = load_tokenizer(files / "user_dictionary.txt", tokenizer.stop_words, files / "cache")
    text = "招聘外卖骑手和刮腻子师傅，每天八小时，包吃包住"
    assert again.words(text) == tokenizer.words(text)
    assert len(list((files / "cache").glob("prefixes-*.npz"))) == 1


def test_a_damaged_cache_is_made_again(files, tokenizer):
    (cached,) = (files / "cache").glob("prefixes-*.npz")
    cached.write_bytes(cached.read_bytes()[:1000])
    again = load_tokenizer(files / "user_dictionary.txt", frozenset(), files / "cache")
    assert again.words("刮腻子师傅") == ["刮腻子师傅"]
    assert cached.stat().st_size > 1000
