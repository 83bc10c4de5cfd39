"""Certificates asked for, preferred, denied or offered."""

import pytest

from indexing.reading.certificates import read_certificates
from indexing.reading.spans import prose_of
from registry.certificates import Certificate, Certificates

TABLE = Certificates(
    [
        Certificate("健康证", "健康"),
        Certificate("驾驶证B2", "驾驶", ("B2", "B证", "B2驾驶证"), ("驾驶证C1",)),
        Certificate("驾驶证B1", "驾驶", ("B1",), ("驾驶证C1",)),
        Certificate(
            "驾驶证C1",
            "驾驶",
            ("C1", "C1C2", "C1及以上", "C1驾照", "C1证", "C证", "驾照", "C1驾驶证", "驾驶证"),
            ("驾驶证C2",),
        ),
        Certificate("驾驶证C2", "驾驶", ("C2", "C2驾照", "C2驾驶证")),
        Certificate("低压电工证", "特种作业", ("电工证",)),
        Certificate("高压电工证", "特种作业", ("高压证",), ("低压电工证",)),
        Certificate("叉车证", "特种设备"),
        Certificate("育婴师证", "家政", ("育婴师资格证",)),
        Certificate("保安员证", "保安", ("保安证",)),
        Certificate("救生员证", "体育", ("救生员",)),
        Certificate("货运从业资格证", "运输", ("从业资格证",)),
        Certificate("特种作业操作证", "特种作业"),
        Certificate(
            "其他证书",
            "其他",
            ("资格证书", "上岗证", "操作证", "工程师证", "证书", "持证上岗", "要求:持证"),
        ),
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
        ("不参考资格证书", set(), set()),
        ("公司协助考取焊工、叉车证", set(), set()),
        ("已考取叉车证", {"叉车证"}, set()),
        ("协助您办理      健康证", set(), set()),
        ("负责店内健康证办理", set(), set()),
        ("健康证需办理好", {"健康证"}, set()),
        ("驾驶证C1 免费培训 日结", {"驾驶证C1"}, set()),
        ("叉车证免费培训", set(), set()),
        ("有保安证、退伍军人或物业门岗经验的优先", set(), {"保安员证"}),
        ("有保安证优佳", set(), {"保安员证"}),
        ("年龄58岁以内，有保安证年龄可放宽", set(), {"保安员证"}),
        ("资格证书：持叉车证", {"叉车证"}, set()),
        ("持有《茶艺》证书", {"其他证书"}, set()),
        ("具备软考证书优先", set(), {"其他证书"}),
        ("需有学历证书", set(), set()),
        ("配送数字证书", set(), set()),
        ("有产品认证书", set(), set()),
        ("持叉车证书", {"叉车证"}, set()),
        ("身体健康，持证上岗", {"其他证书"}, set()),
        ("持叉车证，必须持证上岗", {"叉车证"}, set()),
        ("参加岗前培训，持证上岗", set(), set()),
        ("检查施工人员持证上岗", set(), set()),
        ("招聘救生员", set(), set()),
        ("持有救生员证", {"救生员证"}, set()),
        ("具备救生员资格", {"救生员证"}, set()),
    ],
)
def test_what_is_asked_for(text: str, required: set[str], preferred: set[str]) -> None:
    assert read(text) == (required, preferred)


def test_required_anywhere_in_the_text_is_required() -> None:
    assert read("有健康证优先。入职须持健康证") == ({"健康证"}, set())


def test_a_tag_requires_but_does_not_harden_what_the_text_prefers() -> None:
    assert read("看门", tags="保安员证") == ({"保安员证"}, set())
    assert read("有保安证优先", tags="保安员证") == (set(), {"保安员证"})


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("持B牌以上驾照", {"驾驶证B2"}),
        ("持有B1或以上驾照", {"驾驶证B1"}),
        ("C级及以上驾照", {"驾驶证C1"}),
        ("驾照要求:B2", {"驾驶证B2"}),
        ("B1停车场值守，有驾照", {"驾驶证C1"}),
        ("C1证，会洒水", {"驾驶证C1"}),
        ("招司机，C证过实习期", {"驾驶证C1"}),
        ("持安全员证、B证，会开车", set()),
        ("西语C1及以上，有语言证书", {"其他证书"}),
        ("地铁海滨站B2出口，司机休息室", set()),
        ("C1/C2驾照", {"驾驶证C2"}),
        ("c1或者c2驾照", {"驾驶证C2"}),
        ("C1C2驾驶证", {"驾驶证C2"}),
        ("C1-C2驾驶员", {"驾驶证C2"}),
        ("有驾照，须为B2驾驶证", {"驾驶证B2"}),
    ],
)
def test_the_class_of_a_licence(text: str, required: set[str]) -> None:
    assert read(text)[0] == required


@pytest.mark.parametrize(
    ("description", "tags", "required"),
    [
        pytest.param("开车", "C1驾驶证,包住,C2驾驶证", {"驾驶证C2"}, id="tags list what will do"),
        pytest.param("C1驾照", "B2驾驶证,C2驾驶证", {"驾驶证C1"}, id="the text's class holds"),
        pytest.param("有驾照", "B2驾驶证", {"驾驶证B2"}, id="a tag tells the class"),
    ],
)
def test_licences_among_tags(description: str, tags: str, required: set[str]) -> None:
    assert read(description, tags)[0] == required


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("C1/C2驾照", {"驾驶证C2": "驾驶证C1"}),
        ("B2/C1/C2驾照", {"驾驶证C2": "驾驶证C1"}),
        ("C1驾照", {}),
    ],
)
def test_the_nearest_higher_licence_is_told_beside(text: str, beside: dict[str, str]) -> None:
    assert read_certificates(prose_of({"description": text}), TABLE).beside == beside


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("电工持上岗证", {"低压电工证"}),
        ("持高压作业上岗证", {"高压电工证"}),
        ("特种作业操作证（低压电工）", {"低压电工证"}),
        ("具有《特种作业操作证》（高压作业）", {"高压电工证"}),
        ("有电工经验，持上岗证", {"其他证书"}),
        ("会计或相关资格证书", {"其他证书"}),
        ("消防工程师证", {"其他证书"}),
        ("货车司机，有从业资格证", {"货运从业资格证"}),
        ("网约车司机，有从业资格证", {"网约车从业资格证"}),
        ("按摩技师，有从业资格证", {"其他证书"}),
    ],
)
def test_a_general_name_takes_the_trade_beside_it(text: str, required: set[str]) -> None:
    assert read(text)[0] == required


def test_the_title_tells_which_certificate_is_meant() -> None:
    fields = {"title": "招水电工", "description": "要求：持证、三年经验"}
    assert set(read_certificates(prose_of(fields), TABLE).required) == {"低压电工证"}


@pytest.mark.parametrize(
    ("fields", "required", "preferred"),
    [
        pytest.param({"tags": "育婴师资格证"}, set(), {"育婴师证"}, id="a level of skill as a tag"),
        pytest.param({"tags": "保安员证"}, {"保安员证"}, set(), id="what the law asks, as a tag"),
        pytest.param({"tags": "C1驾照"}, {"驾驶证C1"}, set(), id="a licence as a tag"),
        pytest.param(
            {"description": "需育婴师资格证"}, {"育婴师证"}, set(), id="a level that the text asks"
        ),
        pytest.param(
            {"description": "需育婴师资格证", "tags": "育婴师资格证"},
            {"育婴师证"},
            set(),
            id="text and tag",
        ),
    ],
)
def test_a_tag_alone_asks_only_for_what_the_law_asks_too(
    fields: dict[str, str], required: set[str], preferred: set[str]
) -> None:
    found = read_certificates(prose_of(fields), TABLE)
    assert (set(found.required), set(found.preferred)) == (required, preferred)
