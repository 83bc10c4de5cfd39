"""Policy numbers: dated, sourced values by area, asked for on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

EVERYWHERE: Final = "*"


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value in an area from `start` to `end`, both days included; end None: still in force.

    area: a division code, a city's (`371300`) for all its counties, or `*`. value None: known to
    exist but not found, so that whoever asks must answer UNDETERMINED. assumed: not seen in the
    source itself.
    """

    area: str
    start: date
    end: date | None
    value: float | None
    source: str
    assumed: bool = False

    def holds(self, day: date, area: str) -> bool:
        """Whether this value is the one for the area on the day."""
        names_area = self.area in (EVERYWHERE, area, area[:4] + "00")
        return names_area and self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One policy number with its unit and history; nearer areas go before wider ones."""

    name: str
    unit: str
    last_checked: date
    values: Sequence[DatedValue]

    def on(self, day: date, area: str) -> DatedValue | None:
        """The dated value in force for a six-digit area on a day; None where none is written."""
        holding = [value for value in self.values if value.holds(day, area)]
        return max(holding, key=_nearness, default=None)


def _nearness(value: DatedValue) -> tuple[int, date]:
    if value.area == EVERYWHERE:
        return (0, value.start)
    return (1 if value.area.endswith("00") else 2, value.start)
