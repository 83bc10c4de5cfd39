"""Files become rows, or say what is wrong with them."""

import gzip
import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.feeds.columns import REQUIRED
from api.feeds.opened import FeedUnreadable
from api.feeds.row import BadRow, Row
from api.feeds.rows import read_rows

HEADER = "编号,岗位名称,县区,工资"
LINES = f"{HEADER}\n1,保洁员,兰山区,180元/天\n\n2,装卸工,罗庄区,\n"


def file(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows_of(path: Path) -> list[Row | BadRow]:
    return list(read_rows(path, REQUIRED))


def fault_of(path: Path) -> FeedUnreadable:
    with pytest.raises(FeedUnreadable) as caught:
        rows_of(path)
    assert "\n" not in str(caught.value)
    return caught.value


# ------------------------------------------------------------------ JSON lines
@pytest.mark.parametrize("name", ["a.jsonl", "a.ndjson", "a.json", "a"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_json_lines_are_numbered_by_line(tmp_path: Path, name: str, mark: str) -> None:
    path = file(tmp_path, name, mark + '{"id": 1}\n\n{"id": "二"}')
    assert rows_of(path) == [Row(1, {"id": 1}), Row(3, {"id": "二"})]


def test_a_gzipped_file_is_known_by_its_content(tmp_path: Path) -> None:
    packed = gzip.compress(b'{"id": 1}\n')
    assert rows_of(file(tmp_path, "a.jsonl.gz", packed)) == [Row(1, {"id": 1})]
    assert rows_of(file(tmp_path, "b.jsonl", packed)) == [Row(1, {"id": 1})]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param('{"id": 1', "not_json", id="cut off"),
        pytest.param("[1]", "not_an_object", id="list"),
        pytest.param("3", "not_an_object", id="number"),
        pytest.param('{"id": NaN}', "not_json", id="NaN is no JSON"),
        pytest.param('{"id": "\\ud800"}', "not_json", id="half a surrogate pair"),
        pytest.param('{"a":' * 5000 + "1" + "}" * 5000, "not_json", id="nested too deep"),
        pytest.param('{"id": "兰山"}'.encode("gb18030"), "encoding", id="GB18030"),
        pytest.param(b'{"a":"' + b"x" * (5 * 1024 * 1024) + b'"}', "row_too_long", id="5 MiB"),
    ],
)
def test_a_bad_line_is_said_and_the_next_one_read(
    tmp_path: Path, line: str | bytes, code: str
) -> None:
    raw = line.encode() if isinstance(line, str) else line
    bad, good = rows_of(file(tmp_path, "a.jsonl", raw + b"\n" + b'{"id": 2}\n'))
    assert isinstance(bad, BadRow)
    assert (bad.number, bad.code) == (1, code)
    assert good == Row(2, {"id": 2})


# ------------------------------------------------------------------ a JSON array
def test_an_array_is_read_element_by_element(tmp_path: Path) -> None:
    elements = [{"id": n, "text": "兰山" * n} for n in range(500)]
    path = file(tmp_path, "a.json", "\ufeff \n" + json.dumps(elements, ensure_ascii=False))
    assert rows_of(path) == [Row(n + 1, element) for n, element in enumerate(elements)]


def test_an_element_larger_than_a_piece_is_read(tmp_path: Path) -> None:
    elements = [{"text": "x" * 200_000}, {"id": 2}]
    path = file(tmp_path, "a.json", json.dumps(elements))
    assert [row.number for row in rows_of(path)] == [1, 2]


def test_an_element_that_is_no_object_is_one_bad_row(tmp_path: Path) -> None:
    one, two, three = rows_of(file(tmp_path, "a.json", '[{"id": 1}, 7, {"id": 3}]'))
    assert isinstance(two, BadRow)
    assert (one.number, two.code, three.number) == (1, "not_an_object", 3)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('[{"id": 1}, {"id": ', id="cut off in an element"),
        pytest.param('[{"id": 1} {"id": 2}]', id="a comma is missing"),
        pytest.param('[{"id": 1}', id="the bracket is missing"),
        pytest.param('[{"id": 1}, {"id": NaN}]', id="NaN is no JSON"),
        pytest.param('[{"id": 1}]\n{"id": 2}', id="more after the end"),
    ],
)
def test_a_broken_array_keeps_what_stands_before_the_fault(tmp_path: Path, text: str) -> None:
    path = file(tmp_path, "a.json", text)
    rows = read_rows(path)
    assert next(rows) == Row(1, {"id": 1})
    with pytest.raises(FeedUnreadable) as caught:
        list(rows)
    assert caught.value.code == "not_json"


# ------------------------------------------------------------------ CSV
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_spreadsheets_of_every_usual_kind_are_read(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    text = LINES.replace(",", delimiter).replace("\n", "\r\n")
    first, second = rows_of(file(tmp_path, "a.csv", text.encode(encoding)))
    assert first == Row(
        2, {"编号": "1", "岗位名称": "保洁员", "县区": "兰山区", "工资": "180元/天"}
    )
    assert second.number == 4
    assert isinstance(second, Row)
    assert second.data["工资"] == ""


def test_a_rare_character_of_a_name_survives_gb18030(tmp_path: Path) -> None:
    (row,) = rows_of(file(tmp_path, "a.csv", f"{HEADER}\n1,𠮷家保洁,,\n".encode("gb18030")))
    assert isinstance(row, Row)
    assert row.data["岗位名称"] == "𠮷家保洁"


def test_a_quoted_cell_may_hold_line_ends_and_quotes(tmp_path: Path) -> None:
    (row,) = rows_of(file(tmp_path, "a.csv", f'{HEADER}\n1,"保洁""员""\n白班",兰山区,\n'))
    assert isinstance(row, Row)
    assert row.data["岗位名称"] == '保洁"员"\n白班'


def test_a_missing_column_is_named_with_near_headers(tmp_path: Path) -> None:
    fault = fault_of(file(tmp_path, "a.csv", "编号,岗位名,县区\n1,保洁员,兰山区\n"))
    assert fault.code == "missing_columns"
    assert "“岗位名称”（文件中相近的列：岗位名）" in str(fault)


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    assert fault_of(file(tmp_path, "a.csv", f"{HEADER},工资\n")).code == "repeated_columns"


def test_a_row_with_too_many_or_too_few_cells_is_one_bad_row(tmp_path: Path) -> None:
    many, few, short = rows_of(file(tmp_path, "a.csv", f"{HEADER}\n1,a,b,c,d\n2\n3,保洁员\n"))
    assert isinstance(many, BadRow)
    assert isinstance(few, BadRow)
    assert many.code == few.code == "column_count"
    assert isinstance(short, Row)


def test_misplaced_quotes_are_one_bad_row(tmp_path: Path) -> None:
    bad, good = rows_of(file(tmp_path, "a.csv", f'{HEADER}\n1,"a"b,,\n2,保洁员,,\n'))
    assert isinstance(bad, BadRow)
    assert (bad.code, good.number) == ("csv", 3)


def test_an_unclosed_quote_swallows_nothing_silently(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv", f'{HEADER}\n1,保洁员,,\n2,"装卸工,,\n3,保安,,\n')
    fault = fault_of(path)
    assert fault.code == "unclosed_quote"
    assert "第 3 行" in str(fault)


def test_a_line_of_a_table_that_never_ends_is_not_held(tmp_path: Path) -> None:
    path = file(tmp_path, "a.csv.gz", gzip.compress(f"{HEADER}\n1,保洁员".encode() + b"x" * 2**24))
    assert fault_of(path).code == "row_too_long"
    head = file(tmp_path, "b.csv.gz", gzip.compress(b"x" * 2**24))
    assert fault_of(head).code in {"row_too_long", "missing_columns"}


def test_a_json_document_over_its_bound_is_not_held(tmp_path: Path) -> None:
    content = b'{"@graph": [\n' + b" " * (33 * 1024 * 1024) + b"]}"
    assert fault_of(file(tmp_path, "a.json.gz", gzip.compress(content))).code == "too_large"


# ------------------------------------------------------------------ files that are none
@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        pytest.param("a.jsonl", b"", "empty", id="0 bytes"),
        pytest.param("a.jsonl.gz", b"", "empty", id="0-byte gz"),
        pytest.param("a.jsonl.gz", gzip.compress(b""), "empty", id="gz of nothing"),
        pytest.param("a.jsonl", b" \n\n", "empty", id="blank"),
        pytest.param("a.csv", b"", "empty", id="empty CSV"),
        pytest.param("a.csv", HEADER.encode(), "empty", id="only a header"),
        pytest.param("a.json", b"[]", "empty", id="empty array"),
        pytest.param("a.jsonl.gz", b'{"id": 1}', "not_gzip", id="gz by name only"),
        pytest.param("a.jsonl.gz", b"\x1f\x8bnonsense", "broken_gzip", id="broken gz"),
        pytest.param("a.xlsx", b"PK\x03\x04...", "broken_workbook", id="broken workbook"),
        pytest.param("a.csv", b"\xff\xff\xff\xff", "encoding", id="no encoding"),
        pytest.param("a.csv", b"\xff\xfe1\x00,\x00\n", "encoding", id="half UTF-16"),
        pytest.param("a.jsonl", "{}".encode("utf-16"), "encoding", id="JSON in UTF-16"),
        pytest.param(
            "a.json", '[{"a": "兰山"}]'.encode("gb18030"), "encoding", id="array, GB18030"
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    assert fault_of(file(tmp_path, name, content)).code == code


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    assert fault_of(tmp_path / "none.jsonl").code == "not_found"
    assert fault_of(tmp_path).code == "unreadable"


def test_of_a_truncated_gz_the_rows_before_the_fault_are_read(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": n, "noise": str(hash(str(n)))}) + "\n" for n in range(20000))
    packed = gzip.compress(lines.encode())
    path = file(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2])
    seen: list[Row | BadRow] = []
    with pytest.raises(FeedUnreadable, match="残缺"):
        seen.extend(read_rows(path))
    assert 1000 < len(seen) < 20000


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv"])
def test_a_large_file_is_never_held_whole(tmp_path: Path, name: str) -> None:
    count, text = 3000, "岗位说明" * 500
    rows = [{"编号": str(n), "岗位名称": text} for n in range(count)]
    if name == "a.csv":
        content = "编号,岗位名称\n" + "".join(f"{n},{text}\n" for n in range(count))
    elif name == "a.json":
        content = json.dumps(rows, ensure_ascii=False)
    else:
        content = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    path = file(tmp_path, name, content)
    del rows, content
    tracemalloc.start()
    seen = sum(1 for _ in read_rows(path, REQUIRED if name == "a.csv" else ()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert seen == count
    assert peak < path.stat().st_size / 2


@given(st.binary(max_size=200), st.sampled_from(["a.jsonl", "a.json", "a.csv", "a.jsonl.gz", "a"]))
def test_no_file_whatever_it_holds_raises_anything_else(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str
) -> None:
    path = file(tmp_path_factory.getbasetemp(), name, content)
    try:
        rows = rows_of(path)
    except FeedUnreadable:
        return
    assert rows
