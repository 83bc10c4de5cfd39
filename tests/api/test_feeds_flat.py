"""One flat table, and our own rows as its cells: the same row in another format is the same row."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.feeds.cells import text_of, value_of
from api.feeds.columns import ADDED, BY_NAME, COLUMNS, REQUIRED, Kind
from api.feeds.flat import flat_of
from api.feeds.native_row import NativePosting
from api.feeds.postings import read_posting
from api.feeds.row import Row
from api.feeds.rows import read_rows
from api.reference import Reference
from api.settings import find_data_dir
from api.store.codec import posting_document
from registry.errors import InvalidField
from tests.api.workbooks import workbook

FLAT = {"编号": "F1", "岗位名称": "保洁员", "来源": "made"}


def refusal(row: dict[str, Any], reference: Reference) -> InvalidField:
    with pytest.raises(InvalidField) as caught:
        read_posting(row, reference, source="s")
    return caught.value


def csv_of(rows: list[dict[str, str]], encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


@pytest.fixture(scope="module")
def samples() -> list[dict[str, Any]]:
    path = find_data_dir() / "samples" / "platforms.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[::8]]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_platforms_rows_as_a_table_are_the_same_postings(
    samples: list[dict[str, Any]], reference: Reference, tmp_path: Path, name: str
) -> None:
    flat = [flat_of(row) for row in samples]
    path = tmp_path / name
    if name == "a.csv":
        path.write_bytes(csv_of(flat))
    else:
        header = list(dict.fromkeys(name for row in flat for name in row))
        workbook(path, *[[row.get(name, "") for name in header] for row in flat], header=header)
    read = [row.data for row in read_rows(path, REQUIRED) if isinstance(row, Row)]
    assert len(read) == len(samples)
    for row, table in zip(samples, read, strict=True):
        one, other = read_posting(row, reference), read_posting(table, reference)
        assert posting_document(one) == posting_document(other)


def test_every_column_is_a_field_of_our_own_row() -> None:
    for column in COLUMNS:
        head, _, leaf = column.path.partition(".")
        field = NativePosting.model_fields[head]
        part = field.default.__class__ if leaf else None
        assert part is None or leaf in part.model_fields, column.path
    assert len(BY_NAME) == len(COLUMNS)
    assert not set(ADDED) & set(BY_NAME)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("最低工资", "4,500", 4500.0),
        ("最低工资", "４５００.5", 4500.5),
        ("最低工资", "1.5E3", 1500.0),
        ("包吃", "包", True),
        ("包吃", "FALSE", False),
        ("人数", "3-5人", 3),
        ("人数", "若干", None),
        ("标签", "日结、 包吃|急招", ["日结", "包吃", "急招"]),
        ("标签", '["急招、日结", "包吃"]', ["急招、日结", "包吃"]),
        ("标签", "[待遇好]", ["[待遇好]"]),
        (
            "班次",
            "周一至周三、周六 8:00～12:00、13:30-17:00；每天 22:00-次日6:00",
            [
                {"days": [1, 2, 3, 6], "start": "8:00", "end": "12:00"},
                {"days": [1, 2, 3, 6], "start": "13:30", "end": "17:00"},
                {"days": [1, 2, 3, 4, 5, 6, 7], "start": "22:00", "end": "6:00"},
            ],
        ),
        ("班次", "周六至周一 8:00-9:00", [{"days": [1, 6, 7], "start": "8:00", "end": "9:00"}]),
    ],
)
def test_a_cell_means_what_people_mean_by_it(name: str, text: str, value: object) -> None:
    assert value_of(text, BY_NAME[name]) == value


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"最低工资": "4500元"}, "最低工资", "wrong_type"),
        ({"最低工资": "inf"}, "最低工资", "wrong_type"),
        ({"最低工资": "30", "最高工资": "20"}, "最低工资", "pay_range"),
        ({"包住": "看情况"}, "包住", "not_a_choice"),
        ({"班次": "早八晚五"}, "班次", "hours"),
        ({"班次": "周一 25:00-26:00"}, "班次", "hours"),
        ({"编号": "9.13E+17"}, "编号", "number_precision"),
        ({"联系电话": "1.38E+10"}, "联系电话", "number_precision"),
        ({"向劳动者收费": "200"}, "向劳动者收费", "fee_not_zero"),
        ({"每天小时": "40"}, "每天小时", "out_of_range"),
        ({"人数": "-3"}, "人数", "out_of_range"),
        ({"人数": "2026-03-05"}, "人数", "text_as_date"),
        ({"人数": "2026/3/5"}, "人数", "text_as_date"),
        ({"人数": "3月5日"}, "人数", "text_as_date"),
        ({"人数": "5-Mar"}, "人数", "text_as_date"),
        ({"来源": "a:b"}, "来源", "source"),
        ({"发布日期": "2026-11-02", "有效期至": "2026-11-01"}, "有效期至", "date_order"),
        ({"岗位名称": " "}, "岗位名称", "missing"),
        ({"编号": "a/b"}, "编号", "bad_id"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_column(
    reference: Reference, changes: dict[str, str], field: str, code: str
) -> None:
    error = refusal(FLAT | changes, reference)
    assert (error.field, error.code) == (field, code)
    assert not set("{}[]") & set(error.reason)


def test_several_faults_of_a_row_are_all_named_by_their_columns(reference: Reference) -> None:
    error = refusal(FLAT | {"每天小时": "40", "每周天数": "9"}, reference)
    assert "另外 每周天数：" in error.reason


def test_added_and_empty_columns_are_passed_over_and_unknown_ones_flagged(
    reference: Reference,
) -> None:
    added = FLAT | dict.fromkeys(ADDED, "x")
    assert read_posting(added, reference) == read_posting(FLAT, reference)
    assert read_posting(FLAT | {"_内部": "x"}, reference) == read_posting(FLAT, reference)
    assert read_posting(FLAT | {"备注": ""}, reference) == read_posting(FLAT, reference)
    assert "unknown_field" in read_posting(FLAT | {"备注": "x"}, reference).flags


def test_fees_insurance_and_employment_have_their_place(reference: Reference) -> None:
    row = FLAT | {"向劳动者收费": "0", "社会保险": "工伤保险、医疗", "用工形式": "日工"}
    posting = read_posting(row, reference)
    assert posting.welfare == ("工伤保险", "医疗")
    assert posting.tags == ("日工",)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)
HEADS = {column.path.partition(".")[0] for column in COLUMNS}
NAMES = st.sampled_from([*sorted(HEADS), "x", "@type"])


@given(st.dictionaries(NAMES, JSON, max_size=6))
def test_whatever_a_row_holds_it_can_be_shown_as_cells(row: dict[str, Any]) -> None:
    cells = flat_of(row)
    assert all(isinstance(text, str) for text in cells.values())


@given(st.sampled_from(COLUMNS), st.text(max_size=30))
def test_any_cell_is_read_or_refused_by_its_column(column: Any, text: str) -> None:
    try:
        value = value_of(text, column)
    except InvalidField as error:
        told = error.field
    else:
        assert value is None or isinstance(value, str | float | int | bool | list)
        return
    assert told == column.name


@given(st.lists(st.text(min_size=1, max_size=6), max_size=4))
def test_a_list_in_a_cell_comes_out_as_it_went_in(parts: list[str]) -> None:
    parts = list(dict.fromkeys(part.strip() for part in parts if part.strip()))
    cell = text_of(parts, Kind.LIST)
    assert not cell or value_of(cell, BY_NAME["标签"]) == parts


def test_the_documentation_lists_every_column_with_its_field() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs/feeds.md").read_text(encoding="utf-8")
    missing = [each.name for each in COLUMNS if f"| {each.name} | `{each.path}` |" not in page]
    assert not missing
    assert not [name for name in ADDED if name not in page]
