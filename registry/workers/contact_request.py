"""A firm's request to contact a candidate it knows by pseudonym only: asked, answered, expired."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from registry.step_table import FIRM, PERSON, SYSTEM, Step, StepTable


class State(StrEnum):
    """Where a request stands."""

    ASKED = "ASKED"  # 待本人答复
    GRANTED = "GRANTED"  # 本人同意
    DECLINED = "DECLINED"  # 本人不同意
    WITHDRAWN = "WITHDRAWN"  # 单位撤回
    EXPIRED = "EXPIRED"  # 逾期未答复


class Event(StrEnum):
    """What happens to it."""

    GRANT = "grant"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


STEPS: Final[StepTable[State, Event]] = StepTable(
    steps=(
        Step(State.ASKED, Event.GRANT, State.GRANTED, PERSON, "个人信息保护法 23"),
        Step(State.ASKED, Event.DECLINE, State.DECLINED, PERSON, "个人信息保护法 23"),
        Step(State.ASKED, Event.WITHDRAW, State.WITHDRAWN, FIRM, ""),
        Step(State.ASKED, Event.EXPIRE, State.EXPIRED, SYSTEM, ""),
    ),
    state_names={
        State.ASKED: "待本人答复",
        State.GRANTED: "本人同意",
        State.DECLINED: "本人不同意",
        State.WITHDRAWN: "单位已撤回",
        State.EXPIRED: "逾期未答复",
    },
    event_names={
        Event.GRANT: "同意联系",
        Event.DECLINE: "不同意联系",
        Event.WITHDRAW: "撤回联系请求",
        Event.EXPIRE: "到期",
    },
)


@dataclass(frozen=True, slots=True)
class ContactRequest:
    """One request. until: the last day on which it can be answered."""

    id: str
    firm: str
    posting: str
    worker: str
    pseudonym: str
    state: State
    asked_at: datetime
    until: date
    answered_at: datetime | None = None


def state_on(request: ContactRequest, day: date) -> State:
    """Its state on a day: what nobody answered in time has expired."""
    if request.state is State.ASKED and day > request.until:
        return State.EXPIRED
    return request.state
