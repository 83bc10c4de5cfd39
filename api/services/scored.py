"""A library scored for a person, and which of its postings make the lines of her list."""

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.judging import Verdicts
from matcher.library import Library
from matcher.lines import Lines, lines_of
from matcher.person import Person
from matcher.ranking import PUBLISHED, WORTH_LISTING, Scores, Weights, scores_of
from matcher.situation import Situation

# A posting that is silent on a must is worth a call only if the rest of it speaks for her.
WORTH_ASKING: Final = 0.4
# What is less likely than WORTH_LISTING stands behind the rest, and fills a list up to so many.
A_PAGE: Final = 10
# Of that only what asks little that she lacks; where the chance is next to nothing, first what is
# near and paid well.
ASKS_LITTLE: Final = 0.6
FAINT: Final = 0.02


@dataclass(frozen=True, slots=True)
class Asked:
    """How one list differs from the published one: which only an advisor asks for.

    weights: by which it is ordered; what stands on it at all goes by the published ones. first: ids
    that stand before the others where they stand on it. without: ids left out, with all that is the
    same job.
    """

    weights: Weights = PUBLISHED
    first: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


AS_PUBLISHED: Final = Asked()


class Judged(NamedTuple):
    """A person before a library: her situation, and the hard rules' verdicts, over its postings."""

    person: Person
    at: Situation
    verdicts: Verdicts


@dataclass(frozen=True, slots=True)
class Scored:
    """One library judged and scored for a person.

    The person's situation and the verdicts are over the library's postings (n,).
    chosen: places (m,) in it of the postings recalled, with their fits and scores (m,).
    likely: their chance (m,) by the published weights, whatever the scores go by. stands: how they
    stand to each other (m,), the best with the most.
    """

    person: Person
    library: Library
    at: Situation
    verdicts: Verdicts
    chosen: NDArray[np.int64]
    fits: dict[str, NDArray[np.float64]]
    scores: Scores
    likely: NDArray[np.float64]
    stands: NDArray[np.float64]
    asked: Asked


def scores_as_asked(
    fits: dict[str, NDArray[np.float64]], asked: Asked
) -> tuple[Scores, NDArray[np.float64]]:
    """Scores as they were asked for, and the chance by the published weights."""
    scores = scores_of(fits, asked.weights)
    if asked.weights is PUBLISHED:
        return scores, scores.chance
    return scores, scores_of(fits).chance


def listed(scored: Scored) -> Lines:
    """The list's lines, best first: what is likely; then, of what she could do, a page full.

    Of who has told no trade nothing is unlikely.
    """
    lines = _lines(scored, scored.verdicts.listed)
    if not scored.person.worker.occupations:
        return lines
    likely = scored.likely[lines.heads] >= WORTH_LISTING
    open_to_her = scored.fits["skills"][lines.heads] >= ASKS_LITTLE
    far = np.flatnonzero(~likely & open_to_her)
    heads = lines.heads[far]
    suits = (scored.likely[heads] + FAINT) * scored.scores.value[heads]
    room = max(A_PAGE - int(likely.sum()), 0)
    filling = far[np.argsort(-suits, kind="stable")][:room]
    return lines.only(np.concatenate([np.flatnonzero(likely), filling]))


def ask_first(scored: Scored) -> Lines:
    """Lines of postings that are silent on a must, and worth a call; all, of who told no trade."""
    lines = _lines(scored, scored.verdicts.ask_first)
    if not scored.person.worker.occupations:
        return lines
    return lines.only(scored.likely[lines.heads] >= WORTH_ASKING)


def _lines(scored: Scored, kept: NDArray[np.bool_]) -> Lines:
    """Lines of the postings recalled that are kept: places are numbers in `scored.chosen`."""
    numbers = np.flatnonzero(kept[scored.chosen])
    places = scored.chosen[numbers]
    library = scored.library
    lines = lines_of(
        scored.stands[numbers], library.offers[places], library.rows["employer"][places]
    )
    return lines._replace(heads=numbers[lines.heads], members=numbers[lines.members])
