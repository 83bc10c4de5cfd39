"""What the worker and the firm do with an application, step by step, up to the outcome."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from registry.actor import Actor, Role
from registry.errors import InvalidField
from registry.placement.application import TABLE, Event, State
from registry.placement.reasons import OF_FIRMS, RefusalReason
from registry.placement.record import Answer, Application, Interview, Report, Said, Side
from registry.step_table import IllegalStep

LONGEST_INTERVIEW: Final = 480  # minutes
LONGEST_PLACE: Final = 200
ANSWERS: Final = {Event.INVITE: Answer.INVITED, Event.ASK: Answer.ASKED, Event.MEET: Answer.INVITED}


def wanted(
    application_id: str,
    worker: str,
    posting: str,
    firm: str,
    actor: Actor,
    at: datetime,
    county: str = "",
) -> Application:
    """The worker wants a posting; nothing of it reaches the firm before it is passed."""
    if actor.role not in (Role.PERSON, Role.OFFICER):
        raise IllegalStep("想去只能由本人或代她办理的工作人员提出。")
    return Application(application_id, worker, posting, firm, State.WANTED, at, at, county)


def passed(one: Application, actor: Actor, at: datetime, agreed: bool) -> Application:
    """Her profile goes to the firm. agreed: whether she agreed to that for this firm."""
    if not agreed:
        raise IllegalStep("本人还没有同意把简历移送给这家单位，不能移送。")
    return moved(one, Event.FORWARD, actor, at, passed_at=at)


def seen(one: Application, actor: Actor, at: datetime) -> Application:
    """The firm opens it: the first time is a step, every later one is none."""
    if one.state is not State.PASSED:
        return one
    return moved(one, Event.SEE, actor, at, seen_at=at)


def answered(one: Application, event: Event, actor: Actor, at: datetime) -> Application:
    """The firm would have her (INVITE) or asks something (ASK)."""
    return moved(one, event, actor, at, **_first_answer(one, ANSWERS[event], at))


def replied(one: Application, actor: Actor, at: datetime) -> Application:
    """She replies to what was asked or offered."""
    return moved(one, Event.REPLY, actor, at)


def meeting(
    one: Application, begin: datetime, minutes: int, place: str, actor: Actor, at: datetime
) -> Application:
    """An interview agreed on, or another time or place for it."""
    if begin <= at:
        raise InvalidField("begin", "in_past", "面试时间已经过去，请核对。")
    if not 0 < minutes <= LONGEST_INTERVIEW:
        raise InvalidField("minutes", "range", f"面试时长应在1至{LONGEST_INTERVIEW}分钟之间。")
    if not 0 < len(place.strip()) <= LONGEST_PLACE:
        raise InvalidField("place", "length", f"请写明面试地点，不超过{LONGEST_PLACE}个字。")
    before = one.interview
    sequence = before.sequence + 1 if before else 0
    made = Interview(begin, minutes, place.strip(), sequence)
    if before is not None and replace(made, sequence=before.sequence) == before:
        made = before
    answer = _first_answer(one, ANSWERS[Event.MEET], at)
    return moved(one, Event.MEET, actor, at, interview=made, **answer)


def refused(
    one: Application, reason: RefusalReason | None, actor: Actor, at: datetime, today: date
) -> Application:
    """The firm does not hire her. Where she told that it did, an officer finds out."""
    if reason not in OF_FIRMS:
        raise InvalidField("reason", "reason", "请从所列的原因中选择一项。")
    state = TABLE.step(one.state, Event.REFUSE, actor)
    by = actor.id if actor.role is Role.OFFICER else ""
    word = Report(Side.FIRM, Said.NOT_HIRED, at, today, reason=reason, by=by)
    hers = tuple(each for each in one.told if each.side is Side.WORKER)
    if any(each.said is Said.HIRED for each in hers):
        state = State.DISPUTED
    answer = _first_answer(one, Answer.DECLINED, at)
    return replace(
        one,
        state=state,
        moved_at=at,
        reminded=0,
        told=(*hers, word),
        reason=reason if state is State.REFUSED else None,
        **answer,
    )


def withdrawn(one: Application, actor: Actor, at: datetime) -> Application:
    """She no longer wants it."""
    return moved(one, Event.WITHDRAW, actor, at, told=())


def moved(
    one: Application, event: Event, actor: Actor, at: datetime, **changes: Any
) -> Application:
    """The application after an event of the table; IllegalStep where it has none."""
    state = TABLE.step(one.state, event, actor)
    fields: dict[str, Any] = {"state": state, "moved_at": at, "reminded": 0} | changes
    return replace(one, **fields)


def _first_answer(one: Application, answer: Answer, at: datetime) -> dict[str, Any]:
    """The fields of a firm's first answer; none where it has answered before."""
    return {} if one.answered_at else {"answered_at": at, "answer": answer}
