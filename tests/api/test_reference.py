"""The reference data that is shipped is whole, and a broken file is named with its row."""

import shutil
from pathlib import Path

import pytest

from api.data_files import DataFileBroken
from api.reference import Reference, load_reference
from registry.divisions import distance_km

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def reference() -> Reference:
    return load_reference(DATA)


def test_linyi_has_twelve_counties_and_156_towns(reference: Reference) -> None:
    linyi = [each for each in reference.gazetteer if each.code.startswith("3713")]
    assert sum(each.level == "county" for each in linyi) == 12
    assert len(reference.gazetteer.towns) == 156
    assert {each.county[:4] for each in reference.gazetteer.towns} == {"3713"}


def test_every_division_has_coordinates_in_china_and_none_is_far_from_its_city(
    reference: Reference,
) -> None:
    divisions = list(reference.gazetteer)
    assert len(divisions) > 3100
    assert all(
        each.lat and each.lon and 3 < each.lat < 54 and 73 < each.lon < 136 for each in divisions
    )
    seats = {each.code: (each.lat or 0.0, each.lon or 0.0) for each in divisions}
    strays = [
        each.full_name
        for each in divisions
        if (city := seats.get(f"{each.code[:4]}00"))
        if distance_km(*seats[each.code], *city) > 800
    ]
    assert strays == []


def test_every_full_name_finds_its_own_division(reference: Reference) -> None:
    wrong = [
        each.full_name
        for each in reference.gazetteer
        if reference.gazetteer.find(each.full_name).code != each.code
    ]
    assert wrong == []


def test_every_alias_finds_an_occupation(reference: Reference) -> None:
    aliases = reference.occupations.aliases
    assert len(aliases) >= 700
    assert all(reference.occupations.find(alias) for alias in aliases)


@pytest.mark.parametrize(
    ("spoken", "code"),
    [
        ("骑手", "4-10-08-01"),
        ("送外卖", "4-10-08-01"),
        ("月嫂", "4-10-01-06"),
        ("育儿嫂", "4-10-01-01"),
        ("看大门", "4-07-05-01"),
        ("扛货", "4-02-05-01"),
        ("掌勺", "4-03-02-01"),
        ("绑钢筋", "6-29-01-04"),
        ("刮腻子", "6-29-04-01"),
        ("开叉车", "6-30-05-01"),
        ("修电路", "6-31-01-03"),
        ("板材厂", "6-06-02-01"),
        ("进厂", "8-00-00-00"),
    ],
)
def test_everyday_names_mean_what_people_mean(reference: Reference, spoken: str, code: str) -> None:
    assert reference.occupations.find(spoken).code == code


def test_names_are_clean_and_major_class_one_has_its_official_name() -> None:
    text = (DATA / "occupations/occupations.csv").read_text("utf-8")
    assert "民办非企业单位负责人,1" not in text
    assert "党的机关、国家机关、群众团体和社会组织、企事业单位负责人" in text
    assert not any(line.split(",")[1][-1] in "LS" for line in text.splitlines()[1:])


def test_the_dictionary_and_stop_words_are_there(reference: Reference) -> None:
    assert len(reference.dictionary) >= 1000
    assert {"的", "招聘", "急聘", "岗位职责"} <= reference.stop_words
    assert ("义堂镇", "ns") in {(word, tag) for word, _, tag in reference.dictionary}


@pytest.mark.parametrize("folder", ["gazetteer", "occupations", "lexicon"])
def test_every_table_folder_says_where_it_is_from(folder: str) -> None:
    text = (DATA / folder / "README.md").read_text("utf-8")
    assert all(word in text for word in ("Source", "licence", "Date", "columns"))


@pytest.mark.parametrize(
    ("file", "line", "expected"),
    [
        ("occupations/aliases.csv", "某工,9-99-99-99", "不在代码表中"),
        ("occupations/aliases.csv", "某工", "应有 2 列"),
        ("occupations/neighbours.csv", "4-10-08-01,9-99,x", "不在代码表中"),
        ("occupations/refinements.csv", "8-00-00-00,词,9-99-99-99,title", "不在代码表中"),
        ("occupations/certificates.csv", "假证,类,健康证,", "健康证"),
        ("gazetteer/divisions.csv", "37139,county,某县,某县,35,118", "6 位数字"),
        ("gazetteer/divisions.csv", "371399,county,某县,某县,x,118", "不是数字"),
        ("gazetteer/linyi_towns.csv", "371399001,某镇,371399", "不在代码表中"),
        ("gazetteer/aliases.csv", "某地,371399,", "不在代码表中"),
        ("gazetteer/aliases.csv", ",371300,", "alias 为空"),
        ("lexicon/user_dictionary.txt", "词 多 n", "词频"),
    ],
)
def test_a_broken_file_is_named_with_its_row(
    tmp_path: Path, file: str, line: str, expected: str
) -> None:
    data = tmp_path / "data"
    for folder in ("gazetteer", "occupations", "lexicon", "policy"):
        shutil.copytree(DATA / folder, data / folder, ignore=shutil.ignore_patterns("*.npz"))
    path = data / file
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(DataFileBroken, match=expected) as error:
        load_reference(data)
    rows = len(path.read_text("utf-8").splitlines())
    assert error.value.file == file
    assert error.value.row in (rows, None)


def test_a_missing_column_file_or_encoding_is_named(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for folder in ("gazetteer", "occupations", "lexicon", "policy"):
        shutil.copytree(DATA / folder, data / folder, ignore=shutil.ignore_patterns("*.npz"))
    aliases = data / "occupations/aliases.csv"
    for content, fault in ((b"name,code\n", "缺少列 alias"), ("骑手".encode("gbk"), "UTF-8")):
        aliases.write_bytes(content)
        with pytest.raises(DataFileBroken, match=fault):
            load_reference(data)
    aliases.unlink()
    with pytest.raises(DataFileBroken, match="读不到文件"):
        load_reference(data)
