"""The command line as a contract: JSON shapes, exit codes, one line on every fault."""

import json
from pathlib import Path

import pytest

from tests.api.commands import run, run_alone
from tests.api.small_town import POSTINGS, WORKERS, row, settle, write_rows


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    settle(folder)
    return folder


def test_from_nothing_to_a_list_by_the_commands_alone(tmp_path: Path) -> None:
    home = tmp_path / "state"
    assert run_alone("init", home=home).returncode == 0
    for name, rows in (("postings", POSTINGS), ("workers", WORKERS)):
        file = write_rows(tmp_path / f"{name}.jsonl", rows)
        done = run_alone("ingest", str(file), "--json", home=home)
        counts = json.loads(done.stdout)
        parts = ("inserted", "updated", "unchanged", "refused")
        assert counts["rows"] == len(rows) == sum(counts[part] for part in parts)
        again = json.loads(run("ingest", str(file), "--json", home=home).stdout)
        assert again["unchanged"] == counts["inserted"]
    assert json.loads(run_alone("index", "build", "--json", home=home).stdout)["postings"] == 9
    listed = run_alone(
        "recommend", "--worker", "W1", "--as-of", "2026-11-22", "--limit", "3", "--json", home=home
    )
    found = json.loads(listed.stdout)
    assert len(found["items"]) == 3
    assert {"posting_id", "title", "score", "chance", "value", "fits", "reasons", "missing"} <= set(
        found["items"][0]
    )


def test_a_list_for_people_names_reasons_gaps_and_what_was_left_out(home: Path) -> None:
    text = run("recommend", "--worker", "W1", "--as-of", "2026-11-22", home=home).stdout
    assert "＋" in text
    assert "未列出" in text
    assert "已过有效期 1" in text


def test_why_explains_a_posting_in_plain_words(home: Path) -> None:
    arguments = ("why", "--worker", "W1", "--as-of", "2026-11-22")
    barred = run(*arguments, "--posting", "town:3", home=home).stdout
    assert "不在" in barred
    assert "夜班" in barred
    ranked = json.loads(run(*arguments, "--posting", "town:1", "--json", home=home).stdout)
    assert ranked["listed"] is True


def test_index_status_says_how_far_behind_it_is(home: Path) -> None:
    assert json.loads(run("index", "status", "--json", home=home).stdout)["behind"] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("recommend", "--worker", "W9"), "W1"),
        (("why", "--worker", "W1", "--posting", "town:77"), "town:7"),
        (("ingest", "nowhere.jsonl"), "nowhere.jsonl"),
    ],
)
def test_a_fault_is_one_line_with_near_values_and_exit_code_1(
    home: Path, arguments: tuple[str, ...], words: str
) -> None:
    done = run(*arguments, home=home)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("错误：")
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_without_an_index_the_command_that_makes_one_is_named(tmp_path: Path) -> None:
    run("init", home=tmp_path)
    write_rows(tmp_path / "w.jsonl", WORKERS)
    run("ingest", str(tmp_path / "w.jsonl"), home=tmp_path)
    done = run_alone("recommend", "--worker", "W1", home=tmp_path)
    assert done.returncode == 1
    assert "linggang index build" in done.stderr
    status = run("index", "status", home=tmp_path)
    assert status.returncode == 1
    assert "linggang index build" in status.stderr


def test_refused_rows_are_named_and_written_out_and_the_rest_is_loaded(tmp_path: Path) -> None:
    rows = [row("1", "保洁"), row("2", ""), row("3", "保洁", place={"county": "罗庄县"})]
    file = write_rows(tmp_path / "rows.jsonl", rows)
    out = tmp_path / "errors.ndjson"
    done = run("ingest", str(file), "--errors", str(out), "--json", home=tmp_path / "home")
    counts = json.loads(done.stdout)
    assert (counts["inserted"], counts["refused"]) == (1, 2)
    assert [refusal["row"] for refusal in counts["refusals"]] == [2, 3]
    assert "罗庄区" in counts["refusals"][1]["reason"]
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    file = write_rows(tmp_path / "rows.jsonl", [row("1", "保洁")])
    assert json.loads(
        run("ingest", str(file), "--dry-run", "--json", home=tmp_path / "home").stdout
    )["inserted"]
    again = json.loads(run("ingest", str(file), "--json", home=tmp_path / "home").stdout)
    assert again["inserted"] == 1


def test_doctor_is_content_with_a_sound_home_and_names_what_is_not(
    home: Path, tmp_path: Path
) -> None:
    sound = run("doctor", home=home)
    assert sound.returncode == 0
    assert "登记簿没有接入：就业状态、" in sound.stdout
    done = run("doctor", "--json", home=tmp_path)
    assert done.returncode == 1
    index = next(check for check in json.loads(done.stdout) if check["name"] == "index")
    assert "linggang index build" in index["detail"]


def test_an_evaluation_without_files_says_which_it_wants(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LINGGANG_DATASETS", raising=False)
    done = run("evaluate", "titles", home=home)
    assert done.returncode == 1
    assert "LINGGANG_DATASETS" in done.stderr


@pytest.mark.realdata
@pytest.mark.parametrize(("name", "measure", "bound"), [("titles", "map", 0.45)])
def test_an_evaluation_finds_the_real_data_by_itself(
    home: Path, datasets: Path, name: str, measure: str, bound: float
) -> None:
    done = run("evaluate", name, home=home)
    assert json.loads(done.stdout)[measure] >= bound
