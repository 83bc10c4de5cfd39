"""The worker's word on a shift: yes, no, stand by, leave; by one link that needs no sign-in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final

from api.database import reading
from api.services.shift_change import ShiftChange, changing_shift, posting_of
from api.services.shift_desk import ShiftDesk
from api.services.shift_invitations import hash_of
from api.services.shift_no_shows import contest
from api.store import assignments, shifts, workers
from api.store.assignments import Link
from api.store.shifts import KeptShift
from registry.actor import Actor, Role
from registry.errors import LinggangError
from registry.jobs.posting import Posting
from registry.placement.assignment import (
    HOLDING,
    TABLE,
    UNDECIDED,
    Assignment,
    AssignmentEvent,
    AssignmentState,
)
from registry.placement.booking import booking_findings, refusals
from registry.placement.shift import STOPPED, ShiftState, passed
from registry.verdict import Finding


class UnknownLink(LinggangError):
    """A link that was never sent, or not in full."""

    code = "unknown_link"


class Said(StrEnum):
    """What she says."""

    YES = "yes"  # 我去
    NO = "no"  # 不去
    STANDBY = "standby"  # 候补
    LEAVE = "leave"  # 退出


class Outcome(StrEnum):
    """What came of it."""

    ASKED = "asked"  # 等您答复
    TAKEN = "taken"  # 名额是您的
    DECLINED = "declined"  # 已记下不去
    WAITING = "waiting"  # 在候补
    LEFT = "left"  # 已退出
    FULL = "full"  # 满了，可以候补
    CLOSED = "closed"  # 截止、取消、结束了
    BARRED = "barred"  # 时间冲突、超时等


OVER: Final = frozenset({Outcome.FULL, Outcome.CLOSED, Outcome.BARRED})


@dataclass(frozen=True, slots=True)
class Reply:
    """Where she and the shift stand after what she said. reasons: what bars her, if anything does.

    place_in_line: how many stand by before her and herself, 0 where she does not.
    """

    outcome: Outcome
    kept: KeptShift
    posting: Posting
    assignment: Assignment
    reasons: tuple[Finding, ...] = ()
    place_in_line: int = 0


def look(desk: ShiftDesk, token: str) -> Reply:
    """Where she and the shift stand; nothing changes."""
    at = desk.clock()
    with reading(desk.engine) as connection:
        link = assignments.link_of(connection, hash_of(token))
        one = assignments.get(connection, desk.keys, link.shift, link.worker) if link else None
        kept = shifts.get(connection, link.shift) if link else None
        if one is None or kept is None:
            raise _unknown()
        posting = posting_of(connection, kept)
        line = _place_in_line(
            assignments.of_shift(connection, desk.keys, kept.id, (AssignmentState.STANDBY,)), one
        )
    kept = replace(kept, shift=passed(kept.shift, at))
    is_open = kept.shift.answerable(at) and posting.state not in STOPPED
    outcome = _standing(kept, one, is_open)
    return Reply(outcome, kept, posting, one, place_in_line=line)


def answer(desk: ShiftDesk, token: str, said: Said) -> Reply:
    """What came of her word; said twice it comes to the same. UnknownLink if the link is none."""
    link = _link(desk, token)
    return answer_of(desk, link.shift, link.worker, said, Actor(link.worker, Role.PERSON))


def object_by_link(desk: ShiftDesk, token: str, words: str) -> None:
    """Her objection to a no-show, by the same link."""
    link = _link(desk, token)
    contest(desk, link.shift, link.worker, words, Actor(link.worker, Role.PERSON))


def answer_of(desk: ShiftDesk, shift_id: str, worker: str, said: Said, actor: Actor) -> Reply:
    """The same by her id: signed in, or by an officer who has her on the telephone."""
    with changing_shift(desk, shift_id) as change:
        one = change.assignment(worker)
        outcome, reasons = ACTS[said](change, one, actor)
        after = change.assignment(worker)
        line = _place_in_line(
            assignments.of_shift(
                change.connection, desk.keys, shift_id, (AssignmentState.STANDBY,)
            ),
            after,
        )
        return Reply(outcome, change.kept, change.posting, after, reasons, line)


Came = tuple[Outcome, tuple[Finding, ...]]
Act = Callable[[ShiftChange, Assignment, Actor], Came]


def _yes(change: ShiftChange, one: Assignment, actor: Actor) -> Came:
    """A place, if one is free and nothing bars her; said again it stays as it is."""
    if one.state in HOLDING:
        return Outcome.TAKEN, ()
    is_open = change.shift.answerable(change.at) and change.posting.state not in STOPPED
    if not is_open or not _can(one, AssignmentEvent.ACCEPT, actor):
        return _standing(change.kept, one, is_answerable=False), ()
    if barred := _barred(change, one.worker):
        return Outcome.BARRED, barred
    if not change.shift.free:
        return (Outcome.WAITING if one.state is AssignmentState.STANDBY else Outcome.FULL), ()
    change.take(one, AssignmentEvent.ACCEPT, actor, answered_at=change.at, waiting=None)
    return Outcome.TAKEN, ()


def _standby(change: ShiftChange, one: Assignment, actor: Actor) -> Came:
    """Stand by; where a place is free after all, it is hers."""
    came = _yes(change, one, actor)
    if came[0] is not Outcome.FULL:
        return came
    state = TABLE.step(one.state, AssignmentEvent.WAIT, actor)
    number = assignments.last_waiting(change.connection, one.shift) + 1
    after = replace(one, state=state, answered_at=change.at, waiting=number)
    assignments.save(change.connection, change.desk.keys, after)
    change.note(actor, "wait", worker=one.worker)
    return Outcome.WAITING, ()


def _no(change: ShiftChange, one: Assignment, actor: Actor) -> tuple[Outcome, tuple[Finding, ...]]:
    if one.state in HOLDING or one.state is AssignmentState.STANDBY:
        return _leave(change, one, actor)
    if not change.shift.answerable(change.at) or not _can(one, AssignmentEvent.DECLINE, actor):
        return _standing(change.kept, one, is_answerable=False), ()
    change.give_back(one, AssignmentEvent.DECLINE, actor, answered_at=change.at)
    change.note(actor, "decline", worker=one.worker)
    return Outcome.DECLINED, ()


def _leave(change: ShiftChange, one: Assignment, actor: Actor) -> Came:
    """Give a place back before the start; who stands by may leave that at any time."""
    if one.state in UNDECIDED - {AssignmentState.STANDBY}:
        return _no(change, one, actor)
    begun = change.at >= change.shift.starts
    if (begun and one.state in HOLDING) or not _can(one, AssignmentEvent.WITHDRAW, actor):
        return _standing(change.kept, one, is_answerable=False), ()
    change.give_back(one, AssignmentEvent.WITHDRAW, actor, left_at=change.at)
    before = (change.shift.starts - change.at) // timedelta(minutes=1)
    change.note(
        actor, "withdraw", worker=one.worker, was=one.state.value, minutes_before_start=before
    )
    if one.state in HOLDING:
        change.refill()
    return Outcome.LEFT, ()


ACTS: Final[dict[Said, Act]] = {
    Said.YES: _yes,
    Said.NO: _no,
    Said.STANDBY: _standby,
    Said.LEAVE: _leave,
}
NO_PROFILE: Final = Finding(
    "no_profile", False, "您的资料已停用或删除：要找活请到零工市场，或登录后重新填写"
)
HERSELF: Final = Actor("", Role.PERSON)
STANDINGS: Final = {
    AssignmentState.YES: Outcome.TAKEN,
    AssignmentState.PROMOTED: Outcome.TAKEN,
    AssignmentState.NO: Outcome.DECLINED,
    AssignmentState.STANDBY: Outcome.WAITING,
    AssignmentState.WITHDRAWN: Outcome.LEFT,
}


def _standing(kept: KeptShift, one: Assignment, is_answerable: bool) -> Outcome:
    """How it stands where nothing is done: decided, waiting for her word, full, or over."""
    if one.state in STANDINGS and kept.shift.state is not ShiftState.CANCELLED:
        return STANDINGS[one.state]
    if not is_answerable or not _can(one, AssignmentEvent.ACCEPT, HERSELF):
        return Outcome.CLOSED
    return Outcome.ASKED if kept.shift.free else Outcome.FULL


def _barred(change: ShiftChange, name: str) -> tuple[Finding, ...]:
    """What keeps a worker from a place; her diary is locked from here on."""
    worker = workers.get(change.connection, name)
    if worker is None:
        return (NO_PROFILE,)
    diary = change.diaries([name])[name]
    return refusals(booking_findings(worker, change.shift.span, diary, change.terms))


def _can(one: Assignment, event: AssignmentEvent, actor: Actor) -> bool:
    return any(
        row.source is one.state and row.event is event and actor.role in row.by
        for row in TABLE.steps
    )


def _place_in_line(waiting: tuple[Assignment, ...], one: Assignment) -> int:
    names = [each.worker for each in waiting]
    return names.index(one.worker) + 1 if one.worker in names else 0


def _link(desk: ShiftDesk, token: str) -> Link:
    with reading(desk.engine) as connection:
        link = assignments.link_of(connection, hash_of(token))
    if link is None:
        raise _unknown()
    return link


def _unknown() -> UnknownLink:
    return UnknownLink("链接不完整或已失效：请从短信里重新打开，或致电零工市场。")
