"""Hours that people do not have: whom they shut out, and what moving or parting them adds."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from matcher.guidance.firm.advice import Kind, Nothing, Trial, Trials
from matcher.guidance.firm.change import PostingChange
from matcher.guidance.firm.ground import Ground
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.week import (
    NIGHT_END,
    NIGHT_START,
    Window,
    describe,
    hours_in,
    touches_night,
    week_of,
)

KIND: Final = Kind.HOURS
DAY: Final = 24 * 60
HOUR: Final = 60
WORKDAYS: Final = (1, 2, 3, 4, 5)
MORNING, EVENING = 8 * HOUR, 18 * HOUR
# Shorter a window is not proposed to be; only a longer one is proposed to be parted in two.
SHORTEST: Final = 3 * HOUR
LONG_DAY: Final = 6 * HOUR


# Units in which half a day is paid half.
BY_THE_DAY: Final = frozenset({PayUnit.DAY, PayUnit.SHIFT, PayUnit.MONTH, PayUnit.YEAR})


class _Move(NamedTuple):
    """A change of windows: its text, and what becomes of them, () where it cannot be made."""

    said: str
    windows: Callable[[tuple[Window, ...]], tuple[Window, ...]]
    figures: dict[str, str]


def _shifted(minutes: int) -> Callable[[tuple[Window, ...]], tuple[Window, ...]]:
    """All of the day earlier or later; not across midnight, nor into the night."""

    def move(windows: tuple[Window, ...]) -> tuple[Window, ...]:
        moved = [(each, each.start + minutes, each.end + minutes) for each in windows]
        if any(start < NIGHT_END or end > NIGHT_START for _, start, end in moved):
            return ()
        return tuple(replace(each, start=start, end=end) for each, start, end in moved)

    return move


def _begun(minutes: int) -> Callable[[tuple[Window, ...]], tuple[Window, ...]]:
    """The day's first window begins later."""

    def move(windows: tuple[Window, ...]) -> tuple[Window, ...]:
        first = min(windows, key=lambda each: each.start)
        return _instead(windows, first, first.start + minutes, first.end)

    return move


def _ended(minutes: int) -> Callable[[tuple[Window, ...]], tuple[Window, ...]]:
    """The day's last window ends sooner."""

    def move(windows: tuple[Window, ...]) -> tuple[Window, ...]:
        last = max(windows, key=lambda each: each.end)
        return _instead(windows, last, last.start, last.end - minutes)

    return move


def _instead(windows: tuple[Window, ...], one: Window, start: int, end: int) -> tuple[Window, ...]:
    """The windows with other times in the place of those that one has."""
    if end - start < SHORTEST:
        return ()
    return tuple(
        replace(each, start=start, end=end)
        if (each.start, each.end) == (one.start, one.end)
        else each
        for each in windows
    )


def _workdays(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    """Without Saturday and Sunday."""
    days = [(each, tuple(day for day in each.days if day in WORKDAYS)) for each in windows]
    return tuple(replace(each, days=kept) for each, kept in days if kept)


# The least of a burden first: of two that add as much the first is proposed.
MOVES: Final = (
    _Move("earlier", _shifted(-HOUR), {"by": "1"}),
    _Move("later", _shifted(HOUR), {"by": "1"}),
    _Move("begin", _begun(HOUR), {"by": "1"}),
    _Move("end", _ended(HOUR), {"by": "1"}),
    _Move("weekend", _workdays, {}),
    _Move("earlier", _shifted(-2 * HOUR), {"by": "2"}),
    _Move("later", _shifted(2 * HOUR), {"by": "2"}),
    _Move("begin", _begun(2 * HOUR), {"by": "2"}),
    _Move("end", _ended(2 * HOUR), {"by": "2"}),
)


def trials(ground: Ground) -> Trials:
    """Every move that can be made, shifts to choose from, and whom the hours shut out at all."""
    hours = ground.posting.hours
    if hours.kind is HoursKind.FLEXIBLE:
        return Nothing(KIND, "own_choice")
    if not hours.windows:
        return ()  # told among what is not written
    ways = (*_moves(hours), *_choices(hours))
    if not ways:
        return Nothing(KIND, "as_it_is", {"now": describe(hours.windows)})
    whom = PostingChange(hours=_any_time(hours))
    now = {"now": describe(hours.windows)}
    return (
        *(
            Trial(KIND, said, PostingChange(hours=new, pay=_paid(ground, said)), now | told)
            for said, new, told in ways
        ),
        Trial(KIND, "shut", whom, now, is_proof=True),
        *(
            Trial(KIND, said, PostingChange(hours=new), now, is_proof=True)
            for said, new in _parts(hours)
        ),
    )


def _any_time(hours: Hours) -> Hours:
    """As many hours a week, whenever she likes."""
    days = len({day for window in hours.windows for day in window.days})
    a_day = hours.hours_per_day or hours_in(week_of(hours.windows)) / days
    return Hours(HoursKind.FLEXIBLE, (), a_day, hours.days_per_week)


def _paid(ground: Ground, said: str) -> Pay | None:
    """Of half a day half the day's pay, the same by the hour; else as it was."""
    pay = ground.posting.pay
    if said != "halves" or pay is None or pay.unit not in BY_THE_DAY:
        return None
    return replace(pay, minimum=pay.minimum / 2, maximum=pay.maximum / 2)


def _moves(hours: Hours) -> Iterator[tuple[str, Hours, dict[str, str]]]:
    """Each move with its text, the hours that it makes and what is told of them."""
    if hours.choice or hours.kind is HoursKind.ROTATING or _is_overnight(hours.windows):
        return
    for move in MOVES:
        windows = move.windows(hours.windows)
        if windows and windows != hours.windows:
            yield move.said, _with(hours, windows), move.figures | {"to": describe(windows)}


def _choices(hours: Hours) -> Iterator[tuple[str, Hours, dict[str, str]]]:
    """One shift of several: of a rota's, or the two halves of a long day."""
    if hours.choice:
        return
    if hours.kind is HoursKind.ROTATING and len(hours.windows) > 1:
        alone = (1,) * len(hours.windows)
        yield "own_shift", replace(hours, kind=HoursKind.FIXED, choice=alone), {}
    elif len(hours.windows) == 1 and not _is_overnight(hours.windows):
        (whole,) = hours.windows
        if whole.minutes >= LONG_DAY:
            middle = round((whole.start + whole.end) / 2 / 30) * 30
            halves = (replace(whole, end=middle), replace(whole, start=middle))
            told = {"first": str(halves[0]), "second": str(halves[1])}
            yield "halves", replace(_with(hours, halves, share=0.5), choice=(1, 1)), told


def _parts(hours: Hours) -> Iterator[tuple[str, Hours]]:
    """The hours without one part of the week that people often do not have."""
    if hours.choice or hours.kind is HoursKind.ROTATING or _is_overnight(hours.windows):
        return
    cuts = {
        "shut_weekend": _workdays(hours.windows),
        "shut_early": _within(hours.windows, MORNING, DAY),
        "shut_evening": _within(hours.windows, 0, EVENING),
    }
    for said, windows in cuts.items():
        if windows and windows != hours.windows:
            yield said, _with(hours, windows)


def _within(windows: tuple[Window, ...], first: int, last: int) -> tuple[Window, ...]:
    """What of the windows lies between two times of the day."""
    kept = [(each, max(each.start, first), min(each.end, last)) for each in windows]
    return tuple(replace(each, start=start, end=end) for each, start, end in kept if start < end)


def _with(hours: Hours, windows: tuple[Window, ...], share: float = 0.0) -> Hours:
    """Hours of other windows, as many days and hours of them as before, but no more than there are.

    share: of the hours a day that one works; 0: as the windows have become shorter.
    """
    days = len({day for window in windows for day in window.days})
    before, after = hours_in(week_of(hours.windows)), hours_in(week_of(windows))
    days_before = len({day for window in hours.windows for day in window.days})
    shorter = share or min(1.0, (after / days) / (before / days_before))
    a_day, a_week = hours.hours_per_day, hours.days_per_week
    return replace(
        hours,
        windows=windows,
        hours_per_day=a_day * shorter if a_day else None,
        days_per_week=min(a_week, days) if a_week else None,
        night=None if hours.night is None else any(map(_at_night, windows)),
        quote="",
    )


def _at_night(window: Window) -> bool:
    return touches_night(window.start, window.minutes)


def _is_overnight(windows: tuple[Window, ...]) -> bool:
    return any(each.end <= each.start for each in windows)
