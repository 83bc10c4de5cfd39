"""How people of a gig market write: a day's work, breaks, lists, comparisons, licences, homes."""

from pathlib import Path

import pytest

from api.reference import load_reference
from indexing.reading.facts import Facts, PostingText, read_facts
from indexing.reading.occupation import read_occupation
from registry.jobs.hours import HoursKind

REFERENCE = load_reference(Path(__file__).resolve().parents[2] / "data")


def read(description: str, **fields: str) -> Facts:
    return read_facts(
        PostingText("招人", description, (fields.pop("tag", ""),), **fields),
        REFERENCE.certificates,
    )


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        pytest.param("待遇270元一个工", (270, "DAY"), id="a day's work"),
        pytest.param("每吨12.5元", (12.5, "PIECE"), id="a piece before the figure"),
        pytest.param("一张0.9元", (0.9, "PIECE"), id="a sheet"),
        pytest.param("每天150-200票，1元/件", (1, "PIECE"), id="parcels a day are no pay"),
        pytest.param("1.装箱\n2.200元/天", (200, "DAY"), id="a list's number is no figure"),
        pytest.param("学徒三个月保底2600，4500元/月", (4500, "MONTH"), id="an apprentice's"),
        pytest.param("夜里每单加1.5元，5元/单", (5, "PIECE"), id="an extra"),
    ],
)
def test_pay(text: str, pay: tuple[float, str]) -> None:
    found = read(text).pay
    assert found is not None
    assert (found.minimum, found.unit.value) == pay


def test_a_pay_field_of_prose_is_not_overruled_by_the_description() -> None:
    found = read("加班20元一小时", pay_text="4600-5300/月").pay
    assert found is not None
    assert (found.minimum, found.maximum) == (4600, 5300)


@pytest.mark.parametrize(
    ("text", "windows", "hours"),
    [
        pytest.param(
            "早7点到下午5点，中午休息1小时（12点到1点）",
            ["07:00-12:00", "13:00-17:00"],
            9,
            id="a break with its clock times",
        ),
        pytest.param(
            "每天9小时 7:00-12:00/13:00-17:00",
            ["07:00-12:00", "13:00-17:00"],
            9,
            id="a slash is the lunch",
        ),
        pytest.param("6:00-18:00，中午休息2小时", ["06:00-18:00"], 10, id="a break's length"),
        pytest.param("早上6点上工，晚上6点收工", ["06:00-18:00"], 12, id="starts, ends"),
    ],
)
def test_a_day_with_a_break_is_one_day(text: str, windows: list[str], hours: float) -> None:
    found = read(text).hours
    assert found.kind is HoursKind.FIXED
    assert [str(window) for window in found.windows] == windows
    assert found.hours_per_day == hours


def test_days_before_a_half_of_the_day_are_no_hour() -> None:
    (window,) = read("周一至周五下午13:00-16:00").hours.windows
    assert str(window).endswith("13:00-16:00")
    assert window.days == (1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("需C1/C2驾照", ("驾驶证C2",)),
        ("A2或B2驾照", ("驾驶证B2",)),
        ("B2及以上驾照", ("驾驶证B2",)),
        ("C1驾照、健康证", ("驾驶证C1", "健康证")),
    ],
)
def test_of_two_licences_the_lower_is_enough(text: str, names: tuple[str, ...]) -> None:
    assert read(text).certificates == names


@pytest.mark.parametrize(
    ("text", "tag", "remote"),
    [
        ("居家办公", "", True),
        ("负责居家清洁", "", False),
        ("不是线上居家办公", "", False),
        ("需在公司坐班", "居家办公", False),
        ("不坐班", "居家办公", True),
    ],
)
def test_work_at_home(text: str, tag: str, remote: bool) -> None:
    assert read(text, tag=tag).remote is remote


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("比进厂香比保安强", None),
        ("高级C++开发维护工程师", "2-02-10-03"),
        ("水电维修工", "6-29-03-02"),
        ("电力工程师", "2-02-12-02"),
        ("卸车工", "4-02-05-01"),
        ("托管班午托阿姨", "4-10-01-03"),
        ("无压力客服", "4-04-05-03"),
    ],
)
def test_occupations_of_everyday_titles(title: str, code: str | None) -> None:
    assert read_occupation(title, "", REFERENCE.occupations).code == code
