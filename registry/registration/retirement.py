"""The retirement reform of 2025: when a person may draw a pension. It predicts; it never decides.

国务院关于渐进式延迟法定退休年龄的办法, articles 1 to 3. Scope ends when a pension is drawn, not at
an age (63号 一): what is worked out here flags and informs.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from registry.workers.identity import Sex

CLAUSE: Final = "国务院关于渐进式延迟法定退休年龄的办法 1—3"
LEEWAY_MONTHS: Final = 36  # early by choice, late by agreement
LEAST_MONTHS_BEFORE: Final = 180
LEAST_MONTHS_AT_MOST: Final = 240
LEAST_MONTHS_RISE_AFTER: Final = 2029
LEAST_MONTHS_A_YEAR: Final = 6


class RetireClass(StrEnum):
    """By which original age somebody retires; decided by the pension office, not here."""

    M60 = "M60"  # 男
    F55 = "F55"  # 女，原55周岁；以灵活方式参保的女性
    F50 = "F50"  # 女，原50周岁


class Step(NamedTuple):
    """One month later for every `step` birth months from `start`, at most `most` months."""

    original_age: int
    start: date
    step: int
    most: int


STEPS: Final = {
    RetireClass.M60: Step(60, date(1965, 1, 1), 4, 36),
    RetireClass.F55: Step(55, date(1970, 1, 1), 4, 36),
    RetireClass.F50: Step(50, date(1975, 1, 1), 2, 60),
}


@dataclass(frozen=True, slots=True)
class Retirement:
    """Months, each as its first day. delay: months after the original one.

    earliest, latest: by choice; None where the reform does not reach the person. least_months:
    premiums paid that a pension from the statutory month asks for.
    """

    statutory: date
    delay: int
    earliest: date | None
    latest: date | None
    least_months: int


def retirement(retire_class: RetireClass, born: date) -> Retirement:
    """When somebody of this class and birth date reaches the statutory age."""
    rule, birth = STEPS[retire_class], _index(born)
    late = birth - _index(rule.start)
    delay = 0 if late < 0 else min(rule.most, late // rule.step + 1)
    original = birth + 12 * rule.original_age
    statutory = original + delay
    in_reform = delay > 0
    return Retirement(
        statutory=_month(statutory),
        delay=delay,
        earliest=_month(max(original, statutory - LEEWAY_MONTHS)) if in_reform else None,
        latest=_month(statutory + LEEWAY_MONTHS) if in_reform else None,
        least_months=least_months(statutory // 12),
    )


def least_months(year: int) -> int:
    """Months of premiums that a pension beginning in this year asks for: 15 years, later 20."""
    risen = max(0, year - LEAST_MONTHS_RISE_AFTER) * LEAST_MONTHS_A_YEAR
    return min(LEAST_MONTHS_AT_MOST, LEAST_MONTHS_BEFORE + risen)


def likely_classes(sex: Sex, pays_flexibly: bool) -> tuple[RetireClass, ...]:
    """The classes somebody may be in: a woman without flexible premiums in either of two."""
    if sex is Sex.MALE:
        return (RetireClass.M60,)
    return (RetireClass.F55,) if pays_flexibly else (RetireClass.F50, RetireClass.F55)


def is_past_statutory_age(retire_class: RetireClass, born: date, as_of: date) -> bool:
    """Whether the statutory month has begun by a day (R1.2c)."""
    return _index(as_of) >= _index(retirement(retire_class, born).statutory)


def months_left(retire_class: RetireClass, born: date, as_of: date) -> int:
    """Months from a day's month to the statutory one in force on that day; negative when past.

    Before 2025 the original month was in force (R5.1).
    """
    rule = STEPS[retire_class]
    original = _index(born) + 12 * rule.original_age
    reform_begun = as_of >= date(2025, 1, 1)
    goal = _index(retirement(retire_class, born).statutory) if reform_begun else original
    return goal - _index(as_of)


def _index(day: date) -> int:
    return 12 * day.year + day.month - 1


def _month(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)
