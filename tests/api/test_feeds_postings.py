"""Rows of the three shapes become postings: what they state, what their prose says, what is off."""

from datetime import date
from typing import Any

import pytest

from api.feeds.datum import to_gcj02
from api.feeds.draft import Shape
from api.feeds.postings import read_posting
from api.feeds.shapes import key_of, shape_of
from api.reference import Reference
from registry.errors import InvalidField, UnknownName
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import Posting, PostingState, Profile
from registry.jobs.week import Window

NATIVE: dict[str, Any] = {
    "source": "made",
    "source_id": "N1",
    "title": "写字楼保洁员",
    "description": "打扫办公室和走廊，每月15号发工资。",
    "employer": {"name": "某某保洁公司"},
    "occupation": {"label": "保洁员"},
    "pay": {"min": 20, "max": 25, "unit": "HOUR", "settlement": "日结"},
    "place": {"county": "兰山区", "town": "义堂镇", "address": "义堂镇政府旁", "datum": "GCJ-02"},
    "hours": {"kind": "FIXED", "windows": [{"days": [5, 1], "start": "22:00", "end": "06:00"}]},
    "requirements": {"certificates": ["健康证"], "education": "初中", "experience_years": 1},
    "tags": ["保洁"],
    "meals": True,
    "headcount": 3,
    "published_at": "2026-11-01",
    "valid_until": "2026-12-31",
    "_note": "the sender's own",
}
GIG: dict[str, Any] = {
    "编号": "G1",
    "岗位名称": "装卸工",
    "用人单位": "某物流园",
    "工种": "装卸工",
    "工资": "180-220元/天",
    "结算方式": "日结",
    "县区": "罗庄",
    "工作时间": "早6点到晚6点",
    "人数": "3-5人",
    "岗位说明": "卸车",
    "要求": "身体好",
    "福利": "管饭、包住",
    "发布日期": "2026/11/1",
    "有效期至": "2026年12月1日",
}
ARCHIVE: dict[str, Any] = {
    "id": "A1",
    "platform": "BOARD",
    "title": "夜班保安",
    "company": "某保安公司",
    "area": "济南·历下区",
    "address": "",
    "lng": None,
    "lat": None,
    "description": "站岗巡逻",
    "degree": "初中及以下",
    "experience_raw": "",
    "skills": "巡逻,站岗",
    "welfare": "包吃,包住",
    "pay_min": 4000.0,
    "pay_max": 5000.0,
    "first_published": "",
    "first_seen": "2025-01-05 08:00:00",
}


def changed(row: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    head, _, leaf = path.partition(".")
    return row | {head: {**row.get(head, {}), leaf: value} if leaf else value}


def refusal(row: dict[str, Any], reference: Reference) -> InvalidField:
    with pytest.raises(InvalidField) as caught:
        read_posting(row, reference, source="s")
    return caught.value


# ------------------------------------------------------------------ native
def test_what_a_native_row_states_is_taken_as_it_is(reference: Reference) -> None:
    posting = read_posting(NATIVE, reference)
    assert posting.id == "made:N1"
    assert posting.pay == Pay(20, 25, PayUnit.HOUR, Settlement.DAILY)
    assert posting.hours == Hours(
        HoursKind.FIXED, (Window((1, 5), 22 * 60, 6 * 60),), 8.0, 2.0, night=True
    )
    assert (posting.place.code, posting.place.town) == ("371302", "义堂镇")
    assert posting.occupation == reference.occupations.find("保洁员").code
    assert posting.requirements.certificates == ("健康证",)
    assert (posting.requirements.education, posting.requirements.experience_years) == ("初中", 1)
    assert (posting.meals, posting.headcount) == (True, 3)
    assert (posting.published_on, posting.valid_until) == (date(2026, 11, 1), date(2026, 12, 31))
    assert (posting.state, posting.holds) == (PostingState.PUBLISHED, ())
    assert "unknown_field" not in posting.flags


def test_what_a_native_row_leaves_open_is_read_from_its_prose(reference: Reference) -> None:
    row = {
        "source": "s",
        "source_id": "1",
        "title": "装卸工 200元/天",
        "description": "每天8:00-17:00，包吃住，招5人。地址：临沂市兰山区。",
        "pay": None,
    }
    posting = read_posting(row, reference)
    assert posting.pay == Pay(200, 200, PayUnit.DAY)
    assert posting.hours.windows[0].start == 8 * 60
    assert (posting.meals, posting.lodging, posting.place.code) == (True, True, "371302")
    assert posting.occupation is not None
    assert "place_from_text" in posting.flags
    assert posting.state is PostingState.HELD
    assert posting.holds == ("employer_missing", "validity_missing")


@pytest.mark.parametrize(
    ("path", "value", "field", "code"),
    [
        ("source_id", None, "source_id", "missing"),
        ("source_id", "  ", "source_id", "missing"),
        ("source_id", True, "source_id", "wrong_type"),
        ("title", "", "title", "missing"),
        ("title", 5, "title", "wrong_type"),
        ("title", "长" * 201, "title", "too_long"),
        ("source", "a:b", "source", "source"),
        ("pay", False, "pay", "wrong_type"),
        ("pay.min", "180", "pay.min", "wrong_type"),
        ("pay.min", True, "pay.min", "wrong_type"),
        ("pay.min", float("inf"), "pay.min", "wrong_type"),
        ("pay.min", 26, "pay.min", "pay_range"),
        ("pay.min", 0, "pay.min", "pay_not_positive"),
        ("pay.unit", "FORTNIGHT", "pay.unit", "unknown_name"),
        ("pay.settlement", "年底结", "pay.settlement", "unknown_name"),
        ("place.county", "兰三区", "place.county", "unknown_name"),
        ("hours.kind", "SOMETIMES", "hours.kind", "unknown_name"),
        ("hours.hours_per_day", 40, "hours.hours_per_day", "out_of_range"),
        (
            "hours.windows",
            [{"days": [8], "start": "8:00", "end": "9:00"}],
            "hours.windows.0",
            "hours",
        ),
        (
            "hours.windows",
            [{"days": [1], "start": "25:00", "end": "9:00"}],
            "hours.windows.0",
            "hours",
        ),
        ("hours.windows", [{"days": [1], "start": "8:00"}], "hours.windows.0.end", "missing"),
        ("occupation.code", "9-99-99-99", "occupation.code", "unknown_name"),
        ("tags", "保洁", "tags", "wrong_type"),
        ("headcount", 1.5, "headcount", "wrong_type"),
        ("headcount", 0, "headcount", "out_of_range"),
        ("published_at", "2026-13-40", "published_at", "date"),
        ("published_at", "1899-01-01", "published_at", "date"),
        ("valid_until", "2026-10-31", "valid_until", "date_order"),
    ],
)
def test_a_wrong_value_is_refused_by_field_and_code(
    reference: Reference, path: str, value: object, field: str, code: str
) -> None:
    error = refusal(changed(NATIVE, path, value), reference)
    assert (error.field, error.code) == (field, code)
    assert error.reason


def test_a_refusal_names_near_values(reference: Reference) -> None:
    assert "兰山区" in refusal(changed(NATIVE, "place.county", "兰三区"), reference).reason
    assert "MONTH" in refusal(changed(NATIVE, "pay.unit", "MONTHS"), reference).reason


def test_all_faults_of_a_row_are_said_at_once(reference: Reference) -> None:
    error = refusal(changed(changed(NATIVE, "title", 5), "tags", "x"), reference)
    assert error.field == "title"
    assert "tags" in error.reason


@pytest.mark.parametrize(
    ("path", "value", "flag"),
    [
        ("colour", "blue", "unknown_field"),
        ("pay.bonus", 5, "unknown_field"),
        ("requirements.education", "秀才", "education_unknown"),
        ("requirements.certificates", ["飞碟驾照"], "certificate_unknown"),
        ("place.town", "无名镇", "town_unknown"),
        ("employer", {"name": "甲", "uscc": "91371399MA00000000"}, "uscc_invalid"),
        ("description", "搬货" * 4000, "text_cut"),
        ("pay", {"min": 5, "max": 5, "unit": "MONTH"}, "pay_implausible"),
        ("pay", {"min": 9e6, "max": 9e6, "unit": "DAY"}, "pay_implausible"),
        ("description", "月薪5元，管饭", "pay_implausible"),
        ("description", "每天40小时", "hours_implausible"),
        ("headcount", None, "headcount_missing"),
    ],
)
def test_an_odd_value_is_flagged_and_the_row_kept(
    reference: Reference, path: str, value: object, flag: str
) -> None:
    assert flag not in read_posting(NATIVE, reference).flags
    assert flag in read_posting(changed(NATIVE, path, value), reference).flags


@pytest.mark.parametrize(
    ("lat", "lon", "flag"),
    [
        pytest.param(0.0, 0.0, "coordinates_zero", id="nowhere"),
        pytest.param(48.8566, 2.3522, "coordinates_outside_china", id="Paris"),
    ],
)
def test_bad_coordinates_are_dropped_and_flagged(
    reference: Reference, lat: float, lon: float, flag: str
) -> None:
    row = changed(changed(NATIVE, "place.lat", lat), "place.lon", lon)
    posting = read_posting(row, reference)
    assert flag in posting.flags
    assert (posting.place.lat, posting.place.lon) == (None, None)
    assert posting.place.code == "371302"


def test_figures_without_a_unit_are_left_to_the_prose(reference: Reference) -> None:
    row = changed(NATIVE, "pay", {"min": 180, "max": 260})
    pay = read_posting(row, reference).pay
    assert pay == Pay(180, 260, PayUnit.DAY, Settlement.MONTHLY, unit_stated=False)


def test_one_figure_is_both_ends(reference: Reference) -> None:
    pay = read_posting(changed(NATIVE, "pay", {"max": 25, "unit": "小时"}), reference).pay
    assert pay == Pay(25, 25, PayUnit.HOUR)


def test_days_a_week_without_clock_times_leave_the_clock_to_the_prose(reference: Reference) -> None:
    row = changed(NATIVE, "hours", {"days_per_week": 6.0})
    hours = read_posting(row | {"description": "上班时间8:00-17:00"}, reference).hours
    assert hours.days_per_week == 6
    assert hours.windows


def test_an_occupations_code_is_taken_as_it_is(reference: Reference) -> None:
    code = reference.occupations.find("电焊工").code
    row = changed(NATIVE, "occupation", {"code": code})
    assert read_posting(row, reference).occupation == code


def test_a_live_source_needs_no_last_day(reference: Reference) -> None:
    row = changed(NATIVE, "valid_until", None)
    assert read_posting(row, reference).holds == ("validity_missing",)
    assert read_posting(row, reference, live=True).state is PostingState.PUBLISHED


def test_control_characters_and_odd_blanks_are_cleaned(reference: Reference) -> None:
    posting = read_posting(NATIVE | {"title": "\x00 保洁员\u200b\x07 "}, reference)
    assert posting.title.startswith("保洁员")
    assert "\x00" not in posting.title
    assert "\x07" not in posting.title


def test_a_number_as_id_is_the_same_id(reference: Reference) -> None:
    assert read_posting(NATIVE | {"source_id": 7}, reference).id == "made:7"


# ------------------------------------------------------------------ gig market
def test_a_gig_market_row_is_read(reference: Reference) -> None:
    posting = read_posting(GIG, reference, source="luozhuang")
    assert posting.id == "luozhuang:G1"
    assert posting.pay == Pay(180, 220, PayUnit.DAY, Settlement.DAILY)
    assert posting.place.code == "371311"
    assert posting.hours.windows[0].start == 6 * 60
    assert posting.headcount == 3
    assert (posting.meals, posting.lodging) == (True, True)
    assert posting.welfare == ("管饭", "包住")
    assert (posting.published_on, posting.valid_until) == (date(2026, 11, 1), date(2026, 12, 1))
    assert posting.description == "卸车\n身体好"
    assert posting.state is PostingState.PUBLISHED


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("编号", "", "missing"),
        ("岗位名称", " ", "missing"),
        ("岗位名称", "长" * 201, "too_long"),
        ("结算方式", "年结", "unknown_name"),
        ("县区", "罗庄县城东", "unknown_name"),
        ("发布日期", "上周", "date"),
    ],
)
def test_a_wrong_cell_is_refused_by_its_column(
    reference: Reference, column: str, value: str, code: str
) -> None:
    error = refusal(GIG | {column: value}, reference)
    assert (error.field, error.code) == (column, code)


def test_a_gig_market_row_needs_a_source(reference: Reference) -> None:
    with pytest.raises(InvalidField, match="--source"):
        read_posting(GIG, reference)


@pytest.mark.parametrize(
    ("column", "value", "flag"),
    [("人数", "一些", "headcount_unreadable"), ("颜色", "蓝", "unknown_field")],
)
def test_an_odd_cell_is_flagged(reference: Reference, column: str, value: str, flag: str) -> None:
    assert flag in read_posting(GIG | {column: value}, reference, source="s").flags


# ------------------------------------------------------------------ archive
def archived(row: dict[str, Any], reference: Reference) -> Posting:
    return read_posting(row, reference, profile=Profile.ARCHIVE)


def test_an_archived_posting_is_of_the_day_it_was_seen_and_never_expires(
    reference: Reference,
) -> None:
    posting = archived(ARCHIVE, reference)
    assert posting.id == "BOARD:A1"
    assert posting.state is PostingState.ARCHIVED
    assert (posting.published_on, posting.valid_until) == (date(2025, 1, 5), None)
    assert posting.pay == Pay(4000, 5000, PayUnit.MONTH, unit_stated=False)
    assert posting.place.code == "370102"
    assert posting.tags == ("巡逻", "站岗")
    assert (posting.meals, posting.lodging) == (True, True)
    assert posting.holds == ()


def test_1970_is_no_date(reference: Reference) -> None:
    unset = ARCHIVE | {"first_seen": "1970-01-01 08:01:28"}
    assert "date_missing" in archived(unset, reference).flags
    dated = archived(unset | {"first_published": "2024-11-01 00:00:00"}, reference)
    assert dated.published_on == date(2024, 11, 1)
    assert "date_missing" not in dated.flags
    assert archived(unset | {"first_published": "soon"}, reference).published_on is None


def test_an_archive_flags_what_a_public_posting_is_refused_for(reference: Reference) -> None:
    posting = archived(
        ARCHIVE | {"pay_min": 5000.0, "pay_max": 4000.0, "area": "", "title": "长" * 300}, reference
    )
    assert {"pay_invalid", "pay_missing", "place_missing"} <= set(posting.flags)
    assert posting.state is PostingState.ARCHIVED
    assert len(posting.title) == 200


def test_an_archive_row_brought_in_as_public_is_held(reference: Reference) -> None:
    posting = read_posting(ARCHIVE, reference)
    assert posting.state is PostingState.HELD
    assert "validity_missing" in posting.holds


# ------------------------------------------------------------------ shapes, datums
@pytest.mark.parametrize(
    ("row", "shape"),
    [
        (NATIVE, Shape.NATIVE),
        (GIG, Shape.FLAT),
        (ARCHIVE, Shape.ARCHIVE),
        ({"id": "W1", "free": [], "skills": []}, Shape.WORKER),
        ({"id": "W1", "id_no": "x"}, Shape.WORKER),
        ({}, Shape.NATIVE),
        ({"title": "t"}, Shape.NATIVE),
    ],
)
def test_a_shape_is_told_by_its_keys(row: dict[str, Any], shape: Shape) -> None:
    assert shape_of(row) is shape


def test_rows_are_told_apart_by_source_and_id() -> None:
    assert key_of(NATIVE, Shape.NATIVE, "x") == "made:N1"
    assert key_of(ARCHIVE, Shape.ARCHIVE, "x") == "BOARD:A1"
    assert key_of(GIG, Shape.FLAT, "x") == "x:G1"


@pytest.mark.parametrize(
    ("datum", "lat", "lon"),
    [
        # Tian'anmen by the public converters of map libraries, to five decimals.
        pytest.param("WGS-84", 39.90734, 116.39089, id="WGS-84"),
        pytest.param("wgs84", 39.90734, 116.39089, id="another spelling"),
        pytest.param("BD-09", 39.91509, 116.40350, id="BD-09"),
        pytest.param("GCJ-02", 39.90874, 116.39714, id="GCJ-02"),
        pytest.param("", 39.90874, 116.39714, id="not said"),
    ],
)
def test_every_datum_is_brought_to_gcj02(datum: str, lat: float, lon: float) -> None:
    assert to_gcj02(lat, lon, datum) == pytest.approx((39.90874, 116.39714), abs=3e-4)


def test_outside_china_nothing_is_shifted() -> None:
    assert to_gcj02(48.8566, 2.3522, "WGS-84") == (48.8566, 2.3522)


def test_an_unknown_datum_names_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="WGS-84"):
        to_gcj02(35.0, 118.0, "WGS-48")
