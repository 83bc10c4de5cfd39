"""What falls due in an application: a reminder, a silence that decides, a lapse."""

from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final, NamedTuple

from registry.placement.application import WITH_FIRM, State
from registry.placement.outcome import waiting_word
from registry.placement.record import Application, Side
from registry.placement.stayed import LONG_STAY, SHORT_STAY
from registry.placement.terms import Terms


class Act(StrEnum):
    """What is done."""

    REMIND = "remind"  # 提醒
    DECIDE = "decide"  # 一方已报、另一方未回应，按已报的认定
    LAPSE = "lapse"  # 逾期


class Due(NamedTuple):
    """What falls due, and on which day."""

    on: date
    act: Act


# Whose turn it is.
TURN: Final = {
    State.WANTED: (Side.WORKER,),  # to agree to the passing
    State.PASSED: (Side.FIRM,),
    State.SEEN: (Side.FIRM,),
    State.ANSWERED: (Side.WORKER, Side.FIRM),
    State.INTERVIEW: (Side.WORKER, Side.FIRM),
    State.HIRED: (Side.WORKER, Side.FIRM),
    State.LASTED_7: (Side.WORKER, Side.FIRM),
}
# Days of work after which both are asked whether she is still there.
ASKED_AFTER: Final = {State.HIRED: (SHORT_STAY, LONG_STAY), State.LASTED_7: (LONG_STAY,)}


def due(one: Application, terms: Terms, zone: tzinfo | None) -> Due | None:
    """What falls due next; None where nothing does. zone: where the days are counted."""
    word = waiting_word(one)
    if word is not None:
        return Due(_day(word.at, zone) + timedelta(terms.silence), Act.DECIDE)
    if one.state in (State.WANTED, *WITH_FIRM):
        begun, days = waiting_since(one, zone), (*terms.remind, terms.lapse)
        number = min(one.reminded, len(terms.remind))
        act = Act.REMIND if number < len(terms.remind) else Act.LAPSE
        return Due(begun + timedelta(days[number]), act)
    asked = ASKED_AFTER.get(one.state, ())
    if one.hire is None or one.reminded >= len(asked):
        return None
    return Due(one.hire.on + timedelta(asked[one.reminded]), Act.REMIND)


def waiting_since(one: Application, zone: tzinfo | None) -> date:
    """The day from which on somebody has kept the other waiting: opening is no answer."""
    if one.state in (State.PASSED, State.SEEN) and one.passed_at:
        return _day(one.passed_at, zone)
    met = one.interview.end if one.state is State.INTERVIEW and one.interview else one.moved_at
    return _day(max(one.moved_at, met), zone)


def _day(moment: datetime, zone: tzinfo | None) -> date:
    return moment.astimezone(zone).date()
