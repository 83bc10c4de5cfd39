"""Excel workbooks become rows, or say in Chinese what is wrong with them, and where."""

import zipfile
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from api.feeds.columns import REQUIRED
from api.feeds.opened import FeedUnreadable
from api.feeds.row import BadRow, Row
from api.feeds.rows import read_rows
from tests.api.workbooks import HEADER, by_hand, workbook

GOOD = ("A1", "保洁员", "兰山区", 4000, "2026-12-31")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def rows_of(path: Path) -> list[Row | BadRow]:
    return list(read_rows(path, REQUIRED))


def fault_of(path: Path) -> FeedUnreadable:
    with pytest.raises(FeedUnreadable) as caught:
        rows_of(path)
    assert "\n" not in str(caught.value)
    return caught.value


def bad_row(path: Path) -> BadRow:
    (row,) = rows_of(path)
    assert isinstance(row, BadRow), row
    return row


# ------------------------------------------------------------------ what is read
@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(4000, "4000", id="a whole number"),
        pytest.param(25.5, "25.5", id="a number with decimals"),
        pytest.param("4000", "4000", id="a number as text"),
        pytest.param("=1+1", "=1+1", id="text that looks like a formula"),
        pytest.param("@SUM(A1)", "@SUM(A1)", id="and another"),
        pytest.param("  前后有空格 ", "前后有空格", id="blanks around it"),
        pytest.param("第一行\n第二行", "第一行\n第二行", id="a line break in a cell"),
        pytest.param("_x0041_", "_x0041_", id="what Excel escapes"),
        pytest.param(True, "是", id="TRUE"),
    ],
)
def test_a_cell_is_read_as_people_see_it(tmp_path: Path, value: Any, text: str) -> None:
    header = (*HEADER, "备注")
    (row,) = rows_of(workbook(tmp_path / "a.xlsx", (*GOOD, value), header=header))
    assert isinstance(row, Row)
    assert (row.number, row.data["备注"]) == (2, text)


def test_dates_are_read_as_days_however_they_are_shown(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        for line, form in enumerate(("yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d/yy h:mm"), 1):
            shown = book.add_format({"num_format": form})
            sheet.write_datetime(line, 4, date(2026, 12, 31), shown)

    rows = rows_of(workbook(tmp_path / "a.xlsx", *[("A1", "保洁员", "", 1)] * 3, fill=fill))
    assert [row.data["有效期至"][:10] for row in rows if row.data] == ["2026-12-31"] * 3


def test_a_title_may_stand_above_the_header_and_columns_before_it(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(0, 1, 0, 4, "兰山区零工市场岗位表")
        for place, name in enumerate(HEADER, 2):
            sheet.write_string(2, place, name)
        for place, value in enumerate(GOOD, 2):
            sheet.write(4, place, value)

    path = workbook(tmp_path / "a.xlsx", header=(), fill=fill)
    assert rows_of(path) == [
        Row(5, dict(zip(HEADER, ("A1", "保洁员", "兰山区", "4000", "2026-12-31"), strict=True)))
    ]


def test_of_several_sheets_the_one_that_has_the_columns_is_read(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        book.add_worksheet("说明").write_string(0, 0, "先看这里")
        hidden = book.add_worksheet("旧表")
        hidden.write_row(0, 0, HEADER)
        hidden.hide()

    assert len(rows_of(workbook(tmp_path / "a.xlsx", GOOD, fill=fill))) == 1


def test_field_names_are_as_good_as_chinese_headers(tmp_path: Path) -> None:
    header = ("source_id", "title", "place.county", "pay.min", "备注")
    (row,) = rows_of(workbook(tmp_path / "a.xlsx", GOOD, header=header))
    assert row.data == {
        "编号": "A1",
        "岗位名称": "保洁员",
        "县区": "兰山区",
        "最低工资": "4000",
        "备注": "2026-12-31",
    }


# ------------------------------------------------------------------ cells at fault
@pytest.mark.parametrize(
    ("place", "value", "column", "code", "told"),
    [
        pytest.param(4, 46387, "有效期至", "date_as_number", "E2", id="a date left a number"),
        pytest.param(4, 46387, "有效期至", "date_as_number", "2026-12-31", id="the day meant"),
        pytest.param(4, 4, "有效期至", "date_as_number", "E2", id="a number that is no day"),
        pytest.param(1, date(2026, 3, 5), "岗位名称", "text_as_date", "2026-03-05", id="3-5"),
        pytest.param(1, time(8, 30), "岗位名称", "text_as_date", "08:30", id="8:30"),
        pytest.param(0, 10**17, "编号", "number_precision", "A2", id="a long number"),
    ],
)
def test_what_excel_made_of_a_cell_is_told_with_its_place(
    tmp_path: Path, place: int, value: Any, column: str, code: str, told: str
) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        form = "yyyy-mm-dd" if isinstance(value, date) else "h:mm"
        if isinstance(value, int):
            sheet.write_number(1, place, value)
        else:
            sheet.write_datetime(1, place, value, book.add_format({"num_format": form}))

    bad = bad_row(workbook(tmp_path / "a.xlsx", GOOD, fill=fill))
    assert (bad.number, bad.field, bad.code) == (2, column, code)
    assert told in bad.reason
    assert bad.data is not None
    assert bad.data["县区"] == "兰山区"


@pytest.mark.parametrize(
    ("formula", "value", "code"),
    [("=NA()", "#N/A", "excel_error"), ("=1/0", "#DIV/0!", "excel_error")],
)
def test_an_error_of_excel_is_no_empty_cell(
    tmp_path: Path, formula: str, value: str, code: str
) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        GOOD,
        fill=lambda _, sheet: sheet.write_formula(1, 2, formula, None, value),
    )
    bad = bad_row(path)
    assert (bad.field, bad.code) == ("县区", code)
    assert "C2" in bad.reason


def test_a_formula_that_was_never_computed_is_no_empty_cell(tmp_path: Path) -> None:
    heads = "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for letter, name in zip("ABCDE", HEADER, strict=True)
    )
    cells = (
        f'<row r="1">{heads}</row><row r="2"><c r="A2" t="inlineStr"><is><t>A1</t></is></c>'
        '<c r="B2"><f>CONCAT("保洁","员")</f></c></row>'
    )
    bad = bad_row(by_hand(tmp_path / "a.xlsx", cells))
    assert (bad.field, bad.code) == ("岗位名称", "formula_unread")


def test_rows_under_merged_cells_are_named_and_the_others_read(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range(2, 2, 3, 2, "兰山区")

    rows = rows_of(workbook(tmp_path / "a.xlsx", GOOD, GOOD, GOOD, GOOD, fill=fill))
    assert [isinstance(row, BadRow) for row in rows] == [False, True, True, False]
    bad = rows[2]
    assert isinstance(bad, BadRow)
    assert (bad.number, bad.field, bad.code) == (4, "县区", "merged_cells")
    assert "C3:C4" in bad.reason


# ------------------------------------------------------------------ files that are refused
def test_two_sheets_with_the_columns_are_for_a_person_to_choose(tmp_path: Path) -> None:
    def fill(book: Workbook, sheet: Worksheet) -> None:
        book.add_worksheet("十二月").write_row(0, 0, HEADER)

    fault = fault_of(workbook(tmp_path / "a.xlsx", GOOD, fill=fill))
    assert fault.code == "several_sheets"
    assert "岗位、十二月" in str(fault)


def test_missing_columns_are_named_with_near_ones(tmp_path: Path) -> None:
    fault = fault_of(workbook(tmp_path / "a.xlsx", GOOD, header=("编号", "岗位名", "县区")))
    assert fault.code == "missing_columns"
    assert "“岗位名称”（文件中相近的列：岗位名）" in str(fault)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted", id="password"),
        pytest.param(OLE + "Workbook".encode("utf-16-le"), "old_workbook", id="xls"),
        pytest.param(OLE + "_VBA_PROJECT".encode("utf-16-le"), "old_workbook", id="xls, macros"),
        pytest.param(b"PK\x03\x04" + b"\0" * 50, "broken_workbook", id="cut off"),
    ],
)
def test_a_file_that_is_no_workbook_of_ours_says_what_to_do(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    fault = fault_of(path)
    assert fault.code == code
    assert "请" in str(fault)


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["xl/workbook.xml", "xl/vbaProject.bin"], "macros"),
        (["xl/workbook.bin"], "binary_workbook"),
        (["mimetype", "content.xml"], "open_document"),
        (["岗位.csv"], "unsupported_format"),
        (["xl/workbook.xml"], "broken_workbook"),
    ],
)
def test_other_files_in_a_zip_are_told_apart(tmp_path: Path, names: list[str], code: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as book:
        for name in names:
            book.writestr(name, "<x/>")
    assert fault_of(path).code == code


def header_xml() -> str:
    return "".join(
        f'<c r="{letter}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for letter, name in zip("ABCDE", HEADER, strict=True)
    )


@pytest.mark.parametrize(
    ("cells", "strings"),
    [
        pytest.param(
            '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "", id="one cell far away"
        ),
        pytest.param(
            "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(2, 60_000)),
            f"<si><t>{'长' * 32_000}</t></si>",
            id="one long text sixty thousand times",
        ),
    ],
)
def test_a_small_file_that_asks_for_any_memory_is_refused(
    tmp_path: Path, cells: str, strings: str
) -> None:
    path = by_hand(tmp_path / "a.xlsx", f'<row r="1">{header_xml()}</row>{cells}', strings)
    assert path.stat().st_size < 2_000_000
    assert fault_of(path).code == "workbook_too_large"


def test_rows_beyond_those_of_excel_are_refused_at_once(tmp_path: Path) -> None:
    cells = '<row r="99999999"><c r="A99999999"><v>1</v></c></row>'
    assert fault_of(by_hand(tmp_path / "a.xlsx", cells)).code == "broken_workbook"


def test_a_zip_bomb_is_refused_by_its_sizes_true_or_not(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<x/>")
        with book.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(300):
                sheet.write(b" " * 1024 * 1024)
    assert path.stat().st_size < 1_000_000
    assert fault_of(path).code == "workbook_too_large"
    size, lie = (300 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, lie))
    assert fault_of(path).code == "broken_workbook"


# ------------------------------------------------------------------ whatever the bytes
@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return workbook(tmp_path_factory.mktemp("book") / "a.xlsx", GOOD, GOOD).read_bytes()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(
    tmp_path: Path, whole: bytes, data: st.DataObject
) -> None:
    content = bytearray(whole)
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / "a.xlsx"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        rows = rows_of(path)
    except FeedUnreadable:
        return
    assert rows


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.lists(
        st.lists(
            st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8),
            min_size=5,
            max_size=5,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_text_comes_out_of_a_workbook_as_it_went_in(
    tmp_path: Path, cells: list[list[str]]
) -> None:
    cells = [[f"N{number}", *row[1:]] for number, row in enumerate(cells)]
    rows = rows_of(workbook(tmp_path / "a.xlsx", *cells))
    assert [list(row.data.values()) for row in rows if row.data] == [
        [text.strip() for text in row] for row in cells
    ]
