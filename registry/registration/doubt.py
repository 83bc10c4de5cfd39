"""A doubt's life (3.10, R3.11): opened by a re-check or an import, settled by an officer."""

from enum import StrEnum
from typing import Final

from registry.actor import Actor
from registry.step_table import OFFICER, Step, StepTable


class DoubtState(StrEnum):
    """Where a doubt stands."""

    OPEN = "OPEN"  # 待核查
    SETTLED = "SETTLED"  # 已核查


class DoubtEvent(StrEnum):
    """What happens to it."""

    SETTLE = "settle"  # 办结


TABLE: Final = StepTable(
    steps=(
        Step(
            DoubtState.OPEN,
            DoubtEvent.SETTLE,
            DoubtState.SETTLED,
            OFFICER,
            "个人信息保护法 24",
        ),
    ),
    state_names={DoubtState.OPEN: "待核查", DoubtState.SETTLED: "已核查"},
    event_names={DoubtEvent.SETTLE: "办结疑点"},
)


def settled(state: DoubtState, actor: Actor) -> DoubtState:
    """The state once an officer has looked; IllegalStep, in Chinese, if it is not possible."""
    return TABLE.step(state, DoubtEvent.SETTLE, actor)
