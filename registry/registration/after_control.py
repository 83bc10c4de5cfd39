"""One registration looked at again after entry: she is asked, may answer, and an officer closes."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from registry.actor import Actor
from registry.registration.credit_entry import Evidence
from registry.registration.working_days import Calendar, Deadline, working_days_after
from registry.step_table import OFFICER, PERSON, SYSTEM, Refused, Step, StepTable


class CheckState(StrEnum):
    """Where an after-control stands."""

    OPEN = "OPEN"  # 已抽中
    ASKED = "ASKED"  # 已询问本人
    ANSWERED = "ANSWERED"  # 本人已答复
    SILENT = "SILENT"  # 到期未答复
    CLOSED = "CLOSED"  # 已办结


class CheckEvent(StrEnum):
    """What happens to it."""

    ASK = "ask"  # 询问
    ANSWER = "answer"  # 答复
    LAPSE = "lapse"  # 到期
    CLOSE = "close"  # 办结


class CheckOutcome(StrEnum):
    """What an officer found."""

    CONFIRMED = "CONFIRMED"  # 属实
    CORRECTED = "CORRECTED"  # 已更正
    SUSPECT = "SUSPECT"  # 存疑，转信用核查


CLAUSE: Final = "63号 三、六；国办发〔2020〕42号"
_S, _E = CheckState, CheckEvent
TABLE: Final = StepTable(
    steps=(
        Step(_S.OPEN, _E.ASK, _S.ASKED, SYSTEM | OFFICER, CLAUSE),
        # At the counter or by telephone an officer writes her answer down.
        Step(_S.ASKED, _E.ANSWER, _S.ANSWERED, PERSON | OFFICER, CLAUSE),
        Step(_S.ASKED, _E.LAPSE, _S.SILENT, SYSTEM | OFFICER, CLAUSE),
        Step(_S.SILENT, _E.ANSWER, _S.ANSWERED, PERSON | OFFICER, CLAUSE),
        Step(_S.ANSWERED, _E.CLOSE, _S.CLOSED, OFFICER, CLAUSE),
        Step(_S.SILENT, _E.CLOSE, _S.CLOSED, OFFICER, CLAUSE),
    ),
    state_names={
        _S.OPEN: "已抽中",
        _S.ASKED: "已询问本人",
        _S.ANSWERED: "本人已答复",
        _S.SILENT: "到期未答复",
        _S.CLOSED: "已办结",
    },
    event_names={
        _E.ASK: "询问本人",
        _E.ANSWER: "答复",
        _E.LAPSE: "记为未答复",
        _E.CLOSE: "办结",
    },
)


class CheckRefused(Refused):
    """A step of an after-control that lacks what it rests on."""

    code = "check_refused"


@dataclass(frozen=True, slots=True)
class AfterControl:
    """One registration drawn on a day. deadline: her last day to answer, once she was asked.

    evidence: what contradicts her promise, where the outcome is SUSPECT.
    """

    registration: str
    county: str
    drawn_on: date
    state: CheckState = CheckState.OPEN
    question: str = ""
    deadline: Deadline | None = None
    answer: str = ""
    answered_on: date | None = None
    outcome: CheckOutcome | None = None
    finding: str = ""
    evidence: tuple[Evidence, ...] = ()
    closed_by: str = ""
    closed_on: date | None = None


def asked(
    check: AfterControl, actor: Actor, as_of: date, question: str, days: int, calendar: Calendar
) -> AfterControl:
    """The check when the person was told what is asked, and has so many working days to answer."""
    state = TABLE.step(check.state, CheckEvent.ASK, actor)
    _refuse_unless(bool(question.strip()) and days > 0, "须写明询问的内容，并至少留一个工作日")
    deadline = working_days_after(as_of, days, calendar)
    return replace(check, state=state, question=question, deadline=deadline)


def answered(check: AfterControl, actor: Actor, as_of: date, answer: str) -> AfterControl:
    """The check with her answer; a late one counts too, until it is closed."""
    state = TABLE.step(check.state, CheckEvent.ANSWER, actor)
    _refuse_unless(bool(answer.strip()), "答复不能为空")
    return replace(check, state=state, answer=answer, answered_on=as_of)


def lapsed(check: AfterControl, actor: Actor, as_of: date) -> AfterControl:
    """The check when her time to answer is over; silence is no fault, somebody looks."""
    state = TABLE.step(check.state, CheckEvent.LAPSE, actor)
    due = check.deadline.due if check.deadline else as_of
    _refuse_unless(as_of > due, f"答复期限到 {due} 止，尚未到期")
    return replace(check, state=state)


def closed(
    check: AfterControl,
    actor: Actor,
    as_of: date,
    outcome: CheckOutcome,
    finding: str,
    evidence: tuple[Evidence, ...] = (),
) -> AfterControl:
    """The check when an officer closed it, saying why.

    Who kept silent has corrected nothing, and is suspect by evidence only, never by the silence.
    """
    state = TABLE.step(check.state, CheckEvent.CLOSE, actor)
    _refuse_unless(bool(finding.strip()), "须写明核查结论")
    is_suspect = outcome is CheckOutcome.SUSPECT
    _refuse_unless(bool(evidence) == is_suspect, "存疑须有不一致的证据；不存疑的不记证据")
    spoke = check.state is CheckState.ANSWERED
    _refuse_unless(spoke or outcome is not CheckOutcome.CORRECTED, "本人未答复，不能记为已更正")
    return replace(
        check,
        state=state,
        outcome=outcome,
        finding=finding,
        evidence=evidence,
        closed_by=actor.id,
        closed_on=as_of,
    )


def _refuse_unless(met: bool, need: str) -> None:
    if not met:
        raise CheckRefused(f"不能办理：{need}。")
