"""An objection to the end of a registration (3.10, §6.4): one a decision, answered by another."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from registry.registration.application import OBJECTION_DAYS, Event, State
from registry.registration.exits import Exit
from registry.step_table import IllegalStep


class EndingObjectionState(StrEnum):
    """Where it stands."""

    OPEN = "OPEN"  # 核查中
    UPHELD = "UPHELD"  # 成立
    DISMISSED = "DISMISSED"  # 不成立


STATE_NAMES: Final = {
    EndingObjectionState.OPEN: "核查中",
    EndingObjectionState.UPHELD: "异议成立",
    EndingObjectionState.DISMISSED: "异议不成立",
}
FURTHER: Final = "对此不服的，可以自收到本通知之日起60日内依法申请行政复议。"
LAPSED: Final = "您此前对退出提出的异议不再单独答复，可以对撤销一并提出。"


@dataclass(frozen=True, slots=True)
class EndingObjection:
    """Her words against an exit or a revocation, and what another officer answered."""

    words: str
    made_at: datetime
    state: EndingObjectionState = EndingObjectionState.OPEN
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an officer."""
        return self.state is EndingObjectionState.OPEN


def last_day(told_on: date) -> date:
    """The last day on which she may object to what she was told on a day."""
    return told_on + timedelta(OBJECTION_DAYS)


def why_not(state: State, ended: Exit | None, before: EndingObjection | None) -> str:
    """Why nobody can object to an end as it stands; "" where one can.

    ended: how it was left, if it was. before: the objection to the same decision, if there is one.
    """
    if state is State.EXITED and (ended is None or not ended.is_decided_here):
        return (
            "这次退出是您本人申报或从省系统转入的，没有可以提出异议的决定；如有不符请告知我们更正。"
        )
    if before is None:
        return ""
    if before.is_open:
        return "对这项决定的异议已经收到，正由另一位工作人员核查，请等待答复。"
    return f"对这项决定的异议已于 {before.answered_on} 答复。{FURTHER}"


def objected(
    state: State, ended: Exit | None, before: EndingObjection | None, words: str, at: datetime
) -> EndingObjection:
    """A new objection; IllegalStep, in Chinese, where there can be none."""
    if reason := why_not(state, ended, before):
        raise IllegalStep(reason)
    return EndingObjection(words, at)


def require_open(objection: EndingObjection | None) -> EndingObjection:
    """The objection that waits for an answer; IllegalStep where none does."""
    if objection is None or not objection.is_open:
        raise IllegalStep("没有等待答复的异议。")
    return objection


def answered(
    objection: EndingObjection | None, is_upheld: bool, answer: str, by: str, on: date
) -> EndingObjection | None:
    """The objection when it was answered; what is not open stays as it is."""
    if objection is None or not objection.is_open:
        return objection
    state = EndingObjectionState.UPHELD if is_upheld else EndingObjectionState.DISMISSED
    return replace(objection, state=state, answer=answer, answered_by=by, answered_on=on)


def way_back(state: State, ended: Exit | None) -> Event:
    """How an end is taken back: a revocation of what had ended before leaves it ended."""
    return Event.RESTORE if state is State.REVOKED and ended is not None else Event.REINSTATE
