"""Faults on the command line: one Chinese line and exit code 1, nothing written, nothing thrown."""

import json
import socket
import stat
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from api.cli.main import main
from tests.api.small_town import row, write_rows


class Done(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


class Desk:
    """Runs commands in this process, as the installed one runs them."""

    def __init__(self, patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._patch, self._capsys = patch, capsys

    def run(self, *arguments: object) -> Done:
        self._patch.setattr(sys, "argv", ["linggang", *map(str, arguments)])
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        out, err = self._capsys.readouterr()
        return Done(code if isinstance(code, int) else 0, out, err)

    def fault(self, *arguments: object) -> str:
        """The one line of a command that fails."""
        done = self.run(*arguments)
        lines = done.err.strip().splitlines()
        assert (done.code, done.out, len(lines)) == (1, "", 1), done
        assert lines[0].startswith("错误：")
        return lines[0]


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(monkeypatch, capsys)


def bare(number: int, **changes: Any) -> dict[str, Any]:
    return row(str(number), "保洁") | changes


def test_a_file_of_errors_that_cannot_be_written_is_told_before_anything_is(
    desk: Desk, tmp_path: Path
) -> None:
    feed, home = write_rows(tmp_path / "rows.jsonl", [bare(1)]), tmp_path / "home"
    told = desk.fault("ingest", feed, "--errors", tmp_path / "no" / "e.jsonl", "--home", home)
    assert "没有这个文件或文件夹" in told
    assert not home.exists()


def test_errors_are_not_written_over_the_feed(desk: Desk, tmp_path: Path) -> None:
    feed = write_rows(tmp_path / "rows.jsonl", [bare(1)])
    before = feed.read_bytes()
    assert "换一个文件名" in desk.fault("ingest", feed, "--errors", feed, "--home", tmp_path / "h")
    assert feed.read_bytes() == before


def test_losses_are_told_in_chinese_and_written_to_a_file_of_their_own(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [bare(1), bare(2, pay=None, description="做保洁")]
    feed, out = write_rows(tmp_path / "rows.jsonl", rows), tmp_path / "losses.jsonl"
    home = tmp_path / "home"
    assert "不能是同一个文件" in desk.fault("ingest", feed, "--errors", out, "--losses", out)
    assert "--losses 不能写到" in desk.fault("ingest", feed, "--losses", feed)
    done = desk.run("ingest", feed, "--losses", out, "--home", home)
    assert "未读出报酬 1 条（50.0%）" in done.out
    written = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert {(line["row"], line["field"]) for line in written} >= {(2, "pay"), (2, "pay_unit")}
    assert "--losses OUT" in desk.run("ingest", feed, "--home", home).out


def test_a_home_that_is_a_file_or_cannot_be_made_is_told(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert "不是文件夹" in desk.fault("init", "--home", file)
    assert "不是文件夹" in desk.fault("init", "--home", file / "home")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "abc", "65535"),
        ("PORT", "0", "65535"),
        ("PORT", "65536", "65535"),
        ("AS_OF", "foo", "2026-11-22"),
        ("ADDRESS", "gig.example.cn", "不带路径"),
    ],
)
def test_a_setting_that_cannot_be_read_is_named_with_what_it_should_be(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(f"LINGGANG_{name}", value)
    told = desk.fault("init", "--home", tmp_path)
    assert f"LINGGANG_{name}" in told
    assert value in told
    assert words in told


def test_a_port_out_of_range_or_taken_is_told_before_the_address_is(
    desk: Desk, tmp_path: Path
) -> None:
    assert "65535" in desk.fault("serve", "--port", 99999, "--home", tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert "已被占用" in desk.fault("serve", "--port", port, "--home", tmp_path)
    for host in ("not a host", "0.0.0.0"):  # noqa: S104
        assert "LINGGANG_HTTPS=true" in desk.fault("serve", "--host", host, "--home", tmp_path)


@pytest.mark.parametrize("command", ["doctor", "serve"])
def test_only_what_fills_a_home_makes_one(desk: Desk, tmp_path: Path, command: str) -> None:
    home = tmp_path / "none"
    assert f"linggang init --home {home}" in desk.fault(command, "--home", home)
    assert not home.exists()


def test_a_home_is_its_owners_alone(desk: Desk, tmp_path: Path) -> None:
    for command in ("init", "migrate"):
        home = tmp_path / command
        assert desk.run(command, "--home", home).code == 0
        assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_held_rows_are_counted_by_reason_and_written_out_with_their_reasons(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [bare(1), bare(2, place=None, pay=None), bare(3, pay=None), bare(4, title="")]
    feed, out = write_rows(tmp_path / "rows.jsonl", rows), tmp_path / "errors.jsonl"
    home = tmp_path / "home"
    done = desk.run("ingest", feed, "--errors", out, "--home", home)
    assert done.code == 0
    assert "待补正 2 条：没有写明劳动报酬" in done.out
    assert "待补正 1 条：没有写明工作地点" in done.out
    assert f"下一步：linggang index build --home {home}" in done.out
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(line["row"], line["source_id"], line["code"]) for line in lines] == [
        (2, "2", "held"),
        (3, "3", "held"),
        (4, "4", "missing"),
    ]
    assert lines[0]["codes"] == ["pay_missing", "place_missing"]
    assert "劳动报酬" in lines[0]["reason"]
    assert "工作地点" in lines[0]["reason"]
    again = desk.run("ingest", feed, "--home", home)
    assert "下一步" not in again.out
    assert "--errors" in again.out
    told = json.loads(desk.run("ingest", feed, "--json", "--dry-run", "--home", home).out)
    assert told["held_rows"] == [
        {"row": 2, "source_id": "2", "codes": ["pay_missing", "place_missing"]},
        {"row": 3, "source_id": "3", "codes": ["pay_missing"]},
    ]


def test_rows_held_for_their_wording_say_so_in_chinese(desk: Desk, tmp_path: Path) -> None:
    feed = write_rows(tmp_path / "rows.jsonl", [bare(1, description="招保洁员，限女性")])
    out = tmp_path / "errors.jsonl"
    done = desk.run("ingest", feed, "--errors", out, "--home", tmp_path / "home")
    assert "待补正 1 条：写了性别条件" in done.out
    (line,) = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert (line["codes"], line["reason"][:6]) == (["lint_sex"], "写了性别条件")


def test_archive_rows_that_were_all_held_name_the_option(desk: Desk, tmp_path: Path) -> None:
    kept = {"id": "1", "title": "保洁", "platform": "made"}
    feed = write_rows(tmp_path / "a.jsonl", [kept, kept | {"id": "2"}])
    arguments = ("ingest", feed, "--dry-run", "--home", tmp_path / "home")
    assert "--profile archive" in desk.run(*arguments).out
    assert "--profile archive" not in desk.run(*arguments, "--profile", "archive").out


def test_a_file_of_which_nothing_is_kept_ends_in_exit_code_1(desk: Desk, tmp_path: Path) -> None:
    refused, half = [bare(1, title="")], [bare(1, title=""), bare(2)]
    arguments = ("--home", tmp_path / "home")
    assert desk.run("ingest", write_rows(tmp_path / "a.jsonl", refused), *arguments).code == 1
    assert desk.run("ingest", write_rows(tmp_path / "b.jsonl", half), *arguments).code == 0
    told = desk.run("ingest", write_rows(tmp_path / "c.jsonl", ["text"]), *arguments)  # type: ignore[list-item]  # what is no row
    assert told.code == 1
    assert "第 1 行：" in told.err
