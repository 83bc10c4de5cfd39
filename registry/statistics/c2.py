"""C2 (63号 二（二）): insured for the first time, as a flexible worker, in a first job."""

from typing import Final

from registry.statistics.columns import Columns
from registry.statistics.months import NEVER, Period
from registry.statistics.reason import Reason
from registry.statistics.ruling import Ruling, Verdict, every, ruled

CLAUSE: Final = "63号 二（二）"
NAME: Final = "初次参加企业职工基本养老保险且初次就业"


def c2(columns: Columns, period: Period, first: Ruling) -> Ruling:
    """The first month ever paid for lies in the period and was paid by herself; a first job.

    first: whether it is one.
    """
    paid, unit = columns.first_paid, columns.first_unit
    insured = ruled(
        len(columns),
        (columns.paid_unclear, Verdict.REVIEW, Reason.RECORD_UNCLEAR),
        (paid < period.first, Verdict.FAILS, Reason.INSURED_BEFORE),
        ((paid == unit) & (paid < NEVER), Verdict.FAILS, Reason.PAID_BY_UNIT),
        ((paid > period.last) & (paid < NEVER), Verdict.FAILS, Reason.INSURED_LATER),
        (columns.insured_from == NEVER, Verdict.UNDETERMINED, Reason.NO_HISTORY),
        (
            (paid == NEVER) & (columns.insured_to < period.last),
            Verdict.UNDETERMINED,
            Reason.NOT_TOLD,
        ),
        (paid == NEVER, Verdict.FAILS, Reason.NOT_INSURED),
        (columns.insured_from > columns.working_age, Verdict.UNDETERMINED, Reason.NO_HISTORY),
    )
    return every(insured, first)
