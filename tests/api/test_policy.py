"""Policy files: what stands in them, a bureau's own, and what is said of a broken one."""

from datetime import date
from pathlib import Path

import pytest

from api.policy import PolicyFileBroken, load_numbers, load_parameter, load_policy
from api.settings import Settings, find_data_dir
from registry.errors import UnknownName

FOLDER = find_data_dir() / "policy"
NUMBERS = load_numbers(FOLDER)
LANSHAN, FEIXIAN, JINAN = "371302", "371325", "370102"


@pytest.mark.parametrize(
    ("area", "day", "value", "assumed"),
    [
        (LANSHAN, date(2024, 5, 1), 20, False),
        (FEIXIAN, date(2024, 5, 1), 18, False),
        ("371311", date(2026, 11, 22), 22, True),
        (FEIXIAN, date(2026, 11, 22), 20, True),
        (FEIXIAN, date(2023, 9, 30), None, False),
    ],
)
def test_linyis_minimum_hourly_wage(
    area: str, day: date, value: float | None, assumed: bool
) -> None:
    found = load_policy(FOLDER).minimum_hourly_wage.on(day, area)
    assert found is not None
    assert (found.value, found.assumed) == (value, assumed)


@pytest.mark.parametrize(
    ("area", "day", "value", "inferred"),
    [
        pytest.param(FEIXIAN, date(2018, 10, 1), 500, False, id="case 44: a county"),
        pytest.param(LANSHAN, date(2018, 10, 1), 520, False, id="case 44: a district"),
        pytest.param(LANSHAN, date(2018, 8, 31), 500, False, id="case 44: the day before"),
        pytest.param(LANSHAN, date(2018, 9, 1), 520, False, id="the new one's first day"),
        pytest.param(LANSHAN, date(2019, 6, 1), None, False, id="case 45: only a mean is known"),
        pytest.param(LANSHAN, date(2020, 6, 30), None, False, id="the last day of not knowing"),
        pytest.param(LANSHAN, date(2020, 7, 1), 600, True, id="case 45: inferred"),
        pytest.param(LANSHAN, date(2021, 1, 1), None, False, id="case 45: not found"),
        pytest.param(LANSHAN, date(2026, 11, 22), None, False, id="nor today"),
    ],
)
def test_the_urban_minimum_living_standard(
    area: str, day: date, value: float | None, inferred: bool
) -> None:
    found = NUMBERS["urban_minimum_living_standard"].on(day, area)
    assert found is not None
    assert (found.value, found.inferred) == (value, inferred)


@pytest.mark.parametrize(
    ("day", "cap"),
    [
        pytest.param(date(2022, 6, 1), None, id="case 62: 150,000 or 200,000, nobody knows"),
        pytest.param(date(2024, 6, 1), 300_000, id="case 62: known again"),
        pytest.param(date(2020, 3, 25), 100_000, id="the last day of 100,000"),
        pytest.param(date(2020, 3, 26), 150_000, id="the first day of 150,000"),
    ],
)
def test_the_start_up_loans_cap_is_one_for_the_whole_province(day: date, cap: float | None) -> None:
    parameter = NUMBERS["startup_loan_individual_cap"]
    for area in (LANSHAN, JINAN):
        found = parameter.on(day, area)
        assert found is not None
        assert found.value == cap
    assert parameter.on(day, "440100") is None


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2029, 12, 31), 180),
        (date(2030, 1, 1), 186),
        (date(2038, 12, 31), 234),
        (date(2039, 1, 1), 240),
        (date(2050, 1, 1), 240),
    ],
)
def test_the_months_of_contribution_grow_by_six_a_year(day: date, months: float) -> None:
    found = NUMBERS["min_contribution_months"].on(day, LANSHAN)
    assert found is not None
    assert found.value == months


def test_monthly_and_hourly_wages_change_on_the_same_days() -> None:
    days = {
        name: [(value.area, value.start, value.end) for value in NUMBERS[name].values]
        for name in ("minimum_hourly_wage", "minimum_monthly_wage")
    }
    assert days["minimum_hourly_wage"] == days["minimum_monthly_wage"]


def test_notes_are_kept() -> None:
    found = NUMBERS["urban_minimum_living_standard"].on(date(2020, 7, 1), LANSHAN)
    assert found is not None
    assert "推" in found.note


GOOD = """name: number
unit: CNY
last_checked: 2026-01-01
values:
  - {area: "371300", start: 2020-01-01, end: 2020-12-31, value: 1, source: s}
  - {area: "371300", start: 2021-01-01, value: 2, source: s}
"""


def written(folder: Path, text: str, name: str = "number.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        pytest.param("unit: CNY", "units: CNY", "不认识“units”；是否想写：unit", id="unknown key"),
        pytest.param("unit: CNY\n", "", "缺少 unit，请按", id="no unit"),
        pytest.param("unit: CNY", "unit:", "缺少 unit，请按", id="empty unit"),
        pytest.param("last_checked: 2026-01-01\n", "", "缺少 last_checked", id="never checked"),
        pytest.param("2026-01-01", "soon", "last_checked“soon”不是日期", id="checked soon"),
        pytest.param("name: number", "name: other", "请改成 number", id="another name"),
        pytest.param("value: 1, source: s", "value: 1", "第 1 条：缺少 source", id="no source"),
        pytest.param("value: 2", "valeu: 2", "第 2 条：不认识“valeu”", id="misspelt value"),
        pytest.param("value: 2, ", "", "第 2 条：缺少 value", id="no value"),
        pytest.param("value: 2", 'value: "2"', "第 2 条：value“2”不是数", id="text for a number"),
        pytest.param(
            "value: 2", "value: true", "第 2 条：value“True”不是数", id="yes for a number"
        ),
        pytest.param("value: 2", "value: .nan", "第 2 条：value“nan”不是数", id="not a number"),
        pytest.param("value: 2", "value: 2, assumed: 也许", "只能是 true", id="perhaps assumed"),
        pytest.param('"371300", start: 2021', "兰山, start: 2021", "地区“兰山”不对", id="a name"),
        pytest.param('"371300", start: 2021', "3713, start: 2021", "地区“3713”不对", id="four"),
        pytest.param("2021-01-01", "2020-06-30", "重叠（止于 2020-12-31）", id="overlap"),
        pytest.param("2021-01-01", "2020-12-31", "重叠", id="one day of overlap"),
        pytest.param("end: 2020-12-31, ", "", "重叠（没有止日）；请把第 1 条", id="no end before"),
        pytest.param("2021-01-01", "2019-01-01", "从早到晚排列", id="out of order"),
        pytest.param("2020-12-31", "2019-12-31", "止日 2019-12-31 早于起日", id="end before start"),
        pytest.param("2020-12-31", "2020-02-30", "读不了 number.yaml", id="30 February"),
        pytest.param("2020-12-31", "someday", "end“someday”不是日期", id="an end that is no day"),
        pytest.param("start: 2021-01-01", "start: null", "缺少 start", id="no start"),
        pytest.param("2021-01-01", "2021-01-01 08:00:00", "不是日期", id="an hour of a day"),
    ],
)
def test_a_fault_is_told_by_file_and_entry_and_how_to_mend_it(
    tmp_path: Path, wrong: str, right: str, words: str
) -> None:
    assert wrong in GOOD
    path = written(tmp_path, GOOD.replace(wrong, right))
    with pytest.raises(PolicyFileBroken) as raised:
        load_parameter(path)
    assert "number.yaml" in str(raised.value)
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- a list", "名称: 值"),
        ("name: [unclosed", "读不了"),
        ("name: number\nunit: y\nlast_checked: 2026-01-01\nvalues: []", "至少一条"),
        ("name: number\nunit: y\nlast_checked: 2026-01-01\nvalues: [1]", "第 1 条"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(PolicyFileBroken, match=words):
        load_parameter(written(tmp_path, text))


def test_what_is_right_is_read(tmp_path: Path) -> None:
    number = load_parameter(written(tmp_path, GOOD.replace('"371300"', "371300")))
    assert [value.value for value in number.values] == [1, 2]
    assert {value.area for value in number.values} == {"371300"}


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyFileBroken, match=r"nowhere\.yaml"):
        load_parameter(tmp_path / "nowhere.yaml")


OWN = """name: urban_minimum_living_standard
unit: CNY/person/month
author: 某市人社局 办事员
last_checked: 2026-12-01
values:
  - {area: "371302", start: 2026-01-01, value: 900, source: 市民政局通知}
"""
OWN_NAME = "policy/urban_minimum_living_standard.yaml"


def test_a_bureaus_own_value_answers_and_the_shipped_one_is_kept(tmp_path: Path) -> None:
    written(tmp_path, OWN, OWN_NAME)
    settings = Settings(home=tmp_path)
    standard = load_policy(FOLDER, settings.own_policy).number("urban_minimum_living_standard")
    answer, shipped = standard.versions_on(date(2026, 1, 1), LANSHAN)
    assert (answer.value, answer.author, answer.source) == (
        900,
        "某市人社局 办事员",
        "市民政局通知",
    )
    assert (shipped.value, shipped.author) == (None, "")
    assert standard.on(date(2026, 1, 1), LANSHAN) == answer
    assert standard.on(date(2025, 12, 31), LANSHAN) == shipped
    assert standard.last_checked == date(2026, 12, 1)


def test_the_setting_names_another_folder_for_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, OWN, "elsewhere/urban_minimum_living_standard.yaml")
    monkeypatch.setenv("LINGGANG_POLICY_DIR", str(tmp_path / "elsewhere"))
    policy = load_policy(FOLDER, Settings(home=tmp_path).own_policy)
    assert len(policy.number("urban_minimum_living_standard").versions_on(date.max, LANSHAN)) == 2


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        (OWN.replace("author: 某市人社局 办事员\n", ""), OWN_NAME, "缺少 author"),
        (OWN.replace(", source: 市民政局通知", ""), OWN_NAME, "缺少 source"),
        (OWN.replace("CNY/person/month", "CNY"), OWN_NAME, "请换算"),
    ],
)
def test_a_bureaus_file_must_name_author_and_source_in_the_same_unit(
    tmp_path: Path, text: str, name: str, words: str
) -> None:
    written(tmp_path, text, name)
    with pytest.raises(PolicyFileBroken, match=words):
        load_policy(FOLDER, tmp_path / "policy")


def test_a_bureaus_file_for_no_number_of_ours_is_refused_with_near_names(tmp_path: Path) -> None:
    written(tmp_path, OWN, "policy/urban_minimum_living.yaml")
    with pytest.raises(UnknownName, match="urban_minimum_living_standard"):
        load_policy(FOLDER, tmp_path / "policy")


def test_a_number_that_nobody_wrote_is_an_unknown_name() -> None:
    with pytest.raises(UnknownName, match="minimum_hourly_wage"):
        load_policy(FOLDER).number("minimum_hourly_wag")
