"""Paying normally (正常缴费): covered through the latest month due under her own rhythm."""

from typing import Final

import numpy as np

from registry.statistics.columns import Columns
from registry.statistics.reason import Reason
from registry.statistics.ruling import Ints, Ruling, Verdict, ruled

MONTHLY: Final = 1
YEARLY: Final = 12


def due(month: int, rhythm: Ints, grace: int) -> Ints:
    """The latest month that must be paid for at the end of a month.

    rhythm: months that a payment is for, 1 or more. The last month of the last whole payment
    period, less `grace` periods; a period ends with the year's months (a quarter in March, June …).
    """
    return (month + 1) // rhythm * rhythm - 1 - grace * rhythm


def paying(columns: Columns, month: int, grace: int) -> Ruling:
    """As a flexible worker, at the end of a month. grace: payment periods that may be late."""
    paid_to = _paid_to(columns, month)
    rhythm = columns.rhythm
    unknown = rhythm == 0
    needed = due(month, np.where(unknown, MONTHLY, rhythm), grace)
    least = due(month, np.where(unknown, YEARLY, rhythm), grace)
    is_silent = columns.insured_to < needed
    return ruled(
        len(columns),
        (columns.paid_unclear, Verdict.REVIEW, Reason.RECORD_UNCLEAR),
        (paid_to >= needed, Verdict.HOLDS, Reason.NONE),
        (is_silent & (paid_to >= columns.insured_to), Verdict.UNDETERMINED, Reason.NOT_TOLD),
        (columns.insured_to < 0, Verdict.UNDETERMINED, Reason.NO_HISTORY),
        (unknown & (paid_to >= least), Verdict.UNDETERMINED, Reason.RHYTHM_UNKNOWN),
        (np.True_, Verdict.FAILS, Reason.NOT_PAYING),
    )


def _paid_to(columns: Columns, month: int) -> Ints:
    """The last month of the last unbroken run of payments that had begun by a month; −1: none."""
    found = np.full(len(columns), -1, np.int64)
    begun = columns.run_first <= month
    np.maximum.at(found, columns.run_row[begun], columns.run_last[begun])
    return found
