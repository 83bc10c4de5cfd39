"""What of a posting's pay and settlement holds it back, with its figures or in general words."""

from typing import Final

from registry.jobs.minimum_wage import (
    SETTLEMENT_CLAUSE,
    WAGE_CLAUSE,
    Floors,
    Outcome,
    wage_checks,
)
from registry.jobs.posting import Posting
from registry.verdict import Finding

HOLDING: Final = frozenset({Outcome.BLOCK, Outcome.HOLD})
# The general words of each check, where the posting with its figures is not at hand.
IN_GENERAL: Final = {
    finding.code: finding
    for finding in (
        Finding(
            "minimum_wage",
            False,
            "报酬低于工作地当日的最低工资标准（或须核实）：请提高到标准以上，写明单位和工作时间。",
            WAGE_CLAUSE,
        ),
        Finding(
            "part_time_settlement",
            False,
            "非全日制用工按月结算：结算周期不得超过15日，请改为日结、周结或半月结。",
            SETTLEMENT_CLAUSE,
        ),
    )
}


def wage_holds(posting: Posting, floors: Floors) -> tuple[Finding, ...]:
    """The checks that keep a posting from being published: surely below the law, or to be verified.

    What cannot be judged says nothing here: its cause is told already as a flag of its own
    (pay_missing, hours_missing, no place), or nobody can mend it (pay by the piece, a floor that
    was not found).
    """
    checks = wage_checks(posting, floors.day, floors.hourly, floors.monthly)
    return tuple(check.finding for check in checks if check.outcome in HOLDING)
