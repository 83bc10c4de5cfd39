"""Months as whole numbers (12 × year + month − 1), and days as ordinals: what columns hold."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.errors import InvalidField

# A month or day that is after all others: of what has not been, or is not known.
NEVER: Final = 1 << 40
YEAR: Final = 12
WORKING_AGE_MONTHS: Final = 16 * YEAR
_TEXT: Final = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Period:
    """From one month to another, both included."""

    first: int
    last: int

    @property
    def text(self) -> str:
        """2026-10, or 2026-01 至 2026-10."""
        ends = (month_text(self.first), month_text(self.last))
        return ends[0] if self.first == self.last else " 至 ".join(ends)


def month_of(day: date) -> int:
    """The month that a day lies in."""
    return YEAR * day.year + day.month - 1


def read_month(text: str, field: str = "period") -> int:
    """The month of `2026-10`; InvalidField where it is none."""
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        raise InvalidField(field, "month_form", f"“{text}”不是月份，请写成 2026-10 的样子。")
    return YEAR * int(found[1]) + int(found[2]) - 1


def month_text(month: int) -> str:
    """A month as `2026-10`."""
    return f"{month // YEAR}-{month % YEAR + 1:02d}"


def first_day(month: int) -> date:
    """The first day of a month."""
    return date(month // YEAR, month % YEAR + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month."""
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def january(month: int) -> int:
    """The first month of the same year."""
    return month // YEAR * YEAR


def year_to(month: int) -> Period:
    """The statistical year up to a month: what the criteria are held to (累计)."""
    return Period(january(month), month)
