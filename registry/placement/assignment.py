"""An assignment: one worker and one shift, from the invitation to the work done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from registry.placement.shift_terms import ShiftTerms
from registry.step_table import FIRM, OFFICER, PERSON, SYSTEM, Step, StepTable


class AssignmentState(StrEnum):
    """Where an assignment stands."""

    INVITED = "INVITED"  # 已邀请
    YES = "YES"  # 已占名额
    NO = "NO"  # 不去
    LAPSED = "LAPSED"  # 过期
    STANDBY = "STANDBY"  # 候补
    PROMOTED = "PROMOTED"  # 候补递补
    WITHDRAWN = "WITHDRAWN"  # 已退出
    RELEASED = "RELEASED"  # 班次取消
    NO_SHOW = "NO_SHOW"  # 单位报告未到岗
    CONTESTED = "CONTESTED"  # 本人有异议
    CONFIRMED = "CONFIRMED"  # 未到岗属实
    DONE = "DONE"  # 已到岗


class AssignmentEvent(StrEnum):
    """What happens to it."""

    ACCEPT = "accept"  # 我去
    DECLINE = "decline"  # 不去
    WAIT = "wait"  # 候补
    PROMOTE = "promote"  # 递补
    WITHDRAW = "withdraw"  # 退出
    LAPSE = "lapse"  # 过期
    RELEASE = "release"  # 班次取消
    FINISH = "finish"  # 到岗结束
    REPORT = "report"  # 报告未到岗
    EXCUSE = "excuse"  # 临时递补未到，不计
    CONTEST = "contest"  # 提出异议
    CONFIRM = "confirm"  # 认定属实
    OVERTURN = "overturn"  # 认定到岗


# Her own word may be written down by an officer who has her on the telephone.
_HER: Final = PERSON | OFFICER
_S, _E = AssignmentState, AssignmentEvent
HOLDING: Final = frozenset({_S.YES, _S.PROMOTED})
# Whom nothing has decided yet; past the shift's end nothing will.
UNDECIDED: Final = frozenset({_S.INVITED, _S.STANDBY})
LIVE: Final = HOLDING | UNDECIDED
NO_SHOWS: Final = frozenset({_S.NO_SHOW, _S.CONTESTED, _S.CONFIRMED})
CLAUSE: Final = "R7.7"
TABLE: Final = StepTable(
    steps=(
        # A slip of the finger is no last word: who said no may still say yes while there is room.
        *(
            Step(state, _E.ACCEPT, _S.YES, _HER, CLAUSE)
            for state in (_S.INVITED, _S.NO, _S.LAPSED, _S.STANDBY)
        ),
        *(Step(state, _E.DECLINE, _S.NO, _HER, CLAUSE) for state in (_S.INVITED, _S.LAPSED)),
        *(
            Step(state, _E.WAIT, _S.STANDBY, _HER, CLAUSE)
            for state in (_S.INVITED, _S.NO, _S.LAPSED)
        ),
        Step(_S.STANDBY, _E.PROMOTE, _S.PROMOTED, SYSTEM, CLAUSE),
        *(
            Step(state, _E.WITHDRAW, _S.WITHDRAWN, _HER, CLAUSE)
            for state in (_S.YES, _S.PROMOTED, _S.STANDBY)
        ),
        *(Step(state, _E.LAPSE, _S.LAPSED, SYSTEM, CLAUSE) for state in sorted(UNDECIDED)),
        *(Step(state, _E.RELEASE, _S.RELEASED, SYSTEM, CLAUSE) for state in sorted(LIVE)),
        *(Step(state, _E.FINISH, _S.DONE, SYSTEM, CLAUSE) for state in sorted(HOLDING)),
        *(
            Step(state, _E.REPORT, _S.NO_SHOW, FIRM | OFFICER, CLAUSE)
            for state in (_S.YES, _S.PROMOTED, _S.DONE)
        ),
        Step(_S.PROMOTED, _E.EXCUSE, _S.LAPSED, FIRM | OFFICER, CLAUSE),
        Step(_S.DONE, _E.EXCUSE, _S.LAPSED, FIRM | OFFICER, CLAUSE),
        Step(_S.NO_SHOW, _E.CONTEST, _S.CONTESTED, _HER, "个人信息保护法 24"),
        Step(_S.CONTESTED, _E.CONFIRM, _S.CONFIRMED, OFFICER, CLAUSE),
        Step(_S.CONTESTED, _E.OVERTURN, _S.DONE, OFFICER, CLAUSE),
    ),
    state_names={
        _S.INVITED: "已邀请",
        _S.YES: "已占名额",
        _S.NO: "不去",
        _S.LAPSED: "已过期",
        _S.STANDBY: "候补",
        _S.PROMOTED: "候补递补",
        _S.WITHDRAWN: "已退出",
        _S.RELEASED: "班次取消",
        _S.NO_SHOW: "单位报告未到岗",
        _S.CONTESTED: "本人有异议",
        _S.CONFIRMED: "未到岗属实",
        _S.DONE: "已到岗",
    },
    event_names={
        _E.ACCEPT: "答应",
        _E.DECLINE: "谢绝",
        _E.WAIT: "候补",
        _E.PROMOTE: "递补",
        _E.WITHDRAW: "退出",
        _E.LAPSE: "记为过期",
        _E.RELEASE: "解除",
        _E.FINISH: "记为到岗",
        _E.REPORT: "报告未到岗",
        _E.EXCUSE: "不计未到岗",
        _E.CONTEST: "提出异议",
        _E.CONFIRM: "认定属实",
        _E.OVERTURN: "认定到岗",
    },
)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One worker and one shift.

    score: of the ranking by which she was invited. wave: of which wave. waiting: her place in the
    order of stand-by, rising; None where she never stood by. taken_at: when the place became hers.
    left_at: when she withdrew. said: words of the report, the objection and the settlement.
    """

    shift: str
    worker: str
    state: AssignmentState
    score: float
    wave: int
    invited_at: datetime
    waiting: int | None = None
    answered_at: datetime | None = None
    taken_at: datetime | None = None
    left_at: datetime | None = None
    said: tuple[str, ...] = ()


def missed(assignment: Assignment, starts: datetime, terms: ShiftTerms) -> AssignmentEvent:
    """What it is when somebody did not come: no fault of who was moved up at short notice."""
    notice = timedelta(hours=terms.promotion_notice_hours)
    moved_up = assignment.waiting is not None and assignment.taken_at is not None
    if moved_up and assignment.taken_at is not None and starts - assignment.taken_at < notice:
        return AssignmentEvent.EXCUSE
    return AssignmentEvent.REPORT
