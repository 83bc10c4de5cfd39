"""A no-show: reported by the firm, open to the worker's objection, settled by an officer."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from api.services.shift_change import ShiftChange, changing_shift
from api.services.shift_desk import ShiftDesk, ShiftRefused
from api.store import assignments
from registry.actor import Actor
from registry.errors import InvalidField
from registry.placement.assignment import (
    TABLE,
    Assignment,
    AssignmentEvent,
    AssignmentState,
    missed,
)
from registry.placement.shift_words import reported

LONGEST_WORDS: Final = 2000


def report_no_show(
    desk: ShiftDesk, shift_id: str, worker: str, words: str, actor: Actor
) -> Assignment:
    """The firm says that somebody did not come: her place goes to others while the shift runs.

    Who was moved up at short notice is taken off without a mark.
    """
    with changing_shift(desk, shift_id) as change:
        one = change.assignment(worker)
        hours = timedelta(hours=change.terms.no_show_report_hours)
        if not change.shift.starts <= change.at <= change.shift.ends + hours:
            raise ShiftRefused(
                "未到岗只能在班次开始之后、结束后"
                f" {change.terms.no_show_report_hours:g} 小时之内报告。"
            )
        event = missed(one, change.shift.starts, change.terms)
        after = change.give_back(one, event, actor, said=(*one.said, _words(words)))
        change.note(actor, event.value, worker=worker)
        if after.state is AssignmentState.NO_SHOW:
            change.message(worker, reported(change.shift, change.posting))
        change.refill()
        return after


def contest(desk: ShiftDesk, shift_id: str, worker: str, words: str, actor: Actor) -> Assignment:
    """She says that she was there, or why not: an officer looks."""
    with changing_shift(desk, shift_id) as change:
        return _say(change, worker, AssignmentEvent.CONTEST, words, actor)


def settle(
    desk: ShiftDesk, shift_id: str, worker: str, came: bool, reason: str, actor: Actor
) -> Assignment:
    """An officer's finding after her objection, told to her with its reason."""
    event = AssignmentEvent.OVERTURN if came else AssignmentEvent.CONFIRM
    with changing_shift(desk, shift_id) as change:
        after = _say(change, worker, event, reason, actor)
        found = "认定您已到岗" if came else "认定未到岗属实"
        change.message(worker, f"【灵岗】您对未到岗的异议已核实，{found}：{reason}")
        return after


def _say(
    change: ShiftChange, worker: str, event: AssignmentEvent, words: str, actor: Actor
) -> Assignment:
    one = change.assignment(worker)
    state = TABLE.step(one.state, event, actor)
    after = replace(one, state=state, said=(*one.said, _words(words)))
    assignments.save(change.connection, change.desk.keys, after)
    change.note(actor, event.value, worker=worker)
    return after


def _words(words: str) -> str:
    if not 1 <= len(words.strip()) <= LONGEST_WORDS:
        raise InvalidField("words", "words_length", f"请写 1 至 {LONGEST_WORDS} 字。")
    return words.strip()
