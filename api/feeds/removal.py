"""A row by which a source takes one of its postings back, rather than offer it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from api.feeds.cells import YES
from api.feeds.draft import Shape
from api.feeds.values import clean

LONGEST_REASON = 200


class Removal(NamedTuple):
    """The posting that its source takes back, and why in its own words, if it says so."""

    id: str
    reason: str

    @property
    def source(self) -> str:
        """Whose posting it is."""
        return self.id.partition(":")[0]


def removal_of(data: Mapping[str, Any], shape: Shape, key: str) -> Removal | None:
    """What the row takes back; None if it is an offer. key: `source:source_id`, as in shapes."""
    if shape is Shape.FLAT:
        removed = str(data.get("撤下") or "").strip().upper() in YES
        reason = data.get("撤下原因")
    else:
        removed = shape is Shape.NATIVE and data.get("removed") is True
        reason = data.get("reason")
    if not removed:
        return None
    return Removal(key, clean(str(reason or ""))[:LONGEST_REASON])
