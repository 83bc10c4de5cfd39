"""The bureau's own table of certificates, as data/occupations/certificates.csv has it."""

import pytest

from api.reference import Reference
from indexing.reading.certificate_names import GENERAL, TRADES


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("健康证明", "健康证"),
        ("c1驾照", "驾驶证C1"),
        ("电工证", "低压电工证"),
        ("叉车操作证", "叉车证"),
        ("保安证", "保安员证"),
        ("月嫂证书", "月嫂证"),
        ("教资", "教师资格证"),
        ("塔吊证", "塔吊证"),
        ("网约车资格证", "网约车从业资格证"),
        ("CI牌照", "驾驶证C1"),
        ("驾证", "驾驶证C1"),
        ("焊工(持证", "焊工证"),
        ("保育员证", "保育师证"),
        ("安全员B证", "安全员证"),
        ("工程师证", "其他证书"),
    ],
)
def test_everyday_spellings_are_known(reference: Reference, written: str, name: str) -> None:
    assert reference.certificates.find(written).name == name


@pytest.mark.parametrize(
    ("held", "asked", "covered"),
    [
        ("驾驶证A1", "驾驶证C2", True),
        ("驾驶证A2", "驾驶证B2", True),
        ("驾驶证C1", "驾驶证C2", True),
        ("驾驶证C2", "驾驶证C1", False),
        ("高压电工证", "低压电工证", True),
        ("低压电工证", "高压电工证", False),
    ],
)
def test_higher_certificates_cover_lower_ones(
    reference: Reference, held: str, asked: str, covered: bool
) -> None:
    assert reference.certificates.covers([held], asked) is covered


@pytest.mark.parametrize(
    "text",
    [
        *("退伍军人证优先", "残疾人证", "本人证件齐全", "保证金不收"),
        *("中国职业教育", "统一建模", "二级甲等医院", "日语N1证明", "社会指导员"),
    ],
)
def test_other_papers_are_no_certificate_of_work(reference: Reference, text: str) -> None:
    assert list(reference.certificates.mentions(text)) == []


def test_the_names_that_readers_give_are_in_the_table(reference: Reference) -> None:
    known = {row.name for row in reference.certificates.rows}
    classes = {f"驾驶证{code}" for code in ("A1", "A2", "A3", "B1", "B2", "C1", "C2")}
    assert {name for _, name in TRADES} | set(GENERAL) | classes <= known
