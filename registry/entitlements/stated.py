"""What a person says of herself for her entitlements: all of it at once, under one day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from registry.entitlements.facts import (
    Circumstance,
    Drawn,
    Facts,
    Group,
    PlatformWork,
    Rhythm,
    School,
    Told,
)
from registry.errors import InvalidField
from registry.registration.retirement import RetireClass

SOURCE: Final = "本人填写"
MOST_MONTHS: Final = 240
MOST_LOANS: Final = 20
EARLIEST: Final = date(1950, 1, 1)
DAYS: Final = {
    "graduated_on": "毕业日期",
    "hardship_on": "认定日期",
    "first_approved": "第一次批准的月份",
    "trained_on": "培训结业日期",
    "startup_trained_on": "创业培训结业日期",
}
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Stated:
    """Her answers. What she left empty is not so; but rhythm, class, platform and training_in_list
    stay unknown. first_approved: the first day of the month. drawn_as: by which group she drew.
    """

    circumstances: frozenset[Circumstance] = frozenset()
    graduated_on: date | None = None
    school: School | None = None
    hardship_on: date | None = None
    first_approved: date | None = None
    months_drawn: int = 0
    drawn_as: Group | None = None
    trained_on: date | None = None
    startup_trained_on: date | None = None
    training_in_list: bool = False
    platform: PlatformWork | None = None
    rhythm: Rhythm | None = None
    retire_class: RetireClass | None = None
    loans_taken: int = 0
    tax_relief_used: bool = False


def stated_faults(stated: Stated, as_of: date) -> tuple[InvalidField, ...]:
    """What cannot be so, each by its field."""
    return tuple(_faults(stated, as_of))


def _faults(stated: Stated, as_of: date) -> Iterator[InvalidField]:
    for name, words in DAYS.items():
        day: date | None = getattr(stated, name)
        # A graduation may be told ahead; it is looked at on the day.
        if day is not None and (day < EARLIEST or (day > as_of and name != "graduated_on")):
            yield InvalidField(name, "day", f"{words}应在 {EARLIEST.year} 年以后、今天以前。")
    if (stated.graduated_on is None) != (stated.school is None):
        field = "school" if stated.school is None else "graduated_on"
        yield InvalidField(field, "graduation", "毕业日期和学校类别请一起填，或都不填。")
    if (stated.first_approved is None) != (stated.months_drawn == 0):
        field = "first_approved" if stated.first_approved is None else "months_drawn"
        yield InvalidField(field, "drawn", "领过补贴的，批准月份和月数请一起填，或都不填。")
    if not 0 <= stated.months_drawn <= MOST_MONTHS:
        yield InvalidField("months_drawn", "months", f"月数应在 0 到 {MOST_MONTHS} 之间。")
    if not 0 <= stated.loans_taken <= MOST_LOANS:
        yield InvalidField("loans_taken", "loans", f"次数应在 0 到 {MOST_LOANS} 之间。")


def with_stated(facts: Facts, stated: Stated, on: date) -> Facts:
    """Facts with what she said of herself among them."""

    def told(value: _Value) -> Told[_Value]:
        return Told(value, SOURCE, on)

    drawn = Drawn(stated.first_approved, stated.months_drawn, stated.drawn_as)
    return replace(
        facts,
        circumstances=told(stated.circumstances),
        graduated_on=told(stated.graduated_on),
        school=told(stated.school) if stated.school else None,
        hardship_on=told(stated.hardship_on),
        drawn=told(drawn),
        trained_on=told(stated.trained_on),
        startup_trained_on=told(stated.startup_trained_on),
        training_in_list=told(True) if stated.training_in_list else None,
        platform=told(stated.platform) if stated.platform else None,
        rhythm=facts.rhythm or (told(stated.rhythm) if stated.rhythm else None),
        retire_class=told(stated.retire_class) if stated.retire_class else None,
        loans_taken=told(stated.loans_taken),
        tax_relief_used=told(stated.tax_relief_used),
    )
