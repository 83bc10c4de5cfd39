"""A shift: one dated piece of a posting's work with openings, and its life."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from registry.actor import THE_SYSTEM, Actor
from registry.errors import InvalidField
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay
from registry.jobs.posting import Posting, PostingState
from registry.jobs.week import Window
from registry.placement.shift_terms import ShiftTerms
from registry.placement.spans import CHINA, Span, touches_night
from registry.places import Place
from registry.step_table import FIRM, OFFICER, SYSTEM, Step, StepTable


class ShiftState(StrEnum):
    """Where a shift stands."""

    OPEN = "OPEN"  # 招人中
    FULL = "FULL"  # 已招满
    CLOSED = "CLOSED"  # 已截止
    CANCELLED = "CANCELLED"  # 已取消
    DONE = "DONE"  # 已结束


class ShiftEvent(StrEnum):
    """What happens to it."""

    FILL = "fill"  # 招满
    REOPEN = "reopen"  # 有人退出，重新招人
    CLOSE = "close"  # 截止
    CANCEL = "cancel"  # 取消
    FINISH = "finish"  # 结束


CLAUSE: Final = "人社部发〔2022〕38号（即时快招，R7.7）"
MOST_OPENINGS: Final = 500
FARTHEST: Final = timedelta(days=366)
SHORTEST: Final = timedelta(minutes=30)
_S, _E = ShiftState, ShiftEvent
TABLE: Final = StepTable(
    steps=(
        Step(_S.OPEN, _E.FILL, _S.FULL, SYSTEM, CLAUSE),
        Step(_S.FULL, _E.REOPEN, _S.OPEN, SYSTEM, CLAUSE),
        Step(_S.CLOSED, _E.REOPEN, _S.OPEN, SYSTEM, CLAUSE),
        *(Step(state, _E.CLOSE, _S.CLOSED, SYSTEM, CLAUSE) for state in (_S.OPEN, _S.FULL)),
        *(
            # The system cancels where the posting itself is taken down.
            Step(state, _E.CANCEL, _S.CANCELLED, FIRM | OFFICER | SYSTEM, CLAUSE)
            for state in (_S.OPEN, _S.FULL, _S.CLOSED)
        ),
        Step(_S.CLOSED, _E.FINISH, _S.DONE, SYSTEM, CLAUSE),
    ),
    state_names={
        _S.OPEN: "招人中",
        _S.FULL: "已招满",
        _S.CLOSED: "已截止",
        _S.CANCELLED: "已取消",
        _S.DONE: "已结束",
    },
    event_names={
        _E.FILL: "招满",
        _E.REOPEN: "重新招人",
        _E.CLOSE: "截止",
        _E.CANCEL: "取消班次",
        _E.FINISH: "结束",
    },
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One shift as a firm sends it. ref: its own mark; "" for none: time and place name it.

    place, pay, answer_by: None for those of the posting, and for an hour before the start.
    """

    starts: datetime
    ends: datetime
    openings: int
    ref: str = ""
    place: Place | None = None
    pay: Pay | None = None
    answer_by: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """One dated shift of a posting, beside the posting's weekly pattern.

    starts, ends, answer_by: with their offset; a shift may cross midnight. openings in 1..500.
    taken: places taken now, in 0..openings. place, pay: of this shift. ref: the firm's own mark,
    which names it among the posting's shifts.
    """

    posting: str
    starts: datetime
    ends: datetime
    answer_by: datetime
    openings: int
    ref: str
    place: Place = field(default_factory=Place)
    pay: Pay | None = None
    state: ShiftState = ShiftState.OPEN
    taken: int = 0

    @property
    def span(self) -> Span:
        """When it is worked."""
        return Span(self.starts, self.ends)

    @property
    def free(self) -> int:
        """Places not taken."""
        return self.openings - self.taken

    def as_posting(self, posting: Posting) -> Posting:
        """The posting as this shift makes it: its hours are those of the day, its pay, its place.

        A settlement that the shift does not state is the posting's.
        """
        pay = self.pay or posting.pay
        if pay is not None and pay.settlement is None and posting.pay is not None:
            pay = replace(pay, settlement=posting.pay.settlement)
        place = self.place if self.place.code else posting.place
        return replace(posting, pay=pay, place=place, hours=_hours(self.span))

    def answerable(self, at: datetime) -> bool:
        """Whether somebody may still say yes, full or not."""
        return self.state in (_S.OPEN, _S.FULL) and at < self.answer_by


def _hours(span: Span) -> Hours:
    """Hours of one day a week, on the weekday of its start, to the minute."""
    start, end = span.start.astimezone(CHINA), span.end.astimezone(CHINA)
    window = Window(
        (start.isoweekday(),), start.hour * 60 + start.minute, end.hour * 60 + end.minute or 1440
    )
    return Hours(HoursKind.FIXED, (window,), span.hours, 1.0, touches_night(span))


# While its posting stands so nobody new is taken on: it is being looked into, or taken back.
STOPPED: Final = frozenset({PostingState.HELD, PostingState.WITHDRAWN, PostingState.REMOVED})
# A posting that has come to this takes its shifts with it.
TAKEN_BACK: Final = frozenset({PostingState.WITHDRAWN, PostingState.REMOVED})


def check_new(shift: Shift, at: datetime, terms: ShiftTerms) -> None:
    """InvalidField, saying which and how to mend it, unless a firm may offer it now."""
    longest = timedelta(hours=terms.longest_day_hours)
    hours = f"{terms.longest_day_hours:g} 小时"
    rules = (
        ("starts", "shift_past", shift.starts > at, "开始时间已过：请填今后的时间。"),
        ("starts", "shift_too_far", shift.starts <= at + FARTHEST, "开始时间在一年以后：请核对。"),
        (
            "ends",
            "shift_order",
            shift.ends - shift.starts >= SHORTEST,
            "结束应比开始晚半小时以上。",
        ),
        (
            "ends",
            "shift_too_long",
            shift.ends - shift.starts <= longest,
            f"一个班次不超过 {hours}（R7.3）：请分成几个班次。",
        ),
        (
            "openings",
            "shift_openings",
            1 <= shift.openings <= MOST_OPENINGS,
            f"人数应在 1 至 {MOST_OPENINGS} 之间。",
        ),
        (
            "answer_by",
            "shift_answer_by",
            at < shift.answer_by <= shift.starts,
            "答复截止应在现在之后、开始之前。",
        ),
    )
    for name, code, met, reason in rules:
        if not met:
            raise InvalidField(name, code, reason)


def taken_by_one(shift: Shift) -> Shift:
    """The shift with one more place taken, full if it was the last; ValueError if none is free."""
    if not shift.free:
        raise ValueError("no place of the shift is free")
    after = replace(shift, taken=shift.taken + 1)
    if after.free or shift.state is not ShiftState.OPEN:
        return after
    return replace(after, state=TABLE.step(shift.state, ShiftEvent.FILL, THE_SYSTEM))


def freed_by_one(shift: Shift) -> Shift:
    """The shift with one place given back; whether it is offered again is `reopened`'s to say."""
    return replace(shift, taken=shift.taken - 1)


def reopened(shift: Shift, at: datetime, terms: ShiftTerms) -> Shift:
    """The shift looking for people again, where a place is free and it is not too late for that.

    Past its deadline it gets a short new one; too late is when that would lie beyond its end.
    """
    if not shift.free or shift.state not in (_S.FULL, _S.CLOSED):
        return shift
    answer_by = shift.answer_by
    if at >= answer_by:
        answer_by = at + timedelta(minutes=terms.replacement_answer_minutes)
    if answer_by >= shift.ends:
        return shift
    state = TABLE.step(shift.state, ShiftEvent.REOPEN, THE_SYSTEM)
    return replace(shift, state=state, answer_by=answer_by)


def passed(shift: Shift, at: datetime) -> Shift:
    """The shift as time alone leaves it: closed past its deadline, done at its end."""
    if shift.state in (_S.OPEN, _S.FULL) and at >= shift.answer_by:
        shift = replace(shift, state=TABLE.step(shift.state, ShiftEvent.CLOSE, THE_SYSTEM))
    if shift.state is _S.CLOSED and at >= shift.ends:
        shift = replace(shift, state=TABLE.step(shift.state, ShiftEvent.FINISH, THE_SYSTEM))
    return shift


def cancelled(shift: Shift, actor: Actor) -> Shift:
    """The shift when its firm called it off; nobody has a place on it any more."""
    state = TABLE.step(shift.state, ShiftEvent.CANCEL, actor)
    return replace(shift, state=state, taken=0)
