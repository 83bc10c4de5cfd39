"""The rewrite of a text: what goes, what stays, and how the punctuation is mended."""

import re
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.reading.rewrite import rewrite
from registry.jobs.passage import Kind, Passage


def cut(words: str, text: str, keep: str = "") -> list[Passage]:
    """Passages of each place where the pattern of words stands."""
    return [
        Passage("x", Kind.SEX, m.start(), m.end(), m.group(), m.start(), m.end(), keep)
        for m in re.finditer(words, text)
        if m.group()
    ]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("能吃苦，X，包住", "能吃苦，包住", id="between commas"),
        pytest.param("X，包住", "包住", id="at the start"),
        pytest.param("包住，X。", "包住。", id="at the end of a sentence"),
        pytest.param("包住。X。日结", "包住。日结", id="a whole sentence"),
        pytest.param("要求：X，包住", "要求：包住", id="after a label"),
        pytest.param("包住，要求：X", "包住", id="the label goes with its only item"),
        pytest.param("分拣（X）日结", "分拣日结", id="in brackets"),
        pytest.param("招X小工", "招小工", id="inside a word"),
        pytest.param("1、包住\n2、X\n3、日结", "1、包住\n3、日结", id="an item of a list"),
        pytest.param("X\n日结", "日结", id="the first line"),
        pytest.param("日结\nX", "日结", id="the last line"),
        pytest.param("X，X，X", "", id="nothing but it"),
        pytest.param("X、X能吃苦", "能吃苦", id="two side by side"),
        pytest.param("", "", id="nothing at all"),
    ],
)
def test_what_is_taken_out_leaves_no_trace(text: str, clean: str) -> None:
    assert rewrite(text, partial(cut, "X")) == clean


def test_the_lawful_words_stand_where_the_unlawful_stood() -> None:
    keep = partial(cut, "18-45岁", keep="18周岁以上")
    assert rewrite("要求：18-45岁，包住", keep) == "要求：18周岁以上，包住"


def test_what_comes_together_by_a_cut_is_taken_out_too() -> None:
    assert rewrite("限限男男，包住", partial(cut, "限男")) == "包住"


@given(st.text(alphabet="XY，。、：（）\n1男 ", max_size=60))
def test_the_rewrite_has_nothing_left_and_rewritten_is_itself(text: str) -> None:
    find = partial(cut, "X|Y男")
    clean = rewrite(text, find)
    assert find(clean) == []
    assert rewrite(clean, find) == clean


@given(st.text(max_size=200))
def test_a_text_with_nothing_to_take_out_comes_back_as_it_was(text: str) -> None:
    assert rewrite(text, lambda _: []) == text
