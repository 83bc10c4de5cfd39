"""Pay far above what its trade pays, or a range too wide to tell: bait, or a wrong unit."""

from typing import Final

from registry.jobs.pay import Pay, per_hour

# [assumption] A range whose upper end is over so many times its lower one tells little (R7.6).
WIDEST: Final = 3.0


def too_wide(pay: Pay) -> bool:
    """Whether the upper end of the range is over WIDEST times its lower one."""
    return pay.maximum > WIDEST * pay.minimum


def pay_far_above(
    pay: Pay,
    median_per_hour: float | None,
    times: float,
    hours_a_day: float | None = None,
    days_a_month: float | None = None,
) -> bool | None:
    """Whether even the least that is offered is more than `times` the trade's median.

    median_per_hour: CNY an hour of the same trade and county, None where too few postings tell.
    Returns None where that is not known or the pay cannot be told by the hour (piece, commission).
    """
    least = per_hour(pay.minimum, pay.unit, hours_a_day, days_a_month)
    if least is None or median_per_hour is None:
        return None
    return least > times * median_per_hour
