"""What was made a moment ago and may be asked for again: so many things, the oldest goes first."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The last `most` values put in, by key. Whoever uses it from several threads locks it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: dict[Key, Value] = {}

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: Key) -> Value | None:
        """None where it is not kept, or no more."""
        return self._values.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Keep a value; in place of the oldest where there is no room."""
        if key not in self._values and len(self._values) >= self._most:
            del self._values[next(iter(self._values))]
        self._values[key] = value

    def clear(self) -> None:
        self._values.clear()
