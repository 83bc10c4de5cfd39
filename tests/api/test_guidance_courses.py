"""Courses: those that are shipped are whole, and a broken row is named with its fault."""

from pathlib import Path

import pytest
import yaml

from api.data_files import DataFileBroken
from api.guidance_courses import load_courses
from api.reference import load_reference
from api.settings import find_data_dir
from registry.certificates import Certificate, Certificates

TABLE = Certificates([Certificate("健康证", "健康"), Certificate("叉车证", "特种设备")])
WHOLE = {"certificate": "健康证", "where": "医院", "days": 5, "cost": "免费", "source": "规定"}
ASKED_FOR_MOST = {
    *("健康证", "驾驶证C1", "驾驶证C2", "驾驶证B2", "驾驶证A2", "摩托车驾驶证"),
    *("网约车从业资格证", "货运从业资格证", "低压电工证", "高压电工证", "焊工证", "登高证"),
    *("叉车证", "制冷证", "保安员证", "消防证", "育婴师证", "保育师证", "养老护理员证"),
    *("家政服务员证", "护士证", "教师资格证", "会计证", "厨师证"),
}


def write(folder: Path, *rows: object) -> Path:
    (folder / "guidance").mkdir()
    text = yaml.safe_dump({"courses": list(rows)}, allow_unicode=True)
    (folder / "guidance" / "courses.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_shipped_courses_cover_what_is_asked_for_most() -> None:
    data = find_data_dir()
    courses = load_courses(data, load_reference(data).certificates)
    assert courses.keys() >= ASKED_FOR_MOST
    assert courses["护士证"].by_degree
    assert courses["护士证"].days is None
    assert not courses["叉车证"].by_degree


def test_what_is_only_had_on_top_of_another_licence_names_it() -> None:
    data = find_data_dir()
    courses = load_courses(data, load_reference(data).certificates)
    added = {name for name, each in courses.items() if "只能增驾" in each.where}
    assert added == {"驾驶证A1", "驾驶证A2", "驾驶证B1"}
    assert all(courses[name].needs for name in added)
    assert not courses["驾驶证B2"].needs


def test_no_shipped_course_names_a_price_or_a_school() -> None:
    data = find_data_dir()
    for course in load_courses(data, load_reference(data).certificates).values():
        assert "元" not in course.cost, course
        assert not any(word in course.where for word in ("驾校", "学校", "公司", "学院")), course


def test_a_whole_row_is_read(tmp_path: Path) -> None:
    (course,) = load_courses(write(tmp_path, WHOLE), TABLE).values()
    assert (course.where, course.days, course.hours, course.assumed) == ("医院", 5, None, False)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"certificate": "飞行证"}, "不在证书表中"),
        ({"certificate": "C1驾照"}, "不在证书表中"),
        ({"where": " "}, "where 没有写"),
        ({"source": None}, "source 没有写"),
        ({"days": 0}, "days“0”"),
        ({"days": 2.5}, "days“2.5”"),
        ({"hours": True}, "hours“True”"),
        ({"assumed": "yes"}, "assumed 应是"),
        ({"school": "某校"}, "不认识 school"),
        ({"needs": ["飞行证"]}, "needs“飞行证”不在证书表中"),
        ({"needs": "叉车证"}, "needs 应是"),
    ],
)
def test_a_broken_row_is_named_with_its_number_and_fault(
    tmp_path: Path, change: dict[str, object], fault: str
) -> None:
    folder = write(tmp_path, WHOLE | {"certificate": "叉车证"}, WHOLE | change)
    with pytest.raises(DataFileBroken, match=fault) as found:
        load_courses(folder, TABLE)
    assert found.value.row == 2
    assert "guidance/courses.yaml" in str(found.value)


def test_a_certificate_stands_once_and_rows_are_mappings(tmp_path: Path) -> None:
    with pytest.raises(DataFileBroken, match="写了两次"):
        load_courses(write(tmp_path, WHOLE, WHOLE), TABLE)
    (tmp_path / "other").mkdir()
    with pytest.raises(DataFileBroken, match="名称: 值"):
        load_courses(write(tmp_path / "other", "健康证"), TABLE)
