"""The calendar of working days: the library's years, the bureau's table, and what neither knows."""

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from api.credit_policy import load_credit_terms
from api.policy import load_policy
from api.policy_number import PolicyFileBroken
from api.settings import find_data_dir
from api.working_calendar import FILE, Year, calendar_of, load_calendar
from registry.registration.credit_terms import DeadlineKind
from registry.registration.working_days import deadline

FOLDER = find_data_dir() / "policy"
SHIPPED = load_calendar(FOLDER)
TERMS = load_credit_terms(FOLDER)
TABLE = Year(2031, "某通知", (date(2031, 1, 1), date(2031, 1, 2)), (date(2031, 1, 5),))
FILE_TEXT = """name: working_days
last_checked: 2030-12-01
author: 某市人社局 办事员
years:
  - {year: 2031, source: 某通知, rest: [2031-01-01, 2031-01-02], work: [2031-01-05]}
"""


def written(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        pytest.param(date(2026, 9, 30), True, id="the day before National Day"),
        pytest.param(date(2026, 10, 1), False, id="National Day"),
        pytest.param(date(2026, 10, 7), False, id="the holiday's last day, a Wednesday"),
        pytest.param(date(2026, 10, 8), True, id="the day after"),
        pytest.param(date(2026, 10, 10), True, id="a Saturday on which people work"),
        pytest.param(date(2026, 10, 11), False, id="the Sunday after"),
        pytest.param(date(2003, 12, 31), None, id="before the library's years"),
    ],
)
def test_holidays_and_worked_weekends_of_known_years(day: date, worked: bool | None) -> None:
    assert SHIPPED(day) is worked


@pytest.mark.parametrize(
    ("kind", "asked", "due"),
    [
        (DeadlineKind.OBJECTION, date(2026, 9, 28), date(2026, 10, 8)),
        (DeadlineKind.OBJECTION_WITH_OTHERS, date(2026, 9, 28), date(2026, 10, 13)),
        (DeadlineKind.CORRECTION, date(2026, 11, 20), date(2026, 11, 25)),
    ],
)
def test_the_bureaus_deadlines_over_a_holiday(kind: DeadlineKind, asked: date, due: date) -> None:
    found = deadline(kind, asked, TERMS, SHIPPED)
    assert (found.due, found.calendar_assumed) == (due, False)


def test_a_year_that_nobody_knows_is_told() -> None:
    beyond = max(chinese_calendar.holidays).year + 1
    assert SHIPPED(date(beyond, 6, 1)) is None
    assert deadline(DeadlineKind.OBJECTION, date(beyond, 6, 1), TERMS, SHIPPED).calendar_assumed


def test_a_table_of_the_bureau_makes_a_year_known() -> None:
    works = calendar_of([TABLE])
    assert [works(date(2031, 1, 1) + timedelta(n)) for n in range(6)] == [
        *(False, False, True),
        *(False, True, True),
    ]


def test_a_later_table_of_a_year_replaces_the_earlier_one() -> None:
    works = calendar_of([TABLE, Year(2031, "更正", (date(2031, 1, 1),))])
    assert works(date(2031, 1, 2)) is True


def test_the_bureaus_own_file_goes_first_and_other_policy_still_loads(tmp_path: Path) -> None:
    own = written(tmp_path, FILE_TEXT)
    assert load_calendar(FOLDER, own)(date(2031, 1, 5)) is True
    assert load_calendar(FOLDER, tmp_path / "none")(date(2026, 10, 1)) is False
    assert load_policy(FOLDER, own).numbers


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("author: 某市人社局 办事员\n", "", "缺少 author"),
        ("source: 某通知", "source: ''", "第 1 行.*source"),
        ("rest: [2031-01-01, 2031-01-02]", "rest: []", "全部放假日期"),
        ("work: [2031-01-05]", "work: [2031-01-06]", "周六、周日"),
        ("work: [2031-01-05]", "work: [2031-02-29]", "读不了.*out of range"),
        ("2031-01-01, 2031-01-02", "2031-01-05", "既放假又上班"),
        ("2031-01-01, 2031-01-02", "2031-01-01, 2030-11-30", "应在当年"),
        ("2031-01-01, 2031-01-02", "2031-01-01, 2032-02-01", "应在当年"),
        ("year: 2031", "year: '2031'", "第 1 行，year"),
        ("year: 2031, ", "", "第 1 行，year"),
        ("years:", "year:", "years.*列表"),
        (
            "years:\n",
            "years:\n  - {year: 2031, source: s, rest: [2031-01-01]}\n",
            "同一年只能写一行",
        ),
    ],
)
def test_a_broken_table_is_told_by_row_and_fault(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    with pytest.raises(PolicyFileBroken, match=words):
        load_calendar(FOLDER, written(tmp_path, FILE_TEXT.replace(old, new)))


@pytest.mark.parametrize("day", ["2030-12-29", "2032-01-03"])
def test_a_new_year_may_move_days_of_the_month_beside_it(tmp_path: Path, day: str) -> None:
    text = FILE_TEXT.replace("work: [2031-01-05]", f"work: [{day}]")
    assert load_calendar(FOLDER, written(tmp_path, text))(date.fromisoformat(day)) is True
