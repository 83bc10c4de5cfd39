"""What a person promised and the registers contradict, though it bars nothing (case 63)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from registry.registration.claim import Claim, EmploymentType
from registry.registration.credit_entry import Evidence, Matter
from registry.registration.earlier_work import Earlier, earlier
from registry.registration.register_answer import SOURCE_NAMES, Answer

FIRST_JOB: Final = "初次就业"


def mismatches(claim: Claim, answers: Iterable[Answer], as_of: date) -> tuple[Evidence, ...]:
    """Every contradiction between a claim and what the registers answered; () if there is none.

    A mismatch is no dishonesty: an officer asks her. A record that began with the work that she
    registers or after it, or of which no day is known, contradicts nothing; nor does an
    unemployment registration: with one the type is written as 失业再就业 anyway (R3.4), and who
    never worked may call this the first.
    """
    if claim.employment_type is not EmploymentType.FIRST:
        return ()
    return tuple(
        Evidence(Matter.EMPLOYMENT_TYPE, FIRST_JOB, _found(each), as_of, each.source)
        for each in earlier(answers, claim.start_date)
        if each.name and each.sure
    )


def reason_of(evidence: Sequence[Evidence]) -> str:
    """What contradicts what, in one clause: 承诺为初次就业，与就业状态、社保登记不一致."""
    promised = "、".join(dict.fromkeys(each.promised for each in evidence))
    names = (SOURCE_NAMES[each.source] if each.source else "核查所见" for each in evidence)
    return f"承诺为{promised}，与{'、'.join(dict.fromkeys(names))}不一致"


def _found(record: Earlier) -> str:
    when = f"{record.entry.since or '？'} 至 {record.entry.until or '今'}"
    return f"{SOURCE_NAMES[record.source]}：{when} {record.name}"
