"""`linggang evaluate lists` and `compare` as they are run, over a folder like the real data."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from api.services.evaluate_lists_systems import SYSTEMS
from indexing.baselines import BASELINES
from tests.api.commands import run

TITLES = {
    "corpus.tsv": "c_id\tjobtitle\n7\t家政保姆\n8\t叉车司机\n9\t外卖骑手\n",
    "queries.tsv": "q_id\tjobtitle\n1\t保姆\n",
    "qrels.tsv": "1\t0\t7\t1\n",
}
PHRASES = {
    "families": {"rider": "骑手", "cleaner": "保洁"},
    "queries": [{"family": "rider", "q": "外卖骑手"}, {"family": "cleaner", "q": "打扫保洁"}],
}


def posting(number: int, title: str, **changes: Any) -> dict[str, Any]:
    """A row as the archive writes them, of a district where made workers live."""
    return {
        "id": f"made{number}",
        "platform": "示例平台",
        "title": title,
        "company": f"示例单位{number}",
        "area": "济南·历下区",
        "address": "济南历下区示例路",
        "lng": 117.08,
        "lat": 36.66,
        "description": f"招{title}，月结",
        "pay_min": 5000,
        "pay_max": 6000,
        "first_published": "2025-03-01",
    } | changes


FLEXIBLE = [
    posting(number, title)
    for number, title in enumerate(["外卖骑手", "保洁员", "商场保洁", "叉车司机", "客服", "打包工"])
]
OTHER = [posting(90, "Java开发工程师", pay_min=9000, pay_max=12000)]


@pytest.fixture
def datasets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "datasets"
    for name in ("titles", "colloquial", "postings"):
        (folder / name).mkdir(parents=True)
    for name, text in TITLES.items():
        (folder / "titles" / name).write_text(text, "utf-8")
    (folder / "colloquial" / "queries.json").write_text(json.dumps(PHRASES), "utf-8")
    for name, rows in (("flexible", FLEXIBLE), ("other", OTHER)):
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        with gzip.open(folder / "postings" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(lines)
    monkeypatch.setenv("LINGGANG_DATASETS", str(folder))
    monkeypatch.setenv("LINGGANG_HOME", str(tmp_path / "home"))
    return folder


@pytest.mark.usefixtures("datasets")
def test_all_is_set_side_by_side_in_one_run() -> None:
    done = run("evaluate", "compare", home=None)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    for name in ("titles", "search"):
        assert set(told[name]["beside"]) == set(BASELINES)
        assert set(told[name]["parts"]) == {"vector", "char"}
    assert set(told["lists"]["systems"]) == set(SYSTEMS)
    assert told["titles"]["map"] == told["search"]["mrr"] == 1
    assert told["lists"]["violations"] == 0


@pytest.mark.usefixtures("datasets")
def test_sheets_are_written_over_the_real_postings_or_over_those_of_a_home(tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    done = run("evaluate", "lists", "--sheets", folder, home=None)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["workers"] * 2 == len(list(folder.iterdir())) > 0
    assert not (tmp_path / "home" / "index").exists()
    empty = run("evaluate", "lists", "--sheets", folder, home=tmp_path / "nothing")
    assert empty.returncode == 1
    assert "linggang index build" in empty.stderr


def test_without_the_real_data_and_without_a_home_it_says_what_to_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LINGGANG_DATASETS", raising=False)
    monkeypatch.setenv("LINGGANG_HOME", str(tmp_path / "home"))
    for command in ("lists", "compare"):
        done = run("evaluate", command, home=None)
        assert done.returncode == 1
        assert "LINGGANG_DATASETS" in done.stderr
