"""Apply: what is open already comes before everything else."""

from typing import Final

import numpy as np

from matcher.guidance.advice import Advice, Ask, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.ground import Ground
from matcher.guidance.standing import offers_in

MOST_AT_ONCE: Final = 3
FIRST_CALL: Final = 1
REVIEW: Final = 7


def apply(ground: Ground) -> tuple[Outcome, ...]:
    """How many jobs are open to her, and which to call first."""
    standing = ground.standing
    if not ground.worker.occupations:
        return (Ask(Kind.APPLY, Question.TRADES, "trades"),)
    now = offers_in(standing.library, standing.open)
    if not now:
        return (Nothing(Kind.APPLY, "none", {"asked": offers_in(standing.library, standing.ask)}),)
    silent = standing.open & np.isnan(standing.at.hours)
    calls = min(now, MOST_AT_ONCE)
    figures = {"now": now, "silent": offers_in(standing.library, silent), "calls": calls}
    return (
        Advice(
            Kind.APPLY,
            "open" if not figures["silent"] else "open_silent",
            figures,
            proof=_first(ground),
            steps=(Step("call", FIRST_CALL, figures), Step("review", REVIEW, figures)),
        ),
    )


def _first(ground: Ground) -> tuple[int, ...]:
    """The first lines of her list that are open to her; without a list the nearest jobs."""
    standing = ground.standing
    listed = [place for place in ground.beside.first if standing.open[place]]
    return tuple(listed[:MOST_AT_ONCE]) or ground.what_if.nearest(np.flatnonzero(standing.open))
