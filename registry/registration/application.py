"""An application's life as a table: which event leads from which state to which, and who may."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from registry.errors import LinggangError

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
    REVOKE = "revoke"  # 撤销：确认虚假承诺


class Role(StrEnum):
    """Who acts."""

    PERSON = "person"  # 本人
    OFFICER = "officer"  # 工作人员
    SYSTEM = "system"  # 系统


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, in which role, at which office (a division code; "" for the person herself)."""

    id: str
    role: Role
    office: str = ""


class Step(NamedTuple):
    """One row of the table. by: the roles that may; other_officer: not who decided before."""

    source: State
    event: Event
    target: State
    by: frozenset[Role]
    other_officer: bool = False


_PERSON, _OFFICER, _SYSTEM = (frozenset({role}) for role in Role)
_S, _E = State, Event
STEPS: Final = (
    Step(_S.DRAFT, _E.SUBMIT, _S.CHECKING, _PERSON),
    Step(_S.CHECKING, _E.RETURN, _S.DRAFT, _SYSTEM),
    Step(_S.CHECKING, _E.CLEAR, _S.ACTIVE, _SYSTEM),
    Step(_S.CHECKING, _E.DOUBT, _S.PENDING_REVIEW, _SYSTEM),
    Step(_S.CHECKING, _E.ACCEPT, _S.REFUSED, _PERSON),
    Step(_S.CHECKING, _E.ASK_OFFICER, _S.PENDING_REVIEW, _PERSON),
    Step(_S.PENDING_REVIEW, _E.APPROVE, _S.ACTIVE, _OFFICER, other_officer=True),
    Step(_S.PENDING_REVIEW, _E.REFUSE, _S.REFUSED, _OFFICER, other_officer=True),
    Step(_S.REFUSED, _E.OBJECT, _S.PENDING_REVIEW, _PERSON),
    Step(_S.DRAFT, _E.WITHDRAW, _S.WITHDRAWN, _PERSON),
    Step(_S.CHECKING, _E.WITHDRAW, _S.WITHDRAWN, _PERSON),
    Step(_S.PENDING_REVIEW, _E.WITHDRAW, _S.WITHDRAWN, _PERSON),
    Step(_S.ACTIVE, _E.CORRECT, _S.ACTIVE, _PERSON | _OFFICER),
    Step(_S.ACTIVE, _E.EXIT, _S.EXITED, _PERSON | _OFFICER | _SYSTEM),
    Step(_S.EXITED, _E.REINSTATE, _S.ACTIVE, _OFFICER | _SYSTEM),
    Step(_S.ACTIVE, _E.REVOKE, _S.REVOKED, _OFFICER),
    Step(_S.EXITED, _E.REVOKE, _S.REVOKED, _OFFICER),
)
_TABLE: Final = {(step.source, step.event): step for step in STEPS}
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


class IllegalStep(LinggangError):
    """An event that is not possible now, or not for this actor; says what would be."""

    code = "illegal_step"


def step(
    state: State,
    event: Event,
    actor: Actor,
    decided_by: str = "",
    refused_on: date | None = None,
    as_of: date | None = None,
) -> State:
    """The state after an event; IllegalStep, in Chinese, if it is not possible.

    decided_by: the officer of the last decision, whom an objection may not come back to.
    refused_on, as_of: days, for the 60 days in which an objection may be made.
    """
    found = _TABLE.get((state, event))
    if found is None:
        possible = "、".join(EVENT_NAMES[each.event] for each in STEPS if each.source is state)
        raise IllegalStep(
            f"“{STATE_NAMES[state]}”时不能{EVENT_NAMES[event]}；现在可以：{possible or '无'}。"
        )
    if actor.role not in found.by:
        names = "、".join(ROLE_NAMES[role] for role in Role if role in found.by)
        raise IllegalStep(f"{EVENT_NAMES[event]}只能由{names}办理。")
    if found.other_officer and decided_by and actor.id == decided_by:
        raise IllegalStep("异议须由另一位工作人员核查。")
    if event is Event.OBJECT and refused_on and as_of:
        days = (as_of - refused_on).days
        if days > OBJECTION_DAYS:
            raise IllegalStep(f"异议期为{OBJECTION_DAYS}日，已过 {days - OBJECTION_DAYS} 日。")
    return found.target


ROLE_NAMES: Final = {Role.PERSON: "本人", Role.OFFICER: "工作人员", Role.SYSTEM: "系统"}
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
    Event.REVOKE: "撤销",
}
