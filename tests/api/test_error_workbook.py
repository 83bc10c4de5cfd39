"""The workbook of rows to mend: whole, safe to open, and loaded again once it is corrected."""

import json
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import Engine

from api.database import reading
from api.feeds.columns import ADDED, COLUMNS, REQUIRED
from api.feeds.row import Row
from api.feeds.rows import read_rows
from api.policy import Policy
from api.reference import Reference
from api.runtime import Runtime
from api.services.error_workbook import write_error_workbook
from api.services.feed_in import Terms
from api.services.ingest_errors import ErrorsUnwritable
from api.services.measure_feeds import BREAKS, measure_feeds
from api.services.sheet_form import choices
from api.services.template_workbook import write_template
from api.settings import Settings
from api.store import jobs
from registry.jobs.posting import PostingState, Profile
from tests.api.small_town import row
from tests.api.test_feed_in import Town
from tests.api.workbooks import workbook
from tests.builders import DAY


@pytest.fixture
def town(store: Engine, reference: Reference, policy: Policy, at: datetime, tmp_path: Path) -> Town:
    return Town(store, reference, policy, at, tmp_path)


def errors_of(town: Town, path: Path, **terms: Any) -> list[dict[str, Any]]:
    """What the error workbook of a file holds, row by row."""
    taken = town.desk.take(path, Terms(**{"source": "town", **terms}))
    out = path.with_name("errors.xlsx")
    write_error_workbook(taken.report, path, out, town.reference)
    return [each.data for each in read_rows(out, REQUIRED) if isinstance(each, Row)]


def test_of_two_thousand_rows_with_two_hundred_bad_ones_each_is_named_and_none_is_lost(
    tmp_path: Path,
) -> None:
    here = Runtime(Settings(home=tmp_path, as_of=DAY))
    found = measure_feeds(here, rows=2000, bad=200)
    here.close()
    assert found["bad"] > 2 * len(BREAKS)
    assert (found["refused"], found["unnamed"], found["lost"]) == (200, 0, 0)
    assert found["corrected"] == {"rows": 200, "inserted": 200, "refused": 0, "lost": 0}
    assert found["again"] == {"inserted": 0, "updated": 0}


def test_json_rows_become_cells_and_keep_source_and_number(town: Town) -> None:
    rows = [
        row("1", "保洁员", place={"county": "兰三区"}, tags=["急招"]),
        row("2", "保洁员"),
        row("3", "保洁员", pay=None),
        row("4", 12345, source="other"),  # type: ignore[arg-type]
    ]
    one, three, four = errors_of(town, town.file(rows))
    assert (one["编号"], one["来源"], one["原行号"]) == ("1", "town", "1")
    assert (one["处理结果"], one["出错的列"], one["错误代码"]) == ("拒收", "县区", "unknown_name")
    assert (one["县区"], one["标签"]) == ("兰三区", "急招")
    assert "兰山区" in one["原因"]
    assert (three["处理结果"], three["错误代码"]) == ("待补正", "pay_missing")
    assert "最低工资" in three["出错的列"]
    assert (four["来源"], four["岗位名称"]) == ("other", "12345")


def test_the_corrected_workbook_brings_the_rows_under_their_own_names(town: Town) -> None:
    path = town.file([row("1", "保洁员", place={"county": "兰三区"}), row("2", "", source="other")])
    rows = errors_of(town, path)
    rows[0]["县区"], rows[1]["岗位名称"] = "兰山区", "保安"
    header = list(rows[0])
    mended = workbook(
        town.folder / "随便叫什么.xlsx", *[list(each.values()) for each in rows], header=header
    )
    taken = town.desk.take(mended, Terms())
    assert taken.report.counts.inserted == 2
    with reading(town.engine) as connection:
        found = jobs.get_many(connection, ["town:1", "other:2"])
    assert {each.state for each in found.values()} == {PostingState.PUBLISHED}
    assert not any("unknown_field" in each.flags for each in found.values())


def test_rows_that_were_only_held_are_unchanged_by_the_uncorrected_workbook(town: Town) -> None:
    path = town.file([row("1", "招男小工1名"), row("2", "保洁员", valid_until=None)])
    first, _ = errors_of(town, path)
    assert first["建议改写"].startswith("招小工1名")
    again = town.desk.take(town.folder / "errors.xlsx", Terms())
    assert again.report.to_json()["unchanged"] == 2


def test_a_line_that_is_no_row_is_there_with_its_text(town: Town) -> None:
    path = town.file([row("1", "保洁员")])
    path.write_text(path.read_text(encoding="utf-8") + '{"broken\n', encoding="utf-8")
    (bad,) = errors_of(town, path)
    assert (bad["原文"], bad["错误代码"], bad["编号"]) == ('{"broken', "not_json", "")


def test_rows_of_a_job_posting_become_cells_too(town: Town) -> None:
    job = {
        "@type": "JobPosting",
        "identifier": "J1",
        "title": "保洁员",
        "baseSalary": {"currency": "USD", "value": 20},
        "jobLocation": {"address": {"addressLocality": "罗庄区"}},
    }
    (bad,) = errors_of(town, town.file([job]))
    assert (bad["编号"], bad["县区"], bad["错误代码"]) == ("J1", "罗庄区", "currency")


def test_archive_rows_keep_their_own_columns(town: Town) -> None:
    rows = [{"id": "1", "platform": "BOARD", "title": "", "lng": None, "pay_min": 4000.0}]
    (bad,) = errors_of(town, town.file(rows), profile=Profile.ARCHIVE)
    assert (bad["id"], bad["platform"], bad["pay_min"]) == ("1", "BOARD", 4000.0)


@pytest.mark.parametrize("text", ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1"])
def test_what_looks_like_a_formula_is_text_in_the_file(town: Town, text: str) -> None:
    (bad,) = errors_of(town, town.file([row("1", "", description=text)]))
    assert bad["岗位说明"] == text.strip()
    path = town.folder / "errors.xlsx"
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    assert text in [cell for cells in sheet.iter_rows() for cell in cells]
    with zipfile.ZipFile(path) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
        assert b"quotePrefix" in book.read("xl/styles.xml")


def test_what_no_cell_can_hold_is_cut_and_replaced(town: Town) -> None:
    path = town.folder / "town.json"
    long = row("1", "", description="长" * 40_000, contact="\ud800\uffff")
    path.write_text(json.dumps([long]), encoding="utf-8")
    (bad,) = errors_of(town, path)
    assert len(bad["岗位说明"]) == 32_767
    assert bad["联系电话"] == "\ufffd\ufffd"


def test_workers_come_in_no_table(town: Town) -> None:
    path = town.file([{"id": "W 1", "free": [], "skills": []}])
    taken = town.desk.take(path, Terms())
    with pytest.raises(ErrorsUnwritable, match="jsonl"):
        write_error_workbook(taken.report, path, town.folder / "e.xlsx", town.reference)


# ------------------------------------------------------------------ the template
def test_the_template_has_every_column_a_choice_for_many_and_no_row(
    reference: Reference, tmp_path: Path
) -> None:
    path = tmp_path / "岗位模板.xlsx"
    write_template(path, reference)
    book = CalamineWorkbook.from_path(path)
    (header,) = book.get_sheet_by_name("岗位").to_python()
    assert header == [column.name for column in COLUMNS]
    lists = book.get_sheet_by_name("可选值").to_python()
    offered = {str(name): [row[place] for row in lists[1:]] for place, name in enumerate(lists[0])}
    assert [each for each in offered["县区"] if each] == [
        "兰山区", "罗庄区", "河东区", "沂南县", "郯城县", "沂水县", "兰陵县", "费县", "平邑县",
        "莒南县", "蒙阴县", "临沭县",
    ]  # fmt: skip
    assert "网约配送员" in offered["工种"]


def test_whatever_the_template_offers_is_understood(
    reference: Reference, tmp_path: Path, town: Town
) -> None:
    offered = choices(reference)
    rows = [{name: choice} for name, each in offered.items() for choice in each[:20]]
    cells = [
        [f"T{number}", "保洁员", *(row.get(name, "") for name in offered)]
        for number, row in enumerate(rows)
    ]
    path = workbook(tmp_path / "a.xlsx", *cells, header=[*REQUIRED, *offered])
    taken = town.desk.take(path, Terms(source="town", dry_run=True))
    assert taken.report.rows == len(rows)
    assert not taken.report.refused
    assert not set(ADDED) & set(offered)
