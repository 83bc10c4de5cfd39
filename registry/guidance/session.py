"""A guidance session's life as a table: nine steps in order, from reception to close."""

from enum import StrEnum
from typing import Final

from registry.step_table import OFFICER, Step, StepTable


class State(StrEnum):
    """Which step was done last."""

    RECEIVED = "RECEIVED"  # 一、接待并取得同意
    WISHED = "WISHED"  # 二、求职意愿
    ASSESSED = "ASSESSED"  # 三、需求和困难
    TESTED = "TESTED"  # 四、职业能力测评（自愿）
    INFORMED = "INFORMED"  # 五、市场和政策信息
    PLANNED = "PLANNED"  # 六、商定方案
    RECOMMENDED = "RECOMMENDED"  # 七、推荐信或联系单位
    CLOSED = "CLOSED"  # 九、结束


class Event(StrEnum):
    """What is written down."""

    WISHES = "wishes"  # 求职意愿
    NEEDS = "needs"  # 需求和困难
    TEST = "test"  # 测评
    INFORM = "inform"  # 告知市场和政策信息
    PLAN = "plan"  # 商定方案
    RECOMMEND = "recommend"  # 开推荐信
    FOLLOW_UP = "follow_up"  # 回访
    CLOSE = "close"  # 结束


PROCEDURE: Final = "GB/T 33554-2017；就业服务与就业管理规定"
_S, _E = State, Event
IN_ORDER: Final = (
    (_S.RECEIVED, _E.WISHES, _S.WISHED),
    (_S.WISHED, _E.NEEDS, _S.ASSESSED),
    (_S.ASSESSED, _E.TEST, _S.TESTED),
    (_S.TESTED, _E.INFORM, _S.INFORMED),
    (_S.INFORMED, _E.PLAN, _S.PLANNED),
    (_S.PLANNED, _E.RECOMMEND, _S.RECOMMENDED),
    (_S.RECOMMENDED, _E.FOLLOW_UP, _S.RECOMMENDED),
)
OPEN: Final = tuple(state for state in State if state is not State.CLOSED)
STEPS: Final = (
    *(Step(source, event, target, OFFICER, PROCEDURE) for source, event, target in IN_ORDER),
    *(Step(state, _E.CLOSE, _S.CLOSED, OFFICER, PROCEDURE) for state in OPEN),
)
STATE_NAMES: Final = {
    _S.RECEIVED: "已接待",
    _S.WISHED: "已记意愿",
    _S.ASSESSED: "已评估",
    _S.TESTED: "测评已定",
    _S.INFORMED: "已告知信息",
    _S.PLANNED: "已定方案",
    _S.RECOMMENDED: "推荐和回访中",
    _S.CLOSED: "已结束",
}
EVENT_NAMES: Final = {
    _E.WISHES: "记录求职意愿",
    _E.NEEDS: "记录需求和困难",
    _E.TEST: "记录测评",
    _E.INFORM: "告知市场和政策信息",
    _E.PLAN: "商定方案",
    _E.RECOMMEND: "开推荐信",
    _E.FOLLOW_UP: "回访",
    _E.CLOSE: "结束",
}
TABLE: Final = StepTable(STEPS, STATE_NAMES, EVENT_NAMES)
