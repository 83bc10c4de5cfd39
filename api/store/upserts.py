"""What became of each record of a batch that was brought in."""

from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    """What an upsert did with one record."""

    INSERTED = "inserted"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


class Counts(NamedTuple):
    """How many records of a batch were new, changed, or already known as they are."""

    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
