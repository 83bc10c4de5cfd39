"""The outcome, told in one tap by either side: what agrees stands, what differs an officer settles.

Two questions, in this order: whether she was hired, and whether she stayed. Where one side is
silent long enough the other's word stands.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from registry.actor import Actor, Role
from registry.errors import InvalidField
from registry.placement.application import TABLE, WITH_FIRM, Event, State
from registry.placement.hired import ENDS, differ, hire_concluded, hire_standing, hire_word
from registry.placement.reasons import OF_FIRMS, RefusalReason
from registry.placement.record import SAID_NAMES, Application, Kind, Report, Said, Side
from registry.placement.stayed import (
    SHORT_STAY,
    milestone,
    stay_concluded,
    stay_standing,
    stay_word,
)
from registry.placement.steps import refused
from registry.placement.terms import Terms
from registry.step_table import IllegalStep

OF_HIRE: Final = frozenset({Said.HIRED, Said.NOT_HIRED})
OF_STAY: Final = frozenset({Said.STILL_THERE, Said.LEFT})
# What may be told in a state; in the others no outcome is told.
TELLABLE: Final = (
    dict.fromkeys((*WITH_FIRM, State.LAPSED, State.REFUSED, State.DISPUTED), OF_HIRE)
    | dict.fromkeys((State.LASTED_7, State.STAY_DISPUTED), OF_STAY)
    | {State.HIRED: OF_HIRE | OF_STAY}
)
# These are decided: for a while either side may still say otherwise.
SECOND_THOUGHTS: Final = (State.LAPSED, State.REFUSED, State.HIRED)
STANDS: Final = {State.HIRED: Said.HIRED, State.REFUSED: Said.NOT_HIRED}
SETTLED: Final = {State.DISPUTED: OF_HIRE, State.STAY_DISPUTED: OF_STAY}
SIDES: Final = {Role.PERSON: Side.WORKER, Role.FIRM: Side.FIRM}


@dataclass(frozen=True, slots=True)
class Telling:
    """What is told, before it is judged. on: None for today. side: for whom an officer tells it."""

    said: Said
    on: date | None = None
    kind: Kind | None = None
    reason: RefusalReason | None = None
    side: Side | None = None


def told(
    one: Application, telling: Telling, actor: Actor, at: datetime, today: date, terms: Terms
) -> Application:
    """The application once one side has told its word.

    A firm's “not hired” before anything is decided is its refusal, and needs a reason.
    """
    TABLE.step(one.state, Event.TELL, actor)
    if telling.said not in TELLABLE[one.state]:
        raise IllegalStep(f"现在不能报告“{SAID_NAMES[telling.said]}”。")
    word = _word(one, telling, actor, at, today)
    if word.said in OF_STAY:
        return stay_word(one, word)
    _check_late(one, today, at, terms)
    if word.side is Side.FIRM and word.said is Said.NOT_HIRED and one.state in WITH_FIRM:
        return refused(one, telling.reason, actor, at, today)
    return hire_word(one, word)


def silent(one: Application, at: datetime, today: date, terms: Terms) -> Application | None:
    """What follows once the other side has been silent too long; None where nothing does."""
    word = waiting_word(one)
    if word is None or (today - at_day(word.at, at)).days < terms.silence:
        return None
    return (
        stay_concluded(one, word, at) if word.said in OF_STAY else hire_concluded(one, (word,), at)
    )


def waiting_word(one: Application) -> Report | None:
    """The word that waits for the other side; None where none does, or where it stands already."""
    if one.state not in TELLABLE or one.state in SETTLED:
        return None
    words = one.stay if one.stay else () if one.state is State.LASTED_7 else one.told
    if len(words) != 1 or words[0].said is STANDS.get(one.state):
        return None
    return words[0]


def settled(
    one: Application, telling: Telling, actor: Actor, at: datetime, today: date
) -> Application:
    """An officer, having heard both, says what was so; not one who told a side's word for it."""
    if telling.said not in SETTLED.get(one.state, ()):
        raise IllegalStep("没有需要核实的结果，或结论与要核实的事不符。")
    words = one.told if one.state is State.DISPUTED else one.stay
    agreed = tuple(each for each in words if each.said is telling.said)
    if telling.kind is None and differ(agreed) and telling.said is Said.HIRED:
        raise InvalidField("kind", "missing", "双方所说的用工形式不同，请写明核实的用工形式。")
    on = telling.on or next((each.on for each in agreed), today)
    found = Report(Side.WORKER, telling.said, at, on, telling.kind, telling.reason, actor.id)
    _check_day(one, found, today)
    event = ENDS[found.said][0] if found.said in OF_HIRE else milestone(one, found)
    entered = next((each.by for each in words if each.by == actor.id), "")
    state = TABLE.step(one.state, event, actor, entered)
    if found.said in OF_STAY:
        return stay_standing(one, state, found, at)
    after = hire_standing(one, state, (found, *agreed), at)
    return replace(after, told=(), settled_by=actor.id)


def at_day(moment: datetime, like: datetime) -> date:
    """The day of a moment where `like` is; both have their offsets."""
    return moment.astimezone(like.tzinfo).date()


def _word(one: Application, telling: Telling, actor: Actor, at: datetime, today: date) -> Report:
    side = SIDES.get(actor.role, telling.side)
    if side is None:
        raise InvalidField("side", "missing", "请写明代哪一方报告：劳动者或用人单位。")
    if telling.said is Said.HIRED and telling.kind is None and side is Side.FIRM:
        raise InvalidField("kind", "missing", "请写明用工形式：劳动合同、非全日制、零工或劳务。")
    if telling.kind is Kind.LABOUR_CONTRACT and telling.on is None:
        raise InvalidField("on", "missing", "签订劳动合同的，请写明开始工作的日期。")
    if telling.reason not in (None, *OF_FIRMS):
        raise InvalidField("reason", "reason", "请从所列的原因中选择一项。")
    by = actor.id if actor.role is Role.OFFICER else ""
    on = today if telling.said in (Said.STILL_THERE, Said.NOT_HIRED) else telling.on or today
    kind = telling.kind if telling.said is Said.HIRED else None
    reason = telling.reason if telling.said is Said.NOT_HIRED else None
    word = Report(side, telling.said, at, on, kind, reason, by)
    _check_day(one, word, today)
    return word


def _check_day(one: Application, word: Report, today: date) -> None:
    start = one.hire.on if one.hire else None
    if word.said is Said.LEFT and start and not start <= word.on <= today:
        raise InvalidField("on", "day", f"离岗日期应在 {start} 至 {today} 之间。")
    if word.said is Said.STILL_THERE and start and (word.on - start).days < SHORT_STAY:
        raise InvalidField("said", "too_soon", f"自 {start} 起在岗满{SHORT_STAY}天后再报告。")
    if word.said is Said.HIRED and word.on < at_day(one.wanted_at, word.at):
        raise InvalidField("on", "before", "开始工作的日期早于提出申请的日期，请核对。")


def _check_late(one: Application, today: date, at: datetime, terms: Terms) -> None:
    """After a decision of an officer, or a while after any other, nothing is told otherwise."""
    if one.settled_by and one.state is not State.DISPUTED:
        raise IllegalStep("是否录用已由工作人员核实，不能再更改；有异议请向工作人员提出。")
    days = (today - at_day(one.moved_at, at)).days
    if one.state in SECOND_THOUGHTS and days > terms.late:
        raise IllegalStep(f"结果已定 {days} 日，超过 {terms.late} 日，不能再更改。")
