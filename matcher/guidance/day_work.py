"""Day work now, while she waits: paid by the day, asking nothing that she lacks."""

from typing import Final

import numpy as np

from matcher.board import SETTLEMENTS
from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.ground import Ground
from matcher.guidance.market import ENOUGH
from matcher.guidance.standing import YES, Gate, offers_in
from matcher.guidance.what_if import paid
from matcher.situation import Mask
from registry.jobs.pay import Settlement

DAILY: Final = 1 + SETTLEMENTS.index(Settlement.DAILY)


def day_work(ground: Ground) -> tuple[Outcome, ...]:
    """How many jobs of any trade pay by the day, and how many shifts begin within a day."""
    if ground.worker.open_week is None:
        return (Ask(Kind.DAY_WORK, Question.HOURS, "hours"),)
    mask = daily(ground)
    places = np.flatnonzero(mask)
    if not len(places):
        return (Nothing(Kind.DAY_WORK, "none"),)
    library, soon = ground.standing.library, ground.beside.soon
    figures: dict[str, Figure] = {"jobs": offers_in(library, mask)}
    if soon is not None and (mask & soon).any():
        figures["soon"] = offers_in(library, mask & soon)
        places = np.flatnonzero(mask & soon)
    told = ground.what_if.least_pay(np.flatnonzero(mask))
    told = told[~np.isnan(told)]
    if len(told) >= ENOUGH:
        figures["pay"] = float(np.median(told))
    said = "soon" if "soon" in figures else "daily"
    return (
        Advice(
            Kind.DAY_WORK,
            said,
            figures,
            paid(figures),
            proof=ground.what_if.nearest(places),
            clauses=("人社部发〔2022〕38号",),
            steps=(Step("accept" if "soon" in figures else "call", 1, figures),),
        ),
    )


def daily(ground: Ground) -> Mask:
    """Postings of any trade that pay by the day, or have a shift within one, and suit her, (n,)."""
    standing, soon = ground.standing, ground.beside.soon
    others = [standing.gates[gate] == YES for gate in Gate if gate is not Gate.TRADE]
    paid = standing.at.column("settlement") == DAILY
    return np.asarray(np.logical_and.reduce(others) & (paid if soon is None else paid | soon))
