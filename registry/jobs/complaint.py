"""A complaint about a posting, a firm or a list: anyone's to make, an officer's to decide."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from registry.actor import Actor
from registry.registration.working_days import Deadline
from registry.step_table import FIRM, OFFICER, PERSON, Refused, Step, StepTable

MOST_WORDS: Final = 2000  # characters
MOST_CONTACT: Final = 200


class About(StrEnum):
    """What is complained about."""

    POSTING = "posting"  # 岗位
    FIRM = "firm"  # 用人单位
    LIST = "list"  # 推荐清单


class Kind(StrEnum):
    """What is complained of."""

    DEPOSIT = "deposit"  # 押金
    TRAINING_LOAN = "training_loan"  # 培训贷
    CLICK_FARMING = "click_farming"  # 刷单
    FALSE_POSTING = "false_posting"  # 虚假岗位
    ILLEGAL_AGENT = "illegal_agent"  # 黑中介
    RESTRICTION = "restriction"  # 性别、年龄等限制
    PAY = "pay"  # 报酬
    RANKING = "ranking"  # 推荐
    OTHER = "other"  # 其他


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What a kind is called, whether it is fraud, and its clause."""

    name: str
    is_fraud: bool
    clause: str


_FEES: Final = "就业促进法 41；劳动合同法 9"
_ORDER: Final = "人社部发〔2022〕38号（R7.7）"
KINDS: Final = {
    Kind.DEPOSIT: KindFacts("收押金、保证金或其他费用", True, _FEES),
    Kind.TRAINING_LOAN: KindFacts("以招工为名培训收费、培训贷", True, _FEES),
    Kind.CLICK_FARMING: KindFacts("刷单、垫付", True, _ORDER),
    Kind.FALSE_POSTING: KindFacts("虚假岗位", True, _ORDER),
    Kind.ILLEGAL_AGENT: KindFacts("黑中介、冒充用人单位", True, "人力资源市场暂行条例 18"),
    Kind.RESTRICTION: KindFacts("性别、年龄、户籍等限制", False, "就业促进法 3、26–31"),
    Kind.PAY: KindFacts("报酬与写明的不符、拖欠", False, "人社部发〔2021〕56号（R7.1）"),
    Kind.RANKING: KindFacts("推荐清单不合理", False, "互联网信息服务算法推荐管理规定 22"),
    Kind.OTHER: KindFacts("其他", False, _ORDER),
}
ABOUT_NAMES: Final = {About.POSTING: "岗位", About.FIRM: "用人单位", About.LIST: "推荐清单"}


class ComplaintState(StrEnum):
    """Where a complaint stands."""

    NONE = "NONE"  # 未提出
    RECEIVED = "RECEIVED"  # 已收到
    IN_REVIEW = "IN_REVIEW"  # 核查中
    UPHELD = "UPHELD"  # 属实
    REJECTED = "REJECTED"  # 不属实
    ANSWERED = "ANSWERED"  # 已答复


class ComplaintEvent(StrEnum):
    """What happens to it."""

    SEND = "send"  # 提出
    TAKE = "take"  # 开始核查
    UPHOLD = "uphold"  # 认定属实
    REJECT = "reject"  # 认定不属实
    ANSWER = "answer"  # 答复


CLAUSE: Final = "互联网信息服务算法推荐管理规定 22；人社部发〔2022〕38号（R7.7）"
_S, _E = ComplaintState, ComplaintEvent
TABLE: Final = StepTable(
    steps=(
        Step(_S.NONE, _E.SEND, _S.RECEIVED, PERSON | FIRM | OFFICER, CLAUSE),
        Step(_S.RECEIVED, _E.TAKE, _S.IN_REVIEW, OFFICER, CLAUSE),
        Step(_S.IN_REVIEW, _E.UPHOLD, _S.UPHELD, OFFICER, CLAUSE),
        Step(_S.IN_REVIEW, _E.REJECT, _S.REJECTED, OFFICER, CLAUSE),
        Step(_S.IN_REVIEW, _E.ANSWER, _S.ANSWERED, OFFICER, CLAUSE),
    ),
    state_names={
        _S.NONE: "未提出",
        _S.RECEIVED: "已收到",
        _S.IN_REVIEW: "核查中",
        _S.UPHELD: "属实",
        _S.REJECTED: "不属实",
        _S.ANSWERED: "已答复",
    },
    event_names={
        _E.SEND: "提出投诉",
        _E.TAKE: "开始核查投诉",
        _E.UPHOLD: "认定投诉属实",
        _E.REJECT: "认定投诉不属实",
        _E.ANSWER: "答复投诉",
    },
)
OPEN: Final = (ComplaintState.RECEIVED, ComplaintState.IN_REVIEW)
FRAUD: Final = tuple(kind for kind, facts in KINDS.items() if facts.is_fraud)
DECISIONS: Final = {
    ComplaintState.UPHELD: ComplaintEvent.UPHOLD,
    ComplaintState.REJECTED: ComplaintEvent.REJECT,
    ComplaintState.ANSWERED: ComplaintEvent.ANSWER,
}


class ComplaintRefused(Refused):
    """A complaint or a decision that lacks its words, or has too many."""

    code = "complaint_refused"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One complaint and what became of it.

    subject: a posting's id, a firm's name, or of a list what the sender wrote. deadline: the last
    day on which it is answered in time. contact: how to reach who sent it, or "".
    """

    about: About
    subject: str
    kind: Kind
    words: str
    received_on: date
    deadline: Deadline
    contact: str = ""
    state: ComplaintState = ComplaintState.RECEIVED
    answer: str = ""
    decided_by: str = ""
    decided_on: date | None = None

    def is_overdue(self, as_of: date) -> bool:
        """Whether its time is over without an answer."""
        return self.state in OPEN and as_of > self.deadline.due


def sent(
    actor: Actor,
    about: About,
    subject: str,
    kind: Kind,
    words: str,
    contact: str,
    as_of: date,
    deadline: Deadline,
) -> Complaint:
    """A new complaint; ComplaintRefused without words or with too many."""
    state = TABLE.step(ComplaintState.NONE, ComplaintEvent.SEND, actor)
    _refuse_unless(0 < len(words.strip()) <= MOST_WORDS, f"请写明情况，不超过 {MOST_WORDS} 字")
    _refuse_unless(len(contact) <= MOST_CONTACT, f"联系方式不超过 {MOST_CONTACT} 字")
    _refuse_unless(len(subject) <= MOST_CONTACT, f"投诉对象不超过 {MOST_CONTACT} 字")
    _refuse_unless(about is About.LIST or bool(subject.strip()), "请写明投诉的是哪个岗位或哪家单位")
    return Complaint(about, subject.strip(), kind, words, as_of, deadline, contact.strip(), state)


def taken(complaint: Complaint, actor: Actor) -> Complaint:
    """The complaint when an officer begins to look into it."""
    return replace(complaint, state=TABLE.step(complaint.state, ComplaintEvent.TAKE, actor))


def decided(
    complaint: Complaint, outcome: ComplaintState, answer: str, actor: Actor, as_of: date
) -> Complaint:
    """The complaint when an officer decided it; the answer is told to who sent it."""
    _refuse_unless(outcome in DECISIONS, "决定应是属实、不属实或答复")
    state = TABLE.step(complaint.state, DECISIONS[outcome], actor)
    _refuse_unless(0 < len(answer.strip()) <= MOST_WORDS, "请写明理由，会告知投诉人")
    return replace(
        complaint, state=state, answer=answer.strip(), decided_by=actor.id, decided_on=as_of
    )


def independent(persons: Iterable[str]) -> int:
    """By how many people complaints were sent; all of unknown senders ("") count as one."""
    return len(set(persons))


def _refuse_unless(met: bool, words: str) -> None:
    if not met:
        raise ComplaintRefused(f"不能办理：{words}。")
