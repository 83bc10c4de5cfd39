"""`linggang registry`: export, import and scan as people at a desk run them."""

import json
import stat
from dataclasses import replace
from pathlib import Path
from subprocess import CompletedProcess
from uuid import uuid4

import pytest

from api.clock import now
from api.database import reading, writing
from api.runtime import Runtime
from api.security.keys import load_keys
from api.settings import Settings
from api.store import audit, commitments, registrations
from tests.api import commands
from tests.api.exchange_people import active, claim, ended
from tests.api.registration_desk import promise


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINGGANG_AS_OF", "2026-11-22")


def run(*arguments: str, home: Path | None) -> CompletedProcess[str]:
    return commands.run("registry", *arguments, home=home)


def settle(home: Path) -> Runtime:
    home.mkdir()
    here = Runtime(Settings(home=home))
    here.engine.connect().close()
    return here


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one registration in force and one that ended."""
    here = settle(tmp_path / "home")
    keys, at = load_keys(here.settings), now(here.settings)
    with writing(here.engine) as connection:
        for one in (active(claim(name="某甲")), ended(of=claim(name="某乙"))):
            kept = replace(one, id=uuid4().hex)
            registrations.add(connection, keys, kept, at)
            commitments.put(connection, kept.id, promise())
    here.close()
    return tmp_path / "home"


def test_out_of_one_home_and_into_another(home: Path, tmp_path: Path) -> None:
    file, other = tmp_path / "out.csv", tmp_path / "other"
    done = run("export", "--since", "2026-11-01", "--out", str(file), "--json", home=home)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"] == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "某甲" not in done.stdout + done.stderr
    settle(other).close()
    counts = []
    for _ in range(2):
        told = run("import", str(file), "--by", "qian", "--json", home=other)
        assert told.returncode == 0, told.stderr
        found = json.loads(told.stdout)
        counts.append([found[name] for name in ("active", "exited", "unchanged")])
    assert counts == [[1, 1, 0], [0, 0, 2]]
    here = Runtime(Settings(home=other))
    with reading(here.engine) as connection:
        kept = list(audit.records(connection))
    here.close()
    assert [each.action for each in kept] == ["registration.import"] * 2 + ["registry.import"]
    assert {each.actor for each in kept} == {"qian"}


def test_refusals_are_told_with_row_and_column_and_written_out(home: Path, tmp_path: Path) -> None:
    file, errors = tmp_path / "out.csv", tmp_path / "errors.jsonl"
    run("export", "--since", "2026-11-01", "--out", str(file), home=home)
    file.write_text(file.read_text("utf-8-sig").replace("13800000000", "138"), encoding="utf-8")
    told = run("import", str(file), "--by", "qian", "--errors", str(errors), home=home)
    assert told.returncode == 1
    assert "拒收 2" in told.stdout
    assert "夜间复核" in told.stdout
    assert "第 2 行 AAC067" in told.stderr
    lines = [json.loads(line) for line in errors.read_text("utf-8").splitlines()]
    assert [(line["row"], line["column"], line["code"]) for line in lines] == [
        (2, "AAC067", "phone"),
        (3, "AAC067", "phone"),
    ]
    assert all(line["data"]["AAC002"].endswith("************") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["import", "FILE", "--by", " "], "哪位工作人员", id="by nobody"),
        pytest.param(["import", "FILE", "--by", "qian", "--errors", "FILE"], "不能写到", id="same"),
        pytest.param(["import", "none.csv", "--by", "qian"], "没有", id="no file"),
        pytest.param(["export", "--since", "2026-11-01", "--out", "."], "文件夹", id="a folder"),
    ],
)
def test_a_fault_is_one_line(home: Path, tmp_path: Path, arguments: list[str], told: str) -> None:
    file = tmp_path / "feed.csv"
    file.write_text("AAC002\n")
    done = run(*(str(file) if each == "FILE" else each for each in arguments), home=home)
    assert done.returncode == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_hash_of_a_scan_is_printed(tmp_path: Path) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 made")
    done = commands.run_alone("registry", "scan", scan, home=None)
    assert (done.returncode, len(done.stdout.strip())) == (0, 64)
