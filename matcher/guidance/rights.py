"""Rights: the minimum wage where she is and which open jobs say less, deposits, arrears, cover."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.board import SETTLEMENTS
from matcher.columns import Rows
from matcher.guidance.advice import Advice, Ask, Figure, Kind, Outcome, Question, Step
from matcher.guidance.ground import Ground
from matcher.guidance.long_days import FIXED
from matcher.guidance.standing import offers_in
from matcher.guidance.told import answer_clauses, answer_figures, source_words
from matcher.situation import Mask
from registry.entitlements.entitlement import Answer, Benefit
from registry.jobs.minimum_wage import (
    PART_TIME_HOURS_A_DAY,
    PART_TIME_HOURS_A_WEEK,
    SETTLEMENT_CLAUSE,
    WAGE_CLAUSE,
)
from registry.jobs.pay import Settlement
from registry.parameters import DatedValue

HOURLY: Final = "minimum_hourly_wage"
MONTHLY: Final = "minimum_monthly_wage"
HALF_A_CENT: Final = 0.005
BY_THE_MONTH: Final = 1 + SETTLEMENTS.index(Settlement.MONTHLY)
MOST_DAYS: Final = 15  # between two payments of part-time work
FINE: Final = (500, 2000)  # CNY a person, for taking money or things of a worker
DEPOSIT_CLAUSES: Final = ("劳动合同法 9、84", "就业促进法 41", "人社部发〔2021〕56号")
ARREARS_CLAUSES: Final = ("劳动合同法 77、85", SETTLEMENT_CLAUSE, "人社部发〔2021〕56号")
HOTLINE: Final = "12333"
SOON: Final = 7


class Floors(NamedTuple):
    """Minimum wages of n postings where each is worked, CNY; NaN where not known, (n,)."""

    hour: NDArray[np.float64]
    month: NDArray[np.float64]


def rights(ground: Ground) -> tuple[Outcome, ...]:
    """The wage first, then settlement and cover where they concern her, deposits and arrears."""
    found: list[Outcome] = []
    if ground.worker.place.county is None:
        found.append(Ask(Kind.RIGHTS, Question.PLACE, "place"))
    else:
        found.append(_wage(ground))
    found += [*_settlement(ground), *_injury(ground), _deposits(), _arrears()]
    return tuple(found)


def _wage(ground: Ground) -> Advice:
    """What the law asks where she is, and how many open jobs say less than it asks there."""
    hour, month = ground.number(HOURLY), ground.number(MONTHLY)
    library, open_now = ground.standing.library, ground.standing.open
    floors = _floors(ground, library.rows)
    below = below_floor(library.rows, floors)
    figures: dict[str, Figure] = {
        "now": offers_in(library, open_now),
        "below": offers_in(library, open_now & below),
        "unsaid": offers_in(library, open_now & _pay_unsaid(library.rows)),
        "unjudged": offers_in(library, open_now & np.isnan(floors.hour)),
        "day": ground.as_of,
    }
    steps = (Step("ask_pay", None, figures),)
    alone = "" if figures["now"] else "_alone"
    if hour is None or month is None:
        said = f"wage_unknown{alone}"
        return Advice(Kind.RIGHTS, said, figures, clauses=(WAGE_CLAUSE,), steps=steps)
    figures |= _told(hour, month)
    said = "wage_below" if figures["below"] else f"wage{alone}"
    sources = tuple(
        f"最低工资标准：{source_words(each.source)}（{each.start} 起）" for each in (hour, month)
    )
    clauses = tuple(dict.fromkeys((WAGE_CLAUSE, *sources)))
    proof = tuple(np.flatnonzero(open_now & below)[:3].tolist())
    return Advice(Kind.RIGHTS, said, figures, proof=proof, clauses=clauses, steps=steps)


def _told(hour: DatedValue, month: DatedValue) -> dict[str, Figure]:
    doubt = hour.assumed or hour.inferred or month.assumed or month.inferred
    return {
        "hour": hour.value or 0.0,
        "month": month.value or 0.0,
        "since": max(hour.start, month.start),
        "doubt": "（本地属哪一档系推定，以当地公布为准）" if doubt else "",
    }


def _floors(ground: Ground, rows: Rows) -> Floors:
    counties, number = np.unique(rows["county"], return_inverse=True)
    hour, month = (
        np.array([_floor(ground, name, int(each)) for each in counties], dtype=np.float64)
        for name in (HOURLY, MONTHLY)
    )
    return Floors(hour[number], month[number])


def _floor(ground: Ground, name: str, county: int) -> float:
    """A county's own; a whole city has no single one."""
    parameter = ground.beside.numbers.get(name)
    found = parameter.on(ground.as_of, str(county)) if parameter and county % 100 else None
    return found.value if found is not None and found.value is not None else np.nan


def below_floor(rows: Rows, floors: Floors) -> Mask:
    """Postings whose least pay is surely below the law, (n,): part-time work by the hour, full-time
    work by both, so that an hour at its minimum is never below. A week not known: nothing.
    """
    week = _hours_a_week(rows)
    by_hour = rows["hour_min"] < floors.hour - HALF_A_CENT
    by_month = rows["month_min"] < floors.month - HALF_A_CENT
    full = week > PART_TIME_HOURS_A_WEEK
    return np.asarray(~np.isnan(week) & by_hour & (by_month | ~full))


def _hours_a_week(rows: Rows) -> NDArray[np.float64]:
    """As told by days and hours, else as the one written shift has them; NaN where not known."""
    told = rows["hours_a_day"].astype(np.float64) * rows["days_a_week"]
    written = np.bitwise_count(rows["week"]).sum(axis=1) / 2
    one = (rows["kind"] == FIXED) & ~rows["other_shifts"].any(axis=(1, 2)) & ~rows["choosable"]
    by_shift = np.where(one & (written > 0), written, np.nan)
    return np.asarray(np.where(np.isnan(told), by_shift, told))


def _part_time(rows: Rows) -> Mask:
    """Surely part-time: no day longer than such work has on average, and no longer a week."""
    longer = _hours_a_week(rows) > PART_TIME_HOURS_A_WEEK
    return np.asarray((rows["hours_a_day"] <= PART_TIME_HOURS_A_DAY) & ~longer)


def _pay_unsaid(rows: Rows) -> Mask:
    return np.asarray(np.isnan(rows["hour_min"]) & np.isnan(rows["month_min"]))


def _settlement(ground: Ground) -> Iterator[Advice]:
    """Part-time work is paid out at least every 15 days; only where such jobs are open to her."""
    library = ground.standing.library
    part = ground.standing.open & _part_time(library.rows)
    figures: dict[str, Figure] = {
        "part": offers_in(library, part),
        "slow": offers_in(library, part & (library.rows["settlement"] == BY_THE_MONTH)),
        "unsaid": offers_in(library, part & (library.rows["settlement"] == 0)),
        "days": MOST_DAYS,
        "hours": PART_TIME_HOURS_A_DAY,
    }
    if figures["part"]:
        steps = (Step("ask_settlement", SOON, figures),)
        clauses = ("劳动合同法 68", SETTLEMENT_CLAUSE)
        yield Advice(Kind.RIGHTS, "settlement", figures, clauses=clauses, steps=steps)


def _injury(ground: Ground) -> Iterator[Advice]:
    """The cover that a platform pays for, where her orders may be of its kind."""
    one = ground.beside.entitlement(Benefit.INJURY)
    if one is not None and one.answer is not Answer.NOT:
        figures = answer_figures(ground, one) | {"notes": "".join(one.notes)}
        figures["amount"] = f"{figures['amount']}。" if one.amounts else ""
        said = "injury" if one.answer is Answer.LIKELY else "injury_unknown"
        steps = (Step("ask_platform", SOON),)
        yield Advice(Kind.RIGHTS, said, figures, clauses=answer_clauses(one), steps=steps)


def _deposits() -> Advice:
    figures: dict[str, Figure] = {"least": FINE[0], "most": FINE[1], "hotline": HOTLINE}
    steps = (Step("refuse", None, figures),)
    return Advice(Kind.RIGHTS, "deposits", figures, clauses=DEPOSIT_CLAUSES, steps=steps)


def _arrears() -> Advice:
    figures: dict[str, Figure] = {"days": MOST_DAYS, "hotline": HOTLINE}
    steps = (Step("keep", SOON),)
    return Advice(Kind.RIGHTS, "arrears", figures, clauses=ARREARS_CLAUSES, steps=steps)
