"""When follow-ups are due, and which were made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from registry.guidance.record import FollowUp, Session
from registry.guidance.session import State


@dataclass(frozen=True, slots=True)
class Terms:
    """Days after the plan was agreed, both > 0, the second later than the first."""

    first: int
    second: int

    def __post_init__(self) -> None:
        if not 0 < self.first < self.second:
            raise ValueError("the second follow-up comes after the first")

    def after(self, day: date) -> tuple[date, ...]:
        """When follow-ups are due of a plan agreed on a day."""
        return day + timedelta(self.first), day + timedelta(self.second)


def left(due: Iterable[date], made: Iterable[FollowUp]) -> tuple[date, ...]:
    """The days for which there was no follow-up yet: one counts for every day up to its own."""
    last = max((each.held_on for each in made), default=date.min)
    return tuple(day for day in due if day > last)


def next_due(session: Session) -> date | None:
    """The first day for which a follow-up is left; None where there is none, or it is closed."""
    if session.state is State.CLOSED:
        return None
    return min(left(session.due, session.follow_ups), default=None)
