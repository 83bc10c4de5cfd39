"""Exits (63号 三 ¶2, 3.10): which records end a registration, on which day, and what follows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from registry.actor import Role
from registry.registration.cross_check import all_hits, hit_criteria
from registry.registration.decision import Criterion, Outcome, failed
from registry.registration.hits import Effect, Hit, HitRule
from registry.registration.register_answer import SOURCE_NAMES, Answer, AnswerStatus, Source

CLAUSE: Final = "63号 三"


class ExitCode(StrEnum):
    """Why a registration ended."""

    X1 = "X1"  # 被用人单位招用
    X2 = "X2"  # 领取营业执照
    X3 = "X3"  # 其他途径实现稳定就业
    X4 = "X4"  # 终止就业
    X5 = "X5"  # 享受基本养老保险待遇
    X6A = "X6a"  # 死亡
    X6B = "X6b"  # 移居境外
    X6C = "X6c"  # 入伍
    X6D = "X6d"  # 入学
    X6E = "X6e"  # 收监
    X6F = "X6f"  # 完全丧失劳动能力
    X6G = "X6g"  # 本人要求


@dataclass(frozen=True, slots=True)
class ExitKind:
    """What an exit is called, what is told, and to which code of employment it changes.

    employment: code of 就业类型 in the provincial exchange, "" for none. offers: what is offered
    and never done unasked. by_herself: whether a person may report it herself.
    """

    name: str
    told: str
    employment: str = ""
    offers: str = ""
    by_herself: bool = True


LICENCE_OFFER: Final = "可了解创业担保贷款和重点群体创业税收优惠。"
UNEMPLOYMENT_OFFER: Final = "如有就业意愿，可以办理失业登记（自愿）。"
EXIT_KINDS: Final = {
    ExitCode.X1: ExitKind("被用人单位招用", "由用人单位在30日内办理就业登记。", "010"),
    ExitCode.X2: ExitKind("领取营业执照", "就业类型变更为个体经营。", "021", LICENCE_OFFER),
    ExitCode.X3: ExitKind("其他途径实现稳定就业", "就业类型随之变更。", "090"),
    ExitCode.X4: ExitKind("终止就业", "灵活就业登记终止。", "", UNEMPLOYMENT_OFFER),
    ExitCode.X5: ExitKind("享受基本养老保险待遇", "不再办理失业登记。"),
    ExitCode.X6A: ExitKind("死亡", "登记终止。", by_herself=False),
    ExitCode.X6B: ExitKind("移居境外", "登记终止。"),
    ExitCode.X6C: ExitKind("入伍", "登记终止。"),
    ExitCode.X6D: ExitKind("入学", "登记终止。"),
    ExitCode.X6E: ExitKind("收监", "登记终止。", by_herself=False),
    ExitCode.X6F: ExitKind("完全丧失劳动能力", "登记终止。"),
    ExitCode.X6G: ExitKind("本人要求", "登记终止。", "", UNEMPLOYMENT_OFFER),
}
# Of other stable work (X3) the record says which it is.
EMPLOYMENT_BY_RECORD: Final = {"public_post": "030"}
OBJECTION: Final = "如与事实不符，可在60日内提出异议，由另一位工作人员核查。"


@dataclass(frozen=True, slots=True)
class Exit:
    """The end of a registration: the first day it no longer covers.

    source, kind, since: the record it was found by; None and "" where somebody told it. by: who
    ended it here; None for what came from elsewhere.
    """

    code: ExitCode
    on: date
    source: Source | None = None
    kind: str = ""
    since: date | None = None
    by: Role | None = None

    @property
    def is_decided_here(self) -> bool:
        """Whether it was decided about her, and not her own word or another system's."""
        return self.source is not None or self.by not in (None, Role.PERSON)

    @property
    def employment(self) -> str:
        """The code of 就业类型 that follows, by the record where one tells more; "" for none."""
        return EMPLOYMENT_BY_RECORD.get(self.kind, EXIT_KINDS[self.code].employment)

    @property
    def notice(self) -> str:
        """What the person is told: the reason, the source, what follows, and how to object."""
        kind = EXIT_KINDS[self.code]
        found = f"（依据{SOURCE_NAMES[self.source]}）" if self.source else ""
        said = f"您的灵活就业登记自 {self.on} 起退出：{kind.name}{found}。{kind.told}{kind.offers}"
        return f"{said}{OBJECTION}" if self.source else said


def exit_of(
    answers: Sequence[Answer], table: Sequence[HitRule], started_on: date, as_of: date
) -> Exit | Criterion | None:
    """What a re-check means for a registration: an exit, a doubt for an officer, or nothing.

    Only what would bar an entry ends a registration, and a death; the earliest day counts. A day
    before the registration's own start is a doubt: it was perhaps never valid (R3.11).
    """
    found = [
        found for hit in all_hits(answers, table, as_of) if (found := _exit(hit, as_of)) is not None
    ]
    if not found:
        return None
    first = min(found, key=lambda each: (each.code is not ExitCode.X6A, each.on, each.code))
    return _after_start(first, started_on)


def reported_exit(
    code: ExitCode, on: date, by: Role, started_on: date, as_of: date
) -> Exit | Criterion:
    """The exit that somebody tells of, or why it cannot be taken as told."""
    name = EXIT_KINDS[code].name
    if by is Role.PERSON and not EXIT_KINDS[code].by_herself:
        detail = f"“{name}”不能由本人申报，由工作人员办理。"
        return failed(Outcome.INELIGIBLE, "NOT_BY_HERSELF", detail, CLAUSE)
    if on > as_of:
        detail = f"{name}的日期 {on} 还没有到，请在当日或以后申报。"
        return failed(Outcome.INELIGIBLE, "EXIT_IN_FUTURE", detail, CLAUSE)
    return _after_start(Exit(code, on), started_on)


def doubts_of(
    answers: Sequence[Answer],
    table: Sequence[HitRule],
    as_of: date,
    settled: Collection[tuple[Source, str, date | None]] = (),
) -> tuple[Criterion, ...]:
    """What an officer must look at after a re-check: soft hits end nothing by themselves.

    settled: source, kind and since of the records that an officer has looked at before.
    """
    return tuple(
        criterion
        for hit in all_hits(answers, table, as_of)
        if _exit(hit, as_of) is None
        and (hit.source, hit.entry.kind, hit.entry.since) not in settled
        for criterion in hit_criteria(hit)
        if criterion.outcome is Outcome.REVIEW
    )


def is_withdrawn(ended: Exit, answers: Sequence[Answer]) -> bool:
    """Whether the record that an exit was found by is gone from its register again (case 40).

    A register that did not answer, or whose answer cannot be used, says nothing.
    """
    answer = next((each for each in answers if each.source is ended.source), None)
    if answer is None or answer.status is not AnswerStatus.OK:
        return False
    return not any(
        (entry.kind, entry.since) == (ended.kind, ended.since) for entry in answer.entries
    )


def is_deceased(endings: Sequence[Exit | None]) -> bool:
    """Whether the last that is known of a person is that she died.

    endings: how each of her registrations ended that was in force; None: it still is.
    """
    told = [each for each in endings if each is not None]
    if not told or len(told) < len(endings):
        return False
    last = max(told, key=lambda each: (each.on, each.code is ExitCode.X6A))
    return last.code is ExitCode.X6A


def _after_start(found: Exit, started_on: date) -> Exit | Criterion:
    if found.on >= started_on:
        return found
    return failed(
        Outcome.REVIEW,
        "EXIT_BEFORE_ENTRY",
        f"{EXIT_KINDS[found.code].name}的日期 {found.on} 早于登记的就业时间 {started_on}，"
        "登记可能自始不成立，须人工核查。",
        CLAUSE,
    )


def _exit(hit: Hit, as_of: date) -> Exit | None:
    rule, entry = hit.rule, hit.entry
    if rule is None or not rule.leaves_by:
        return None
    code = ExitCode(rule.leaves_by)
    if rule.effect is not Effect.REFUSE and code is not ExitCode.X6A:
        return None
    day = entry.since or _first_of(entry.facts.get("paid_through", "")) or as_of
    on = day.replace(day=1) if code is ExitCode.X5 else day
    return Exit(code, on, hit.source, entry.kind, entry.since)


def _first_of(month: str) -> date | None:
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        return None
