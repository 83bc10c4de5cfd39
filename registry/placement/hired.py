"""Whether she was hired, as both sides tell it: one word a side, its last."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from registry.actor import THE_SYSTEM
from registry.placement.application import TABLE, Event, State
from registry.placement.reasons import RefusalReason
from registry.placement.record import Application, Hire, Report, Said

ENDS: Final = {
    Said.HIRED: (Event.HIRE, State.HIRED),
    Said.NOT_HIRED: (Event.REFUSE, State.REFUSED),
}


def hire_word(one: Application, word: Report) -> Application:
    """The application once a side has told its word: it waits, is agreed on, or contradicted."""
    if is_told(one.told, word):
        return one
    words = beside(one.told, word)
    adds = one.state is State.HIRED and word.said is Said.HIRED  # the kind, which nobody had told
    if len(words) == 1 and not adds:
        return replace(one, told=words)
    if not differ(words):
        return hire_concluded(one, words, word.at)
    state = one.state
    if state is not State.DISPUTED:
        state = TABLE.step(state, Event.DISPUTE, THE_SYSTEM)
    return replace(one, state=state, told=words, moved_at=word.at, reminded=0)


def differ(words: Sequence[Report]) -> bool:
    """Whether words contradict each other, in the fact or in the kind of work."""
    kinds = {each.kind for each in words if each.kind is not None}
    return len({each.said for each in words}) > 1 or len(kinds) > 1


def hire_concluded(one: Application, words: tuple[Report, ...], at: datetime) -> Application:
    """The application in the state that agreeing words come to."""
    event, target = ENDS[words[0].said]
    state = one.state if one.state is target else TABLE.step(one.state, event, THE_SYSTEM)
    return hire_standing(one, state, words, at)


def hire_standing(
    one: Application, state: State, words: tuple[Report, ...], at: datetime
) -> Application:
    """The application in a state, with what agreeing words tell; the first goes before."""
    is_new = state is not one.state
    after = replace(one, state=state, moved_at=at, reminded=0) if is_new else one
    if words[0].said is Said.HIRED:
        kind = next((each.kind for each in words if each.kind is not None), None)
        return replace(after, told=words, hire=Hire(_start(words), kind), reason=None)
    reasons = (each.reason for each in words if each.reason is not None)
    reason = next(reasons, RefusalReason.NOT_TOLD)
    return replace(after, told=words, hire=None, reason=reason)


def beside(words: Sequence[Report], word: Report) -> tuple[Report, ...]:
    """The words with this one in place of its side's earlier one; who told first stands first."""
    return (*(each for each in words if each.side is not word.side), word)


def is_told(words: Sequence[Report], word: Report) -> bool:
    """Whether the side has told just this already."""
    return any(replace(each, at=word.at) == word for each in words)


def _start(words: Sequence[Report]) -> date:
    """The first day of work: of whoever also told the kind, else of the first to tell."""
    return next((each.on for each in words if each.kind is not None), words[0].on)
