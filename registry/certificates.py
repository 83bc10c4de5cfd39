"""Certificates and licences: their names, how people write them, and which ones stand for which."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from registry.errors import UnknownName, near_values

TORN: Final = 3  # letters of 健康证, 驾驶证, 电工证 …
_BLANKS: Final = re.compile(r"\s+")
_CAPITALS: Final = str.maketrans({code: code - 32 for code in range(ord("a"), ord("z") + 1)})


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate; spellings: what people write; implies: certificates it stands for too."""

    name: str
    kind: str
    spellings: tuple[str, ...] = ()
    implies: tuple[str, ...] = ()


class Mention(NamedTuple):
    """A certificate named at characters [start, end) of a text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Certificates:
    """All certificates the bureau knows; a spelling belongs to one certificate.

    Raises ValueError where two certificates share a spelling or one implies an unknown name.
    """

    rows: tuple[Certificate, ...]
    _names: dict[str, str] = field(init=False, repr=False, compare=False)
    _stands_for: dict[str, frozenset[str]] = field(init=False, repr=False, compare=False)
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __init__(self, rows: Iterable[Certificate]) -> None:
        object.__setattr__(self, "rows", tuple(rows))
        object.__setattr__(self, "_names", _spellings(self.rows))
        object.__setattr__(self, "_stands_for", _implied(self.rows))
        object.__setattr__(self, "_pattern", _one_of(self._names))

    def find(self, text: str) -> Certificate:
        """The certificate of a name or spelling; UnknownName with near names."""
        asked = _key(text)
        name = self._names.get(asked)
        if name is None:
            raise UnknownName("证书", text, near_values(asked, self._names))
        return next(row for row in self.rows if row.name == name)

    def mentions(self, text: str) -> Iterator[Mention]:
        """Every certificate named in a text, the longest spelling at each place."""
        for found in self._pattern.finditer(_capitals(text)):
            if not _inside_a_word(text, found.start(), found.end()):
                name = self._names[_BLANKS.sub("", found.group())]
                yield Mention(name, found.start(), found.end())

    def covers(self, held: Collection[str], asked: str) -> bool:
        """Whether what is held is, or stands for, what is asked (an A2 licence covers C1)."""
        return any(asked == name or asked in self._stands_for.get(name, ()) for name in held)


def _capitals(text: str) -> str:
    """The text in capitals, every character at its place (ß would become two)."""
    capitals = text.upper()  # twelve times as fast as a table
    return capitals if len(capitals) == len(text) else text.translate(_CAPITALS)


def _key(text: str) -> str:
    return _BLANKS.sub("", text).translate(_CAPITALS)


def _spellings(rows: tuple[Certificate, ...]) -> dict[str, str]:
    names: dict[str, str] = {}
    for row in rows:
        for spelling in dict.fromkeys((row.name, *row.spellings)):
            owner = names.setdefault(_key(spelling), row.name)
            if owner != row.name:
                raise ValueError(f"“{spelling}” is a spelling of both {owner} and {row.name}")
    return names


def _implied(rows: tuple[Certificate, ...]) -> dict[str, frozenset[str]]:
    """Name -> all names it stands for, followed to the end."""
    direct = {row.name: row.implies for row in rows}
    closed: dict[str, frozenset[str]] = {}
    for name, implies in direct.items():
        reached: set[str] = set()
        todo = list(implies)
        while todo:
            other = todo.pop()
            if other not in direct:
                raise ValueError(f"{name} implies {other}, which is no certificate of the table")
            if other not in reached:
                reached.add(other)
                todo.extend(direct[other])
        closed[name] = frozenset(reached)
    return closed


def _one_of(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of all spellings, longest first, grouped by first character (20 times faster)."""
    rests: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        rests.setdefault(name[0], []).append(_rest(name))
    groups = [f"{re.escape(first)}(?:{'|'.join(tails)})" for first, tails in rests.items()]
    return re.compile("|".join(groups) or r"(?!)")


def _rest(name: str) -> str:
    """A name behind its first letter; short ones are at times torn by a line break (健 康证)."""
    letters = list(map(re.escape, name[1:]))
    if len(name) != TORN or name.isascii():
        return "".join(letters)
    return "[ \n]?" + "[ \n]?".join(letters)


def _inside_a_word(text: str, start: int, end: int) -> bool:
    """Whether Latin letters or digits run on beyond the match (C1 in AC12 is no licence)."""
    before = start > 0 and _is_latin(text[start - 1]) and _is_latin(text[start])
    return before or (end < len(text) and _is_latin(text[end]) and _is_latin(text[end - 1]))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
