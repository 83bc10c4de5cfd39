"""Shift the week: which two hours more would open what."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.guidance.advice import Advice, Ask, Figure, Kind, Nothing, Outcome, Question, Step
from matcher.guidance.change import Change
from matcher.guidance.ground import Ground
from matcher.guidance.standing import NO, Gate
from matcher.guidance.what_if import is_worth, paid, pay_of
from registry.jobs.week import DAY_NAMES, EVERY_DAY, SLOTS_A_DAY, Window, week_of

# Two hours at one time of day, on the days that a job asks for; where they open nothing, four.
STRETCHES: Final = (4, 8)  # half-hours
# Of so many stretches, those that may open most, the matcher is run again.
TRIED: Final = 10
MOST: Final = 2
WORKDAYS: Final = (1, 2, 3, 4, 5)
WEEKEND: Final = (6, 7)


class Stretch(NamedTuple):
    """So many half-hours from a half-hour of the day on some days."""

    start: int
    days: tuple[int, ...]
    length: int

    @property
    def week(self) -> int:
        """Its half-hours."""
        return week_of((self.window,))

    @property
    def window(self) -> Window:
        """As clock times."""
        end = (self.start + self.length) * 30
        return Window(self.days, self.start * 30, end if end <= 1440 else end - 1440)


def week(ground: Ground) -> tuple[Outcome, ...]:
    """The stretches that open most, no two of the same hours."""
    worker = ground.worker
    if not worker.occupations:
        return (Ask(Kind.WEEK, Question.TRADES, "trades"),)
    if worker.open_week is None:
        told = ground.standing.open & (ground.standing.at.column("week").any(axis=1))
        return (Ask(Kind.WEEK, Question.HOURS, "hours", {"told": int(told.sum())}),)
    found: list[Advice] = []
    for length in STRETCHES:
        tried = (_advice(ground, one) for one in _stretches(ground, length))
        found = found or [each for each in tried if each]
    found.sort(
        key=lambda each: (-(each.opens.more if each.opens else 0), str(each.figures["when"]))
    )
    return tuple(_apart(found)[:MOST]) or (Nothing(Kind.WEEK, "none"),)


def _apart(found: list[Advice]) -> list[Advice]:
    """Those whose hours no better one has in part."""
    kept: list[Advice] = []
    for each in found:
        free = each.change.free if each.change else 0
        if all(not (other.change and other.change.free & free) for other in kept):
            kept.append(each)
    return kept


def _advice(ground: Ground, stretch: Stretch) -> Advice | None:
    free = stretch.week & ~ground.worker.busy
    opens = ground.what_if.opens(Change(free=free))
    if not is_worth(opens) or free != stretch.week:
        return None
    figures: dict[str, Figure] = {
        "days": days_named(stretch.days),
        "when": str(stretch.window),
        "hours": stretch.length // 2,
        "more": opens.more,
        "now": opens.now,
    }
    figures |= pay_of(opens)
    return Advice(
        Kind.WEEK,
        "opens",
        figures,
        paid(figures),
        opens,
        Change(free=free),
        opens.examples,
        steps=(Step("arrange", 3, figures), Step("write_in", 3, figures)),
    )


def _stretches(ground: Ground, length: int) -> list[Stretch]:
    """Stretches of a length that cover what is uncovered of some jobs, the commonest first."""
    standing = ground.standing
    hours_only = standing.but(Gate.HOURS, Gate.RULES) & (standing.gates[Gate.HOURS] == NO)
    shut = np.flatnonzero(hours_only & ~ground.what_if.barred_but("free"))
    weeks = standing.library.weeks
    counts = np.bincount(weeks.number[shut], minlength=len(weeks.distinct))
    open_week = ground.worker.open_week or 0
    votes: dict[Stretch, int] = {}
    for place in np.flatnonzero(counts).tolist():
        stretch = _covering(_number(weeks.distinct["week"][place]) & ~open_week, length)
        if stretch:
            votes[stretch] = votes.get(stretch, 0) + int(counts[place])
    return sorted(votes, key=lambda each: (-votes[each], each))[:TRIED]


def _covering(uncovered: int, length: int) -> Stretch | None:
    """The stretch that holds all that is uncovered, on its days; None where it takes more."""
    day_mask = (1 << SLOTS_A_DAY) - 1
    by_day = [uncovered >> (number * SLOTS_A_DAY) & day_mask for number in range(7)]
    together = 0
    for each in by_day:
        together |= each
    if not together:
        return None
    first = (together & -together).bit_length() - 1
    if together.bit_length() - first > length:
        return None
    days = tuple(day for day in EVERY_DAY if by_day[day - 1])
    return Stretch(min(first, SLOTS_A_DAY - length), days, length)


def days_named(days: tuple[int, ...]) -> str:
    """Days as people say them."""
    named = {EVERY_DAY: "每天", WORKDAYS: "周一到周五", WEEKEND: "周末"}
    return named.get(days) or "、".join(DAY_NAMES[day] for day in days)


def _number(words: NDArray[np.uint64]) -> int:
    """Six words as one week."""
    return int.from_bytes(words.astype("<u8").tobytes(), "little")
