"""Own equipment, education, experience, headcount, meals, lodging, work from home."""

import pytest

from indexing.reading.benefits import read_benefits
from indexing.reading.education import read_education, read_experience
from indexing.reading.equipment import read_equipment
from indexing.reading.headcount import read_headcount
from indexing.reading.spans import Prose, prose_of


def prose(description: str, **parts: str) -> Prose:
    return prose_of({"title": "", "description": description, **parts})


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("自备电动车", {"电动车"}),
        ("需自带车，跑得勤", {"电动车"}),
        ("带车司机，按趟结", {"汽车"}),
        ("需自带4.2米货车", {"货车"}),
        ("要有电脑和手机", {"电脑", "手机"}),
        ("电脑自备，在家做", {"电脑"}),
        ("有手机销售经验", set()),
        ("公司提供电动车", set()),
        ("公司配车，不用自备电动车", set()),
        ("会骑电动车", set()),
        ("自备三轮车，公司可提供三轮车", set()),
    ],
)
def test_own_equipment(text: str, needed: set[str]) -> None:
    assert set(read_equipment(prose(text))) == needed


@pytest.mark.parametrize(
    ("text", "field", "level"),
    [
        ("高中及以上学历", "", "高中"),
        ("初中文化即可", "", "初中"),
        ("学历不限", "", "不限"),
        ("大专以上学历", "高中", "大专"),
        ("本科优先", "大专", "大专"),
        ("看店", "中专/中技", "中专"),
        ("看店", "学历不限", "不限"),
        ("看店", "不知道", None),
        ("辅导初中数学", "", None),
    ],
)
def test_education(text: str, field: str, level: str | None) -> None:
    assert read_education(prose(text, degree=field)).level == level


@pytest.mark.parametrize(
    ("text", "field", "years"),
    [
        ("3年以上装修经验", "", 3),
        ("两年及以上相关工作经验", "1.0", 2),
        ("有3年经验者优先", "1.0", 1),
        ("无经验也可，老师傅带", "5.0", 0),
        ("接受小白", "", 0),
        ("开业10年的老店", "", None),
        ("看店", "3-5年", 3),
    ],
)
def test_experience(text: str, field: str, years: float | None) -> None:
    assert read_experience(prose(text, experience=field)).years == years


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("招聘保洁3名", 3),
        ("招2-3人", 3),
        ("收银员2名，理货员4名", 6),
        ("招聘人数：10", 10),
        ("管理20名员工", None),
        ("四人间宿舍", None),
        ("招99999人", None),
    ],
)
def test_headcount(text: str, number: int | None) -> None:
    assert read_headcount(prose(text)).number == number


@pytest.mark.parametrize(
    ("text", "meals", "lodging", "remote"),
    [
        ("包吃住", True, True, False),
        ("包吃不包住", True, False, False),
        ("管住不管吃", False, True, False),
        ("管一顿饭，有餐补", True, False, False),
        ("提供食宿", True, True, False),
        ("不提供住宿", False, False, False),
        ("四人间宿舍有空调", False, True, False),
        ("可居家办公", False, False, True),
        ("不接受居家办公", False, False, False),
        ("居家养老服务", False, False, False),
        ("卖居家日用品", False, False, False),
        ("兼职居家客服", False, False, True),
        ("宝妈在家办公，需要人搭把手", False, False, False),
        ("宝妈可在家办公", False, False, True),
    ],
)
def test_benefits(text: str, meals: bool, lodging: bool, remote: bool) -> None:
    offered = read_benefits(prose(text))
    assert (offered.meals is not None, offered.lodging is not None) == (meals, lodging)
    assert (offered.remote is not None) == remote
