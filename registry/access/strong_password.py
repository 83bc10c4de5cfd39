"""What a password must be: long, not the account's own name, not what everybody tries first."""

import re
from itertools import pairwise
from typing import Final

from registry.errors import InvalidField

SHORTEST: Final = 12  # characters (ASVS 5.0 6.2.1 asks for 8, 等保 for complexity: length instead)
LONGEST: Final = 128
FEWEST_PIECES: Final = 8
SHORTEST_RUN: Final = 3
# What guessers try first, as one piece each; longer ones stand before what they begin with.
COMMON: Final = (
    *("1qaz2wsx3edc", "1q2w3e4r5t", "1qaz2wsx", "1q2w3e4r", "qazwsx", "zaq1", "xsw2"),
    *("password", "passwd", "iloveyou", "woaini", "welcome", "letmein", "changeme", "default"),
    *("administrator", "admin", "guest", "root", "test", "user", "login", "system", "master"),
    *("linggang", "linyi", "renshe", "jiuye", "shandong", "zhongguo", "china", "dragon", "monkey"),
    *("5201314", "1314520", "147258369", "112233", "123123", "520", "888", "666"),
)
KEYBOARD: Final = ("`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./")
# How words are written so as to look like none.
DISGUISES: Final = str.maketrans("@$!", "asi")
DISGUISED_DIGITS: Final = str.maketrans("0134", "oiea")
_COMMON: Final = re.compile("|".join(COMMON))
_NEXT: Final = frozenset(
    pair for row in KEYBOARD for line in (row, row[::-1]) for pair in pairwise(line)
)


def require_strong(password: str, name: str, field: str = "password") -> None:
    """InvalidField of the field it came in, saying what a password must be, where it is none."""
    plain = password.casefold()
    if not SHORTEST <= len(password) <= LONGEST:
        reason = f"密码应有 {SHORTEST} 到 {LONGEST} 个字符，可以是一句话。"
    elif name and name.casefold() in plain:
        reason = "密码里不能含有账号名。"
    elif pieces(plain) < FEWEST_PIECES:
        reason = "这样的密码太常见，容易被猜中：请不要只用常见的词、连续或重复的字符。"
    else:
        return
    raise InvalidField(field, "weak_password", reason)


def pieces(plain: str) -> int:
    """How many a guesser must put together: a common word, a run or a repetition is one."""
    period = _period(plain)
    least = min(_plain_pieces(each) for each in _readings(plain[:period]))
    return least + (1 if period < len(plain) else 0)


def _readings(plain: str) -> tuple[str, str]:
    """As it is written, and with the letters that it may be disguising."""
    letters = plain.translate(DISGUISES)
    return plain, letters.translate(DISGUISED_DIGITS)


def _plain_pieces(text: str) -> int:
    shortened = _COMMON.sub("\0", text)
    count, at = 0, 0
    while at < len(shortened):
        at = _end_of_run(shortened, at)
        count += 1
    return count


def _end_of_run(text: str, at: int) -> int:
    """Where the run that begins here ends: 1234, dcba, aaaa, qwer; the next place if it is none."""
    for goes_on in (_is_same, _is_up, _is_down, _is_beside):
        end = at + 1
        while end < len(text) and goes_on(text[end - 1], text[end]):
            end += 1
        if end - at >= SHORTEST_RUN:
            return end
    return at + 1


def _is_same(one: str, other: str) -> bool:
    return one == other


def _is_up(one: str, other: str) -> bool:
    return ord(other) - ord(one) == 1


def _is_down(one: str, other: str) -> bool:
    return ord(one) - ord(other) == 1


def _is_beside(one: str, other: str) -> bool:
    return (one, other) in _NEXT


def _period(text: str) -> int:
    """The length of what the text repeats; its own where it repeats nothing."""
    return (text + text).find(text, 1)
