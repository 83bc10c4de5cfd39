"""What a person promised and the registers contradict, though it bars nothing (case 63)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from registry.registration.claim import Claim, EmploymentType
from registry.registration.credit_entry import Evidence, Matter
from registry.registration.employment_type import EARLIER_WORK
from registry.registration.register_answer import (
    SOURCE_NAMES,
    Answer,
    AnswerStatus,
    Entry,
    Source,
)

NAMES: Final = {
    "unit": "单位就业",
    "public_post": "公益性岗位安置",
    "licensed": "个体经营",
    "flexible": "灵活就业",
    "unit_pension": "单位缴纳职工养老保险",
    "operator": "个体工商户经营者",
}
UNEMPLOYED: Final = "unemployed"


def mismatches(claim: Claim, answers: Sequence[Answer], as_of: date) -> tuple[Evidence, ...]:
    """Every contradiction between a claim and what the registers answered; () if there is none.

    A mismatch is no dishonesty: an officer asks her. Only work before the one that she registers
    contradicts a first job, and only where its day is known. An unemployment registration does not:
    the type is written as RE by it (R3.4), and who never had work may call this the first.
    """
    if claim.employment_type is not EmploymentType.FIRST:
        return ()
    return tuple(
        Evidence(Matter.EMPLOYMENT_TYPE, "初次就业", _found(answer, entry), as_of, answer.source)
        for answer in answers
        if answer.status is AnswerStatus.OK
        for entry in answer.entries
        if _is_work_before(answer.source, entry, claim.start_date)
    )


def _is_work_before(source: Source, entry: Entry, started_on: date) -> bool:
    tells = source is Source.EMPLOYMENT or (source, entry.kind) in EARLIER_WORK
    known = entry.since or entry.until
    return tells and entry.kind != UNEMPLOYED and known is not None and known < started_on


def _found(answer: Answer, entry: Entry) -> str:
    when = f"{entry.since or '？'} 至 {entry.until or '今'}"
    return f"{SOURCE_NAMES[answer.source]}：{when} {NAMES.get(entry.kind, entry.kind)}"
