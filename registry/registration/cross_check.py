"""The cross-check (63号 三, R3.5–R3.6): what five registers' answers make of an application."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from registry.registration.claim import Claim, Engagement
from registry.registration.decision import Criterion, Decision, Outcome, decide, failed, met
from registry.registration.hits import Effect, Hit, HitRule, hits_of
from registry.registration.register_answer import SOURCE_NAMES, Answer, AnswerStatus, Source
from registry.registration.scope import part_time_criterion, scope_criteria, scope_flags
from registry.verdict import Finding

CLAUSE: Final = "63号 三"
FAULT_CODES: Final = {
    AnswerStatus.SILENT: "SOURCE_SILENT",
    AnswerStatus.MALFORMED: "SOURCE_MALFORMED",
    AnswerStatus.CONFLICT: "SOURCE_CONFLICT",
}
FAULT_TEXTS: Final = {
    AnswerStatus.SILENT: "没有答复，不需要您提供证明，由工作人员继续核查。",
    AnswerStatus.MALFORMED: "的答复无法读取，由工作人员核查。",
    AnswerStatus.CONFLICT: "的答复前后矛盾，由工作人员核查。",
}
OUTCOMES: Final = {Effect.REFUSE: Outcome.INELIGIBLE, Effect.REVIEW: Outcome.REVIEW}


def assess(
    claim: Claim, answers: Sequence[Answer], table: Sequence[HitRule], as_of: date
) -> Decision:
    """The decision on an application on a day, from her claim and what the registers answered.

    A register that was not asked counts as silent. All hits are listed, whatever the first decides
    (R3.6a). CONFIRM rows bar nothing here: see `consequences`.
    """
    answered = {answer.source: answer for answer in answers}
    hits = all_hits(answers, table, as_of)
    flags = dict.fromkeys(hit.rule.flag for hit in hits if hit.rule and hit.rule.flag)
    criteria = [
        *scope_criteria(claim, as_of),
        *(_answered(source, answered.get(source)) for source in Source),
        *(criterion for hit in hits for criterion in hit_criteria(hit)),
    ]
    return decide(as_of, criteria, (*scope_flags(claim, as_of), *flags), sorted(answered))


def consequences(
    claim: Claim, answers: Iterable[Answer], table: Sequence[HitRule], as_of: date
) -> tuple[Finding, ...]:
    """What registering ends, and the person has not yet said that she knows (R3.5)."""
    if claim.stops_benefit:
        return ()
    return tuple(
        Finding(rule.code, False, f"{rule.reason}{rule.mend}", rule.clause)
        for hit in all_hits(answers, table, as_of)
        if (rule := hit.rule) is not None and rule.effect is Effect.CONFIRM
    )


def all_hits(answers: Iterable[Answer], table: Sequence[HitRule], as_of: date) -> tuple[Hit, ...]:
    """Every record of every answer that can be used, with the row that speaks of it."""
    return tuple(
        hit
        for answer in answers
        if answer.status is AnswerStatus.OK
        for hit in hits_of(answer.source, answer.entries, table, as_of)
    )


def _answered(source: Source, answer: Answer | None) -> Criterion:
    status = answer.status if answer else AnswerStatus.SILENT
    name = SOURCE_NAMES[source]
    if status is AnswerStatus.OK:
        return met("SOURCE_ANSWERED", f"{name}已核查。", CLAUSE)
    fault = f"（{answer.fault}）" if answer and answer.fault else ""
    return failed(
        Outcome.REVIEW, FAULT_CODES[status], f"{name}{FAULT_TEXTS[status]}{fault}", CLAUSE
    )


def hit_criteria(hit: Hit) -> Iterator[Criterion]:
    """What a record means for the person it is about, its hours judged beside it."""
    name, rule, entry = SOURCE_NAMES[hit.source], hit.rule, hit.entry
    if rule is None:
        detail = f"{name}有一条无法识别的记录（{entry.kind}），须人工核查。"
        yield failed(Outcome.REVIEW, "UNKNOWN_RECORD", detail, CLAUSE)
        return
    since = f"（{entry.since} 起）" if entry.since else ""
    if rule.effect in OUTCOMES:
        detail = f"{name}{since}：{rule.reason}{rule.mend}"
        yield failed(OUTCOMES[rule.effect], rule.code, detail, rule.clause)
    else:
        yield met(rule.code, f"{name}{since}：{rule.reason}", rule.clause)
    if "hours_per_week" in entry.facts or "hours_per_day" in entry.facts:
        yield part_time_criterion(
            Engagement(
                entry.facts.get("employer", ""),
                _number(entry.facts.get("hours_per_day")),
                _number(entry.facts.get("hours_per_week")),
            )
        )


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
