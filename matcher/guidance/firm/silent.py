"""What a posting does not say and people ask for as a must: what writing it out adds."""

from collections.abc import Iterator
from typing import Final

from matcher.board import LONG_UNITS
from matcher.guidance.firm.advice import Kind, Nothing, Trial, Trials
from matcher.guidance.firm.change import PostingChange
from matcher.guidance.firm.ground import Ground
from matcher.guidance.firm.pay import EVERYWHERE
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.minimum_wage import Outcome, settlement_check
from registry.jobs.pay import SETTLEMENT_LABELS, Pay, PayUnit, Settlement
from registry.jobs.posting import Posting
from registry.jobs.week import EVERY_DAY, Window, describe, minutes_of

KIND: Final = Kind.SILENT
SIX_DAYS, WORKDAYS, WEEKEND = (1, 2, 3, 4, 5, 6), (1, 2, 3, 4, 5), (6, 7)
# Hours that are often worked: which of them are the posting's own only its firm knows.
USUAL: Final = (
    ("hours", WORKDAYS, "09:00", "17:00"),
    ("hours_six", SIX_DAYS, "08:00", "17:00"),
    ("hours_daily", EVERY_DAY, "08:00", "18:00"),
    ("hours_half", WORKDAYS, "08:00", "12:00"),
    ("hours_half", WORKDAYS, "13:00", "17:00"),
    ("hours_half", WORKDAYS, "18:00", "22:00"),
    ("hours_weekend", WEEKEND, "09:00", "16:00"),
)
NIGHTS: Final = (
    ("hours", WORKDAYS, "22:00", "06:00"),
    ("hours_six", SIX_DAYS, "20:00", "06:00"),
)
# Of whole days a window is longer than this, in minutes.
WHOLE_DAY: Final = 7 * 60
BY_MONTH: Final = (Settlement.MONTHLY, Settlement.HALF_MONTHLY)
SETTLED: Final = (Settlement.DAILY, Settlement.WEEKLY, *BY_MONTH)


def trials(ground: Ground) -> Trials:
    """For each thing not written, how it may be, as the firm would write it if it is so."""
    found = (*_pay(ground), *_hours(ground), *_settlement(ground), *_offers(ground))
    if found:
        return found
    lacking = "、".join(_unwritten(ground.posting))
    return Nothing(KIND, "not_tried" if lacking else "all_written", {"names": lacking})


def _unwritten(posting: Posting) -> Iterator[str]:
    """What it does not say of pay and hours; the rest can always be tried."""
    if posting.pay is None:
        yield "报酬"
    if not posting.hours.windows and posting.hours.kind is not HoursKind.FLEXIBLE:
        yield "几点上班"


def _pay(ground: Ground) -> Iterator[Trial]:
    """Pay as the trade's median is, where enough offers tell it."""
    posting = ground.posting
    if posting.pay is not None or not posting.occupation:
        return
    around = ground.market.around(posting.occupation, posting.place.code)
    spread = around[1].month if around and around[0].area != EVERYWHERE else None
    if spread:
        amount = float(round(spread.median / 50) * 50)
        pay = Pay(amount, amount, PayUnit.MONTH)
        told = {"pay": str(pay), "offers": str(spread.n)}
        yield Trial(KIND, "pay", PostingChange(pay=pay), told)


def _hours(ground: Ground) -> Iterator[Trial]:
    """Usual hours that what it does say of them leaves open; of a rota none."""
    hours = ground.posting.hours
    if hours.windows or hours.kind in (HoursKind.FLEXIBLE, HoursKind.ROTATING):
        return
    for said, days, start, end in NIGHTS if hours.night else USUAL:
        window = Window(days, minutes_of(start), minutes_of(end))
        if _may_be(ground, window):
            per_week = hours.days_per_week or float(len(days))
            written = Hours(
                HoursKind.FIXED, (window,), hours.hours_per_day, per_week, bool(hours.night)
            )
            told = {"to": describe((window,))}
            yield Trial(KIND, said, PostingChange(hours=written), told)
    if not _is_whole(ground) and not hours.night:
        free = Hours(HoursKind.FLEXIBLE, (), hours.hours_per_day, hours.days_per_week)
        yield Trial(KIND, "own_choice", PostingChange(hours=free))


def _may_be(ground: Ground, window: Window) -> bool:
    """Whether the window is not against what the posting says of its hours."""
    hours = ground.posting.hours
    if hours.hours_per_day and abs(hours.hours_per_day * 60 - window.minutes) > 60:
        return False
    if hours.days_per_week and round(hours.days_per_week) != len(window.days):
        return False
    return window.minutes > WHOLE_DAY or not _is_whole(ground)


def _is_whole(ground: Ground) -> bool:
    """Paid by the month or lodged: work of whole days on most days of the week."""
    posting = ground.posting
    return bool(posting.lodging) or (posting.pay is not None and posting.pay.unit in LONG_UNITS)


def _settlement(ground: Ground) -> Iterator[Trial]:
    """Every rhythm that is lawful for such work."""
    pay = ground.posting.pay
    if pay is None or pay.settlement is not None:
        return
    for settlement in BY_MONTH if pay.unit in LONG_UNITS else SETTLED:
        change = PostingChange(settlement=settlement)
        if settlement_check(change.of(ground.posting)).outcome is not Outcome.HOLD:
            yield Trial(KIND, "settlement", change, {"to": SETTLEMENT_LABELS[settlement]})


def _offers(ground: Ground) -> Iterator[Trial]:
    posting = ground.posting
    if posting.meals is None:
        yield Trial(KIND, "meals", PostingChange(meals=True))
    if posting.lodging is None:
        yield Trial(KIND, "lodging", PostingChange(lodging=True))
