"""Whether she stayed, as both sides tell it: one word a side, its last."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from registry.actor import THE_SYSTEM
from registry.placement.application import STAYING, TABLE, Event, State
from registry.placement.hired import beside, is_told
from registry.placement.record import Application, Report, Said

SHORT_STAY: Final = 7  # days of work
LONG_STAY: Final = 30


def stay_word(one: Application, word: Report) -> Application:
    """The application once a side has told its word of her staying.

    That she is there and that she left later do not contradict each other: the first is agreed on
    and the second waits.
    """
    words = beside(one.stay, word)
    if is_told(one.stay, word) or (len(words) == 1 and _is_known(one, word)):
        return one
    if len(words) == 1:
        return replace(one, stay=words)
    there = tuple(each for each in words if each.said is Said.STILL_THERE)
    gone = tuple(each for each in words if each.said is Said.LEFT)
    if not (there and gone):
        return stay_concluded(one, min(words, key=lambda each: each.on), word.at)
    if gone[0].on > there[0].on:
        after = stay_concluded(one, there[0], word.at)
        return replace(after, stay=gone) if after.state in STAYING else after
    state = one.state
    if state is not State.STAY_DISPUTED:
        state = TABLE.step(state, Event.DISPUTE_STAY, THE_SYSTEM)
    return replace(one, state=state, stay=words, moved_at=word.at, reminded=0)


def stay_concluded(one: Application, word: Report, at: datetime) -> Application:
    """The application in the state that a word comes to which nobody contradicts."""
    if _is_known(one, word):
        return replace(one, stay=())
    return stay_standing(one, TABLE.step(one.state, milestone(one, word), THE_SYSTEM), word, at)


def stay_standing(one: Application, state: State, word: Report, at: datetime) -> Application:
    """The application in a state, with what a word tells."""
    left_on = word.on if word.said is Said.LEFT else None
    return replace(one, state=state, moved_at=at, reminded=0, stay=(), left_on=left_on)


def milestone(one: Application, word: Report) -> Event:
    """What a word comes to: who leaves after thirty days has stayed for thirty days."""
    days = (word.on - one.hire.on).days if one.hire else 0
    if days >= LONG_STAY:
        return Event.LAST_30
    return Event.LEAVE if word.said is Said.LEFT else Event.LAST_7


def _is_known(one: Application, word: Report) -> bool:
    return one.state is State.LASTED_7 and milestone(one, word) is Event.LAST_7
