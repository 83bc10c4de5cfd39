"""Feeds on the command line: template, full feeds, the error workbook, how each source stands."""

import json
from pathlib import Path

import pytest

from tests.api.commands import run, run_alone
from tests.api.small_town import row, write_rows
from tests.builders import DAY


@pytest.fixture(autouse=True)
def a_day_on_which_the_towns_postings_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINGGANG_AS_OF", DAY.isoformat())


def test_from_the_template_to_a_full_feed_that_is_refused_its_closings(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert run("init", home=home).returncode == 0
    made = run("template", str(tmp_path / "岗位模板.xlsx"), home=home)
    assert (made.returncode, (tmp_path / "岗位模板.xlsx").exists()) == (0, True)
    rows = [row(str(number), "保洁员") for number in range(4)]
    first = write_rows(tmp_path / "a.jsonl", [*rows, row("9", "")])
    errors = tmp_path / "errors.xlsx"
    done = run("ingest", str(first), "--errors", str(errors), "--json", home=home)
    assert json.loads(done.stdout)["inserted"] == 4
    assert errors.exists()
    fewer = write_rows(tmp_path / "b.jsonl", rows[:1])
    refused = run("ingest", str(fewer), "--source", "town", "--complete", home=home)
    assert refused.returncode == 1
    assert "--force" in refused.stderr
    forced = run("ingest", str(fewer), "--source", "town", "--complete", "--force", home=home)
    assert (forced.returncode, "撤下 3 条" in forced.stdout) == (0, True)
    (status,) = json.loads(run("feeds", "--json", home=home).stdout)
    assert (status["source"], status["live"]) == ("town", 1)
    assert status["last"]["withdrawn"] == 3
    told = run("feeds", home=home).stdout
    assert "全量" in told
    assert "在招 1" in told


def test_a_template_is_a_workbook_by_name_too(tmp_path: Path) -> None:
    done = run("template", str(tmp_path / "岗位.csv"), home=tmp_path / "home")
    assert (done.returncode, done.stderr) == (
        1,
        "错误：out：模板是 Excel 工作簿：请写成 岗位.xlsx。\n",
    )
    assert not (tmp_path / "岗位.csv").exists()


def test_a_template_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    done = run_alone("template", str(tmp_path / "none" / "a.xlsx"), home=tmp_path / "home")
    assert done.returncode == 1
    assert done.stderr.startswith("错误：")
    assert done.stderr.count("\n") == 1
