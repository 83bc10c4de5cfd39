"""A summary as one short text and back: read for everybody each month, so that it must be quick."""

import json
from typing import Any, Final

from registry.statistics.summary import Spell, Summary

VERSION: Final = 1  # one more whenever summary_of says anything else of the same history
RUNS, SPELLS, CONFLICTS = (Summary._fields.index(each) for each in ("runs", "spells", "conflicts"))


def summary_text(summary: Summary) -> str:
    """Its values in their order."""
    return json.dumps(summary, ensure_ascii=False, separators=(",", ":"))


def summary_from(text: str) -> Summary:
    """The summary of such a text."""
    values: list[Any] = json.loads(text)
    values[RUNS] = tuple((first, last) for first, last in values[RUNS])
    values[SPELLS] = tuple(Spell(*each) for each in values[SPELLS])
    values[CONFLICTS] = tuple(values[CONFLICTS])
    return Summary(*values)
