"""Which days are worked in China: the bureau's table of years, then the calendar library."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Final

from chinese_calendar import is_workday

from api.policy_number import PolicyFileBroken
from api.policy_rows import read_tables
from registry.registration.working_days import Calendar

FILE: Final = "working_days.yaml"
SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Year:
    """One year's notice: its days of rest, and the weekend days on which people work."""

    year: int
    source: str
    rest: tuple[date, ...]
    work: tuple[date, ...] = ()


def load_calendar(folder: Path, own: Path | None = None) -> Calendar:
    """The calendar of a policy folder; PolicyFileBroken names row and fault.

    own: a bureau's folder; its file of the same name goes before the shipped one.
    """
    tables = read_tables(Year, folder, own, FILE, "years")
    for years in tables:
        _check(years)
    return calendar_of(chain.from_iterable(tables))


def calendar_of(years: Iterable[Year]) -> Calendar:
    """Whether people work on a day: by the tables, else by the library; None: neither knows.

    Of two tables of a year the later one counts.
    """
    known = {year.year: year for year in years}
    listed: dict[date, bool] = {}
    for year in known.values():
        listed |= dict.fromkeys(year.rest, False) | dict.fromkeys(year.work, True)

    def works(day: date) -> bool | None:
        if day in listed:
            return listed[day]
        return day.weekday() < SATURDAY if day.year in known else _library(day)

    return works


def _library(day: date) -> bool | None:
    try:
        return bool(is_workday(day))
    except NotImplementedError:  # a year that it does not know
        return None


def _check(years: Sequence[Year]) -> None:
    for number, year in enumerate(years, 1):
        fault = _fault(year)
        if fault:
            raise PolicyFileBroken(f"{FILE} 的 years 第 {number} 行（{year.year}）：{fault}")
    if len({year.year for year in years}) < len(years):
        raise PolicyFileBroken(f"{FILE}：同一年只能写一行，请合并。")


def _fault(year: Year) -> str:
    if not year.source:
        return "source 应写明依据的放假通知。"
    if not year.rest:
        return "rest 应列出全部放假日期。"
    if any(day.weekday() < SATURDAY for day in year.work):
        return "work 只列调休上班的周六、周日。"
    if set(year.rest) & set(year.work):
        return "同一天不能既放假又上班。"
    # A New Year moves working days of the month beside it.
    near = {(year.year - 1, 12), (year.year + 1, 1)}
    if any(
        day.year != year.year and (day.year, day.month) not in near
        for day in (*year.rest, *year.work)
    ):
        return "日期应在当年，或紧邻的上年12月、下年1月。"
    return ""
