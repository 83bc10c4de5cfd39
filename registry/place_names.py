"""Names of places in running text: which words of an address or a title name a division."""

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Final, NamedTuple

from registry.divisions import Division

# A short name before one of these names a street, a bank or a dish, and not where the work is.
NOT_A_PLACE_BEFORE: Final = re.compile(
    "[东西南北中]?(?:路|街|大道|大街|道|巷|弄|里|胡同|村|庄|屯|银行|饭店|宾馆|大厦|广场|大酒店)"
    "|[一二三四五六七八九十]+[路街]|拉面|小面|小吃|米粉|火锅|烤鸭|烤肉|板面|炒鸡|螺蛳粉|菜馆|现代"
)
SEPARATORS: Final = " \t\r\n·・-—/,，、|:：（）()【】[]"
# Full names that are common words too: they count only directly behind the place they lie in.
COMMON_WORDS: Final = frozenset({"城区", "郊区", "矿区", "东区", "西区", "新城区", "市中区"})


class Standing(IntEnum):
    """What a name needs around it before it counts as a place."""

    ALONE = 0  # 历下区、广州市
    SHORT = 1  # 广州: as above, if no street, bank or dish follows
    OPENING = 2  # 费县、昆山: at the start of the text, or inside a place that is known
    INSIDE = 3  # 鼓楼区, of which there are several: a place that it lies in must be known
    BEHIND = 4  # 历下、城区: directly behind a place that it lies in


class Found(NamedTuple):
    """A division named in a text and the span that proves it; None and (0, 0) where none is."""

    division: Division | None
    start: int
    end: int


class PlaceName(NamedTuple):
    """One meaning of a name. inside: prefix of the only place where it holds, "" anywhere."""

    division: Division
    standing: Standing
    inside: str = ""


class _Context(NamedTuple):
    """What is known before a name: the prefix of a place, and where the last name ended."""

    prefix: str
    end: int


def full_standing(division: Division) -> Standing:
    """What a division's full name needs around it."""
    if division.name in COMMON_WORDS:
        return Standing.BEHIND
    return Standing.OPENING if len(division.name) == 2 else Standing.ALONE


def short_standing(division: Division, never_alone: bool) -> Standing:
    """What a division's short name needs around it; never_alone: it is a common word too."""
    if division.level != "county":
        return Standing.BEHIND if never_alone else Standing.SHORT
    city = division.name.endswith("市") and not never_alone
    return Standing.OPENING if city else Standing.BEHIND


class PlaceNames:
    """All names with their meanings, and the reading of text by them."""

    def __init__(self, names: Iterable[tuple[str, PlaceName]]) -> None:
        self.meanings: dict[str, list[PlaceName]] = {}
        for name, meaning in names:
            known = self.meanings.setdefault(name, [])
            if all(each.division is not meaning.division for each in known):
                known.append(meaning)
        for name, known in self.meanings.items():
            self.meanings[name] = _settled(known)
        lengths: dict[str, set[int]] = {}
        for name in self.meanings:
            lengths.setdefault(name[0], set()).add(len(name))
        self._lengths = {first: sorted(sizes, reverse=True) for first, sizes in lengths.items()}

    def read(self, text: str, within: str) -> Found:
        """The most specific division named in running text; see Gazetteer.read."""
        best = Found(None, 0, 0)
        context = _Context(within, 0)
        for start, end, known in self._hits(text):
            division = _meant(text, start, end, known, context)
            if division is None:
                continue
            joined = best.division is not None and _adjacent(text, context.end, start)
            best = Found(division, best.start if joined else start, end)
            context = _Context(division.prefix, end)
            if division.level == "county":
                break
        return best

    def _hits(self, text: str) -> Iterator[tuple[int, int, list[PlaceName]]]:
        """Names in the text from left to right, longest first, none overlapping another."""
        start = 0
        while start < len(text):
            end = start
            for length in self._lengths.get(text[start], ()):
                known = self.meanings.get(text[start : start + length])
                if known:
                    end = start + length
                    yield start, end, known
                    break
            start = max(start + 1, end)


def widest(divisions: list[Division]) -> list[Division]:
    """Those of the widest level: 吉林 is the province rather than the city."""
    least = min((len(each.prefix) for each in divisions), default=0)
    return [each for each in divisions if len(each.prefix) == least]


def _settled(known: list[PlaceName]) -> list[PlaceName]:
    """A county's name that several places bear needs a place that holds one of them."""
    if len({each.division.prefix[:4] for each in known}) == 1:
        return known
    return [
        each._replace(standing=max(each.standing, Standing.INSIDE))
        if each.division.level == "county"
        else each
        for each in known
    ]


def _meant(
    text: str, start: int, end: int, known: list[PlaceName], context: _Context
) -> Division | None:
    """The one division that a name found at start:end means in this context, if any."""
    opening = _adjacent(text, 0, start)
    behind = bool(context.prefix) and _adjacent(text, context.end, start)
    street = bool(NOT_A_PLACE_BEFORE.match(text, end))
    fits = [
        each.division
        for each in known
        if _nested(each.division.prefix, context.prefix)
        and context.prefix.startswith(each.inside)
        and _stands(each.standing, opening, bool(context.prefix), behind)
        and not (street and text[start:end] != each.division.name)
    ]
    fits = widest(fits)
    return fits[0] if len(fits) == 1 else None


def _stands(standing: Standing, opening: bool, inside: bool, behind: bool) -> bool:
    return (True, True, opening or inside, inside, behind)[standing]


def _adjacent(text: str, end: int, start: int) -> bool:
    return all(text[place] in SEPARATORS for place in range(end, start))


def _nested(prefix: str, context: str) -> bool:
    """Whether a division of this prefix lies in the context and says more than it."""
    return prefix.startswith(context) and prefix != context
