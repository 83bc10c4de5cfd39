"""Finding the names of a table in text: the longest name at each place, fast enough for bulk."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

# 工 before these begins the next word: 包装工程师 is no 包装工.
BEGINS_WITH_WORK: Final = frozenset("程作厂业艺序具")


class Mention(NamedTuple):
    """A name of the table standing at characters [start, end) of a text, and what it means."""

    start: int
    end: int
    code: str


class NameScan:
    """A table of names, arranged for scanning. Names and texts are given in lower case."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = {name: code for name, code in names.items() if len(name) > 1}
        sizes: dict[str, set[int]] = {}
        for name in self._names:
            sizes.setdefault(name[:2], set()).add(len(name))
        self._sizes = {pair: sorted(lengths, reverse=True) for pair, lengths in sizes.items()}

    def code_of(self, name: str) -> str | None:
        """What a whole name means; None if the table does not hold it."""
        return self._names.get(name)

    def mentions(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
        """Names in text[start:end] from left to right, none inside another; they may overlap.

        A Latin name counts only as a whole word: no `java` in `javascript`.
        """
        stop = len(text) if end is None else end
        reached = 0
        for at in range(start, stop - 1):
            lengths = self._sizes.get(text[at : at + 2])
            found = self._at(text, at, stop, lengths) if lengths else None
            if found and found.end > reached:
                reached = found.end
                yield found

    def _at(self, text: str, start: int, stop: int, lengths: list[int]) -> Mention | None:
        for length in lengths:
            code = self._names.get(text[start : start + length])
            if code and start + length <= stop and _whole(text, start, start + length):
                return Mention(start, start + length, code)
        return None


def _whole(text: str, start: int, end: int) -> bool:
    """False where a Latin letter, or a word that begins with 工, goes on over an edge."""
    if text[end - 1] == "工" and text[end : end + 1] in BEGINS_WITH_WORK:
        return False
    return not (_runs_on(text, start) or _runs_on(text, end))


def _runs_on(text: str, edge: int) -> bool:
    return 0 < edge < len(text) and all(
        char.isascii() and char.isalpha() for char in text[edge - 1 : edge + 1]
    )
