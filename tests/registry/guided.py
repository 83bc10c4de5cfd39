"""A guidance session with a plan, and contents of its steps, for tests to change."""

from datetime import date, datetime, timedelta
from typing import Final

from api.clock import SHANGHAI
from registry.actor import Actor, Role
from registry.guidance.follow_up import Terms
from registry.guidance.record import (
    Agreed,
    Aptitude,
    AptitudeChoice,
    Choice,
    Closing,
    Ending,
    Entered,
    FollowUp,
    Letter,
    LetterResult,
    Letters,
    Needs,
    Plan,
    Reception,
    Result,
    Session,
    Strategy,
    Target,
    Told,
    Way,
    Wishes,
)
from registry.guidance.steps import opened, planned, taken
from registry.workers.consent import Channel

ADVISOR: Final = Actor("zhao", Role.OFFICER, "371311")
MONDAY: Final = date(2026, 11, 23)
TERMS: Final = Terms(7, 30)
KINDS: Final = ("certificate", "week")
PROPOSED: Final = '{"strategies": [{"kind": "certificate"}, {"kind": "week"}]}'


def entered(day: date = MONDAY, by: str = "zhao") -> Entered:
    """At nine on a day."""
    return Entered(by, day, datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI))


def after(days: int) -> date:
    """So many days after the plan."""
    return MONDAY + timedelta(days)


WISHES: Final = Wishes(entered(), "白班保洁", "罗庄", "上学时间", "每小时 20 元以上")
NEEDS: Final = Needs(entered(), skills="做过保洁", care="接送孩子")
APTITUDE: Final = Aptitude(entered(), AptitudeChoice.DECLINED)
TOLD: Final = Told(entered(), "罗庄保洁 40 个岗位，一半在每小时 20 元以上", "社保补贴")
TAKEN: Final = Strategy("certificate", "办健康证", Choice.TAKEN)
LEFT_OUT: Final = Strategy("week", "周末也干", Choice.LEFT_OUT, "周末要看孩子")
PLAN: Final = Plan(
    entered(),
    "一个月内找到白班保洁",
    (TAKEN, LEFT_OUT),
    (Target("town:1", "办公楼保洁员", "甲"), Target("town:2", "家庭保洁", "乙")),
    agreed=(Agreed("办健康证", after(10)),),
    disagreement="我还是想离家近",
)
LETTERS: Final = Letters(entered(), (Letter("town:1", "甲，人事王女士", after(5)),))
CLOSING: Final = Closing(entered(), Ending.WORKING, satisfaction=5)


def received() -> Session:
    """A session that has just begun."""
    reception = Reception(entered(), Channel.SCREEN, "2026-11")
    return opened("a1b2c3d4", "W1", "371311", reception, ADVISOR)


def informed() -> Session:
    """A session in which the plan is next."""
    session = received()
    for content in (WISHES, NEEDS, APTITUDE, TOLD):
        session = taken(session, content, ADVISOR)
    return session


def agreed(plan: Plan = PLAN) -> Session:
    """A session with its plan."""
    return planned(informed(), plan, PROPOSED, KINDS, TERMS, ADVISOR)


def recommended() -> Session:
    """A session with a letter, whose follow-ups are next."""
    return taken(agreed(), LETTERS, ADVISOR)


def follow_up(day: date, result: LetterResult = LetterResult.WAITING) -> FollowUp:
    """A follow-up on a day, entered that day."""
    told = (Result("20261123-A1B2C3-1", result),)
    return FollowUp(entered(day), day, Way.PHONE, "还在等答复", told)
