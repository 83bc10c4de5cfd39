"""What a person promised and the registers contradict, though it bars nothing (case 63)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from registry.registration.claim import Claim, EmploymentType
from registry.registration.credit_entry import Evidence, Matter
from registry.registration.register_answer import SOURCE_NAMES, Answer, AnswerStatus, Source

# Records by which somebody has worked before. An unemployment registration is none of them: with
# one the type is written as RE anyway (R3.4), and who never had work may call this the first.
WORKED_BEFORE: Final = {
    (Source.EMPLOYMENT, "unit"): "单位就业",
    (Source.EMPLOYMENT, "public_post"): "公益性岗位",
    (Source.EMPLOYMENT, "licensed"): "个体经营",
    (Source.EMPLOYMENT, "flexible"): "灵活就业",
    (Source.INSURANCE, "unit_pension"): "单位缴纳职工养老保险",
}


def mismatches(claim: Claim, answers: Iterable[Answer], as_of: date) -> tuple[Evidence, ...]:
    """Every contradiction between a claim and what the registers answered; () if there is none.

    A mismatch is no dishonesty: an officer asks her. A record that began with the work that she
    registers or after it, or of which no day is known, contradicts nothing.
    """
    return tuple(_not_first(claim, answers, as_of))


def _not_first(claim: Claim, answers: Iterable[Answer], as_of: date) -> Iterator[Evidence]:
    if claim.employment_type is not EmploymentType.FIRST:
        return
    for answer in answers:
        for entry in answer.entries if answer.status is AnswerStatus.OK else ():
            name = WORKED_BEFORE.get((answer.source, entry.kind))
            known = entry.since or entry.until
            if name and known is not None and known < claim.start_date:
                when = f"{entry.since or '？'} 至 {entry.until or '今'}"
                found = f"{SOURCE_NAMES[answer.source]}：{when} {name}"
                yield Evidence(
                    Matter.EMPLOYMENT_TYPE, "初次就业", found, as_of, source=answer.source
                )
