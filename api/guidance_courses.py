"""How certificates are come by, of data/guidance/courses.yaml: read, checked, every fault named."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from api.data_files import DataFileBroken, named, read_mapping
from matcher.guidance.ground import Course
from registry.certificates import Certificates

FILE: Final = "guidance/courses.yaml"
MOST_DAYS: Final = 3660
WORDS: Final = ("certificate", "where", "cost", "source")
NUMBERS: Final = ("days", "hours")
MARKS: Final = ("assumed", "by_degree")
NEEDS: Final = "needs"


def load_courses(data_dir: Path, certificates: Certificates) -> Mapping[str, Course]:
    """By certificate, as named in certificates.csv; DataFileBroken names the row and the fault."""
    rows = named(read_mapping(data_dir, FILE), "courses", FILE, "文件")
    if not isinstance(rows, list):
        raise DataFileBroken(FILE, None, "courses 应是一个列表")
    names = {each.name for each in certificates.rows}
    found: dict[str, Course] = {}
    for number, row in enumerate(rows, 1):
        course = _course(row, number)
        if course.certificate not in names:
            raise DataFileBroken(FILE, number, f"证书“{course.certificate}”不在证书表中")
        if strange := [each for each in course.needs if each not in names]:
            raise DataFileBroken(FILE, number, f"needs“{'、'.join(strange)}”不在证书表中")
        if course.certificate in found:
            raise DataFileBroken(FILE, number, f"证书“{course.certificate}”写了两次")
        found[course.certificate] = course
    return found


def _course(row: Any, number: int) -> Course:
    if not isinstance(row, dict):
        raise DataFileBroken(FILE, number, "应是一组“名称: 值”")
    unknown = [str(name) for name in row if name not in (*WORDS, *NUMBERS, *MARKS, NEEDS)]
    if unknown:
        raise DataFileBroken(FILE, number, f"不认识 {'、'.join(unknown)}")
    certificate, where, cost, source = (_word(row, name, number) for name in WORDS)
    days, hours = (_number(row, name, number) for name in NUMBERS)
    assumed, by_degree = (_mark(row, name, number) for name in MARKS)
    needs = _needs(row, number)
    return Course(certificate, where, days, hours, cost, source, assumed, by_degree, needs)


def _needs(row: Mapping[str, Any], number: int) -> tuple[str, ...]:
    value = row.get(NEEDS, [])
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise DataFileBroken(FILE, number, f"{NEEDS} 应是一个证书名称的列表")
    return tuple(value)


def _word(row: Mapping[str, Any], name: str, number: int) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise DataFileBroken(FILE, number, f"{name} 没有写")
    return value.strip()


def _number(row: Mapping[str, Any], name: str, number: int) -> int | None:
    value = row.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST_DAYS:
        raise DataFileBroken(FILE, number, f"{name}“{value}”应是 1 到 {MOST_DAYS} 的整数")
    return value


def _mark(row: Mapping[str, Any], name: str, number: int) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise DataFileBroken(FILE, number, f"{name} 应是 true 或 false")
    return value
