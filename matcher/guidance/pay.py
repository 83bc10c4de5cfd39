"""Pay reality: what her trade pays around her, beside what she asks; never “ask less” alone."""

from typing import Final

import numpy as np

from matcher.fit.pay import comparable_figure
from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.ground import Ground
from matcher.guidance.market import Fact, Key, Spread
from matcher.guidance.standing import YES, Gate, offers_in
from matcher.people import code_of
from matcher.situation import Mask
from registry.jobs.pay import USUAL_DAYS_A_MONTH, USUAL_HOURS_A_DAY, PayUnit, per_hour
from registry.workers.worker import PayFloor

REST_OF_GATES: Final = tuple(gate for gate in Gate if gate not in (Gate.TRADE, Gate.RULES))
MINIMUM: Final = "minimum_hourly_wage"


def pay(ground: Ground) -> tuple[Outcome, ...]:
    """The trade's median and range, and where what she asks is paid."""
    worker = ground.worker
    if not worker.occupations:
        return (Ask(Kind.PAY, Question.TRADES, "trades"),)
    found = ground.market.around(worker.occupations[0], worker.place.code)
    by_hour = worker.pay_floor is None or worker.pay_floor.unit is PayUnit.HOUR
    spread = _spread(found[1], by_hour) if found else None
    if found is None or spread is None:
        return (Nothing(Kind.PAY, "too_few", {"trade": ground.trade_name}),)
    figures = _range(ground, found[0], spread, by_hour)
    if worker.pay_floor is None:
        told = Advice(Kind.PAY, "range", figures, steps=(Step("tell_floor", 3, figures),))
        return (told, Ask(Kind.PAY, Question.PAY, "floor", figures))
    floor = comparable_figure(worker.pay_floor)
    if np.isnan(floor):
        return (Ask(Kind.PAY, Question.PAY, "unit", figures),)
    return (_beside(ground, spread, floor, figures | {"floor": str(worker.pay_floor)}, by_hour),)


def _spread(fact: Fact, by_hour: bool) -> Spread | None:
    return fact.hour if by_hour else fact.month


def _range(ground: Ground, key: Key, spread: Spread, by_hour: bool) -> dict[str, Figure]:
    return {
        "trade": ground.trade_name,
        "area": ground.area_name(key),
        "n": spread.n,
        "low": spread.low,
        "median": spread.median,
        "high": spread.high,
        "least": spread.least,
        "most": spread.most,
        "unit": "元/小时" if by_hour else "元/月",
    }


def _beside(
    ground: Ground, spread: Spread, floor: float, figures: dict[str, Figure], by_hour: bool
) -> Advice:
    """What she asks beside the range: under the law's least, below, within or above it."""
    legal, hourly = ground.number(MINIMUM), _hourly(ground.worker.pay_floor)
    if hourly and legal is not None and legal.value is not None and hourly < legal.value:
        figures |= {
            "legal": legal.value,
            "since": legal.start,
            "usual_hours": USUAL_HOURS_A_DAY,
            "usual_days": USUAL_DAYS_A_MONTH,
        }
        tier = "，当地档次为推定" if legal.assumed else ""
        clauses = (f"最低工资标准，{legal.start} 起{tier}",)
        steps = (Step("raise", 1, figures),)
        is_paid = not by_hour or spread.median >= legal.value
        said = "below_law" if is_paid else "below_law_all"
        return Advice(Kind.PAY, said, figures, clauses=clauses, steps=steps)
    if floor <= spread.median:
        said = "below_median" if floor < spread.low else "usual"
        return Advice(Kind.PAY, said, figures, steps=(Step("keep_floor", 3, figures),))
    figures |= _where_paid(ground, floor, by_hour)
    said = "upper" if floor <= spread.high else "above"
    said += "_elsewhere" if figures["paying"] else ""
    steps = (Step("other_ways" if figures["paying"] else "advisor", 3, figures),)
    return Advice(Kind.PAY, said, figures, proof=_proof(ground, floor, by_hour), steps=steps)


def _hourly(floor: PayFloor | None) -> float | None:
    """What a floor by the hour, day or shift comes to an hour; None of any other.

    A month may be one of few hours, so that nothing is said of it.
    """
    if floor is None or floor.unit not in (PayUnit.HOUR, PayUnit.DAY, PayUnit.SHIFT):
        return None
    return per_hour(floor.amount, floor.unit, None, None)


def _paying(ground: Ground, floor: float, by_hour: bool) -> Mask:
    """Postings of any trade that pay at least what she asks, and ask nothing that she lacks."""
    standing = ground.standing
    others = [standing.gates[gate] == YES for gate in (*REST_OF_GATES, Gate.RULES)]
    low = standing.at.column("hour_min" if by_hour else "month_min")
    fits = np.logical_and.reduce(others) & (low >= floor) & ~standing.at.pay_doubtful
    return np.asarray(fits & (standing.at.column("occupation") > 0))


def _where_paid(ground: Ground, floor: float, by_hour: bool) -> dict[str, Figure]:
    """How many jobs pay it from the start, and in which trade most of them are."""
    mask = _paying(ground, floor, by_hour)
    paying = offers_in(ground.standing.library, mask)
    if not paying:
        return {"paying": 0}
    codes, counts = np.unique(ground.standing.at.column("occupation")[mask], return_counts=True)
    named = ground.tables.occupations.get(code_of(int(codes[np.argmax(counts)])))
    return {"paying": paying, "paying_trade": named.name if named else ""}


def _proof(ground: Ground, floor: float, by_hour: bool) -> tuple[int, ...]:
    places = np.flatnonzero(_paying(ground, floor, by_hour))
    return ground.what_if.nearest(places) if len(places) else ()
