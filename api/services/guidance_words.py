"""What was written down of a guidance session, as lines that people read: on pages and on paper."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from registry.guidance.record import (
    CHOICE_NAMES,
    ENDING_NAMES,
    PRIORITY_NAMES,
    RESULT_NAMES,
    TEST_NAMES,
    WAY_NAMES,
    Aptitude,
    Choice,
    Closing,
    Content,
    Entered,
    FollowUp,
    Letters,
    Needs,
    Plan,
    Reception,
    Session,
    Told,
    Wishes,
)
from registry.guidance.session import Event
from registry.workers.consent import Channel

CHANNEL_NAMES: Final = {
    Channel.SCREEN: "本人看过屏幕，当面同意",
    Channel.PAPER: "本人已在纸面签字",
}
NEED_NAMES: Final = {
    "skills": "会做什么",
    "papers": "证件",
    "care": "照顾家人",
    "transport": "出行",
    "other": "其他困难",
    "health": "身体情况（本人主动说的）",
}
WISH_NAMES: Final = {
    "work": "想找的活",
    "place": "地点",
    "hours": "时间",
    "pay": "收入",
    "limits": "不能接受的",
}
# The steps in order: what is next where it lacks, what it is called.
STEPS: Final = (
    (None, "一、接待和同意"),
    (Event.WISHES, "二、求职意愿"),
    (Event.NEEDS, "三、需求和困难"),
    (Event.TEST, "四、职业能力测评（自愿）"),
    (Event.INFORM, "五、市场和政策信息"),
    (Event.PLAN, "六、商定方案"),
    (Event.RECOMMEND, "七、推荐信、联系单位"),
    (Event.FOLLOW_UP, "八、回访"),
    (Event.CLOSE, "九、结束"),
)


class Line(NamedTuple):
    """One thing that was written down. name: "" where it needs none."""

    name: str
    words: str


class Done(NamedTuple):
    """A step that was taken, or one of its follow-ups."""

    entered: Entered
    lines: tuple[Line, ...]


def done(session: Session) -> dict[Event | None, tuple[Done, ...]]:
    """What was written down at each step that was taken."""
    parts: dict[Event | None, tuple[Reception | Content | None, ...]] = {
        None: (session.reception,),
        Event.WISHES: (session.wishes,),
        Event.NEEDS: (session.needs,),
        Event.TEST: (session.test,),
        Event.INFORM: (session.told,),
        Event.PLAN: (session.plan,),
        Event.RECOMMEND: (session.letters,),
        Event.FOLLOW_UP: session.follow_ups,
        Event.CLOSE: (session.closing,),
    }
    return {
        event: tuple(Done(each.entered, lines_of(each)) for each in contents if each is not None)
        for event, contents in parts.items()
    }


def lines_of(content: Reception | Content) -> tuple[Line, ...]:
    """What a step says, without what was left empty."""
    lines = _LINES[type(content)](content)
    return tuple(line for line in lines if line.words)


def day_words(day: date) -> str:
    """A day as it is said."""
    return f"{day.month}月{day.day}日"


def fact_words(fact: Mapping[str, Any]) -> str:
    """A labour-market fact of a plan, with the number that it rests on."""
    told = f"{fact['area_name']}{fact['trade_name']}：在招 {fact['offers']} 个"
    for name, unit in (("hour", "小时"), ("month", "月")):
        spread = fact[name]
        if spread:
            told += (
                f"；每{unit}一半在 {spread['low']:.0f} 到 {spread['high']:.0f} 元之间，"
                f"中间是 {spread['median']:.0f} 元（{spread['n']} 个写明了收入）"
            )
    if fact["workers"]:
        told += f"；找这类活的有 {fact['workers']} 人"
    return told + "。"


def _reception(one: Reception) -> Iterator[Line]:
    name = CHANNEL_NAMES.get(one.channel, one.channel.value)
    yield Line("", f"{name}（同意书 {one.text_version} 版）")


def _wishes(one: Wishes) -> Iterator[Line]:
    yield from (Line(name, getattr(one, field)) for field, name in WISH_NAMES.items())


def _needs(one: Needs) -> Iterator[Line]:
    yield from (Line(name, getattr(one, field)) for field, name in NEED_NAMES.items())
    yield Line("优先帮扶（本人说明）", "、".join(PRIORITY_NAMES[each] for each in one.priority))


def _aptitude(one: Aptitude) -> Iterator[Line]:
    yield Line("", TEST_NAMES[one.choice])
    yield from (Line("测评", one.name), Line("结果", one.result), Line("原因", one.reason))


def _told(one: Told) -> Iterator[Line]:
    yield from (Line("市场", one.market), Line("政策", one.policies))


def _plan(one: Plan) -> Iterator[Line]:
    yield Line("目标", one.goal)
    for each in one.strategies:
        reason = f"。原因：{each.reason}" if each.choice is not Choice.TAKEN else ""
        yield Line(CHOICE_NAMES[each.choice], each.title + reason)
    for target in one.postings:
        yield Line("岗位", "，".join(filter(None, (target.title, target.employer))))
    yield from (Line("没有选岗位", one.no_postings), Line("培训", one.training))
    for todo in one.agreed:
        yield Line(f"{day_words(todo.by)}前", todo.words)
    yield Line("本人不同意的", one.disagreement)


def _letters(one: Letters) -> Iterator[Line]:
    for each in one.letters:
        what = "，".join(filter(None, (each.title, each.employer)))
        yield Line("推荐信", f"{each.number}：{what}；交给{each.to}，{day_words(each.by)}前")
    yield Line("不开推荐信", one.reason)


def _follow_up(one: FollowUp) -> Iterator[Line]:
    yield Line(f"{day_words(one.held_on)} {WAY_NAMES[one.way]}", one.words)
    for each in one.results:
        words = "，".join(filter(None, (RESULT_NAMES[each.result], each.words)))
        yield Line("推荐信", f"{each.letter}：{words}")


def _closing(one: Closing) -> Iterator[Line]:
    yield Line("原因", ENDING_NAMES[one.ending])
    yield from (Line("说明", one.words), Line("不再回访", one.undone))
    yield Line("满意度", f"{one.satisfaction}（满分 5）" if one.satisfaction else "本人没有说")


_LINES: Final[Mapping[type, Any]] = {
    Reception: _reception,
    Wishes: _wishes,
    Needs: _needs,
    Aptitude: _aptitude,
    Told: _told,
    Plan: _plan,
    Letters: _letters,
    FollowUp: _follow_up,
    Closing: _closing,
}
