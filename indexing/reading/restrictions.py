"""Conditions a posting sets on who the worker is: sex, age, hukou, looks, health and the like."""

from collections.abc import Iterable

from indexing.reading.ages import read_ages
from indexing.reading.phrases import PhraseTable
from indexing.reading.spans import Prose
from registry.jobs.passage import Kind, Passage


def read_restrictions(prose: Prose, table: PhraseTable) -> tuple[Passage, ...]:
    """Every such condition, in the order of the text; the whole of a passage stands in it.

    table: data/lexicon/restrictions.yaml. Never raises; an innocent use of the words (男女不限,
    18周岁以上, 照顾男性老人) is no condition.
    """
    found = [*table.find(prose), *read_ages(prose)]
    return tuple(sorted(_longest(found), key=lambda passage: (passage.start, passage.code)))


def kinds_of(passages: Iterable[Passage]) -> frozenset[Kind]:
    """The kinds that some passages are of."""
    return frozenset(passage.kind for passage in passages)


def _longest(found: list[Passage]) -> list[Passage]:
    """Without passages that lie within another of the same code."""
    kept: list[Passage] = []
    reached: dict[str, int] = {}
    for one in sorted(found, key=lambda passage: (passage.start, -passage.end)):
        if one.end > reached.get(one.code, -1):
            reached[one.code] = one.end
            kept.append(one)
    return kept
