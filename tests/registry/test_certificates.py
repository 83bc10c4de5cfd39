"""Certificates: names, spellings, and which one stands for which."""

import pytest

from registry.certificates import Certificate, Certificates
from registry.errors import UnknownName

TABLE = Certificates(
    [
        Certificate("健康证", "健康", ("从业人员健康",)),
        Certificate("驾驶证A2", "驾驶", ("A2驾照", "A2"), ("驾驶证B2",)),
        Certificate("驾驶证B2", "驾驶", ("B2驾照", "B2"), ("驾驶证C1",)),
        Certificate("驾驶证C1", "驾驶", ("C1驾照", "C1", "驾照")),
        Certificate("叉车证", "特种设备", ("叉车操作证",)),
    ]
)


@pytest.mark.parametrize("written", ["驾驶证C1", "C1驾照", "c1驾照", " C1 驾照", "驾照"])
def test_a_certificate_is_found_by_any_spelling(written: str) -> None:
    assert TABLE.find(written).name == "驾驶证C1"


def test_an_unknown_name_comes_back_with_near_ones() -> None:
    with pytest.raises(UnknownName) as caught:
        TABLE.find("叉车")
    assert caught.value.near[0] in ("叉车证", "叉车操作证")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("需叉车操作证和健康证", ("叉车证", "健康证")),
        ("持A2驾照", ("驾驶证A2",)),
        ("有健 康证", ("健康证",)),
        ("有健\n康证", ("健康证",)),
        ("持a2驾照，ß", ("驾驶证A2",)),
        ("有健康证，健康证要在有效期内", ("健康证",)),
        ("型号AC12，货号C13", ()),
        ("", ()),
    ],
)
def test_certificates_are_found_in_a_text(text: str, names: tuple[str, ...]) -> None:
    assert tuple(dict.fromkeys(each.name for each in TABLE.mentions(text))) == names


@pytest.mark.parametrize("text", ["需要叉车证。", "ß需要叉车证。", "ﬃ a2需要叉车证"])
def test_a_mention_says_where_it_stands(text: str) -> None:
    mention = list(TABLE.mentions(text))[-1]
    assert text[mention.start : mention.end] == "叉车证"


@pytest.mark.parametrize(
    ("held", "asked", "covered"),
    [
        (["驾驶证A2"], "驾驶证C1", True),
        (["驾驶证B2"], "驾驶证C1", True),
        (["驾驶证C1"], "驾驶证B2", False),
        (["驾驶证C1"], "驾驶证C1", True),
        (["健康证", "驾驶证A2"], "驾驶证B2", True),
        ([], "健康证", False),
        (["没见过的证"], "没见过的证", True),
    ],
)
def test_a_higher_certificate_covers_the_lower(held: list[str], asked: str, covered: bool) -> None:
    assert TABLE.covers(held, asked) is covered


def test_a_spelling_belongs_to_one_certificate() -> None:
    with pytest.raises(ValueError, match="both 甲证 and 乙证"):
        Certificates([Certificate("甲证", "", ("本",)), Certificate("乙证", "", ("本",))])


def test_a_certificate_implies_only_known_ones() -> None:
    with pytest.raises(ValueError, match="no certificate of the table"):
        Certificates([Certificate("甲证", "", (), ("丙证",))])


def test_an_empty_table_finds_nothing() -> None:
    assert list(Certificates([]).mentions("健康证")) == []
