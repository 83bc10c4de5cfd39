"""An application's life as a table: from 想去 to how long she stayed; which event, who may, why."""

from enum import StrEnum
from typing import Final

from registry.step_table import FIRM, OFFICER, PERSON, SYSTEM, Step, StepTable


class State(StrEnum):
    """Where an application stands."""

    WANTED = "WANTED"  # 想去，简历还没有移送
    PASSED = "PASSED"  # 已移送用人单位
    SEEN = "SEEN"  # 用人单位已看
    ANSWERED = "ANSWERED"  # 用人单位已答复
    INTERVIEW = "INTERVIEW"  # 已约面试
    HIRED = "HIRED"  # 已录用
    REFUSED = "REFUSED"  # 未录用
    DISPUTED = "DISPUTED"  # 是否录用，双方说法不一
    LASTED_7 = "LASTED_7"  # 在岗满7天
    LASTED_30 = "LASTED_30"  # 在岗满30天
    LEFT_EARLY = "LEFT_EARLY"  # 未满30天离岗
    STAY_DISPUTED = "STAY_DISPUTED"  # 是否在岗，双方说法不一
    WITHDRAWN = "WITHDRAWN"  # 本人撤回
    LAPSED = "LAPSED"  # 逾期无人回应


class Event(StrEnum):
    """What happens to it."""

    FORWARD = "forward"  # 移送简历
    SEE = "see"  # 查看
    INVITE = "invite"  # 有意录用
    ASK = "ask"  # 询问
    REPLY = "reply"  # 本人回复
    MEET = "meet"  # 约面试
    TELL = "tell"  # 报告结果
    HIRE = "hire"  # 录用
    REFUSE = "refuse"  # 不录用
    DISPUTE = "dispute"  # 录用说法不一
    LAST_7 = "last_7"  # 在岗满7天
    LAST_30 = "last_30"  # 在岗满30天
    LEAVE = "leave"  # 离岗
    DISPUTE_STAY = "dispute_stay"  # 在岗说法不一
    WITHDRAW = "withdraw"  # 本人撤回
    LAPSE = "lapse"  # 逾期


PASSING: Final = "个人信息保护法 23"
ANSWERING: Final = "人社部发〔2022〕38号"
OWN_WILL: Final = "就业促进法 3"
REVIEW: Final = "个人信息保护法 24"
OUTCOME: Final = "63号 五"
_S, _E = State, Event
WITH_FIRM: Final = (_S.PASSED, _S.SEEN, _S.ANSWERED, _S.INTERVIEW)
STAYING: Final = (_S.HIRED, _S.LASTED_7)
# Who is told things by telephone enters them for whoever told: an officer may do either side's.
HERSELF: Final = PERSON | OFFICER
THE_FIRM: Final = FIRM | OFFICER
DECIDED: Final = OFFICER | SYSTEM
STEPS: Final = (
    Step(_S.WANTED, _E.FORWARD, _S.PASSED, HERSELF | SYSTEM, PASSING),
    Step(_S.PASSED, _E.SEE, _S.SEEN, FIRM, PASSING),
    *(
        Step(state, event, _S.ANSWERED, THE_FIRM, ANSWERING)
        for state in (_S.PASSED, _S.SEEN, _S.ANSWERED)
        for event in (_E.INVITE, _E.ASK)
    ),
    *(Step(state, _E.REPLY, state, HERSELF, ANSWERING) for state in (_S.ANSWERED, _S.INTERVIEW)),
    *(Step(state, _E.MEET, _S.INTERVIEW, THE_FIRM, ANSWERING) for state in WITH_FIRM),
    *(Step(state, _E.REFUSE, _S.REFUSED, THE_FIRM | SYSTEM, ANSWERING) for state in WITH_FIRM),
    *(
        Step(state, _E.TELL, state, HERSELF | FIRM, OUTCOME)
        for state in (
            *WITH_FIRM,
            *STAYING,
            *(_S.LAPSED, _S.REFUSED, _S.DISPUTED, _S.STAY_DISPUTED),
        )
    ),
    *(
        Step(state, _E.HIRE, _S.HIRED, SYSTEM, OUTCOME)
        for state in (*WITH_FIRM, _S.LAPSED, _S.REFUSED)
    ),
    *(Step(state, _E.REFUSE, _S.REFUSED, SYSTEM, OUTCOME) for state in (_S.LAPSED, _S.HIRED)),
    *(
        Step(state, _E.DISPUTE, _S.DISPUTED, SYSTEM, REVIEW)
        for state in (*WITH_FIRM, _S.LAPSED, _S.REFUSED, _S.HIRED)
    ),
    Step(_S.DISPUTED, _E.HIRE, _S.HIRED, DECIDED, REVIEW, other_officer=True),
    Step(_S.DISPUTED, _E.REFUSE, _S.REFUSED, DECIDED, REVIEW, other_officer=True),
    Step(_S.HIRED, _E.LAST_7, _S.LASTED_7, SYSTEM, OUTCOME),
    *(Step(state, _E.LAST_30, _S.LASTED_30, SYSTEM, OUTCOME) for state in STAYING),
    *(Step(state, _E.LEAVE, _S.LEFT_EARLY, SYSTEM, OUTCOME) for state in STAYING),
    *(Step(state, _E.DISPUTE_STAY, _S.STAY_DISPUTED, SYSTEM, REVIEW) for state in STAYING),
    Step(_S.STAY_DISPUTED, _E.LAST_7, _S.LASTED_7, DECIDED, REVIEW, other_officer=True),
    Step(_S.STAY_DISPUTED, _E.LAST_30, _S.LASTED_30, DECIDED, REVIEW, other_officer=True),
    Step(_S.STAY_DISPUTED, _E.LEAVE, _S.LEFT_EARLY, DECIDED, REVIEW, other_officer=True),
    *(
        Step(state, _E.WITHDRAW, _S.WITHDRAWN, HERSELF, OWN_WILL)
        for state in (_S.WANTED, *WITH_FIRM, _S.DISPUTED)
    ),
    *(Step(state, _E.LAPSE, _S.LAPSED, SYSTEM, ANSWERING) for state in (_S.WANTED, *WITH_FIRM)),
)
STATE_NAMES: Final = {
    _S.WANTED: "想去",
    _S.PASSED: "已移送",
    _S.SEEN: "对方已看",
    _S.ANSWERED: "对方已答复",
    _S.INTERVIEW: "已约面试",
    _S.HIRED: "已录用",
    _S.REFUSED: "未录用",
    _S.DISPUTED: "是否录用待核实",
    _S.LASTED_7: "在岗满7天",
    _S.LASTED_30: "在岗满30天",
    _S.LEFT_EARLY: "未满30天离岗",
    _S.STAY_DISPUTED: "是否在岗待核实",
    _S.WITHDRAWN: "已撤回",
    _S.LAPSED: "逾期未回应",
}
EVENT_NAMES: Final = {
    _E.FORWARD: "移送简历",
    _E.SEE: "查看",
    _E.INVITE: "答复有意",
    _E.ASK: "询问",
    _E.REPLY: "回复",
    _E.MEET: "约面试",
    _E.TELL: "报告结果",
    _E.HIRE: "认定录用",
    _E.REFUSE: "不录用",
    _E.DISPUTE: "转核实录用",
    _E.LAST_7: "认定在岗满7天",
    _E.LAST_30: "认定在岗满30天",
    _E.LEAVE: "认定离岗",
    _E.DISPUTE_STAY: "转核实在岗",
    _E.WITHDRAW: "撤回",
    _E.LAPSE: "逾期",
}
# A worker has at most one of these to a posting.
OPEN: Final = (_S.WANTED, *WITH_FIRM, _S.DISPUTED)
# An officer decides these.
WITH_OFFICER: Final = (_S.DISPUTED, _S.STAY_DISPUTED)
TABLE: Final = StepTable(STEPS, STATE_NAMES, EVENT_NAMES, "{}须由没有代报过结果的工作人员办理。")
