"""Rest: which of the jobs open to her make some day too long beside the work that she keeps.

A job that does not say its hours is counted apart; so is night work.
"""

from typing import Final

import numpy as np

from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.ground import Ground
from matcher.guidance.long_days import Limits, hours_over, silent, slots, too_long
from matcher.guidance.standing import offers_in
from matcher.situation import Mask
from registry.jobs.week import SLOTS_A_DAY, hours_in
from registry.parameters import DatedValue
from registry.placement.booking import REST_CLAUSE
from registry.workers.worker import Seeking

LONGEST: Final = "longest_day_hours"
REST: Final = "daily_rest_hours"
ASSUMED: Final = "（暂定数，由当地人社部门确定）"
FIRST: Final = 3
REVIEW: Final = 30


def rest(ground: Ground) -> tuple[Outcome, ...]:
    """The work that she keeps, then what of the open jobs would make a day too long beside it."""
    worker = ground.worker
    if not worker.busy:
        if worker.seeking is Seeking.ADDITIONAL:
            return (Ask(Kind.REST, Question.WORK, "work"),)
        return (Nothing(Kind.REST, "no_other_work"),)
    longest, least = ground.number(LONGEST), ground.number(REST)
    if longest is None or least is None or longest.value is None or least.value is None:
        return (Nothing(Kind.REST, "no_limit", _present(worker.busy)),)
    limits = Limits(round(longest.value * 2), round(least.value * 2))
    figures = _present(worker.busy) | _numbers(longest, least)
    found: list[Outcome] = []
    if too_long(slots(worker.busy)[None], limits)[0]:
        found.append(_advice("present", figures, "talk"))
    if worker.seeking is Seeking.REPLACING:
        return tuple(found) or (Nothing(Kind.REST, "replacing", figures),)
    found += _beside(ground, limits, figures)
    return tuple(found)


def _beside(ground: Ground, limits: Limits, figures: dict[str, Figure]) -> tuple[Outcome, ...]:
    """What of the jobs open to her is too much beside her work."""
    library, open_now = ground.standing.library, ground.standing.open
    over, unsaid = _over(ground, limits), silent(library.rows)
    figures = figures | {
        "now": offers_in(library, open_now),
        "over": offers_in(library, open_now & over),
        "silent": offers_in(library, open_now & unsaid & ~over),
        "nights": offers_in(library, open_now & (library.rows["night"] == 1)),
    }
    if not (figures["over"] or figures["nights"]):
        return (Nothing(Kind.REST, "within" if figures["now"] else "no_open", figures),)
    within = ground.what_if.nearest(np.flatnonzero(open_now & ~over & ~unsaid))
    return (_advice("over" if figures["over"] else "nights", figures, "choose", within),)


def _advice(
    said: str, figures: dict[str, Figure], step: str, proof: tuple[int, ...] = ()
) -> Advice:
    steps = (Step(step, FIRST, figures), Step("review", REVIEW, figures))
    return Advice(Kind.REST, said, figures, proof=proof, clauses=(REST_CLAUSE,), steps=steps)


def _present(busy: int) -> dict[str, Figure]:
    days = slots(busy).reshape(7, SLOTS_A_DAY).sum(axis=1) / 2
    return {"week": hours_in(busy), "day": float(days.max()), "days": int((days > 0).sum())}


def _numbers(longest: DatedValue, least: DatedValue) -> dict[str, Figure]:
    return {
        "limit": longest.value or 0.0,
        "rest": least.value or 0.0,
        "since": longest.start,
        "assumed": ASSUMED if longest.assumed or least.assumed else "",
    }


def _over(ground: Ground, limits: Limits) -> Mask:
    """Postings open to her that surely make some day too long beside her work, (n,)."""
    standing, busy = ground.standing, slots(ground.worker.busy)
    weeks, found = standing.library.weeks, np.zeros(standing.at.size, dtype=np.bool_)
    places = np.flatnonzero(standing.open & ~silent(standing.library.rows))
    if len(places):
        numbers, of = np.unique(weeks.number[places], return_inverse=True)
        found[places] = hours_over(weeks.distinct[numbers], busy, limits)[of]
    return found
