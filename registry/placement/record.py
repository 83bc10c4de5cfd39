"""An application as it stands: whose, to what, what was answered, agreed and told."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from registry.placement.application import State
from registry.placement.reasons import RefusalReason


class Answer(StrEnum):
    """A firm's first answer."""

    INVITED = "invited"  # 有意
    ASKED = "asked"  # 询问
    DECLINED = "declined"  # 不合适


class Kind(StrEnum):
    """As what she was hired."""

    LABOUR_CONTRACT = "LABOUR_CONTRACT"  # 签订劳动合同
    PART_TIME = "PART_TIME"  # 非全日制用工
    GIG = "GIG"  # 零工、平台接单
    LABOUR_SERVICE = "LABOUR_SERVICE"  # 劳务


class Side(StrEnum):
    """Who tells an outcome."""

    WORKER = "worker"  # 劳动者
    FIRM = "firm"  # 用人单位


class Said(StrEnum):
    """What is told of an outcome."""

    HIRED = "hired"  # 录用了
    NOT_HIRED = "not_hired"  # 没有录用
    STILL_THERE = "still_there"  # 还在岗
    LEFT = "left"  # 已离岗


KIND_NAMES: Final = {
    Kind.LABOUR_CONTRACT: "签订劳动合同",
    Kind.PART_TIME: "非全日制用工",
    Kind.GIG: "零工或平台接单",
    Kind.LABOUR_SERVICE: "劳务",
}
SIDE_NAMES: Final = {Side.WORKER: "劳动者", Side.FIRM: "用人单位"}
SAID_NAMES: Final = {
    Said.HIRED: "录用了",
    Said.NOT_HIRED: "没有录用",
    Said.STILL_THERE: "还在岗",
    Said.LEFT: "已离岗",
}


@dataclass(frozen=True, slots=True)
class Interview:
    """A meeting: begin with its offset, minutes > 0. sequence: 0, one more with each change."""

    begin: datetime
    minutes: int
    place: str
    sequence: int = 0

    @property
    def end(self) -> datetime:
        """When it is over."""
        return self.begin + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Report:
    """What one side told. at: when. kind: of a hire, None where not told.

    on: the first day of work, a day she was still there, or the first on which she no longer was.
    by: the officer who entered it for that side, "" where the side did so itself.
    """

    side: Side
    said: Said
    at: datetime
    on: date
    kind: Kind | None = None
    reason: RefusalReason | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Hire:
    """That she was hired. on: her first day of work. kind: None where nobody told it."""

    on: date
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """One worker's wish for one posting, and what became of it.

    firm: the posting's source. county: the worker's, "" if not known. moved_at: of the last step
    that changed the state or an agreement. reminded: reminders since then. told: of the hire, stay:
    of how long she stayed; at most one report a side in each. settled_by: the officer who found out
    whether she was hired, "" where nobody had to.
    """

    id: str
    worker: str
    posting: str
    firm: str
    state: State
    wanted_at: datetime
    moved_at: datetime
    county: str = ""
    passed_at: datetime | None = None
    seen_at: datetime | None = None
    answered_at: datetime | None = None
    answer: Answer | None = None
    interview: Interview | None = None
    reason: RefusalReason | None = None
    hire: Hire | None = None
    left_on: date | None = None
    told: tuple[Report, ...] = ()
    stay: tuple[Report, ...] = ()
    reminded: int = 0
    settled_by: str = ""
