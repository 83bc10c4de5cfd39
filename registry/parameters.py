"""Policy numbers: dated, sourced values by area, asked for on a day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

EVERYWHERE: Final = "*"


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value in an area from `start` to `end`, both days included; end None: still in force.

    area: a division code, a city's (`371300`) for all its counties, a province's (`370000`) for all
    its cities, or `*`. value None: known to exist but not found, so that whoever asks must answer
    UNDETERMINED. assumed: not seen in the source itself; inferred: worked out from another figure
    of the source. author: who of the bureau wrote it in; "" for what the product ships.
    """

    area: str
    start: date
    end: date | None
    value: float | None
    source: str
    assumed: bool = False
    inferred: bool = False
    note: str = ""
    author: str = ""

    def holds(self, day: date, area: str) -> bool:
        """Whether this value is the one for the area on the day."""
        names_area = self.area in (EVERYWHERE, area, area[:4] + "00", area[:2] + "0000")
        return names_area and self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One policy number with its unit and history, a bureau's own values among the shipped ones.

    blocks: in Chinese, what cannot be answered where its value is not known.
    """

    name: str
    unit: str
    last_checked: date
    values: Sequence[DatedValue]
    blocks: str = ""

    def on(self, day: date, area: str) -> DatedValue | None:
        """The dated value in force for a six-digit area on a day; None where none is written."""
        return next(iter(self.versions_on(day, area)), None)

    def versions_on(self, day: date, area: str) -> tuple[DatedValue, ...]:
        """Every value that reaches the area on the day; the first is the one that answers.

        A bureau's own value goes before what is shipped, then a nearer area before a wider one.
        """
        holding = [value for value in self.values if value.holds(day, area)]
        return tuple(sorted(holding, key=_nearness, reverse=True))

    def overridden_by(self, values: Sequence[DatedValue], last_checked: date) -> "Parameter":
        """This number with a bureau's values beside its own; both are kept.

        values: each with its author. last_checked: the day on which the bureau looked.
        """
        later = max(self.last_checked, last_checked)
        return replace(self, values=(*self.values, *values), last_checked=later)


def _nearness(value: DatedValue) -> tuple[bool, int, date]:
    zeros = len(value.area) - len(value.area.rstrip("0")) if value.area != EVERYWHERE else 9
    width = 3 if zeros > 5 else 2 if zeros >= 4 else 1 if zeros >= 2 else 0
    return (bool(value.author), -width, value.start)
