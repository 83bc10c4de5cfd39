"""Credit (63号 六; 国办发〔2020〕42号): the life of an entry, and the one thing that it decides.

It decides whether a person registers by her commitment or by the checked path (R3.3): nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from registry.actor import Actor
from registry.registration.credit_entry import (
    LEVEL_NAMES,
    STATE_NAMES,
    CreditEntry,
    CreditState,
    Evidence,
    Hearing,
    Level,
    Repair,
)
from registry.registration.credit_terms import CreditTerms, TermKind, months_after
from registry.registration.record import Path
from registry.step_table import OFFICER, SYSTEM, Refused, Step, StepTable
from registry.verdict import Finding


class CreditEvent(StrEnum):
    """What happens to an entry."""

    SUSPECT = "suspect"  # 发现不一致
    INVITE = "invite"  # 通知本人说明情况
    CLEAR = "clear"  # 排除
    CORRECT = "correct"  # 更正：非故意
    CONFIRM_FALSE = "confirm_false"  # 确认虚假承诺
    REPAIR = "repair"  # 信用修复
    OVERTURN = "overturn"  # 异议成立或依据撤销


PROMISE_CLAUSE: Final = "国办发〔2020〕42号"
HEARING_CLAUSE: Final = "个人信息保护法 24"
REPAIR_CLAUSE: Final = "信用修复管理办法；山东省社会信用条例 41"
_S, _E = CreditState, CreditEvent
TABLE: Final = StepTable(
    steps=(
        Step(_S.CLEAN, _E.SUSPECT, _S.SUSPECT, SYSTEM | OFFICER, "63号 三、六"),
        Step(_S.SUSPECT, _E.INVITE, _S.SUSPECT, OFFICER, HEARING_CLAUSE),
        Step(_S.SUSPECT, _E.CLEAR, _S.CLEARED, OFFICER, HEARING_CLAUSE),
        Step(_S.SUSPECT, _E.CORRECT, _S.CORRECTED, OFFICER, PROMISE_CLAUSE),
        Step(_S.SUSPECT, _E.CONFIRM_FALSE, _S.FALSE_CONFIRMED, OFFICER, HEARING_CLAUSE),
        Step(_S.FALSE_CONFIRMED, _E.REPAIR, _S.REPAIRED, OFFICER, REPAIR_CLAUSE),
        Step(
            _S.FALSE_CONFIRMED,
            _E.OVERTURN,
            _S.CLEARED,
            OFFICER,
            "山东省社会信用条例 39、40",
            other_officer=True,
        ),
    ),
    state_names=STATE_NAMES,
    event_names={
        _E.SUSPECT: "记为存疑",
        _E.INVITE: "通知本人说明情况",
        _E.CLEAR: "排除疑点",
        _E.CORRECT: "更正",
        _E.CONFIRM_FALSE: "确认虚假承诺",
        _E.REPAIR: "信用修复",
        _E.OVERTURN: "撤销认定",
    },
)
# While an entry in one of these counts, its person registers by the checked path.
BARRING: Final = (CreditState.FALSE_CONFIRMED, CreditState.SUSPECT)
GRAVEST_FIRST: Final = (*BARRING, _S.REPAIRED, _S.CORRECTED, _S.CLEARED)


class CreditRefused(Refused):
    """A decision on credit that lacks what the law asks for; the text names all of it."""

    code = "credit_refused"


def suspected(
    person: str,
    reason: str,
    evidence: tuple[Evidence, ...],
    actor: Actor,
    as_of: date,
    terms: CreditTerms,
) -> CreditEntry:
    """A new entry for a mismatch, which is not dishonesty: it waits for an officer, for a time."""
    state = TABLE.step(CreditState.CLEAN, CreditEvent.SUSPECT, actor)
    box = terms.term(TermKind.SUSPICION, as_of)
    until = months_after(as_of, box.most_months)
    return CreditEntry(person, state, as_of, reason, evidence, until)


def invited(entry: CreditEntry, actor: Actor, as_of: date, on: date) -> CreditEntry:
    """The entry when its person was invited to be heard on a later day."""
    state = TABLE.step(entry.state, CreditEvent.INVITE, actor)
    _refuse_unless({f"晚于 {as_of} 的说明日期": on > as_of})
    return replace(entry, state=state, invited_for=on)


def cleared(entry: CreditEntry, actor: Actor, as_of: date, decision: str) -> CreditEntry:
    """The entry when an officer found that nothing was wrong."""
    return _decided(entry, CreditEvent.CLEAR, actor, as_of, decision)


def corrected(entry: CreditEntry, actor: Actor, as_of: date, decision: str) -> CreditEntry:
    """The entry when an officer found an honest error, now put right."""
    return _decided(entry, CreditEvent.CORRECT, actor, as_of, decision)


def overturned(entry: CreditEntry, actor: Actor, as_of: date, decision: str) -> CreditEntry:
    """The entry when another officer upheld an objection, or what it rested on was withdrawn."""
    return _decided(entry, CreditEvent.OVERTURN, actor, as_of, decision)


def confirmed_false(
    entry: CreditEntry,
    actor: Actor,
    as_of: date,
    decision: str,
    level: Level,
    months: int,
    hearing: Hearing,
    terms: CreditTerms,
    fault_ended_on: date | None = None,
) -> CreditEntry:
    """The entry when an officer, having heard the person, confirms a false commitment.

    months: for how long it binds, within the level's box. It never binds past five years from the
    end of the fault (山东省社会信用条例 38). CreditRefused names all that is missing.
    """
    box = terms.term(TermKind(level.value), as_of)
    least, most = max(1, box.least_months), box.most_months
    until = months_after(as_of, min(max(months, least), most))
    if fault_ended_on is not None:
        deletion = terms.term(TermKind.DELETION, as_of)
        until = min(until, months_after(fault_ended_on, deletion.most_months))
    months_name = f"期限（{LEVEL_NAMES[level]}失信为 {least} 至 {most} 个月）"
    _refuse_unless(
        {
            "有效的疑点（原疑点已过期，须重新核查）": entry.counts_on(as_of),
            months_name: least <= months <= most,
            "不晚于认定日的失信行为终止日期": fault_ended_on is None or fault_ended_on <= as_of,
            "未过的最长期限（自失信行为终止起算已满）": as_of <= until,
            "发现不一致之后、认定之前听取本人意见（或通知其到场的日期已过）": _is_in_time(
                hearing, entry, as_of
            ),
        }
    )
    return _decided(
        entry,
        CreditEvent.CONFIRM_FALSE,
        actor,
        as_of,
        decision,
        until=until,
        level=level,
        hearing=hearing,
        fault_ended_on=fault_ended_on,
    )


def repaired(
    entry: CreditEntry, actor: Actor, as_of: date, repair: Repair, terms: CreditTerms
) -> CreditEntry:
    """The entry when an officer accepts its repair; CreditRefused names all that is missing."""
    done = _decided(entry, CreditEvent.REPAIR, actor, as_of, "符合信用修复条件", repair=repair)
    _refuse_unless({each.detail: each.passed for each in repair_needs(entry, repair, as_of, terms)})
    return done


def repair_needs(
    entry: CreditEntry, repair: Repair, as_of: date, terms: CreditTerms
) -> tuple[Finding, ...]:
    """Every condition of a repair, met or not (信用修复管理办法); () if nothing is to be repaired.

    A light entry has no shortest period: it may be repaired as soon as the rest is done.
    """
    if entry.level is None or entry.decided_on is None:
        return ()
    least = terms.term(TermKind(entry.level.value), entry.decided_on).least_months
    shortest = months_after(entry.decided_on, least)
    return (
        Finding(
            "shortest_period_over",
            least == 0 or as_of > shortest,
            f"最短期限已满（至 {shortest}）" if least else "无最短期限",
            REPAIR_CLAUSE,
        ),
        Finding(
            "fault_corrected",
            repair.corrected_on is not None and repair.corrected_on <= as_of,
            "失信行为已纠正",
            REPAIR_CLAUSE,
        ),
        Finding(
            "promise_made",
            bool(repair.promise.strip())
            and repair.promised_on is not None
            and entry.decided_on <= repair.promised_on <= as_of,
            "认定之后公开作出信用承诺",
            REPAIR_CLAUSE,
        ),
    )


def is_to_be_deleted(entry: CreditEntry, as_of: date, terms: CreditTerms) -> bool:
    """Whether an entry's time is over for good (山东省社会信用条例 38): years from the fault's end.

    Where that end is not known, from the decision, or else from the day it was opened.
    """
    since = entry.fault_ended_on or entry.decided_on or entry.opened_on
    return as_of > months_after(since, terms.term(TermKind.DELETION, as_of).most_months)


def state_of(entries: Iterable[CreditEntry], as_of: date) -> CreditState:
    """Where a person stands on a day: the gravest state of her entries that still count."""
    states = {entry.state for entry in entries if entry.counts_on(as_of)}
    return next((state for state in GRAVEST_FIRST if state in states), CreditState.CLEAN)


def barring(entries: Iterable[CreditEntry], as_of: date) -> tuple[CreditEntry, ...]:
    """The entries that keep a person from registering by her commitment on a day."""
    return tuple(each for each in entries if each.state in BARRING and each.counts_on(as_of))


def path_of(entries: Iterable[CreditEntry], as_of: date) -> Path:
    """How a person with these entries may register on a day (R3.3); she always may."""
    return Path.CHECKED if barring(entries, as_of) else Path.COMMITMENT


def path_findings(entries: Iterable[CreditEntry], as_of: date) -> tuple[Finding, ...]:
    """Why a person registers by the checked path, an entry each; () by her commitment."""
    return tuple(
        Finding(
            each.state.value.lower(),
            False,
            f"{STATE_NAMES[each.state]}（{each.reason}）：至 {each.until} 止，先核查再办理登记，"
            "不要求提供证明材料；可以提出异议。",
            PROMISE_CLAUSE,
        )
        for each in barring(entries, as_of)
    )


def _decided(
    entry: CreditEntry,
    event: CreditEvent,
    actor: Actor,
    as_of: date,
    decision: str,
    **changes: Any,
) -> CreditEntry:
    state = TABLE.step(entry.state, event, actor, entry.decided_by)
    since = entry.decided_on or entry.opened_on
    _refuse_unless({f"不早于 {since} 的办理日期": as_of >= since})
    return replace(
        entry, state=state, decision=decision, decided_by=actor.id, decided_on=as_of, **changes
    )


def _is_in_time(hearing: Hearing, entry: CreditEntry, as_of: date) -> bool:
    missed = entry.invited_for == hearing.on < as_of
    return entry.opened_on <= hearing.on <= as_of and (hearing.came or missed)


def _refuse_unless(needs: Mapping[str, bool]) -> None:
    lacking = [name for name, met in needs.items() if not met]
    if lacking:
        raise CreditRefused(f"不能办理，还缺：{'；'.join(lacking)}。")
