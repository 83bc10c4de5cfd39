"""An employer's standing: verified every some months, watched and barred for what was upheld."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from registry.actor import THE_SYSTEM, Actor
from registry.jobs.credit_code import is_credit_code
from registry.registration.credit_terms import months_after
from registry.registration.working_days import Deadline
from registry.step_table import FIRM, OFFICER, SYSTEM, Refused, Step, StepTable


class Level(StrEnum):
    """How far an employer is trusted."""

    NONE = "NONE"  # 无
    WATCH = "WATCH"  # 关注
    PROPOSED = "PROPOSED"  # 拟停止发布
    BARRED = "BARRED"  # 停止发布


class StandingEvent(StrEnum):
    """What happens to it."""

    WATCH = "watch"  # 列入关注
    FADE = "fade"  # 不再关注
    PROPOSE = "propose"  # 提请停止发布
    DISMISS = "dismiss"  # 不予停止
    BAR = "bar"  # 停止发布
    OBJECT = "object"  # 提出异议
    KEEP = "keep"  # 维持
    LIFT = "lift"  # 解除
    END = "end"  # 期满


class Verification(StrEnum):
    """Whether its licence and people were looked at in time."""

    VERIFIED = "verified"  # 已核验
    DUE = "due"  # 待核验
    OVERDUE = "overdue"  # 超过宽限期仍未核验


CLAUSE: Final = "人社部发〔2022〕38号（R7.7）"
_S, _E = Level, StandingEvent
TABLE: Final = StepTable(
    steps=(
        Step(_S.NONE, _E.WATCH, _S.WATCH, SYSTEM, CLAUSE),
        Step(_S.WATCH, _E.FADE, _S.NONE, SYSTEM, CLAUSE),
        Step(_S.NONE, _E.PROPOSE, _S.PROPOSED, SYSTEM, CLAUSE),
        Step(_S.WATCH, _E.PROPOSE, _S.PROPOSED, SYSTEM, CLAUSE),
        Step(_S.PROPOSED, _E.DISMISS, _S.WATCH, OFFICER, CLAUSE),
        Step(_S.PROPOSED, _E.BAR, _S.BARRED, OFFICER, CLAUSE),
        Step(_S.WATCH, _E.BAR, _S.BARRED, OFFICER, CLAUSE),
        # At the counter an officer writes it down.
        Step(_S.BARRED, _E.OBJECT, _S.BARRED, FIRM | OFFICER, CLAUSE),
        Step(_S.BARRED, _E.KEEP, _S.BARRED, OFFICER, CLAUSE, other_officer=True),
        Step(_S.BARRED, _E.LIFT, _S.WATCH, OFFICER, CLAUSE),
        Step(_S.BARRED, _E.END, _S.NONE, SYSTEM, CLAUSE),
    ),
    state_names={
        _S.NONE: "无",
        _S.WATCH: "关注",
        _S.PROPOSED: "拟停止发布",
        _S.BARRED: "停止发布",
    },
    event_names={
        _E.WATCH: "列入关注",
        _E.FADE: "取消关注",
        _E.PROPOSE: "提请停止发布",
        _E.DISMISS: "决定不停止发布",
        _E.BAR: "停止发布",
        _E.OBJECT: "提出异议",
        _E.KEEP: "维持停止发布",
        _E.LIFT: "解除停止发布",
        _E.END: "期满恢复",
    },
)
VERIFICATION_NAMES: Final = {
    Verification.VERIFIED: "已核验",
    Verification.DUE: "待核验",
    Verification.OVERDUE: "超期未核验",
}


class StandingRefused(Refused):
    """A decision on an employer that lacks a reason, or a day that cannot be."""

    code = "standing_refused"


@dataclass(frozen=True, slots=True)
class Objection:
    """A firm's objection to being barred; deadline: by when it is answered."""

    words: str
    made_on: date
    deadline: Deadline
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the bureau knows of an employer.

    uscc: its credit code as its licence shows it. barred_until: the last day on which its postings
    are held. counts_from: complaints upheld before
    this day propose nothing any more, since an officer has decided on them. firm: the source whose
    account speaks for it, as an officer saw from its papers, "" for none.
    """

    level: Level = Level.NONE
    uscc: str = ""
    verified_on: date | None = None
    verified_by: str = ""
    licence_checked_on: date | None = None
    is_unverified_held: bool = False
    decided_by: str = ""
    decided_on: date | None = None
    reason: str = ""
    barred_until: date | None = None
    counts_from: date | None = None
    objection: Objection | None = None
    firm: str = ""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From how many upheld complaints on an employer is watched, and its being barred proposed."""

    watch: int
    bar: int


def verified(
    standing: Standing,
    actor: Actor,
    as_of: date,
    uscc: str,
    licence_checked_on: date,
    firm: str | None = None,
) -> Standing:
    """The standing when an officer looked at its licence and at who acts for it.

    firm: the source whose account speaks for it; None: as before.
    """
    _refuse_unless(actor.role in OFFICER and bool(actor.id.strip()), "核验只能由工作人员办理")
    _refuse_unless(is_credit_code(uscc), "请按营业执照填写18位统一社会信用代码（校验位须相符）")
    _refuse_unless(licence_checked_on <= as_of, "证照核对日期不能晚于今天")
    return replace(
        standing,
        uscc=uscc,
        verified_on=as_of,
        verified_by=actor.id,
        licence_checked_on=licence_checked_on,
        firm=standing.firm if firm is None else firm,
    )


def verification(
    standing: Standing, first_seen: date, as_of: date, months: int, grace_days: int
) -> Verification:
    """Where its verification stands on a day. One never verified is due from its first day on."""
    due = first_seen if standing.verified_on is None else months_after(standing.verified_on, months)
    if standing.verified_on is not None and as_of <= due:
        return Verification.VERIFIED
    return Verification.OVERDUE if as_of > due + timedelta(grace_days) else Verification.DUE


def reviewed(
    standing: Standing, upheld: int, upheld_since: int, thresholds: Thresholds, as_of: date
) -> Standing:
    """The standing by what was upheld against it, and by its time.

    upheld: complaints of fraud that count on this day; upheld_since: those of them that no officer
    has decided on yet (counts_from). The system bars nobody: it proposes.
    """
    if standing.level is Level.BARRED:
        over = standing.barred_until is not None and as_of > standing.barred_until
        return _ended(standing, as_of) if over else standing
    event = _event_of(standing.level, upheld, upheld_since, thresholds)
    if event is None:
        return standing
    return replace(standing, level=TABLE.step(standing.level, event, THE_SYSTEM))


def barred(standing: Standing, actor: Actor, as_of: date, reason: str, months: int) -> Standing:
    """The standing when an officer bars an employer for so many months."""
    level = _decided(standing, StandingEvent.BAR, actor, reason)
    until = months_after(as_of, months)
    return replace(
        standing,
        level=level,
        decided_by=actor.id,
        decided_on=as_of,
        reason=reason.strip(),
        barred_until=until,
        objection=None,
    )


def dismissed(standing: Standing, actor: Actor, as_of: date, reason: str) -> Standing:
    """The standing when an officer decides not to bar: what was counted proposes no more."""
    level = _decided(standing, StandingEvent.DISMISS, actor, reason)
    return _free(replace(standing, level=level), actor, as_of, reason)


def objected(
    standing: Standing, actor: Actor, as_of: date, words: str, deadline: Deadline
) -> Standing:
    """The standing when its employer objects to being barred."""
    level = TABLE.step(standing.level, StandingEvent.OBJECT, actor)
    _refuse_unless(bool(words.strip()), "请写明异议的理由")
    _refuse_unless(not has_open_objection(standing), "已有一份异议待答复")
    return replace(standing, level=level, objection=Objection(words.strip(), as_of, deadline))


def kept(standing: Standing, actor: Actor, answer: str) -> Standing:
    """The standing when another officer answers the objection and it stays barred."""
    level = _decided(standing, StandingEvent.KEEP, actor, answer)
    if standing.objection is None or not has_open_objection(standing):
        raise StandingRefused("不能办理：没有待答复的异议。")
    return replace(
        standing, level=level, objection=replace(standing.objection, answer=answer.strip())
    )


def lifted(standing: Standing, actor: Actor, as_of: date, reason: str) -> Standing:
    """The standing when an officer ends the bar before its time; an objection is answered by it."""
    level = _decided(standing, StandingEvent.LIFT, actor, reason)
    freed = _free(replace(standing, level=level), actor, as_of, reason)
    if freed.objection is None or not has_open_objection(standing):
        return freed
    return replace(freed, objection=replace(freed.objection, answer=reason.strip()))


def has_open_objection(standing: Standing) -> bool:
    """Whether an objection waits for its answer."""
    return standing.objection is not None and not standing.objection.answer


def _event_of(
    level: Level, upheld: int, upheld_since: int, thresholds: Thresholds
) -> StandingEvent | None:
    if level in (Level.NONE, Level.WATCH) and upheld_since >= thresholds.bar:
        return StandingEvent.PROPOSE
    if level is Level.NONE and upheld >= thresholds.watch:
        return StandingEvent.WATCH
    if level is Level.WATCH and upheld < thresholds.watch:
        return StandingEvent.FADE
    return None


def _ended(standing: Standing, as_of: date) -> Standing:
    level = TABLE.step(standing.level, StandingEvent.END, THE_SYSTEM)
    return replace(standing, level=level, barred_until=None, counts_from=as_of)


def _free(standing: Standing, actor: Actor, as_of: date, reason: str) -> Standing:
    return replace(
        standing,
        decided_by=actor.id,
        decided_on=as_of,
        reason=reason.strip(),
        barred_until=None,
        counts_from=as_of + timedelta(1),
    )


def _decided(standing: Standing, event: StandingEvent, actor: Actor, reason: str) -> Level:
    level = TABLE.step(standing.level, event, actor, standing.decided_by)
    _refuse_unless(bool(reason.strip()), "请写明理由，会告知该单位")
    return level


def _refuse_unless(met: bool, words: str) -> None:
    if not met:
        raise StandingRefused(f"不能办理：{words}。")
