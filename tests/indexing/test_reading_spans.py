"""The joined text: made plain without moving a character, cut where it is too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.reading.spans import TEXT_LIMIT, plain_text, prose_of


@given(st.text(max_size=400))
def test_making_plain_never_moves_a_character(text: str) -> None:
    assert len(plain_text(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        pytest.param("２５～３０元／小時", "25-30元/小时", id="full width and traditional"),
        pytest.param("8一8点", "8-8点", id="a Chinese one between digits is a dash"),
        pytest.param("一小时28一班", "一小时28一班", id="but not before a word"),
        pytest.param("早<br>晚&nbsp;", "早    晚      ", id="markup becomes blanks"),
        pytest.param("a\tb\x07c\nd", "a b c\nd", id="control characters, but not line breaks"),
    ],
)
def test_plain_text(written: str, plain: str) -> None:
    assert plain_text(written) == plain


def test_a_span_holds_the_words_as_they_were_written() -> None:
    prose = prose_of({"title": "搬运", "description": "时薪２５元"})
    start = prose.plain.index("25元")
    assert prose.span(start, start + 3).text == "２５元"


@pytest.mark.parametrize(("length", "cut"), [(TEXT_LIMIT, False), (TEXT_LIMIT + 1, True)])
def test_a_text_is_cut_from_its_limit_on(length: int, cut: bool) -> None:
    prose = prose_of({"title": "a", "description": "字" * length})
    assert prose.cut is cut
    assert len(prose.text) == TEXT_LIMIT + 2
