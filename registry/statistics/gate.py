"""The gate G (63号 二): registered, in force in the month, at work in an urban place."""

from typing import Final

from registry.statistics.columns import UNKNOWN, Columns
from registry.statistics.reason import Reason
from registry.statistics.ruling import Ruling, Verdict, ruled

CLAUSE: Final = "63号 二"


def gate(columns: Columns, month: int) -> Ruling:
    """Of a month: in force on some day of it; revoked records count for nothing.

    What contradicts itself is looked at by a person before it counts anywhere.
    """
    return ruled(
        len(columns),
        (columns.revoked, Verdict.FAILS, Reason.REVOKED),
        (columns.registered_month > month, Verdict.FAILS, Reason.NOT_REGISTERED),
        (
            (columns.last_month < month) | (columns.ended <= columns.registered),
            Verdict.FAILS,
            Reason.NOT_IN_FORCE,
        ),
        (columns.urban == 0, Verdict.FAILS, Reason.RURAL),
        (columns.in_conflict, Verdict.REVIEW, Reason.SOURCE_CONFLICT),
        (columns.urban == UNKNOWN, Verdict.UNDETERMINED, Reason.URBAN_FLAG),
        (~columns.has_county, Verdict.UNDETERMINED, Reason.COUNTY_UNKNOWN),
    )
