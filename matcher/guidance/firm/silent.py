"""What a posting does not say and people ask for as a must: what writing it out adds."""

from collections.abc import Iterator
from typing import Final

from matcher.board import LONG_UNITS
from matcher.guidance.firm.advice import Kind, Nothing, Trial, Trials
from matcher.guidance.firm.change import PostingChange
from matcher.guidance.firm.ground import Ground
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.minimum_wage import Outcome, settlement_check
from registry.jobs.pay import SETTLEMENT_LABELS, Pay, PayUnit, Settlement
from registry.jobs.week import EVERY_DAY, Window, describe, minutes_of

KIND: Final = Kind.SILENT
SIX_DAYS, WORKDAYS, WEEKEND = (1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5), (6, 7)
# Hours that are often worked: which of them are the posting's own only its firm knows.
USUAL: Final = (
    (WORKDAYS, "09:00", "17:00"),
    (SIX_DAYS, "08:00", "17:00"),
    (EVERY_DAY, "08:00", "18:00"),
    (WORKDAYS, "08:00", "12:00"),
    (WORKDAYS, "13:00", "17:00"),
    (WORKDAYS, "18:00", "22:00"),
    (WEEKEND, "09:00", "16:00"),
)
# Of whole days a window is longer than this, in minutes.
WHOLE_DAY: Final = 7 * 60
SETTLED: Final = (Settlement.DAILY, Settlement.WEEKLY, Settlement.HALF_MONTHLY, Settlement.MONTHLY)


def trials(ground: Ground) -> Trials:
    """For each thing not written, how it may be, as the firm would write it if it is so."""
    found = (*_pay(ground), *_hours(ground), *_settlement(ground), *_offers(ground))
    return found or Nothing(KIND, "all_written")


def _pay(ground: Ground) -> Iterator[Trial]:
    """Pay as the trade's median is, where enough offers tell it."""
    posting = ground.posting
    if posting.pay is not None or not posting.occupation:
        return
    around = ground.market.around(posting.occupation, posting.place.code)
    spread = around[1].month if around else None
    if spread:
        amount = float(round(spread.median / 50) * 50)
        pay = Pay(amount, amount, PayUnit.MONTH)
        told = {"pay": str(pay), "offers": str(spread.n)}
        yield Trial(KIND, "pay", PostingChange(pay=pay), told)


def _hours(ground: Ground) -> Iterator[Trial]:
    hours = ground.posting.hours
    if hours.windows or hours.kind is HoursKind.FLEXIBLE:
        return
    for days, start, end in USUAL:
        window = Window(days, minutes_of(start), minutes_of(end))
        a_day = hours.hours_per_day
        if a_day and abs(a_day * 60 - window.minutes) > 60:
            continue
        if _is_whole(ground) and window.minutes <= WHOLE_DAY:
            continue
        written = Hours(HoursKind.FIXED, (window,), a_day, float(len(days)), night=False)
        yield Trial(KIND, "hours", PostingChange(hours=written), {"to": describe((window,))})
    if hours.kind is HoursKind.UNSTATED and not _is_whole(ground):
        free = Hours(HoursKind.FLEXIBLE, (), hours.hours_per_day, hours.days_per_week)
        yield Trial(KIND, "own_choice", PostingChange(hours=free))


def _is_whole(ground: Ground) -> bool:
    """Paid by the month or lodged: work of whole days on most days of the week."""
    posting = ground.posting
    return bool(posting.lodging) or (posting.pay is not None and posting.pay.unit in LONG_UNITS)


def _settlement(ground: Ground) -> Iterator[Trial]:
    """Every rhythm that is lawful for such work."""
    pay = ground.posting.pay
    if pay is None or pay.settlement is not None:
        return
    for settlement in SETTLED:
        change = PostingChange(settlement=settlement)
        if settlement_check(change.of(ground.posting)).outcome is not Outcome.HOLD:
            yield Trial(KIND, "settlement", change, {"to": SETTLEMENT_LABELS[settlement]})


def _offers(ground: Ground) -> Iterator[Trial]:
    posting = ground.posting
    if posting.meals is None:
        yield Trial(KIND, "meals", PostingChange(meals=True))
    if posting.lodging is None:
        yield Trial(KIND, "lodging", PostingChange(lodging=True))
