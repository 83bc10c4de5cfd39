"""An application's life as a table: which event leads from which state to which, and who may."""

from datetime import date
from enum import StrEnum
from typing import Final

from registry.actor import Actor
from registry.step_table import OFFICER, PERSON, SYSTEM, IllegalStep, Step, StepTable

OBJECTION_DAYS: Final = 60  # R3.7, after 行政复议法 20


class State(StrEnum):
    """Where an application or registration stands."""

    DRAFT = "DRAFT"  # 草稿
    CHECKING = "CHECKING"  # 核查中
    PENDING_REVIEW = "PENDING_REVIEW"  # 待人工核查
    ACTIVE = "ACTIVE"  # 已登记
    REFUSED = "REFUSED"  # 不予登记
    EXITED = "EXITED"  # 已退出
    REVOKED = "REVOKED"  # 已撤销
    WITHDRAWN = "WITHDRAWN"  # 已撤回


class Event(StrEnum):
    """What happens to it."""

    SUBMIT = "submit"  # 提交
    RETURN = "return"  # 退回补正：有后果未确认
    CLEAR = "clear"  # 五项核查无误
    DOUBT = "doubt"  # 须人工核查
    ACCEPT = "accept"  # 本人接受不予登记
    ASK_OFFICER = "ask_officer"  # 本人要求人工核查
    APPROVE = "approve"  # 工作人员通过
    REFUSE = "refuse"  # 工作人员不予登记
    OBJECT = "object"  # 异议
    WITHDRAW = "withdraw"  # 本人撤回
    CORRECT = "correct"  # 变更
    EXIT = "exit"  # 退出
    REINSTATE = "reinstate"  # 恢复
    RESTORE = "restore"  # 恢复为已退出：只取消撤销
    STAND = "stand"  # 维持：异议不成立
    REVOKE = "revoke"  # 撤销：确认虚假承诺


CHECK_CLAUSE: Final = "63号 三"
REVIEW_CLAUSE: Final = "个人信息保护法 24"
ERROR_CLAUSE: Final = "个人信息保护法 46"
OBJECTION_CLAUSE: Final = "行政复议法 20"
FALSE_CLAUSE: Final = "63号 六；国办发〔2020〕42号"
_S, _E = State, Event
STEPS: Final = (
    Step(_S.DRAFT, _E.SUBMIT, _S.CHECKING, PERSON, CHECK_CLAUSE),
    Step(_S.CHECKING, _E.RETURN, _S.DRAFT, SYSTEM, "社会保险法 51"),
    Step(_S.CHECKING, _E.CLEAR, _S.ACTIVE, SYSTEM, CHECK_CLAUSE),
    Step(_S.CHECKING, _E.DOUBT, _S.PENDING_REVIEW, SYSTEM, CHECK_CLAUSE),
    Step(_S.CHECKING, _E.ACCEPT, _S.REFUSED, PERSON, REVIEW_CLAUSE),
    Step(_S.CHECKING, _E.ASK_OFFICER, _S.PENDING_REVIEW, PERSON, REVIEW_CLAUSE),
    Step(_S.PENDING_REVIEW, _E.APPROVE, _S.ACTIVE, OFFICER, CHECK_CLAUSE, other_officer=True),
    Step(_S.PENDING_REVIEW, _E.REFUSE, _S.REFUSED, OFFICER, CHECK_CLAUSE, other_officer=True),
    Step(_S.REFUSED, _E.OBJECT, _S.PENDING_REVIEW, PERSON, OBJECTION_CLAUSE),
    Step(_S.DRAFT, _E.WITHDRAW, _S.WITHDRAWN, PERSON, CHECK_CLAUSE),
    Step(_S.CHECKING, _E.WITHDRAW, _S.WITHDRAWN, PERSON, CHECK_CLAUSE),
    Step(_S.PENDING_REVIEW, _E.WITHDRAW, _S.WITHDRAWN, PERSON, CHECK_CLAUSE),
    Step(_S.ACTIVE, _E.CORRECT, _S.ACTIVE, PERSON | OFFICER, ERROR_CLAUSE),
    Step(_S.ACTIVE, _E.EXIT, _S.EXITED, PERSON | OFFICER | SYSTEM, CHECK_CLAUSE),
    Step(_S.EXITED, _E.REINSTATE, _S.ACTIVE, OFFICER | SYSTEM, ERROR_CLAUSE),
    Step(_S.EXITED, _E.OBJECT, _S.EXITED, PERSON, OBJECTION_CLAUSE),
    Step(_S.EXITED, _E.STAND, _S.EXITED, OFFICER, REVIEW_CLAUSE, other_officer=True),
    Step(_S.ACTIVE, _E.REVOKE, _S.REVOKED, OFFICER, FALSE_CLAUSE),
    Step(_S.EXITED, _E.REVOKE, _S.REVOKED, OFFICER, FALSE_CLAUSE),
    Step(_S.REVOKED, _E.OBJECT, _S.REVOKED, PERSON, OBJECTION_CLAUSE),
    Step(_S.REVOKED, _E.STAND, _S.REVOKED, OFFICER, REVIEW_CLAUSE, other_officer=True),
    Step(_S.REVOKED, _E.REINSTATE, _S.ACTIVE, OFFICER, ERROR_CLAUSE, other_officer=True),
    Step(_S.REVOKED, _E.RESTORE, _S.EXITED, OFFICER, ERROR_CLAUSE, other_officer=True),
)
STATE_NAMES: Final = {
    State.DRAFT: "草稿",
    State.CHECKING: "核查中",
    State.PENDING_REVIEW: "待人工核查",
    State.ACTIVE: "已登记",
    State.REFUSED: "不予登记",
    State.EXITED: "已退出",
    State.REVOKED: "已撤销",
    State.WITHDRAWN: "已撤回",
}
# A person has at most one application in these: a second is led to the first.
OPEN: Final = frozenset({State.DRAFT, State.CHECKING, State.PENDING_REVIEW, State.ACTIVE})
IN_PROGRESS: Final = OPEN - {State.ACTIVE}
ENDED: Final = frozenset({State.EXITED, State.REVOKED})


EVENT_NAMES: Final = {
    Event.SUBMIT: "提交",
    Event.RETURN: "退回补正",
    Event.CLEAR: "登记",
    Event.DOUBT: "转人工核查",
    Event.ACCEPT: "接受不予登记",
    Event.ASK_OFFICER: "要求人工核查",
    Event.APPROVE: "通过",
    Event.REFUSE: "不予登记",
    Event.OBJECT: "提出异议",
    Event.WITHDRAW: "撤回",
    Event.CORRECT: "变更",
    Event.EXIT: "退出",
    Event.REINSTATE: "恢复",
    Event.RESTORE: "恢复为已退出",
    Event.STAND: "维持原决定",
    Event.REVOKE: "撤销",
}
TABLE: Final = StepTable(STEPS, STATE_NAMES, EVENT_NAMES, "异议须由另一位工作人员核查。")


def step(
    state: State,
    event: Event,
    actor: Actor,
    decided_by: str = "",
    told_on: date | None = None,
    as_of: date | None = None,
) -> State:
    """The state after an event; IllegalStep, in Chinese, if it is not possible.

    decided_by: the officer of the last decision, whom an objection may not come back to.
    told_on, as_of: days, for the 60 days in which she may object to what she was told.
    """
    after = TABLE.step(state, event, actor, decided_by)
    if event is Event.OBJECT and told_on and as_of:
        days = (as_of - told_on).days
        if days > OBJECTION_DAYS:
            raise IllegalStep(f"异议期为{OBJECTION_DAYS}日，已过 {days - OBJECTION_DAYS} 日。")
    return after
