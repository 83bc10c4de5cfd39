"""Occupations are found by any of their names and compared by what their codes share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.errors import UnknownName
from registry.occupations import Occupation, Occupations, Refinement

CODES = ["4-10-08-01", "4-10-08-02", "4-10-01-06", "4-02-07-08", "6-20-01-01", "6-22-01-01"]
NAMES = ["网约配送员", "汽车代驾员", "家政服务员", "快递员", "装配钳工", "汽车生产线操作工"]
TABLE = [
    Occupation(code, name, ("外卖骑手",) * (code == CODES[0]))
    for code, name in zip(CODES, NAMES, strict=True)
]


@pytest.fixture(scope="module")
def occupations() -> Occupations:
    return Occupations(TABLE, {"骑手": CODES[0], "CNC": CODES[4]}, [("4-10-08-01", "4-02-07")])


@pytest.mark.parametrize("text", ["4-10-08-01", "网约配送员", "外卖骑手", "骑手", " 骑 手 "])
def test_an_occupation_is_found_by_code_name_work_type_or_alias(
    occupations: Occupations, text: str
) -> None:
    assert occupations.find(text).code == "4-10-08-01"


def test_latin_names_are_found_in_either_case(occupations: Occupations) -> None:
    assert occupations.find("cnc") == occupations.find("CNC")


@pytest.mark.parametrize("text", ["暖通工程师", "审计专员", "内科医生"])
def test_official_names_are_found_with_the_endings_that_people_say(text: str) -> None:
    names = {"暖通工程师": "暖通工程技术人员", "审计专员": "审计专业人员", "内科医生": "内科医师"}
    found = Occupations([Occupation("2-02-18-06", names[text])], {}).find(text)
    assert found.name == names[text]


def test_an_alias_wins_over_a_spoken_ending() -> None:
    table = [*TABLE, Occupation("2-06-04-00", "审计专业人员")]
    assert Occupations(table, {"审计专员": CODES[0]}).find("审计专员").code == CODES[0]


def test_an_unknown_trade_names_the_near_ones(occupations: Occupations) -> None:
    with pytest.raises(UnknownName, match="网约配送员"):
        occupations.find("配送员")
    assert occupations.get("4-99-99-99") is None


@pytest.mark.parametrize(
    ("one", "other", "value"),
    [
        pytest.param("4-10-08-01", "4-10-08-01", 1.0, id="the same"),
        pytest.param("4-10-08-01", "4-10-08-02", 0.8, id="same minor class"),
        pytest.param("4-10-08-01", "4-02-07-08", 0.8, id="a listed neighbour"),
        pytest.param("4-10-08-02", "4-02-07-08", 0.0, id="the neighbour's brother is none"),
        pytest.param("4-10-08-01", "4-10-01-06", 0.5, id="same middle class"),
        pytest.param("6-20-01-01", "6-22-01-01", 0.2, id="one trade, metal"),
        pytest.param("6-20-01-01", "4-10-01-06", 0.0, id="nothing shared"),
    ],
)
def test_relatedness_follows_the_tree_and_the_neighbours(
    occupations: Occupations, one: str, other: str, value: float
) -> None:
    assert occupations.relatedness(one, other) == value


@given(st.sampled_from(CODES), st.sampled_from(CODES))
def test_relatedness_is_the_same_either_way_round(one: str, other: str) -> None:
    occupations = Occupations(TABLE, {}, [("4-10-08-01", "4-02-07")])
    assert occupations.relatedness(one, other) == occupations.relatedness(other, one)


@pytest.mark.parametrize(
    "build",
    [
        lambda: Occupations(TABLE, {"某工": "9-99-99-99"}),
        lambda: Occupations(TABLE, {}, [("4-10-08-01", "9-99")]),
        lambda: Occupations(TABLE, {}, (), [Refinement("4-10-08-01", "词", "9-99-99-99")]),
    ],
)
def test_a_table_that_points_to_no_occupation_is_refused(build) -> None:  # type: ignore[no-untyped-def] # a lambda
    with pytest.raises(UnknownName, match="9-99"):
        build()
