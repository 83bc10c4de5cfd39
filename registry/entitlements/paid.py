"""Whether she pays her premiums normally, by the rhythm in which she pays (RULEBOOK §0.5, R5.1)."""

from datetime import date, timedelta
from typing import Final

from registry.entitlements.basis import NORMALLY_PAID
from registry.entitlements.condition import Row, Seen, Subject, judged, no_number, unknown
from registry.entitlements.facts import RHYTHM_NAMES, Rhythm

MONTHS: Final = {
    Rhythm.MONTHLY: 1,
    Rhythm.QUARTERLY: 3,
    Rhythm.HALF_YEARLY: 6,
    Rhythm.YEARLY: 12,
}
GRACE: Final = "payment_grace_periods"
PAY: Final = "以灵活就业人员身份到社保经办机构或税务部门参保缴费。"


def owed_through(rhythm: Rhythm, as_of: date, grace: int) -> date:
    """The month, as its first day, through which somebody who pays normally has paid.

    The last month of the last whole period that has ended, less `grace` periods; a period ends with
    the year's months, as in the statistics (registry/statistics/rhythm.py).
    """
    months = MONTHS[rhythm]
    following = as_of + timedelta(1)  # on its last day a month has ended
    now = 12 * following.year + following.month - 1
    owed = now // months * months - 1 - grace * months
    return date(owed // 12, owed % 12 + 1, 1)


def pays_normally(subject: Subject) -> Seen:
    """Paid through the last month due; without a rhythm only what holds for all of them is told."""
    told, rhythm = subject.facts.paid_through, subject.facts.rhythm
    if told is None:
        return unknown("paid_through")
    if told.value is None:
        detail = "没有查到以灵活就业人员身份缴纳养老保险。"
        return judged(False, detail, "NOT_PAID", "未缴", "正常缴费", told)
    used = subject.number(GRACE)
    if used.value is None:
        return no_number(used, "可以晚缴几个周期，没有查到。")
    possible = (rhythm.value,) if rhythm is not None else tuple(Rhythm)
    owed = [owed_through(each, subject.as_of, int(used.value)) for each in possible]
    value = f"缴到 {told.value:%Y-%m}"
    how = f"（{RHYTHM_NAMES[rhythm.value]}）" if rhythm is not None else ""
    if told.value >= max(owed):
        detail, bound = f"{value}{how}，缴费正常。", f"缴到 {max(owed):%Y-%m}"
        return judged(True, detail, "", value, bound, told, used)
    if told.value >= min(owed):
        detail = f"{value}：按月缴的已经断缴，按年缴的还算正常。"
        found = unknown("rhythm", detail, "RHYTHM_UNKNOWN")
        return found._replace(value=value, threshold="正常缴费", told=told, numbers=(used,))
    bound = f"缴到 {min(owed):%Y-%m}"
    detail = f"{value}{how}，应{bound}：已经断缴。"
    return judged(False, detail, "NOT_PAID", value, bound, told, used)


PAID: Final = Row("paid", "正常缴纳社会保险费", NORMALLY_PAID, pays_normally, PAY)
