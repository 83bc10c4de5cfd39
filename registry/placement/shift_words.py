"""What a worker reads of a shift: when, where, what it pays, and the messages about it."""

from datetime import datetime
from typing import NamedTuple

from registry.jobs.pay import SETTLEMENT_LABELS
from registry.jobs.posting import Posting
from registry.jobs.week import DAY_NAMES
from registry.placement.shift import Shift, ShiftState
from registry.placement.spans import CHINA


def when(shift: Shift) -> str:
    """Day and clock times in China, e.g. `11月25日（周三）22:00至次日06:00`."""
    start, end = shift.starts.astimezone(CHINA), shift.ends.astimezone(CHINA)
    next_day = "次日" if end.date() > start.date() else ""
    day = f"{start.month}月{start.day}日（{DAY_NAMES[start.isoweekday()]}）"
    return f"{day}{start:%H:%M}至{next_day}{end:%H:%M}"


def moment(at: datetime) -> str:
    """A time in China, e.g. `11月24日18:00`."""
    here = at.astimezone(CHINA)
    return f"{here.month}月{here.day}日{here:%H:%M}"


def pays(shift: Shift, posting: Posting) -> str:
    """What it pays and how it is settled."""
    pay = shift.pay or posting.pay
    if pay is None:
        return "报酬未写明"
    return f"{pay}，{SETTLEMENT_LABELS[pay.settlement]}" if pay.settlement else str(pay)


def where(shift: Shift, posting: Posting) -> str:
    """Town and address, as far as they are written."""
    place = shift.place if shift.place.address or shift.place.town else posting.place
    return place.street


def invitation(shift: Shift, posting: Posting, link: str) -> str:
    """The message that asks."""
    return (
        f"【灵岗】{posting.employer}招{posting.title}：{when(shift)}，{pays(shift, posting)}。"
        f"去不去请在{moment(shift.answer_by)}前点：{link}"
    )


def promotion(shift: Shift, posting: Posting, is_late: bool) -> str:
    """The message that a place has fallen free for who stood by."""
    late = "时间紧，去不了没关系，请尽快点链接退出。" if is_late else "去不了请点链接退出。"
    return f"【灵岗】您候补的{posting.title}（{when(shift)}）有名额了，已为您留好。{late}"


def cancellation(shift: Shift, posting: Posting) -> str:
    """The message that there is nothing to go to."""
    return f"【灵岗】{posting.employer}的{posting.title}（{when(shift)}）已取消，请不要前往。"


def reported(shift: Shift, posting: Posting) -> str:
    """The message that the firm says she did not come."""
    return (
        f"【灵岗】{posting.employer}报告您没有到岗：{posting.title}（{when(shift)}）。"
        "如不属实，请点邀请链接说明，由工作人员核实；此事不影响您找工作。"
    )


class ShiftEvent(NamedTuple):
    """A shift as an entry of her calendar. uid: hers and the shift's, the same for ever."""

    uid: str
    begin: datetime
    end: datetime
    title: str
    place: str
    text: str
    cancelled: bool


def calendar_event(shift_id: str, shift: Shift, posting: Posting) -> ShiftEvent:
    """What her calendar says of a shift."""
    return ShiftEvent(
        uid=f"shift-{shift_id}@linggang",
        begin=shift.starts,
        end=shift.ends,
        title=f"{posting.title}（{posting.employer}）",
        place=where(shift, posting),
        text=pays(shift, posting),
        cancelled=shift.state is ShiftState.CANCELLED,
    )
