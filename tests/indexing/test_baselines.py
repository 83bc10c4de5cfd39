"""Baselines: plain ways of search find what shares their words, and nothing in what shares none."""

import sys

import numpy as np
import pytest

from indexing.baselines import BASELINES, BaselineMissing, bm25, search_words
from indexing.documents import Document

DOCUMENTS = [
    Document("1", "外卖骑手", "送餐到家，日结"),
    Document("2", "月嫂", "照顾产妇和新生儿"),
    Document("3", "仓库理货员", "夜班，分拣打包"),
]


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize(("query", "best"), [("送外卖", 0), ("会照顾月子", 1), ("仓库打包", 2)])
def test_a_baseline_finds_what_shares_most_with_a_query(name: str, query: str, best: int) -> None:
    assert np.argmax(BASELINES[name](DOCUMENTS)(query)) == best


@pytest.mark.parametrize("name", BASELINES)
@pytest.mark.parametrize("query", ["", "pilot", "飞"])
def test_what_shares_nothing_scores_nothing(name: str, query: str) -> None:
    assert BASELINES[name](DOCUMENTS)(query).tolist() == [0, 0, 0]


def test_long_words_are_found_by_the_shorter_ones_within_them() -> None:
    assert {"服务", "服务员"} <= set(search_words("家政服务员，8小时"))
    assert "，" not in search_words("仓库，8小时")


def test_without_the_library_of_a_baseline_its_install_line_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "bm25s", None)
    with pytest.raises(BaselineMissing, match=r"pip install bm25s==0\.3\.16"):
        bm25(DOCUMENTS)
