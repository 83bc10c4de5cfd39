"""A posting's place: area, address and coordinates brought together, oddities flagged."""

import json
from gzip import open as open_gzip
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.reference import load_reference
from indexing.reading.place import read_place

GAZETTEER = load_reference(Path(__file__).parents[2] / "data").gazetteer
JINAN = (36.66, 117.02)
ANY_DEGREES = st.none() | st.floats(-400, 400) | st.just(float("nan"))


@pytest.mark.parametrize(
    ("area", "address", "code", "town"),
    [
        ("济南·历下区·浆水泉", "济南历下区东方天澍花园", "370102", None),
        ("广东省广州市番禺区", "洛浦街迎宾路140号", "440113", None),
        ("郑州··", "郑州惠济区某写字楼", "410108", None),
        ("菏泽··", "", "371700", None),
        ("临沂", "九曲", "371312", "九曲街道"),
        ("临沂·兰山区·半程", "", "371302", "半程镇"),
        ("兰山区", "义堂镇板材市场", "371302", "义堂镇"),
        ("", "苏州昆山市东安大厦", "320583", None),
        ("陵水", "陵水", "469028", None),
        ("中山·南头镇", "中山·南头镇", "442000", None),
        ("深圳", "济南历下区某楼", "440300", None),
    ],
)
def test_area_and_address_name_one_place(
    area: str, address: str, code: str, town: str | None
) -> None:
    reading = read_place(area, address, None, None, GAZETTEER)
    assert (reading.place.code, reading.place.town) == (code, town)
    assert reading.flags == ()


@pytest.mark.parametrize("area", ["", "全国", "日本", "·"])
def test_no_place_is_flagged(area: str) -> None:
    reading = read_place(area, "珠江路8号", None, None, GAZETTEER)
    assert reading.place.code is None
    assert reading.flags == ("place_missing",)


@pytest.mark.parametrize(
    ("lat", "lon", "flags"),
    [
        pytest.param(*JINAN, (), id="good"),
        pytest.param(None, 117.0, (), id="half a point is none"),
        pytest.param(float("nan"), 117.0, (), id="not a number"),
        pytest.param(0.0, 0.0, ("coordinates_zero",), id="zero"),
        pytest.param(-0.0087, -0.022, ("coordinates_zero",), id="zero, shifted by a datum"),
        pytest.param(-22.7, 129.9, ("coordinates_outside_china",), id="Australia"),
        pytest.param(36.66, 500.0, ("coordinates_outside_china",), id="off the globe"),
        pytest.param(39.9, 116.38, ("coordinates_far_from_place",), id="Beijing for Jinan"),
    ],
)
def test_coordinates_that_cannot_be_right_are_dropped_and_flagged(
    lat: float | None, lon: float | None, flags: tuple[str, ...]
) -> None:
    reading = read_place("济南历下区", "", lat, lon, GAZETTEER)
    assert reading.flags == flags
    kept = lat == JINAN[0] and not flags and lon == JINAN[1]
    assert (reading.place.lat is not None) == kept


def test_coordinates_alone_give_a_city_and_never_a_county() -> None:
    near = read_place("", "", *JINAN, GAZETTEER)
    assert (near.place.code, near.flags) == ("370100", ("place_from_coordinates",))
    desert = read_place("", "", 39.0, 83.0, GAZETTEER)
    assert (desert.place.code, desert.flags) == (None, ("place_missing",))


@pytest.mark.parametrize(
    ("title", "conflict"),
    [
        ("济南盛景广场秩序员", True),
        ("前端开发（深圳）", True),
        ("深圳某某安防招聘保安", False),
        ("临沂保安（济南临沂均可）", False),
        ("山东国企直聘", False),
        ("北京路店员", False),
        ("保安", False),
    ],
)
def test_a_title_that_names_another_city_is_a_conflict(title: str, conflict: bool) -> None:
    flags = read_place("临沂·兰山区", "", None, None, GAZETTEER, title).flags
    assert ("place_conflict" in flags) == conflict


def test_remote_work_keeps_the_mark() -> None:
    assert read_place("济南", "", None, None, GAZETTEER, remote=True).place.remote


@given(st.text(max_size=40), st.text(max_size=40), ANY_DEGREES, ANY_DEGREES, st.text(max_size=40))
@example("\x1f", "", None, None, "")  # white space that strip() knows and a separator list does not
def test_no_input_breaks_the_reader(
    area: str, address: str, lat: float | None, lon: float | None, title: str
) -> None:
    place = read_place(area, address, lat, lon, GAZETTEER, title).place
    assert place.code is None or GAZETTEER.get(place.code) is not None
    assert (place.lat is None) == (place.lon is None)


@pytest.mark.realdata
def test_nearly_every_real_posting_has_a_place(datasets: Path) -> None:
    with open_gzip(datasets / "postings/flexible.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    readings = [
        read_place(row["area"] or "", row["address"] or "", row["lat"], row["lng"], GAZETTEER)
        for row in rows
    ]
    missing = sum(reading.place.code is None for reading in readings)
    assert missing / len(rows) < 0.02
