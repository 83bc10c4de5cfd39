"""C3 (63号 二（三）): newly flexible, once unemployed, payments broken off and now made again."""

from typing import Final

from registry.statistics.columns import Columns
from registry.statistics.months import Period
from registry.statistics.reason import Reason
from registry.statistics.rhythm import paying
from registry.statistics.ruling import Ruling, Verdict, every, ruled

CLAUSE: Final = "63号 二（三）"
NAME: Final = "以前年度不是灵活就业人员，有状态转换和断缴记录，又正常缴费"


def c3(columns: Columns, period: Period, grace: int) -> Ruling:
    """All four parts at the end of the period, in the calendar year in which it ends."""
    return every(
        not_flexible_before(columns, period),
        changed(columns, period),
        broken_off(columns, period),
        paying(columns, period.last, grace),
    )


def not_flexible_before(columns: Columns, period: Period) -> Ruling:
    """No flexible registration and no payment as a flexible worker in any earlier year."""
    year = period.last // 12 * 12
    before = (columns.first_flexible < year) | (columns.own_flexible < year)
    is_short = (columns.work_from > columns.working_age) | (
        columns.insured_from > columns.working_age
    )
    return ruled(
        len(columns),
        (before, Verdict.FAILS, Reason.FLEXIBLE_BEFORE),
        (is_short, Verdict.UNDETERMINED, Reason.NO_HISTORY),
    )


def changed(columns: Columns, period: Period) -> Ruling:
    """A change between work and unemployment: an unemployment record, for she is at work now."""
    return ruled(
        len(columns),
        (columns.first_unemployed <= period.last, Verdict.HOLDS, Reason.NONE),
        (columns.work_from > columns.working_age, Verdict.UNDETERMINED, Reason.NO_HISTORY),
        (True, Verdict.FAILS, Reason.NO_CHANGE),
    )


def broken_off(columns: Columns, period: Period) -> Ruling:
    """A month that is not paid for between two that are; what was paid for late is paid for."""
    return ruled(
        len(columns),
        (columns.paid_unclear, Verdict.REVIEW, Reason.RECORD_UNCLEAR),
        (columns.resumed <= period.last, Verdict.HOLDS, Reason.NONE),
        (columns.insured_from > columns.working_age, Verdict.UNDETERMINED, Reason.NO_HISTORY),
        (True, Verdict.FAILS, Reason.NO_BREAK),
    )
