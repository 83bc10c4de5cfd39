"""What is written down at each step of a guidance session, and the session as it stands."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from registry.guidance.session import State
from registry.workers.consent import Channel


class Priority(StrEnum):
    """Why she is helped first; kept only where she herself said so."""

    JOBLESS = "jobless"  # 失业超过 6 个月
    HARDSHIP = "hardship"  # 就业困难人员


class AptitudeChoice(StrEnum):
    """What became of the test, which is voluntary."""

    TAKEN = "taken"  # 做了
    DECLINED = "declined"  # 本人不做
    LEFT_OUT = "left_out"  # 没有安排


class Choice(StrEnum):
    """What became of a strategy."""

    TAKEN = "taken"  # 采用
    LEFT_OUT = "left_out"  # 没有采用
    ADDED = "added"  # 指导员另加


class Way(StrEnum):
    """How a follow-up was made."""

    PHONE = "phone"  # 电话
    DESK = "desk"  # 来窗口
    VISIT = "visit"  # 上门
    MESSAGE = "message"  # 微信、短信


class LetterResult(StrEnum):
    """What became of a recommendation."""

    HIRED = "hired"  # 录用了
    INTERVIEW = "interview"  # 约了面试
    WAITING = "waiting"  # 等答复
    REFUSED = "refused"  # 没有录用
    NOT_GONE = "not_gone"  # 本人没有去


class Ending(StrEnum):
    """Why a session is closed."""

    WORKING = "working"  # 已经就业
    PLAN_DONE = "plan_done"  # 方案已落实
    TRAINING = "training"  # 去参加培训
    NEW_SESSION = "new_session"  # 情况变了，另开一次
    HER_WISH = "her_wish"  # 本人不再需要
    UNREACHABLE = "unreachable"  # 联系不上
    MOVED = "moved"  # 转到其他县区


# A session may end before its plan is carried out only for these.
EARLY: Final = (Ending.NEW_SESSION, Ending.HER_WISH, Ending.UNREACHABLE, Ending.MOVED)
PRIORITY_NAMES: Final = {
    Priority.JOBLESS: "失业超过 6 个月",
    Priority.HARDSHIP: "就业困难人员",
}
TEST_NAMES: Final = {
    AptitudeChoice.TAKEN: "做了，结果已讲解",
    AptitudeChoice.DECLINED: "本人选择不做",
    AptitudeChoice.LEFT_OUT: "这次没有安排",
}
CHOICE_NAMES: Final = {
    Choice.TAKEN: "采用",
    Choice.LEFT_OUT: "没有采用",
    Choice.ADDED: "指导员另加",
}
WAY_NAMES: Final = {
    Way.PHONE: "电话",
    Way.DESK: "来窗口",
    Way.VISIT: "上门",
    Way.MESSAGE: "微信、短信",
}
RESULT_NAMES: Final = {
    LetterResult.HIRED: "录用了",
    LetterResult.INTERVIEW: "约了面试",
    LetterResult.WAITING: "等答复",
    LetterResult.REFUSED: "没有录用",
    LetterResult.NOT_GONE: "本人没有去",
}
ENDING_NAMES: Final = {
    Ending.WORKING: "已经就业",
    Ending.PLAN_DONE: "方案已落实",
    Ending.TRAINING: "去参加培训",
    Ending.NEW_SESSION: "情况变了，另开一次指导",
    Ending.HER_WISH: "本人不再需要",
    Ending.UNREACHABLE: "联系不上",
    Ending.MOVED: "转到其他县区",
}


@dataclass(frozen=True, slots=True)
class Entered:
    """By which officer's account, on which day in China, and when."""

    by: str
    on: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Reception:
    """1. She agreed to the session, by the text of a version."""

    entered: Entered
    channel: Channel
    text_version: str


@dataclass(frozen=True, slots=True)
class Wishes:
    """2. What she looks for; "" for what she does not mind or did not say."""

    entered: Entered
    work: str
    place: str = ""
    hours: str = ""
    pay: str = ""
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Needs:
    """3. What she can and what stands in the way. health: only what she offered herself.

    said_herself: that the health limits and grounds of priority written here are her own words.
    """

    entered: Entered
    skills: str = ""
    papers: str = ""
    care: str = ""
    transport: str = ""
    other: str = ""
    health: str = ""
    priority: tuple[Priority, ...] = ()
    said_herself: bool = False


@dataclass(frozen=True, slots=True)
class Aptitude:
    """4. explained: that the result was. reason: why none was arranged."""

    entered: Entered
    choice: AptitudeChoice
    name: str = ""
    result: str = ""
    explained: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """5. What she was told of the market and of policies."""

    entered: Entered
    market: str = ""
    policies: str = ""


@dataclass(frozen=True, slots=True)
class Strategy:
    """kind: as the proposed plan names it, "" for one that the advisor added."""

    kind: str
    title: str
    choice: Choice
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """A posting or gig of the plan."""

    posting: str
    title: str
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """Something to do, by a day."""

    words: str
    by: date


@dataclass(frozen=True, slots=True)
class Plan:
    """6. What they agreed on. no_postings: why there is none. disagreement: in her own words."""

    entered: Entered
    goal: str
    strategies: tuple[Strategy, ...] = ()
    postings: tuple[Target, ...] = ()
    no_postings: str = ""
    training: str = ""
    agreed: tuple[Agreed, ...] = ()
    disagreement: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A recommendation letter. number: given by the session. to: whom to see. by: until when."""

    posting: str
    to: str
    by: date
    number: str = ""
    title: str = ""
    employer: str = ""


@dataclass(frozen=True, slots=True)
class Letters:
    """7. reason: why there is none."""

    entered: Entered
    letters: tuple[Letter, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the letter of a number."""

    letter: str
    result: LetterResult
    words: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """8. One of them."""

    entered: Entered
    held_on: date
    way: Way
    words: str
    results: tuple[Result, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """9. undone: why follow-ups are left. satisfaction: 1 to 5, None where she did not say."""

    entered: Entered
    ending: Ending
    words: str = ""
    undone: str = ""
    satisfaction: int | None = None


Content = Wishes | Needs | Aptitude | Told | Plan | Letters | FollowUp | Closing


@dataclass(frozen=True, slots=True)
class Session:
    """One session. county: whose advisors hold it. due: when follow-ups are, from the plan's day.

    proposed: the plan that was proposed, as JSON text, as it was shown when the plan was agreed.
    """

    id: str
    worker: str
    county: str
    state: State
    reception: Reception
    wishes: Wishes | None = None
    needs: Needs | None = None
    test: Aptitude | None = None
    told: Told | None = None
    plan: Plan | None = None
    letters: Letters | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    closing: Closing | None = None
    due: tuple[date, ...] = ()
    proposed: str = ""
