"""The month as workbook, CSV and command: every number opened back to its rows."""

import csv
import io
import json
import re
from datetime import date
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from api.cli.main import main
from api.runtime import Runtime
from api.services.histories_in import HistoriesIn
from api.services.home_counties import home_counties
from api.services.listed_in import ListedIn
from api.services.made_people import made_people
from api.services.measure_statistics import fill, made_policy
from api.services.statistics_desk import StatisticsDesk
from api.services.statistics_view import cells_of, month_csv, month_json
from api.services.statistics_workbook import INDEX, MAIN, ROW, height, write_workbook
from api.settings import Settings
from registry.registration.claim import EmploymentType
from registry.statistics.figures import Cell, Measure, read_cell
from registry.statistics.flag import FLAG_NAMES, FlagCode
from tests.api.registration_desk import KEYS, claim_of
from tests.api.statistics_town import CLERK, SHIPPED, Town


@pytest.fixture
def desk(store):
    """A made registry of three hundred, January frozen and one of it revoked since."""
    fill(store, KEYS, made_people(300, seed=7))
    town = Town(store)
    desk = StatisticsDesk(store, KEYS, lambda: made_policy(SHIPPED), lambda: town.now)
    desk.freeze("2026-01", CLERK)
    town.revoke(desk.rows("2026-01", Cell(Measure.COUNTED))[0].registration)
    return desk


def numbers_of(path: Path) -> dict[tuple[str, str], float]:
    """Every number of a workbook, by sheet and cell."""
    book = CalamineWorkbook.from_path(str(path))
    found = {}
    for name in book.sheet_names:
        for row, cells in enumerate(book.get_sheet_by_name(name).to_python(), 1):
            for column, value in enumerate(cells):
                if isinstance(value, float):
                    found[name, f"{chr(65 + column)}{row}"] = value
    return found


def test_every_number_of_the_workbook_opens_to_as_many_rows(desk, reference, tmp_path):
    path = tmp_path / "month.xlsx"
    month = desk.month("2026-02")
    counties, name = home_counties(reference)
    placed = {
        (each.sheet, each.place): each for each in write_workbook(path, month, counties, name)
    }
    numbers = numbers_of(path)
    figures = {key: value for key, value in numbers.items() if key[0] in {k[0] for k in placed}}
    own = {key: value for key, value in figures.items() if key in placed}
    assert {key: each.value for key, each in placed.items()} == own
    opened = {}
    for each in placed.values():
        cell, key = each.cell, Cell(each.cell.measure, each.cell.detail)
        if key not in opened:
            opened[key] = desk.rows("2026-02", key)
        rows = [row for row in opened[key] if is_in(row, cell)]
        count = sum(row.entry.weight if cell.measure is Measure.YEAR else 1 for row in rows)
        assert count == each.value, cell.text
    # What is a number and no figure: the month before and the change, in the comparison.
    assert {key[0] for key in figures if key not in own} <= {"与上期比较"}


def is_in(row, cell):
    """Each measure and detail is opened once, and narrowed as a reader would."""
    return (
        cell.county in ("*", row.county)
        and cell.category in ("*", row.category)
        and cell.sex in ("*", row.sex)
    )


def test_a_cell_of_one_county_opens_that_county_alone(desk):
    whole = desk.rows("2026-02", read_cell("stock"))
    county = whole[0].county
    some = desk.rows("2026-02", read_cell(f"stock/total/{county}"))
    assert [each for each in whole if each.county == county] == list(some)


def test_the_index_sheet_names_every_figure(desk, reference, tmp_path):
    path = tmp_path / "month.xlsx"
    counties, name = home_counties(reference)
    placed = write_workbook(path, desk.month("2026-02"), counties, name)
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(INDEX).to_python()
    assert [tuple(row) for row in sheet[1:]] == [
        (each.sheet, each.place, each.cell.text, float(each.value)) for each in placed
    ]


def test_the_first_sheet_is_what_a_bureau_files(desk, reference, tmp_path):
    path = tmp_path / "month.xlsx"
    counties, name = home_counties(reference)
    write_workbook(path, desk.month("2026-01"), counties, name)
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names[0] == MAIN
    rows = book.get_sheet_by_name(MAIN).to_python()
    text = "\n".join(str(cell) for row in rows for cell in row if cell)
    for words in (
        "2026年1月城镇新就业情况表",
        "单位：人",
        "已冻结，校验值",
        "单位负责人",
        "63号 二（四）",
    ):
        assert words in text
    assert [row[0] for row in rows[4:17]] == ["合计", *(name(each) for each in counties)]


def test_every_sheet_prints_on_a4_as_wide_as_the_page_with_its_heads_on_every_page(
    desk, reference, tmp_path
):
    path = tmp_path / "month.xlsx"
    counties, name = home_counties(reference)
    write_workbook(path, desk.month("2026-02"), counties, name)
    with ZipFile(path) as book:
        whole = book.read("xl/workbook.xml").decode()
        sheets = [
            book.read(each).decode()
            for each in book.namelist()
            if each.startswith("xl/worksheets/sheet")
        ]
    assert len(sheets) == whole.count("<sheet ") == whole.count("_xlnm.Print_Titles")
    for each in sheets:
        assert 'paperSize="9"' in each
        assert 'fitToHeight="0"' in each


def test_a_sentence_in_the_workbook_stands_in_a_row_high_enough_for_it():
    assert height("短", 100) == height("说" * 49, 100) == ROW
    assert height("说" * 50, 100) > ROW
    assert height("说" * 150, 100) > height("说" * 90, 100)


def test_flags_are_named_in_chinese_and_counties_by_their_names(tmp_path):
    assert set(FLAG_NAMES) == set(FlagCode)
    here = Runtime(Settings(home=tmp_path, as_of=date(2026, 11, 22)))
    fill(here.engine, here.keys, made_people(300, seed=7))
    words = " ".join(each.words for each in here.statistics.month("2026-02").flags)
    assert "城市居民最低生活保障标准没有查到" in words
    assert not re.search(r"3713\d\d", words)
    here.close()


def test_csv_and_json_say_the_same_figures(desk, reference):
    month = desk.month("2026-02")
    counties, name = home_counties(reference)
    raw = month_csv(month, counties, name)
    assert raw.startswith(b"\xef\xbb\xbf")
    lines = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    by_csv = {line["单元格"]: int(line["人数"]) for line in lines}
    data = month_json(month, counties, name)
    by_json = {each["cell"]: each["value"] for each in data["cells"] if each["value"]}
    assert by_csv == by_json
    assert data["compared"]["period"] == "2026-01"
    assert len(data["pending"]) == 1


def test_every_figure_of_the_ledger_is_the_sum_of_its_counties(desk, reference):
    figures = desk.month("2026-02").figures
    counties, _ = home_counties(reference)
    for cell in cells_of(figures, ()):
        if cell.county == "*":
            each = [
                figures.at(Cell(cell.measure, cell.detail, one, cell.category)) for one in counties
            ]
            rest = figures.at(Cell(cell.measure, cell.detail, "", cell.category))
            assert figures.at(cell) == sum(each) + rest


# ---------------------------------------------------------------- files in


def drop(folder: Path, source: str, *rows: str, since: str = "1949-10-01") -> None:
    text = "id_no,kind,since,until,facts\n" + "".join(f"{row}\n" for row in rows)
    (folder / f"{source}.csv").write_text(text, encoding="utf-8")
    manifest = (
        f"version: '1'\ncovered_from: {since}\ndrawn_at: 2026-10-31 06:00:00\n"
        f"sha256: {sha256(text.encode()).hexdigest()}\n"
    )
    (folder / f"{source}.yaml").write_text(manifest, encoding="utf-8")


def number(one: int) -> str:
    return claim_of(one).identity.number


def test_exchange_files_become_histories_of_the_registered_alone(store, tmp_path):
    town = Town(store)
    town.registers(date(2026, 3, 10), number=1)
    town.registers(date(2026, 3, 11), number=2)
    taker = HistoriesIn(store, KEYS, lambda: town.now)
    flex = "flexible_pension,2026-03-01,,paid_through=2026-10;rhythm=monthly"
    drop(tmp_path, "insurance", f"{number(1)},{flex}", f"{number(9)},{flex}")
    drop(tmp_path, "employment")
    drop(tmp_path, "business")
    report = taker.from_files(tmp_path, CLERK)
    assert (report.people, report.changed, report.refusals) == (2, 2, [])
    assert town.desk.month("2026-03").figures.at(read_cell("counted/C2")) == 1
    assert town.desk.month("2026-03").figures.at(read_cell("counted/C1")) == 2
    assert taker.from_files(tmp_path, CLERK).changed == 0


def test_a_folder_without_any_file_is_told_and_changes_nobody(store, tmp_path):
    town = Town(store)
    town.registers(date(2026, 3, 10), number=1)
    report = HistoriesIn(store, KEYS, lambda: town.now).from_files(tmp_path, CLERK)
    assert report.changed == 0
    assert [each["code"] for each in report.refusals] == ["missing_file"] * 3


def test_a_row_that_cannot_be_read_makes_its_person_a_conflict_and_is_named(store, tmp_path):
    town = Town(store)
    town.registers(date(2026, 3, 10), number=1)
    drop(tmp_path, "insurance", f"{number(1)},flexible_pension,2026-13-01,,")
    report = HistoriesIn(store, KEYS, lambda: town.now).from_files(tmp_path, CLERK)
    codes = [(each["source"], each["row"], each["code"]) for each in report.refusals]
    assert ("insurance", 2, "unreadable") in codes
    assert ("employment", 0, "missing_file") in codes
    assert report.conflicts == 1
    assert number(1) not in json.dumps(report.to_json())
    assert town.desk.month("2026-03").figures.at(Cell(Measure.COUNTED)) == 0


def test_who_is_on_the_list_is_not_counted_and_bad_rows_are_told(store, reference, tmp_path):
    town = Town(store)
    town.registers(date(2026, 3, 10))
    town.registers(date(2026, 3, 11))
    path = tmp_path / "listed.csv"
    path.write_text(
        "身份证号,计入月份,县区,渠道\n"
        f"{number(1)},2026-02,兰山区,单位申报\n"
        f"{number(1)},2026-02,罗庄区,单位申报\n"
        f"{number(7)[:17]}0,2026-02,兰山区,单位申报\n"
        f"{number(3)},2026-13,兰山区,单位申报\n"
        f"{number(4)},2026-12,兰山区,单位申报\n"
        f"{number(5)},2026-02,蓝山,单位申报\n"
        f"{number(6)},2026-02,兰山区,\n",
        encoding="utf-8",
    )
    taker = ListedIn(store, KEYS, reference, lambda: town.now)
    report = taker.take(path, CLERK)
    assert (report.rows, report.taken, report.known) == (7, 1, 0)
    assert [(each["row"], each["column"]) for each in report.refusals] == [
        (3, "身份证号"), (4, "身份证号"), (5, "计入月份"),
        (6, "计入月份"), (7, "县区"), (8, "渠道"),
    ]  # fmt: skip
    month = town.desk.month("2026-03")
    assert month.figures.at(Cell(Measure.COUNTED)) == 1
    codes = {each.code.value for each in month.flags}
    assert {"LISTED", "LISTED_ELSEWHERE"} <= codes
    again = taker.take(path, CLERK)
    assert (again.taken, again.known) == (0, 1)


def test_what_the_registers_answered_at_the_desk_is_a_history_too(store, tmp_path):
    town = Town(store)
    town.registers(date(2026, 3, 10), number=1, employment_type=EmploymentType.FIRST)
    report = HistoriesIn(store, KEYS, lambda: town.now).from_answers(CLERK)
    assert report.people == 0  # it came in by no check


# ---------------------------------------------------------------- the command


def run(monkeypatch, capsys, *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["linggang", "statistics", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_the_command_prints_writes_freezes_and_opens(monkeypatch, capsys, tmp_path):
    home = tmp_path / "home"
    monkeypatch.setattr("sys.argv", ["linggang", "init", "--home", str(home)])
    with pytest.raises(SystemExit):
        main()
    monkeypatch.setenv("LINGGANG_HOME", str(home))
    monkeypatch.setenv("LINGGANG_AS_OF", "2026-11-22")
    capsys.readouterr()
    path = tmp_path / "month.xlsx"
    code, out, _ = run(monkeypatch, capsys, "--period", "2026-10", "--xlsx", str(path), "--json")
    data = json.loads(out)
    assert (code, data["period"], data["frozen"]) == (0, "2026-10", None)
    assert path.stat().st_size > 0
    code, _, err = run(monkeypatch, capsys, "--period", "2026-10", "--freeze", "--by", "某甲")
    assert (code, "请先冻结更早的月份：2026-01" in err) == (1, True)
    code, out, _ = run(monkeypatch, capsys, "--period", "2026-01", "--freeze", "--by", "某甲")
    assert (code, "已冻结" in out) == (0, True)
    words = ("rows", "--period", "2026-01", "--cell", "counted", "--json")
    code, out, _ = run(monkeypatch, capsys, *words)
    assert json.loads(out) == {"cell": "counted/total/*/*/*", "rows": []}
    code, _, err = run(monkeypatch, capsys)
    assert (code, "--period 2026-10" in err) == (1, True)
