"""FIRST(p): the first employment of her life, by her word and by all records."""

from registry.statistics.columns import UNKNOWN, Columns
from registry.statistics.reason import Reason
from registry.statistics.ruling import Ruling, Verdict, ruled

DECLARED_FIRST = 1


def first_job(columns: Columns) -> Ruling:
    """Declared, and no record of work, of a unit's payment or of a licence before her start date.

    Declared, and a record says otherwise: REVIEW. A source that does not reach back to the month
    in which she became 16 leaves it open (R4.5a).
    """
    start = columns.start
    earlier = (
        (columns.first_work < start)
        | (columns.first_business < start)
        | (columns.own_first < start)
        | (columns.first_unit < columns.start_month)
    )
    reach = (columns.work_from, columns.insured_from, columns.business_from)
    is_short = sum((each > columns.working_age).astype(int) for each in reach) > 0
    declared = columns.declared
    return ruled(
        len(columns),
        (declared == 0, Verdict.FAILS, Reason.NOT_FIRST),
        (earlier & (declared == UNKNOWN), Verdict.FAILS, Reason.EARLIER_WORK),
        (earlier, Verdict.REVIEW, Reason.FIRST_CONTRADICTED),
        (columns.work_unclear, Verdict.REVIEW, Reason.RECORD_UNCLEAR),
        (declared == UNKNOWN, Verdict.UNDETERMINED, Reason.TYPE_MISSING),
        (is_short, Verdict.UNDETERMINED, Reason.NO_HISTORY),
    )
