"""The life of a posting: received, held or published, closed, reopened; who may, by which clause.

Whatever comes in or comes back passes through RECEIVED, where its holds decide what it becomes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from registry.actor import THE_SYSTEM, Actor, Role
from registry.jobs.posting import Posting, PostingState, Profile
from registry.step_table import FIRM, OFFICER, SYSTEM, Step, StepTable


class PostingEvent(StrEnum):
    """What happens to a posting."""

    PUBLISH = "publish"  # 发布
    HOLD = "hold"  # 暂不发布
    ARCHIVE = "archive"  # 存档
    CORRECT = "correct"  # 更正
    LIFT = "lift"  # 解除暂停
    FILL = "fill"  # 招满
    WITHDRAW = "withdraw"  # 撤回
    EXPIRE = "expire"  # 到期
    LAPSE = "lapse"  # 来源不再发送
    REMOVE = "remove"  # 下架
    REOPEN = "reopen"  # 重新开放
    SEND_AGAIN = "send_again"  # 来源再次发送


MUST_HAVE: Final = "人力资源市场暂行条例 24"
CURRENT: Final = "网络招聘五部门通知（R7.5）"
ORDER: Final = "人社部发〔2022〕38号（R7.7）"
_S, _E = PostingState, PostingEvent
STANDING: Final = (_S.PUBLISHED, _S.HELD)
CLOSED: Final = frozenset({_S.FILLED, _S.EXPIRED, _S.WITHDRAWN, _S.REMOVED, _S.UNSENT})
# A list may hold these; any other state takes a posting out of the index.
LISTED: Final = frozenset({_S.PUBLISHED, _S.ARCHIVED})
TABLE: Final = StepTable(
    steps=(
        Step(_S.RECEIVED, _E.PUBLISH, _S.PUBLISHED, SYSTEM, MUST_HAVE),
        Step(_S.RECEIVED, _E.HOLD, _S.HELD, SYSTEM, MUST_HAVE),
        Step(_S.RECEIVED, _E.ARCHIVE, _S.ARCHIVED, SYSTEM, "R7.5"),
        *(Step(s, _E.HOLD, _S.HELD, SYSTEM | OFFICER, ORDER) for s in STANDING),
        *(Step(s, _E.CORRECT, _S.RECEIVED, FIRM | OFFICER, CURRENT) for s in STANDING),
        Step(_S.ARCHIVED, _E.CORRECT, _S.RECEIVED, FIRM | OFFICER, "R7.5"),
        Step(_S.HELD, _E.LIFT, _S.RECEIVED, SYSTEM | OFFICER, ORDER),
        # The system fills what has all its openings taken.
        *(Step(s, _E.FILL, _S.FILLED, FIRM | OFFICER | SYSTEM, CURRENT) for s in STANDING),
        *(Step(s, _E.WITHDRAW, _S.WITHDRAWN, FIRM | OFFICER, CURRENT) for s in STANDING),
        *(Step(s, _E.EXPIRE, _S.EXPIRED, SYSTEM, CURRENT) for s in STANDING),
        *(Step(s, _E.LAPSE, _S.UNSENT, SYSTEM | FIRM, CURRENT) for s in STANDING),
        *(
            Step(s, _E.REMOVE, _S.REMOVED, OFFICER, ORDER)
            for s in (*STANDING, _S.FILLED, _S.EXPIRED, _S.WITHDRAWN, _S.UNSENT)
        ),
        *(
            Step(s, _E.REOPEN, _S.RECEIVED, FIRM | OFFICER, CURRENT)
            for s in (_S.FILLED, _S.EXPIRED, _S.WITHDRAWN, _S.UNSENT)
        ),
        Step(_S.REMOVED, _E.REOPEN, _S.RECEIVED, OFFICER, ORDER),
        *(
            Step(s, _E.SEND_AGAIN, _S.RECEIVED, FIRM, CURRENT)
            for s in (_S.EXPIRED, _S.WITHDRAWN, _S.UNSENT)
        ),
    ),
    state_names={
        _S.RECEIVED: "已收到",
        _S.PUBLISHED: "已发布",
        _S.HELD: "待补正",
        _S.ARCHIVED: "存档",
        _S.FILLED: "已招满",
        _S.EXPIRED: "已过有效期",
        _S.WITHDRAWN: "已撤回",
        _S.REMOVED: "已下架",
        _S.UNSENT: "来源不再发送",
    },
    event_names={
        _E.PUBLISH: "发布",
        _E.HOLD: "暂停发布",
        _E.ARCHIVE: "存档",
        _E.CORRECT: "更正",
        _E.LIFT: "解除暂停",
        _E.FILL: "办理招满",
        _E.WITHDRAW: "撤回",
        _E.EXPIRE: "到期关闭",
        _E.LAPSE: "记为来源不再发送",
        _E.REMOVE: "下架",
        _E.REOPEN: "重新开放",
        _E.SEND_AGAIN: "由来源再次发送而重新开放",
    },
)
SENT_AGAIN_FROM: Final = frozenset(
    each.source for each in TABLE.steps if each.event is _E.SEND_AGAIN
)


@dataclass(frozen=True, slots=True)
class Move:
    """One step of a posting: what happened, by whom, and what it became."""

    event: PostingEvent
    actor: Actor
    state: PostingState


@dataclass(frozen=True, slots=True)
class Before:
    """How a posting stood before it was sent again."""

    state: PostingState
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A posting as it is to be kept, and the steps that led there; none where it stays closed."""

    posting: Posting
    moves: tuple[Move, ...]


def received(
    sent: Posting, before: Before | None, office_holds: Iterable[str], today: date
) -> Received:
    """What a posting that its source sends becomes.

    sent: as it was read, with the holds of its own wording. before: None for a new one.
    office_holds: what the bureau holds it back for besides (registry/jobs/office_holds.py).
    """
    sent = replace(sent, holds=tuple(dict.fromkeys((*sent.holds, *office_holds))))
    if before is None:
        return settled(sent, ())
    event = PostingEvent.CORRECT
    if before.state in CLOSED:
        if not is_sent_again(sent, before, today):
            return Received(replace(sent, state=before.state), ())
        event = PostingEvent.SEND_AGAIN
    firm = Actor(sent.source, Role.FIRM)
    arrived = Move(event, firm, TABLE.step(before.state, event, firm))
    return settled(sent, (arrived,))


def settled(posting: Posting, moves: Iterable[Move] = ()) -> Received:
    """What a posting that was received becomes: archived, held where anything holds it, or out.

    moves: the steps that led to its being received.
    """
    event = PostingEvent.PUBLISH
    if posting.profile is Profile.ARCHIVE:
        event = PostingEvent.ARCHIVE
    elif posting.holds or posting.state is PostingState.HELD:
        event = PostingEvent.HOLD
    state = TABLE.step(PostingState.RECEIVED, event, THE_SYSTEM)
    return Received(replace(posting, state=state), (*moves, Move(event, THE_SYSTEM, state)))


def is_sent_again(sent: Posting, before: Before, today: date) -> bool:
    """Whether a closed posting that its source sends is open again by that alone.

    One that was only missed is, while it stands; another needs a later last day than it had.
    """
    until = sent.valid_until
    if before.state not in SENT_AGAIN_FROM or (until is not None and until < today):
        return False
    if before.state is PostingState.UNSENT:
        return True
    return until is not None and (before.valid_until is None or until > before.valid_until)


def outdated(
    valid_until: date | None, last_seen: date, as_of: date, unseen_days: float | None
) -> PostingEvent | None:
    """What is to happen on a day to a public posting that stands; None: it is current.

    One with a last day stands through it; one without stands while its source keeps sending it.
    unseen_days: after how many days unseen it no longer does; None: nobody has decided.
    """
    if valid_until is not None:
        return PostingEvent.EXPIRE if valid_until < as_of else None
    if unseen_days is not None and as_of - last_seen > timedelta(unseen_days):
        return PostingEvent.LAPSE
    return None
