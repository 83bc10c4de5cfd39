"""Single cells of an exchange file: text, days, numbers and lists, written and read again."""

import csv
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.exchange.codes import Code, Codes
from api.exchange.columns import Column
from api.feeds import values
from registry.errors import InvalidField
from registry.registration.claim import Engagement

FIRST_DAY: Final = date(1900, 1, 1)
LIST_SIGN: Final = "；"
# A spreadsheet takes what begins with one of these for a formula.
FORMULA: Final = ("=", "+", "-", "@", "'")
PARTS: Final = 5  # of an engagement
_SIGNS: Final = {True: "1", False: "0", None: ""}
_FLAGS: Final = {sign: flag for flag, sign in _SIGNS.items()}


@dataclass(frozen=True, slots=True)
class Cells:
    """One row on its way in; what cannot be read is an InvalidField of its column."""

    data: Mapping[str, str]
    codes: Codes

    def text(self, column: Column) -> str:
        """The cell, clean; "" where it is empty or its column is missing."""
        return values.clean(unguarded(self.data.get(column, "")))

    def needed(self, column: Column) -> str:
        """The cell, which must not be empty."""
        text = self.text(column)
        if not text:
            raise _missing(column)
        return text

    def day(self, column: Column) -> date | None:
        """A day as people write it; None where there is none."""
        return values.day(self.text(column), column, FIRST_DAY)

    def needed_day(self, column: Column) -> date:
        """A day that must be there."""
        found = self.day(column)
        if found is None:
            raise _missing(column)
        return found

    def number(self, column: Column) -> float | None:
        """A figure; None where there is none."""
        text = self.text(column)
        return _number(text, column) if text else None

    def code(self, column: Column) -> Code | None:
        """A code of the column's table; None where there is none."""
        text = self.text(column)
        return self.codes.read(column, text) if text else None

    def needed_code(self, column: Column) -> Code:
        """A code that must be there."""
        return self.codes.read(column, self.needed(column))

    def ours(self, column: Column) -> str:
        """What the code of a cell is here; "" where there is none, or none of ours."""
        code = self.code(column)
        return code.ours[0] if code and code.ours else ""

    def needed_ours(self, column: Column) -> str:
        """What the code of a cell is here, which must be something."""
        self.needed(column)
        if ours := self.ours(column):
            return ours
        raise InvalidField(column, "no_counterpart", "这个代码在本系统没有对应的值，请改填。")

    def flag(self, column: Column) -> bool | None:
        """Yes, no or not told."""
        return {"YES": True, "NO": False}.get(self.ours(column))

    def many(self, column: Column) -> tuple[str, ...]:
        """What the codes of a list are here."""
        found = (self.codes.read(column, each) for each in values.split_list(self.text(column)))
        return tuple(one for code in found for one in code.ours)

    def engagements(self) -> tuple[Engagement, ...]:
        """Lines of `名称|日均小时|每周小时|平台|协议`."""
        column = Column.ENGAGEMENTS
        lines = csv.reader(io.StringIO(self.text(column), newline=""), delimiter="|", strict=True)
        try:
            return tuple(_engagement(parts, column) for parts in lines if parts)
        except csv.Error as fault:
            raise InvalidField(column, "engagements", "引号用得不对，分不清各项。") from fault


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def unguarded(text: str) -> str:
    """What stood in a cell before it was guarded."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def day_cell(day: date | None) -> str:
    """`2026-11-01`; empty for none."""
    return day.isoformat() if day else ""


def number_cell(number: float | None) -> str:
    """A figure in full, without decimals where it has none; empty for none."""
    if number is None:
        return ""
    return str(int(number)) if float(number).is_integer() else repr(float(number))


def flag_cell(flag: bool | None, codes: Codes) -> str:
    """The code of yes or no; empty where it is not told."""
    return "" if flag is None else codes.written(Column.URBAN, "YES" if flag else "NO")


def engagements_cell(engagements: Iterable[Engagement]) -> str:
    """One line for each employer."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter="|", lineterminator="\n").writerows(
        (
            each.employer,
            number_cell(each.hours_per_day),
            number_cell(each.hours_per_week),
            _SIGNS[each.platform],
            _SIGNS[each.written_agreement],
        )
        for each in engagements
    )
    return text.getvalue().rstrip("\n")


def _missing(column: Column) -> InvalidField:
    return InvalidField(column, "missing", "不能为空。")


def _number(text: str, column: Column) -> float:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InvalidField(column, "number", "不是数字：请只写数字，不写单位。")
    return number


def _engagement(parts: list[str], column: Column) -> Engagement:
    told = [part.strip() for part in parts]
    if len(told) != PARTS or not {told[3], told[4]} <= _FLAGS.keys():
        reason = "每行应为 名称|日均小时|每周小时|平台|协议，后两项填 1 或 0。"
        raise InvalidField(column, "engagements", reason)
    return Engagement(
        employer=told[0],
        hours_per_day=_number(told[1], column) if told[1] else None,
        hours_per_week=_number(told[2], column) if told[2] else None,
        platform=bool(_FLAGS[told[3]]),
        written_agreement=_FLAGS[told[4]],
    )
