"""How well shifts are filled: counts of one shift, and figures over many."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from registry.placement.assignment import HOLDING, NO_SHOWS, AssignmentState
from registry.placement.shift import Shift, ShiftState

FILLED = HOLDING | {AssignmentState.DONE}


@dataclass(frozen=True, slots=True)
class Filled:
    """One shift as it was filled. first_asked: when its first wave went out; full_at: when its
    last place was first taken; None where that never was."""

    shift: Shift
    counts: Counter[AssignmentState]
    first_asked: datetime | None
    full_at: datetime | None

    @property
    def places(self) -> int:
        """Places that somebody holds or worked on."""
        return sum(self.counts[state] for state in FILLED)

    @property
    def hours_to_fill(self) -> float | None:
        """From the first invitation to the last place taken; None where it was never full."""
        if self.first_asked is None or self.full_at is None:
            return None
        return (self.full_at - self.first_asked).total_seconds() / 3600


@dataclass(frozen=True, slots=True)
class Figures:
    """Over many shifts, the cancelled ones left out. fill_rate: places held or worked on ÷
    openings; hours_to_fill: median and 90th percentile of those that were once full."""

    shifts: int
    openings: int
    filled: int
    fill_rate: float | None
    full_shifts: int
    hours_to_fill_median: float | None
    hours_to_fill_p90: float | None
    invitations: int
    invitations_per_place: float | None
    withdrawn: int
    no_shows: int
    overfilled: int


def figures_of(shifts: Iterable[Filled]) -> Figures:
    """The figures of some shifts."""
    known = [each for each in shifts if each.shift.state is not ShiftState.CANCELLED]
    counts = sum((each.counts for each in known), Counter[AssignmentState]())
    openings = sum(each.shift.openings for each in known)
    filled = sum(each.places for each in known)
    hours = sorted(each.hours_to_fill for each in known if each.hours_to_fill is not None)
    return Figures(
        shifts=len(known),
        openings=openings,
        filled=filled,
        fill_rate=_share(filled, openings),
        full_shifts=len(hours),
        hours_to_fill_median=round(median(hours), 2) if hours else None,
        hours_to_fill_p90=round(_ninth(hours), 2) if hours else None,
        invitations=counts.total(),
        invitations_per_place=_share(counts.total(), filled),
        withdrawn=counts[AssignmentState.WITHDRAWN],
        no_shows=sum(counts[state] for state in NO_SHOWS),
        overfilled=sum(each.places > each.shift.openings for each in known),
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _ninth(ordered: Sequence[float]) -> float:
    """The 90th percentile, nearest rank."""
    return ordered[max(0, -(-len(ordered) * 9 // 10) - 1)]
