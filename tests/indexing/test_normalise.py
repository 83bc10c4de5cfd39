"""Normalising: widths, ranges, decoration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexing.normalise import normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        pytest.param("９：００—１７：３０", "9:00至17:30", id="full width"),
        pytest.param("9:00 ~ 17:30", "9:00至17:30", id="tilde with spaces"),
        pytest.param("早9点-晚6点", "早9点-晚6点", id="a dash before a word stays"),
        pytest.param("月薪6000-8000元", "月薪6000至8000元", id="pay"),
        pytest.param("5K-8K", "5k至8k", id="thousands"),
        pytest.param("2026-11-22至2026-12-01", "2026-11-22至2026-12-01", id="dates keep dashes"),
        pytest.param("电话0539-8012345", "电话0539-8012345", id="a telephone number too"),
        pytest.param("叉车司机（C1）", "叉车司机(c1)", id="brackets and case"),
        pytest.param("<p>包吃&nbsp;包住<br/></p>", "包吃 包住", id="HTML"),
        pytest.param("年龄<30岁，身高>160", "年龄<30岁,身高>160", id="signs are no tags"),
        pytest.param("🔥急招🔥骑手★日结", "急招 骑手 日结", id="emoji"),
        pytest.param("骑\u200b手\ufeff", "骑 手", id="zero width"),
        pytest.param("電焊工", "電焊工", id="traditional stays"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_what_is_read_has_one_spelling(text, plain):
    assert normalise(text) == plain


@given(st.text(max_size=80))
def test_any_text_becomes_one_line_without_outer_spaces(text):
    plain = normalise(text)
    assert plain == plain.strip()
    assert "\n" not in plain
    assert "  " not in plain
