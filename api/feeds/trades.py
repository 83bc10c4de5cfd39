"""The trades a worker names: what she wishes for first, then her skills, then her own words."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from registry.occupations import UNSORTED, Occupations, folded

MOST: Final = 6
_CLAUSE: Final = re.compile(r"[，。；！？,;!?\n]|但是|不过|但")
# A clause with one of these speaks of work she does not do or does not want.
DENIALS: Final = (
    "不想", "不做", "不要", "不会", "不能", "不干", "没做过", "没干过", "没跑过", "没送过", "不愿",
    "别给", "别找",
)  # fmt: skip
# A clause with one of these speaks of her family's day.
FAMILY: Final = (
    "上幼儿园", "上学", "放学", "接孩子", "送孩子", "接送孩子", "孙子", "孙女", "外孙", "家里老人",
    "在家看孩子", "在家带孩子", "得看孩子", "要看孩子", "得带孩子", "要带孩子", "自己带孩子",
)  # fmt: skip
# 送过餐 and 跑了众包 name the trades 送餐 and 跑众包.
_ASPECT: Final = re.compile("(?<=[送跑开修带看])[过了](?!来|去)")
SHORTEST: Final = 2  # one character names no trade


def trades_of(
    wished: tuple[str, ...], skills: tuple[str, ...], text: str, occupations: Occupations
) -> tuple[str, ...]:
    """Codes of the occupations named, best first, at most six.

    wished: codes already understood. A skill counts whole before the trades named inside it; in a
    text the longest name at each place counts, in its order, unless its clause denies it. A name
    that says nothing of the work (零工) comes after those that do.
    """
    codes = dict.fromkeys(wished)
    named: dict[str, None] = {}
    for skill in skills:
        code = occupations.names.get(folded(skill))
        named.update(dict.fromkeys([code] if code else _named(skill, occupations)))
    for clause in clauses(text):
        if not any(word in clause for word in (*DENIALS, *FAMILY)):
            named.update(dict.fromkeys(_named(clause, occupations)))
    codes.update(dict.fromkeys(sorted(named, key=UNSORTED.__eq__)))
    return tuple(codes)[:MOST]


def clauses(text: str) -> list[str]:
    """A text in clauses, each of which says or denies one thing."""
    return _CLAUSE.split(text)


def _named(text: str, occupations: Occupations) -> Iterator[str]:
    for found in _pattern(occupations).finditer(_ASPECT.sub("", folded(text))):
        yield occupations.names[found.group()]


@lru_cache(maxsize=4)
def _pattern(occupations: Occupations) -> re.Pattern[str]:
    names = sorted((name for name in occupations.names if len(name) >= SHORTEST), key=len)
    return re.compile("|".join(map(re.escape, reversed(names))) or r"(?!)")
