"""Apply: what is open already comes before everything else."""

from typing import Final

import numpy as np

from matcher.guidance.advice import Advice, Ask, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.ground import Ground
from matcher.guidance.standing import offers_in, silent
from matcher.guidance.what_if import CODES
from registry.occupations import SAME_MINOR

MOST_AT_ONCE: Final = 3
FIRST_CALL: Final = 1
REVIEW: Final = 7
# Hard rules by which a posting is out of reach, or not to be had by anybody.
AWAY: Final = [
    CODES.index(code)
    for code in ("elsewhere", "remote_elsewhere", "closed", "held", "expired", "not_yet")
]


def apply(ground: Ground) -> tuple[Outcome, ...]:
    """How many jobs are open to her, and which to call first."""
    standing, library = ground.standing, ground.standing.library
    if not ground.worker.occupations:
        return (Ask(Kind.APPLY, Question.TRADES, "trades"),)
    now = offers_in(library, standing.open)
    if not now:
        asked = offers_in(library, standing.ask)
        return (Nothing(Kind.APPLY, "none", {"asked": asked}), *_without_jobs(ground))
    calls = min(now, MOST_AT_ONCE)
    figures = {"now": now, "silent": offers_in(library, silent(standing)), "calls": calls}
    return (
        Advice(
            Kind.APPLY,
            "open" if not figures["silent"] else "open_silent",
            figures,
            proof=_first(ground),
            steps=(Step("call", FIRST_CALL, figures), Step("review", REVIEW, figures)),
        ),
        *_without_jobs(ground),
    )


def _without_jobs(ground: Ground) -> tuple[Nothing, ...]:
    """Trades of hers in which nobody within reach looks for people."""
    standing = ground.standing
    away = standing.verdicts.barred[AWAY].any(axis=0)
    places = standing.library.trades
    found = []
    for code in ground.worker.occupations[:MOST_AT_ONCE]:
        near = ground.what_if.matcher.related((code,))[code] >= SAME_MINOR
        if not (np.append(near, False)[places] & ~away).any():
            found.append(Nothing(Kind.APPLY, "no_jobs_in", {"trade": ground.name_of(code)}))
    return tuple(found)


def _first(ground: Ground) -> tuple[int, ...]:
    """The first lines of her list that are open to her; without a list the nearest jobs."""
    standing = ground.standing
    listed = [place for place in ground.beside.first if standing.open[place]]
    return tuple(listed[:MOST_AT_ONCE]) or ground.what_if.nearest(np.flatnonzero(standing.open))
