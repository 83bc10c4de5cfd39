"""Deadlines in working days, by a calendar that is handed in and may not know every day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from registry.registration.credit_terms import CreditTerms, DeadlineKind

# Whether people work on a day; None where the calendar does not know the day's year yet.
Calendar = Callable[[date], bool | None]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day in time. calendar_assumed: some day was judged by its day of the week alone."""

    due: date
    calendar_assumed: bool


def working_days_after(start: date, days: int, calendar: Calendar) -> Deadline:
    """The end of so many working days, at least one; the first day does not count (民法典 201)."""
    day, left, assumed = start, days, False
    while left > 0:
        day += timedelta(1)
        known = calendar(day)
        assumed = assumed or known is None
        left -= _works(day, known)
    return Deadline(day, assumed)


def days_after(start: date, days: int, calendar: Calendar) -> Deadline:
    """The end of so many days of the calendar, at least one.

    It moves to the next working day where it falls on a day of rest (民法典 203).
    """
    return working_days_after(start + timedelta(days - 1), 1, calendar)


def deadline(kind: DeadlineKind, start: date, terms: CreditTerms, calendar: Calendar) -> Deadline:
    """By when the bureau owes what a person asked for on a day."""
    term = terms.deadline(kind, start)
    after = working_days_after if term.working else days_after
    return after(start, term.days, calendar)


def _works(day: date, known: bool | None) -> bool:
    return day.weekday() < 5 if known is None else known
