"""Pay below the minimum wage, or below what its trade pays around it: what paying more adds."""

from math import ceil
from typing import Final, NamedTuple

from matcher.board import LONG_UNITS
from matcher.guidance.firm.advice import Ask, Kind, Nothing, Trial, Trials
from matcher.guidance.firm.change import PostingChange
from matcher.guidance.firm.ground import Ground
from matcher.guidance.market import Key, Spread
from registry.jobs.minimum_wage import WAGE_CLAUSE
from registry.jobs.pay import UNIT_LABELS, Pay, PayUnit, figure, per_hour, per_month
from registry.jobs.posting import Posting
from registry.jobs.wage_holds import wage_holds

KIND: Final = Kind.PAY
# Amounts are proposed in steps that people speak in, CNY.
STEPS: Final = {
    PayUnit.HOUR: 0.5,
    PayUnit.DAY: 5.0,
    PayUnit.SHIFT: 5.0,
    PayUnit.MONTH: 50.0,
    PayUnit.YEAR: 1000.0,
}
# From the least pay now up to the trade's upper quartile, shares of the way that are tried.
SHARES: Final = (0.25, 0.5, 0.75, 1.0)
# The area of a fact of all provinces: what is paid there says nothing of what is paid here.
EVERYWHERE: Final = 0
PENNY: Final = 0.005


class _Scale(NamedTuple):
    """One unit of pay in another, CNY for CNY, and what the trade pays in that other."""

    worth: float
    spread: Spread
    key: Key


def trials(ground: Ground) -> Trials:
    """The minimum wage where it is not reached; the trade's median, and steps to its upper end."""
    pay = ground.posting.pay
    if pay is None:
        return ()  # told among what is not written
    if pay.unit not in STEPS:
        return Ask(KIND, "by_piece", {"unit": UNIT_LABELS[pay.unit]})
    if ground.doubtful:
        return Ask(KIND, "doubtful", {"pay": str(pay)})
    legal, scale = _legal(ground, pay), _scale(ground, pay)
    if scale is None:
        return legal or Ask(KIND, "no_market", {"pay": str(pay)})
    upper = _rounded_up(scale.spread.high / scale.worth, pay.unit)
    if pay.minimum >= upper - PENNY and not legal:
        return Nothing(KIND, "as_others", _told(ground, pay, scale))
    return (*legal, *_steps(ground, pay, scale, upper))


def _steps(ground: Ground, pay: Pay, scale: _Scale, upper: float) -> tuple[Trial, ...]:
    """Raises to the median and along the way to the upper quartile, the smallest first."""
    median = _rounded_up(scale.spread.median / scale.worth, pay.unit)
    way = [pay.minimum + share * (upper - pay.minimum) for share in SHARES]
    amounts = {_rounded_up(amount, pay.unit) for amount in way} | {median}
    told = _told(ground, pay, scale)
    below = pay.minimum < median - PENNY
    return tuple(
        Trial(
            KIND,
            "median" if below and amount == median else "below" if below else "above",
            PostingChange(pay=_raised(pay, amount)),
            told | {"to": f"{figure(amount)} {UNIT_LABELS[pay.unit]}"},
        )
        for amount in sorted(amounts)
        if amount > pay.minimum + PENNY
    )


def _legal(ground: Ground, pay: Pay) -> tuple[Trial, ...]:
    """The least raise that the minimum wage allows, where the pay is or may be below it."""
    short = [each for each in wage_holds(ground.posting, ground.floors) if _is_wage(each.code)]
    amount = _lawful_amount(ground, pay) if short else None
    if amount is None:
        return ()
    told = {"pay": str(pay), "to": f"{figure(amount)} {UNIT_LABELS[pay.unit]}"}
    change = PostingChange(pay=_raised(pay, amount))
    return (Trial(KIND, "legal", change, told, (WAGE_CLAUSE,), by_law=True),)


def _lawful_amount(ground: Ground, pay: Pay) -> float | None:
    """The least round amount in the posting's unit that is held to nothing; None where none is."""
    step, amount = STEPS[pay.unit], _rounded_up(pay.minimum, pay.unit)
    while amount <= 3 * pay.minimum:
        amount += step
        raised = PostingChange(pay=_raised(pay, amount)).of(ground.posting)
        if not any(_is_wage(each.code) for each in wage_holds(raised, ground.floors)):
            return amount
    return None


def _is_wage(code: str) -> bool:
    return code == "minimum_wage"


def _scale(ground: Ground, pay: Pay) -> _Scale | None:
    """By the month where it is paid so, else by the hour; None where too few near by tell it."""
    posting = ground.posting
    found = (
        ground.market.around(posting.occupation, posting.place.code)
        if (posting.occupation)
        else None
    )
    if found is None or found[0].area == EVERYWHERE:
        return None
    key, fact = found
    by_month = pay.unit in LONG_UNITS
    spread, worth = (fact.month if by_month else fact.hour), _worth(posting, pay, by_month)
    return _Scale(worth, spread, key) if spread and worth else None


def _worth(posting: Posting, pay: Pay, by_month: bool) -> float | None:
    """What one CNY of the posting's unit is by the month or by the hour."""
    convert = per_month if by_month else per_hour
    return convert(1.0, pay.unit, posting.hours.hours_per_day, posting.hours.days_per_month)


def _told(ground: Ground, pay: Pay, scale: _Scale) -> dict[str, str | int]:
    """The market fact in the posting's own unit; figures of postings, none of people."""
    unit, spread = UNIT_LABELS[pay.unit], scale.spread
    return {
        "pay": f"{figure(pay.minimum)} {unit}",
        "median": f"{figure(round(spread.median / scale.worth, 1))} {unit}",
        "high": f"{figure(round(spread.high / scale.worth, 1))} {unit}",
        "offers": spread.n,
        "trade": trade_name(ground, ground.posting.occupation or ""),
        "area": area_name(ground, scale.key),
    }


def area_name(ground: Ground, key: Key) -> str:
    """The area of a market fact, by name."""
    division = ground.tables.gazetteer.get(str(key.area).ljust(6, "0"))
    return division.name if division else "本地"


def trade_name(ground: Ground, code: str) -> str:
    """The minor class of an occupation, by name."""
    occupations = ground.tables.occupations
    return occupations.class_names.get(code[:7]) or "同工种"


def _raised(pay: Pay, least: float) -> Pay:
    return Pay(least, max(least, pay.maximum), pay.unit, pay.settlement, pay.unit_stated)


def _rounded_up(amount: float, unit: PayUnit) -> float:
    return ceil(amount / STEPS[unit] - PENNY) * STEPS[unit]
