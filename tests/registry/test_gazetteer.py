"""The gazetteer finds what people write, and does not see places where there are none."""

import pytest

from registry.errors import UnknownName
from registry.gazetteer import Division, Gazetteer, Town, distance_km

ROWS = [
    ("110000", "北京市", "北京市", 39.9, 116.4),
    ("110105", "朝阳区", "北京市朝阳区", 39.92, 116.44),
    ("211300", "朝阳市", "辽宁省朝阳市", 41.57, 120.45),
    ("220000", "吉林省", "吉林省", 43.9, 125.3),
    ("220200", "吉林市", "吉林省吉林市", 43.84, 126.55),
    ("320100", "南京市", "江苏省南京市", 32.06, 118.8),
    ("320106", "鼓楼区", "江苏省南京市鼓楼区", 32.07, 118.77),
    ("350100", "福州市", "福建省福州市", 26.07, 119.3),
    ("350102", "鼓楼区", "福建省福州市鼓楼区", 26.08, 119.3),
    ("370000", "山东省", "山东省", 36.67, 117.0),
    ("370100", "济南市", "山东省济南市", 36.65, 117.12),
    ("370102", "历下区", "山东省济南市历下区", 36.66, 117.08),
    ("370114", "章丘区", "山东省济南市章丘区", 36.68, 117.53),
    ("371300", "临沂市", "山东省临沂市", 35.1, 118.36),
    ("371302", "兰山区", "山东省临沂市兰山区", 35.05, 118.35),
    ("371311", "罗庄区", "山东省临沂市罗庄区", 35.0, 118.28),
    ("371325", "费县", "山东省临沂市费县", 35.27, 117.97),
    ("422800", "恩施土家族苗族自治州", "湖北省恩施土家族苗族自治州", 30.27, 109.49),
    ("440000", "广东省", "广东省", 23.1, 113.3),
    ("440100", "广州市", "广东省广州市", 23.13, 113.26),
    ("440106", "天河区", "广东省广州市天河区", 23.12, 113.36),
    ("460027", "陵水黎族自治县", "海南省陵水黎族自治县", 18.5, 110.04),
    ("469007", "东方市", "海南省东方市", 19.1, 108.65),
]
TOWNS = [
    Town("371302105", "义堂镇", "371302"),
    Town("371302001", "兰山街道", "371302"),
    Town("371302103", "半程镇", "371302"),
    Town("371311009", "义堂镇", "371311"),
]
ALIASES = {"3713/高新区": "371311", "苍山": "371302", "370181": "370114", "东方": ""}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer([Division(*row) for row in ROWS], TOWNS, ALIASES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        *[(text, "371302") for text in ("兰山", "兰山区", "临沂市兰山区", "临沂兰山", "371302")],
        *[
            (text, "370102")
            for text in ("济南历下区", "山东省济南市历下区", "济南·历下区", "山东历下")
        ],
        ("山东济南", "370100"),
        ("371302105000", "371302"),
        ("370181", "370114"),
        ("恩施", "422800"),
        ("陵水", "460027"),
        ("苍山", "371302"),
        ("临沂高新区", "371311"),
        ("吉林", "220000"),
        ("南京鼓楼", "320106"),
        ("东方", "469007"),
    ],
)
def test_a_place_is_found_by_any_usual_spelling(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert gazetteer.find(text).code == code


def test_an_ambiguous_name_is_an_error_that_names_all_it_may_mean(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownName) as error:
        gazetteer.find("鼓楼区")
    assert error.value.near == ("江苏省南京市鼓楼区", "福建省福州市鼓楼区")


def test_within_decides_between_places_of_one_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("鼓楼区", within="3501").code == "350102"
    assert gazetteer.find("朝阳", within="11").code == "110105"
    assert gazetteer.find("高新区", within="3713").code == "371311"


@pytest.mark.parametrize("text", ["", "  ", "兰灵区", "上海市", "999999", "北京兰山区"])
def test_what_is_not_a_place_is_an_error(gazetteer: Gazetteer, text: str) -> None:
    with pytest.raises(UnknownName):
        gazetteer.find(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [("历下", "370102"), ("鼓楼区", None), ("兰灵区", None), ("", None), ("兰山" * 50_000, None)],
    ids=["one", "several", "none", "nothing", "far too long"],
)
def test_a_whole_name_means_one_place_or_none(
    gazetteer: Gazetteer, text: str, code: str | None
) -> None:
    found = gazetteer.whole(text)
    assert (found and found.code) == code


def test_a_misspelt_place_names_the_near_ones(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownName, match="山东省临沂市兰山区"):
        gazetteer.find("兰山县")


@pytest.mark.parametrize(
    ("text", "code", "proof"),
    [
        ("广州天河区前进商业楼1号楼", "440106", "广州天河区"),
        ("济南·历下区·浆水泉", "370102", "济南·历下区"),
        ("广东省广州市天河区", "440106", "广东省广州市天河区"),
        ("临沂··", "371300", "临沂"),
        ("费县探沂镇", "371325", "费县"),
        ("南京鼓楼区中山路", "320106", "南京鼓楼区"),
        ("福州市鼓楼区", "350102", "福州市鼓楼区"),
        ("吉林省吉林市", "220200", "吉林省吉林市"),
        ("山东临沂高新区罗西", "371311", "山东临沂高新区"),
        ("高薪急招保安（济南）", "370100", "济南"),
    ],
)
def test_an_address_names_its_place_and_the_words_that_prove_it(
    gazetteer: Gazetteer, text: str, code: str, proof: str
) -> None:
    found = gazetteer.read(text)
    assert found.division is not None
    assert (found.division.code, text[found.start : found.end]) == (code, proof)


@pytest.mark.parametrize(
    "text",
    [
        *("", "珠江路", "临沂路12号", "北京路", "北京银行", "鼓楼区", "兰山", "全县招工"),
        *("东方大厦", "高新区科技园", "济南东路"),
    ],
)
def test_streets_banks_and_bare_common_names_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.read(text) == (None, 0, 0)


def test_later_names_count_only_inside_the_place_already_known(gazetteer: Gazetteer) -> None:
    found = gazetteer.read("济南历下区北京商会", within="37")
    assert found.division
    assert found.division.code == "370102"
    inside = gazetteer.read("天河区体育西", within="3713")
    assert inside.division is None


def test_a_town_by_full_name_then_by_short_name_in_its_county(gazetteer: Gazetteer) -> None:
    names = [
        gazetteer.town("临沂兰山区义堂镇板材市场", "371302"),
        gazetteer.town("半程附近板厂", "371302"),
        gazetteer.town("兰山区平安路", "371302"),
        gazetteer.town("义堂路8号", "371302"),
    ]
    assert [each and each.name for each in names] == ["义堂镇", "半程镇", None, None]


def test_a_town_without_a_county_must_be_the_only_one_of_its_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.town("义堂镇", None) is None
    assert gazetteer.town("半程镇", None) == TOWNS[2]
    assert gazetteer.town("半程", None) == TOWNS[2]


def test_towns_are_known_in_some_cities_only(gazetteer: Gazetteer) -> None:
    assert gazetteer.has_towns("371302")
    assert gazetteer.has_towns("371300")
    assert not gazetteer.has_towns("370102")


def test_seats_are_as_far_apart_as_on_the_map(gazetteer: Gazetteer) -> None:
    seats = {each.code: (each.lat or 0.0, each.lon or 0.0) for each in gazetteer}
    assert distance_km(*seats["370100"], *seats["371300"]) == pytest.approx(205, abs=5)
    assert distance_km(0, 0, 0, 180) == pytest.approx(20015, abs=1)


def test_an_alias_to_nowhere_is_refused() -> None:
    with pytest.raises(UnknownName, match="371399"):
        Gazetteer([Division(*ROWS[0])], aliases={"某地": "371399"})
