"""Tables of telling phrases, as a clerk writes them, found in a posting's text."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from indexing.reading.anchors import Anchors
from indexing.reading.spans import Prose
from registry.jobs.passage import Kind, Passage

PARTS: Final = ("title", "description", "alias", "tags", "welfare")
_SIGNS: Final = (
    ("……", r"[^,。;!?\n]{0,20}"),
    ("…", r"[^,、。;!?\n]{0,6}"),
    ("#", r"(?:[1-9]\d{0,4}(?:\.\d{1,2})?)"),
)
_GROUP: Final = re.compile(r"(?<!\\)\((?!\?)")
_FIGURE: Final = re.compile(r"[1-9]")
_SENTENCE: Final = re.compile(r"[。;!?\n]")
_WINDOW: Final = 48  # characters around an anchor in which its phrases are looked for
_REACH: Final = 24  # characters before and after a phrase in which its innocents are looked for

Places = dict[str, list[int]]  # anchor -> where it begins in a posting's text


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """One row of a table.

    phrases, unless, before, after: in the small language of data/lexicon/README.md: … up to six
    characters of one item, …… up to twenty of one clause, # a number, 《words to take out》, and
    otherwise regular expressions. anchors: words one of which stands in every phrase; a phrase is
    looked for near them only. unless: innocent where one of these lies over the phrase; before,
    after: where one stands right before or after it in its clause.
    """

    code: str
    kind: Kind
    anchors: tuple[str, ...]
    phrases: tuple[str, ...]
    unless: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class PhraseTable:
    """Rows made ready for reading. PhraseUnreadable where a phrase cannot be read."""

    def __init__(self, rows: Iterable[PhraseRow]) -> None:
        self._rows = [_Compiled(row) for row in rows]
        self._anchors = Anchors(anchor for row in self._rows for anchor in row.anchors)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the rows, in their order."""
        return tuple(row.code for row in self._rows)

    def find(self, prose: Prose) -> Iterator[Passage]:
        """Passages of all parts, row by row; passages of different rows may overlap."""
        there = anchored(prose, self._anchors)
        for row in self._rows if there else ():
            if not row.anchors.isdisjoint(there):
                yield from row.find(prose, there)


class PhraseUnreadable(ValueError):
    """A phrase of a table that cannot be read; its text names row and phrase."""


class _Compiled:
    """One row, compiled."""

    def __init__(self, row: PhraseRow) -> None:
        self.code, self.kind = row.code, row.kind
        self.anchors = frozenset(row.anchors)
        numbers = count()
        self.pattern = _any(row, row.phrases, numbers)
        self.unless = _any(row, row.unless, numbers)
        self.before = _any(row, tuple(f"(?:{words})$" for words in row.before), numbers)
        self.after = _any(row, row.after, numbers)

    def find(self, prose: Prose, there: Places) -> Iterator[Passage]:
        if self.pattern is None:
            return
        places = [place for anchor in self.anchors for place in there.get(anchor, ())]
        for found in near(prose, places, self.pattern):
            if found.end() > found.start() and not self._innocent(prose, found):
                cut = next((n for n, text in found.groupdict().items() if text is not None), 0)
                yield Passage(
                    self.code,
                    self.kind,
                    found.start(),
                    found.end(),
                    prose.text[found.start() : found.end()],
                    *found.span(cut),
                )

    def _innocent(self, prose: Prose, found: re.Match[str]) -> bool:
        start, end = found.span()
        if self.before and self.before.search(self._before(prose, start, end)):
            return True
        if self.after and self.after.match(prose.after(end, _REACH)):
            return True
        if self.unless is None:
            return False
        window = (max(0, start - _REACH), end + _REACH)
        return any(
            other.start() < end and other.end() > start
            for other in self.unless.finditer(prose.plain, *window)
        )

    @staticmethod
    def _before(prose: Prose, start: int, end: int) -> str:
        """What stands before: the sentence for a bare word, the clause for one with a figure.

        无报名费，押金 denies both; 无报名费，押金200元 does not.
        """
        if _FIGURE.search(prose.plain, start, end):
            return prose.before(start, _REACH)
        return _SENTENCE.split(prose.plain[max(0, start - 2 * _REACH) : start])[-1]


def anchored(prose: Prose, anchors: Anchors) -> Places:
    """The places of the anchors in all parts; only anchors that stand there."""
    there: Places = {}
    for start, end in prose.stretches(PARTS):
        for anchor, places in anchors.places(prose.plain, start, end).items():
            there.setdefault(anchor, []).extend(places)
    return there


def near(
    prose: Prose, places: Collection[int], pattern: re.Pattern[str]
) -> Iterator[re.Match[str]]:
    """Matches close to one of the places: searching there alone is several times faster."""
    for start, end in prose.stretches(PARTS) if places else ():
        reached = start
        for low, high in _windows(places, start, end):
            for found in pattern.finditer(prose.plain, max(low, reached), high):
                reached = found.end()
                yield found


def _windows(places: Iterable[int], start: int, end: int) -> list[tuple[int, int]]:
    """Stretches around the places in [start, end), in order, none overlapping."""
    windows: list[tuple[int, int]] = []
    for place in sorted(place for place in places if start <= place < end):
        low, high = max(start, place - _WINDOW), min(end, place + _WINDOW)
        if windows and low <= windows[-1][1]:
            windows[-1] = (windows[-1][0], high)
        else:
            windows.append((low, high))
    return windows


def _any(row: PhraseRow, phrases: Sequence[str], numbers: Iterator[int]) -> re.Pattern[str] | None:
    """One pattern of all the phrases, the first that fits; None of none."""
    for phrase in phrases:
        try:
            re.compile(_expression(phrase, count()))
        except re.error as fault:
            raise PhraseUnreadable(f"{row.code} 的短语“{phrase}”读不懂：{fault}") from fault
    if not phrases:
        return None
    return re.compile("|".join(_expression(phrase, numbers) for phrase in phrases))


def _expression(phrase: str, numbers: Iterator[int]) -> str:
    """The regular expression of a phrase."""
    text = _GROUP.sub("(?:", phrase)
    for sign, expression in _SIGNS:
        text = text.replace(sign, expression)
    while "《" in text:
        text = text.replace("《", f"(?P<cut{next(numbers)}>", 1)
    return text.replace("》", ")")
