"""就业类型 (63号 二): whether the registers know of employment or unemployment before."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from registry.registration.claim import EmploymentType
from registry.registration.register_answer import Answer, AnswerStatus, Entry, Source

# Kinds of record that tell of earlier work; of 就业状态 every record does, unemployment too.
EARLIER_WORK: Final = frozenset({(Source.INSURANCE, "unit_pension"), (Source.BUSINESS, "operator")})


def employment_type(answers: Sequence[Answer], started_on: date) -> EmploymentType | None:
    """RE where a record lies before the day on which the flexible work began, else FIRST (2.2).

    A record without a day lies before it. None where 就业状态 gave no answer that can be used and
    nothing else tells of earlier work.
    """
    usable = [answer for answer in answers if answer.status is AnswerStatus.OK]
    if any(_is_earlier(each.source, one, started_on) for each in usable for one in each.entries):
        return EmploymentType.RE
    asked = any(answer.source is Source.EMPLOYMENT for answer in usable)
    return EmploymentType.FIRST if asked else None


def _is_earlier(source: Source, entry: Entry, started_on: date) -> bool:
    tells = source is Source.EMPLOYMENT or (source, entry.kind) in EARLIER_WORK
    return tells and (entry.since is None or entry.since < started_on)
