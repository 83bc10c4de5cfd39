"""Passwords: long, not the name, and more than a guesser's first tries put together."""

import pytest

from registry.access.strong_password import LONGEST, SHORTEST, require_strong
from registry.errors import InvalidField

GOOD = [
    "三只小猫爬上了屋顶看月亮",
    "correct horse battery staple",
    "kV9#tq2Lx!mB",
    "雨天骑车要慢一点呀亲爱的",
    "x8Pz-Wc3rYkQ",
]


@pytest.mark.parametrize("password", GOOD)
def test_a_sentence_or_chance_is_good(password: str) -> None:
    require_strong(password, "zhang")


@pytest.mark.parametrize(
    ("password", "words"),
    [
        pytest.param("kV9#tq2Lx!m", "12", id="a character short"),
        pytest.param("长" * (LONGEST + 1), "128", id="a character long"),
        pytest.param("Zhang的密码很长很长很长", "账号名", id="her name"),
        pytest.param("123456789012", "常见", id="counting"),
        pytest.param("987654321098", "常见", id="counting down"),
        pytest.param("aaaaaaaaaaaa", "常见", id="one letter"),
        pytest.param("qwertyuiop12", "常见", id="along the keyboard"),
        pytest.param("1qaz2wsx3edc", "常见", id="down the keyboard"),
        pytest.param("password1234", "常见", id="the word itself"),
        pytest.param("P@ssw0rd2026", "常见", id="the word disguised"),
        pytest.param("admin@123456", "常见", id="the role and a count"),
        pytest.param("Linggang2026!", "常见", id="the name of the service"),
        pytest.param("woaini5201314", "常见", id="I love you for ever"),
        pytest.param("abcabcabcabc", "常见", id="the same again"),
        pytest.param("小猫小猫小猫小猫小猫小猫", "常见", id="the same word again"),
    ],
)
def test_what_is_guessed_first_is_refused_with_the_reason(password: str, words: str) -> None:
    with pytest.raises(InvalidField, match=words) as refused:
        require_strong(password, "zhang")
    assert (refused.value.field, refused.value.code) == ("password", "weak_password")


def test_the_shortest_and_the_longest_pass() -> None:
    require_strong(GOOD[0][:SHORTEST], "")
    require_strong((GOOD[1] * 5)[:LONGEST] + "", "")
