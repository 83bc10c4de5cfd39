"""What keeps the content of a step from being kept: field by field, and how to mend it."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from registry.errors import InvalidField
from registry.guidance.follow_up import left
from registry.guidance.record import (
    EARLY,
    Aptitude,
    AptitudeChoice,
    Choice,
    Closing,
    Ending,
    FollowUp,
    Letters,
    Needs,
    Plan,
    Session,
    Told,
    Wishes,
)
from registry.guidance.session import State

LONGEST: Final = 300
LONGEST_TOLD: Final = 1500
MOST_POSTINGS: Final = 3
MOST_AGREED: Final = 6
MOST_STRATEGIES: Final = 8
LETTER_LASTS: Final = timedelta(days=60)
AGREED_LASTS: Final = timedelta(days=366)
SATISFIED: Final = range(1, 6)
Faults = Iterator[InvalidField]
WISHES: Final = ("work", "place", "hours", "pay", "limits")
NEEDS: Final = ("skills", "papers", "care", "transport", "other", "health")


def raise_all(faults: Iterable[InvalidField]) -> None:
    """One InvalidField that tells all of them; nothing where there are none."""
    found = tuple(faults)
    if found:
        first = found[0]
        each = ((one.field, one.code, one.reason) for one in found)
        raise InvalidField(first.field, first.code, first.reason, each)


def wishes_faults(wishes: Wishes) -> Faults:
    """She says at least what work she looks for."""
    yield from _needed("work", wishes.work, "请写本人想找什么活；还没想好也请写“还没想好”。")
    for name in WISHES:
        yield from _short(name, getattr(wishes, name))


def needs_faults(needs: Needs) -> Faults:
    """Health and grounds of priority are written down only as her own words."""
    for name in NEEDS:
        yield from _short(name, getattr(needs, name))
    if not any(getattr(needs, name) for name in NEEDS):
        yield InvalidField(
            "skills", "missing", "请至少写一项：会做什么、有什么证件或困难；没有困难就写“没有”。"
        )
    if (needs.health or needs.priority) and not needs.said_herself:
        yield InvalidField(
            "said_herself",
            "not_said",
            "身体情况和优先帮扶只记本人主动说的：是她说的请勾选，不是请删去。",
        )


def aptitude_faults(test: Aptitude) -> Faults:
    """A result is kept only explained; what was not arranged has its reason."""
    for name in ("name", "result", "reason"):
        yield from _short(name, getattr(test, name))
    if test.choice is AptitudeChoice.TAKEN:
        yield from _needed("name", test.name, "请写做的是什么测评。")
        yield from _needed("result", test.result, "请写测评结果。")
        if not test.explained:
            yield InvalidField("explained", "not_explained", "结果要先向本人讲清楚，再勾选保存。")
    elif test.result or test.explained:
        yield InvalidField("choice", "contradiction", "写了测评结果：请选“做了”，或删去结果。")
    if test.choice is AptitudeChoice.LEFT_OUT:
        yield from _needed("reason", test.reason, "这一步略过要写原因，如“没有合适的测评”。")


def told_faults(told: Told) -> Faults:
    """At least one of the two was told."""
    for name in ("market", "policies"):
        yield from _short(name, getattr(told, name), LONGEST_TOLD)
    if not (told.market or told.policies):
        yield InvalidField(
            "market", "missing", "请写告诉了本人哪些市场或政策信息；查不到也请写“查不到”。"
        )


def plan_faults(plan: Plan, proposed: Collection[str]) -> Faults:
    """Every proposed strategy is taken or left out; what departs from the proposal has a reason.

    proposed: the kinds of the strategies that were.
    """
    yield from _needed("goal", plan.goal, "请写商定的目标，如“一个月内找到白班保洁”。")
    for name in ("goal", "no_postings", "training", "disagreement"):
        yield from _short(name, getattr(plan, name))
    yield from _strategy_faults(plan, proposed)
    yield from _posting_faults(plan)
    if not plan.agreed:
        yield InvalidField("agreed", "missing", "请至少写一件要做的事和日期。")
    if len(plan.agreed) > MOST_AGREED:
        yield InvalidField("agreed", "too_many", f"要做的事最多 {MOST_AGREED} 件：请合并。")
    day = plan.entered.on
    for number, each in enumerate(plan.agreed):
        yield from _needed(f"agreed.{number}.words", each.words, "请写要做什么，或删去日期。")
        yield from _short(f"agreed.{number}.words", each.words)
        yield from _within(f"agreed.{number}.by", each.by, day, day + AGREED_LASTS, "一年")


def offered_faults(plan: Plan, offered: Collection[str]) -> Faults:
    """Postings of a plan are open now. offered: those that are."""
    for number, each in enumerate(plan.postings):
        if each.posting not in offered:
            yield InvalidField(
                f"postings.{number}", "not_offered", f"{each.posting} 现在不招人或没有这个编号。"
            )


def letters_faults(session: Session, letters: Letters) -> Faults:
    """A letter goes to a posting of the plan, one each; where there is none, it is said why."""
    planned = [each.posting for each in session.plan.postings] if session.plan else []
    yield from _short("reason", letters.reason)
    if not letters.letters:
        yield from _needed(
            "reason", letters.reason, "不开推荐信要写原因，如“本人自己去”“已电话联系”。"
        )
    if len({each.posting for each in letters.letters}) < len(letters.letters):
        yield InvalidField("letters", "twice", "同一岗位只开一封推荐信：请删去重复的。")
    day = letters.entered.on
    for number, each in enumerate(letters.letters):
        if each.posting not in planned:
            yield InvalidField(
                f"letters.{number}.posting", "not_planned", "推荐信只开给方案里商定的岗位。"
            )
        yield from _needed(f"letters.{number}.to", each.to, "请写推荐信交给谁、到哪里。")
        yield from _short(f"letters.{number}.to", each.to)
        yield from _within(f"letters.{number}.by", each.by, day, day + LETTER_LASTS, "60 天")


def follow_up_faults(session: Session, made: FollowUp) -> Faults:
    """It was made since the plan, and tells of every letter."""
    since = session.plan.entered.on if session.plan else made.entered.on
    if not since <= made.held_on <= made.entered.on:
        yield InvalidField("held_on", "day", f"回访日期应在 {since} 和今天之间：请核对。")
    yield from _needed("words", made.words, "请写回访的情况，一两句也行。")
    yield from _short("words", made.words)
    numbers = [each.number for each in session.letters.letters] if session.letters else []
    told = [each.letter for each in made.results]
    for number, letter in enumerate(numbers):
        if told.count(letter) != 1:
            yield InvalidField(f"results.{number}", "missing", f"请选推荐信 {letter} 的结果。")
    if set(told) - set(numbers):
        yield InvalidField("results", "unknown", "所写的推荐信编号不在这次指导里：请核对。")
    for each in made.results:
        yield from _short("results", each.words)


def closing_faults(session: Session, closing: Closing) -> Faults:
    """Follow-ups that are left have a reason, and so has an end before the plan is carried out."""
    for name in ("words", "undone"):
        yield from _short(name, getattr(closing, name))
    if session.state is not State.RECOMMENDED and closing.ending not in EARLY:
        yield InvalidField(
            "ending",
            "too_early",
            "前面的步骤还没有做完：请先做完，或选“本人不再需要”“联系不上”等提前结束的原因。",
        )
    days = left(session.due, session.follow_ups)
    if days and not closing.undone:
        told = "、".join(f"{day.month}月{day.day}日" for day in days)
        yield InvalidField(
            "undone", "follow_up_left", f"{told}的回访还没有做：请先回访，或写明不再回访的原因。"
        )
    if closing.ending in (Ending.HER_WISH, Ending.NEW_SESSION):
        yield from _needed("words", closing.words, "请写明情况，一两句也行。")
    if closing.satisfaction is not None and closing.satisfaction not in SATISFIED:
        yield InvalidField("satisfaction", "range", "满意度是 1 到 5；本人没有说就不选。")


def _strategy_faults(plan: Plan, proposed: Collection[str]) -> Faults:
    answered = [each.kind for each in plan.strategies if each.choice is not Choice.ADDED]
    if sorted(answered) != sorted(proposed):
        yield InvalidField(
            "strategies", "unanswered", "建议的每一条都要选采用或不采用：请逐条确认。"
        )
    if len(plan.strategies) > MOST_STRATEGIES:
        yield InvalidField("strategies", "too_many", f"最多 {MOST_STRATEGIES} 条：请合并。")
    for number, each in enumerate(plan.strategies):
        if each.choice is Choice.ADDED:
            yield from _needed(f"strategies.{number}.title", each.title, "请写另加的是什么做法。")
        yield from _short(f"strategies.{number}.title", each.title)
        yield from _short(f"strategies.{number}.reason", each.reason)
        if each.choice is not Choice.TAKEN:
            what = "不采用建议" if each.choice is Choice.LEFT_OUT else "另加做法"
            yield from _needed(f"strategies.{number}.reason", each.reason, f"{what}要写原因。")


def _posting_faults(plan: Plan) -> Faults:
    if len(plan.postings) > MOST_POSTINGS:
        yield InvalidField("postings", "too_many", f"岗位最多 {MOST_POSTINGS} 个：请先挑最合适的。")
    if len({each.posting for each in plan.postings}) < len(plan.postings):
        yield InvalidField("postings", "twice", "同一岗位写了两次：请删去一个。")
    if not plan.postings:
        yield from _needed(
            "no_postings", plan.no_postings, "请选 1 到 3 个岗位；没有合适的，请写原因。"
        )


def _needed(name: str, text: str, words: str) -> Faults:
    if not text.strip():
        yield InvalidField(name, "missing", words)


def _short(name: str, text: str, longest: int = LONGEST) -> Faults:
    if len(text) > longest:
        reason = f"最多 {longest} 个字，现在 {len(text)} 个：请写短一些。"
        yield InvalidField(name, "too_long", reason)


def _within(name: str, day: date, first: date, last: date, words: str) -> Faults:
    if not first <= day <= last:
        yield InvalidField(name, "day", f"日期应在今天起{words}以内：请核对。")
