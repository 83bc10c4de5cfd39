"""`linggang postings`, `complaints`, `employers`: the whole way by commands."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from registry.errors import LinggangError
from registry.jobs.credit_code import credit_code_check
from tests.api.small_town import row, write_rows

BY = ("--by", "赵", "--office", "371311")
FIRM = "城南物业有限公司"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with three postings of one firm, on the day of the tests."""
    monkeypatch.setenv("LINGGANG_AS_OF", "2026-11-22")
    folder = tmp_path / "state"
    rows = [row(str(number), "办公楼保洁员", employer={"name": FIRM}) for number in (1, 2, 3)]
    rows[2] |= {"valid_until": "2026-11-21"}
    ok("init", home=folder)
    ok("ingest", str(write_rows(tmp_path / "rows.jsonl", rows)), home=folder)
    return folder


def ok(*arguments: str, home: Path) -> str:
    done = CliRunner().invoke(app, [*arguments, "--home", str(home)])
    assert done.exit_code == 0, done.exception
    return done.stdout


def refused(*arguments: str, home: Path) -> str:
    """What is said of a command that is refused, in one line."""
    done = CliRunner().invoke(app, [*arguments, "--home", str(home)])
    assert isinstance(done.exception, LinggangError)
    words = str(done.exception)
    assert "\n" not in words
    return words


def test_a_posting_is_listed_closed_reopened_held_and_lifted(home: Path) -> None:
    assert "共 3 条" in ok("postings", "list", home=home)
    assert "已招满" in ok(
        "postings", "close", "town:1", "--how", "fill", "--why", "满了", *BY, home=home
    )
    assert "满了" in ok("postings", "list", "--state", "filled", home=home)
    opened = ok(
        "postings", "reopen", "town:1", "--why", "又缺人", "--until", "2027-01-01", *BY, home=home
    )
    assert "已发布" in opened
    ok("postings", "hold", "town:1", "--why", "地址不实", *BY, home=home)
    shown = ok("postings", "show", "town:1", home=home)
    assert "待补正" in shown
    assert "地址不实" in shown
    ok("postings", "lift", "town:1", "--why", "已核实", *BY, home=home)
    events = json.loads(ok("postings", "show", "town:1", "--json", home=home))["history"]
    assert [one["event"] for one in events] == [
        "publish",
        "fill",
        "reopen",
        "publish",
        "hold",
        "lift",
        "publish",
    ]


def test_the_night_closes_what_is_past(home: Path) -> None:
    assert json.loads(ok("postings", "expire", "--json", home=home)) == {"expired": 1, "unsent": 0}
    assert "到期关闭 0 条" in ok("postings", "expire", home=home)
    (closed,) = json.loads(ok("postings", "list", "--state", "expired", "--json", home=home))
    assert (closed["id"], closed["closed_reason"]) == ("town:3", "已过有效期")


def test_a_complaint_is_taken_shown_and_decided_and_its_firm_barred(home: Path) -> None:
    sent = ok(
        *("complaints", "send", "--subject", "town:1", "--kind", "deposit"),
        *("--words", "先交三百元", *BY[:2]),
        home=home,
    )
    assert "2026-12-04 前答复" in sent
    (waiting,) = json.loads(ok("complaints", "list", "--json", home=home))
    number = waiting["number"]
    assert number in sent
    assert "town:1" in ok("complaints", "list", home=home)
    assert "核查中" in ok("complaints", "take", number, *BY, home=home)
    assert "先交三百元" in ok("complaints", "show", number, *BY, home=home)
    assert json.loads(ok("complaints", "show", number, *BY, "--json", home=home))["is_fraud"]
    decided = ("complaints", "decide", number, "--outcome", "upheld", "--why", "属实", *BY)
    assert "属实" in ok(*decided, home=home)
    assert "已下架" in ok("postings", "show", "town:1", home=home)
    assert "关注" in ok("employers", "show", FIRM, home=home)
    ok("employers", "bar", FIRM, "--why", "屡犯", "--months", "3", *BY, home=home)
    (one,) = json.loads(ok("employers", "list", "--level", "BARRED", "--json", home=home))
    assert (one["name"], one["barred_until"]) == (FIRM, "2027-02-22")
    assert "待补正" in ok("postings", "show", "town:2", home=home)
    ok("employers", "object", FIRM, "--words", "非我单位所为", *BY, home=home)
    assert "待答复" in ok("employers", "show", FIRM, home=home)
    assert "另一位" in refused("employers", "keep", FIRM, "--why", "维持", *BY, home=home)
    ok("employers", "keep", FIRM, "--why", "核实无误", "--by", "钱", home=home)
    assert "复核 1 家" in ok("employers", "review", home=home)
    ok("employers", "lift", FIRM, "--why", "已退还", *BY, home=home)
    assert "已发布" in ok("postings", "show", "town:2", home=home)


def test_a_firm_is_verified_with_its_code(home: Path) -> None:
    assert "待核验" in ok("employers", "list", home=home)
    assert "共 0 家" in ok("employers", "list", "--overdue", home=home)
    verify = ("employers", "verify", FIRM, "--licence", "2026-11-20", *BY)
    assert "统一社会信用代码" in refused(*verify, home=home)
    assert "校验位" in refused(*verify, "--uscc", "91371399MA3TEXT04?", home=home)
    first = "91371399MA3TEXT04"
    code = first + credit_code_check(first)
    assert "已核验" in ok(*verify, "--uscc", code.lower(), home=home)


def test_an_unknown_posting_complaint_or_firm_is_one_line(home: Path) -> None:
    for arguments in (
        ("postings", "show", "town:11"),
        ("complaints", "show", "20261122-1", *BY),
        ("employers", "show", "城南物业公司"),
    ):
        assert refused(*arguments, home=home)
