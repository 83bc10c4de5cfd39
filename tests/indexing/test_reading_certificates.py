"""Certificates asked for, preferred, denied or offered."""

import pytest

from indexing.reading.certificates import read_certificates
from indexing.reading.spans import prose_of
from registry.certificates import Certificate, Certificates

TABLE = Certificates(
    [
        Certificate("健康证", "健康"),
        Certificate("驾驶证C1", "驾驶", ("C1", "C1驾照", "驾照"), ("驾驶证C2",)),
        Certificate("驾驶证C2", "驾驶", ("C2驾照",)),
        Certificate("低压电工证", "特种作业", ("电工证",)),
        Certificate("高压电工证", "特种作业", ("高压证",), ("低压电工证",)),
        Certificate("叉车证", "特种设备"),
        Certificate("保安员证", "保安", ("保安证",)),
        Certificate("其他证书", "其他", ("资格证书",)),
    ]
)


def read(description: str, tags: str = "") -> tuple[set[str], set[str]]:
    reading = read_certificates(prose_of({"description": description, "tags": tags}), TABLE)
    return set(reading.required), set(reading.preferred)


@pytest.mark.parametrize(
    ("text", "required", "preferred"),
    [
        ("需健康证", {"健康证"}, set()),
        ("持c1驾照，会开叉车", {"驾驶证C1"}, set()),
        ("有叉车证者优先", set(), {"叉车证"}),
        ("最好有健康证", set(), {"健康证"}),
        ("有电工证，有经验者优先", {"低压电工证"}, set()),
        ("不需要驾照", set(), set()),
        ("无需健康证、无需押金", set(), set()),
        ("保安证不要求", set(), set()),
        ("公司免费办理健康证", set(), set()),
        ("持健康证（公司可免费办理）", {"健康证"}, set()),
        ("无不良记录，有健康证", {"健康证"}, set()),
        ("持高压、低压电工证", {"高压电工证", "低压电工证"}, set()),
        ("持保安证资格证书", {"保安员证"}, set()),
        ("持保安证、资格证书", {"保安员证", "其他证书"}, set()),
        ("产品型号C1", set(), set()),
        ("C1以上，司机岗", {"驾驶证C1"}, set()),
    ],
)
def test_what_is_asked_for(text: str, required: set[str], preferred: set[str]) -> None:
    assert read(text) == (required, preferred)


def test_required_anywhere_in_the_text_is_required() -> None:
    assert read("有健康证优先。入职须持健康证") == ({"健康证"}, set())


def test_a_tag_requires_but_does_not_harden_what_the_text_prefers() -> None:
    assert read("看门", tags="保安员证") == ({"保安员证"}, set())
    assert read("有保安证优先", tags="保安员证") == (set(), {"保安员证"})
