"""Where the words of a table stand in a text: one scan for all of them."""

import re
from collections.abc import Iterable


class Anchors:
    """Words to look for together; the number of them hardly matters."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = {}
        for word in sorted(set(words)):
            self._words.setdefault(word[0], []).append(word)
        self._pattern = re.compile("|".join(map(_beginning, self._words.values())) or "(?!)")

    def places(self, text: str, start: int, end: int) -> dict[str, list[int]]:
        """Word -> where it begins in text[start:end], in order; only words that stand there."""
        places: dict[str, list[int]] = {}
        for found in self._pattern.finditer(text, start, end):
            at = found.start()
            for word in self._words[found.group()]:
                if text.startswith(word, at, end):
                    places.setdefault(word, []).append(at)
        return places


def _beginning(words: list[str]) -> str:
    """The first character of words that share it, where one of them follows."""
    first, rests = words[0][0], {re.escape(word[1:]) for word in words}
    return re.escape(first) + ("" if "" in rests else f"(?={'|'.join(sorted(rests))})")
