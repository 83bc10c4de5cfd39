"""A document to be found: a posting as the index reads it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """`title` weighs more than `text`: tags, occupation label, description. `id` is not empty."""

    id: str
    title: str
    text: str = ""
