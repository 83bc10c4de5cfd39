"""A text that people sign or agree to, by version: what they were shown can be told for ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class DatedText:
    """One version of a text, in use from `start` on."""

    version: str
    start: date
    text: str

    @property
    def hash(self) -> str:
        """SHA-256 of the text: what a signature or a consent stands under."""
        return sha256(self.text.encode()).hexdigest()


_Text = TypeVar("_Text", bound=DatedText)


def in_use(texts: Sequence[_Text], day: date) -> _Text:
    """The version in use on a day; before the first, the first. texts: >= 1, oldest first."""
    begun = [text for text in texts if text.start <= day]
    return begun[-1] if begun else texts[0]
