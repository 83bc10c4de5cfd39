"""The bureau's own table of certificates, as data/occupations/certificates.csv has it."""

import pytest

from api.reference import Reference


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


@pytest.mark.parametrize("text", ["退伍军人证优先", "残疾人证", "本人证件齐全", "保证金不收"])
def test_other_papers_are_no_certificate_of_work(reference: Reference, text: str) -> None:
    assert list(reference.certificates.mentions(text)) == []
