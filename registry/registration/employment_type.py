"""就业类型 (63号 二): whether the registers know of employment or unemployment before."""

from collections.abc import Sequence
from datetime import date

from registry.registration.claim import EmploymentType
from registry.registration.earlier_work import earlier
from registry.registration.register_answer import Answer, AnswerStatus, Source


def employment_type(answers: Sequence[Answer], started_on: date) -> EmploymentType | None:
    """RE where a record lies before the day on which the flexible work began, else FIRST (2.2).

    Of 就业状态 every record counts, unemployment too; one without a day lies before it. None where
    就业状态 gave no answer that can be used and nothing else tells of earlier work.
    """
    if any(earlier(answers, started_on)):
        return EmploymentType.RE
    asked = any(
        each.source is Source.EMPLOYMENT and each.status is AnswerStatus.OK for each in answers
    )
    return EmploymentType.FIRST if asked else None
