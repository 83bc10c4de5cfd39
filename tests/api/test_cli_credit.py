"""`linggang credit` and `after-control`: the whole way by commands, each act by a named officer."""

import json
from pathlib import Path

import pytest

from api.cli.common import runtime
from api.database import reading, writing
from api.services.registration_change import Change
from api.services.suspicion import raise_suspicion
from api.store import audit, registrations
from registry.registration.application import State
from registry.registration.credit_entry import Evidence, Matter
from registry.registration.record import Path as Way
from registry.registration.record import Registration
from tests.api.commands import run, run_alone
from tests.api.credit_desk import draws_all
from tests.api.registration_desk import NOON, OFFICER, TERMS, TODAY, claim_of

BY = ("--by", "赵", "--office", "371311")
FOUND = (Evidence(Matter.WORK, "平台保洁", "没有从事", TODAY),)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with one active registration, on the day of the tests."""
    monkeypatch.setenv("LINGGANG_AS_OF", TODAY.isoformat())
    folder = tmp_path / "state"
    here = runtime(folder)
    one = Registration("r1", claim_of(), State.ACTIVE, Way.COMMITMENT, registered_on=TODAY)
    with writing(here.engine) as connection:
        registrations.add(connection, here.keys, one, NOON)
    here.close()
    return folder


def suspect(home: Path) -> str:
    here = runtime(home)
    with writing(here.engine) as connection:
        one = registrations.get(connection, here.keys, "r1", lock=True)
        assert one is not None
        change = Change(connection, here.keys, NOON, one, one)
        kept = raise_suspicion(change, FOUND, OFFICER, TERMS)
    here.close()
    assert kept is not None
    return kept.id


def ok(*arguments: str, home: Path) -> str:
    done = run(*arguments, home=home)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_suspicion_is_listed_heard_and_confirmed_by_a_named_officer(home: Path) -> None:
    entry = suspect(home)
    (listed,) = json.loads(ok("credit", "list", *BY, "--json", home=home))
    assert (listed["id"], listed["entry"]["state"]) == (entry, "SUSPECT")
    assert "没有从事" in ok("credit", "list", *BY, home=home)
    decided = ("--why", "没有从事登记的工作", "--level", "LIGHT", "--months", "1")
    unheard = run("credit", "confirm", entry, *decided, "--heard-on", "2026-11-22", *BY, home=home)
    assert unheard.returncode == 1
    assert "听取本人意见" in unheard.stderr
    heard = ("--heard-on", "2026-11-22", "--words", "早就不做了")
    assert "是否撤销" in ok("credit", "confirm", entry, *decided, *heard, *BY, home=home)
    done = ("--corrected-on", "2026-11-22", "--promised-on", "2026-11-22", "--promise", "如实填报")
    assert "已修复" in ok("credit", "repair", entry, *done, *BY, home=home)
    here = runtime(home)
    with reading(here.engine) as connection:
        assert audit.verify(connection, here.keys.audit) == ()
    here.close()


def test_her_record_is_handed_over_and_her_objection_answered_by_another(home: Path) -> None:
    entry = suspect(home)
    words = ("--words", "平台换了账号", "--needs-others")
    assert "2026-12-01前答复" in ok("credit", "object", entry, *words, *BY, home=home)
    assert "已答复 1 项" in ok("credit", "answer", entry, "--why", "已核实", *BY, home=home)
    again = run("credit", "answer", entry, "--why", "已核实", *BY, home=home)
    assert (again.returncode, "没有待答复的异议" in again.stderr) == (1, True)
    text = ok("credit", "record", "r1", *BY, home=home)
    for part in (
        "存疑待核",
        "先核查后办理登记",
        "没有从事",
        "异议（已答复）：平台换了账号 · 已核实",
    ):
        assert part in text
    found = json.loads(ok("credit", "record", "r1", *BY, "--json", home=home))
    assert [each["action_name"] for each in found["acts"]] == [
        "记为存疑",
        "提出异议",
        "答复异议",
        "查阅",
        "查阅",
    ]
    assert (found["acts"][-1]["actor"], found["entries"][0]["entry_id"]) == ("赵", entry)
    claim = claim_of()
    for secret in (claim.identity.number, claim.name, claim.phone):
        assert secret not in text + json.dumps(found, ensure_ascii=False)
    unknown = run("credit", "record", "none", *BY, home=home)
    assert (unknown.returncode, "登记编号" in unknown.stderr) == (1, True)


@pytest.mark.parametrize(("act", "word"), [("clear", "已排除"), ("correct", "已更正")])
def test_a_suspicion_is_cleared_or_corrected(home: Path, act: str, word: str) -> None:
    entry = suspect(home)
    assert word in ok("credit", act, entry, "--why", "登记有误", *BY, home=home)
    again = run("credit", act, entry, "--why", "登记有误", *BY, home=home)
    assert (again.returncode, again.stderr.count("\n")) == (1, 1)


def test_nobody_acts_without_a_name(home: Path) -> None:
    nameless = run_alone("credit", "list", "--by", " ", home=home)
    assert nameless.returncode == 1
    assert "由谁办理" in nameless.stderr


def test_an_after_control_from_the_draw_to_the_suspicion(home: Path) -> None:
    draws_all(home)
    drawn = json.loads(ok("after-control", "draw", *BY, "--json", home=home))
    assert (drawn["counties"], drawn["asked"]) == ({"371311": 1}, 1)
    listed = ok("after-control", "list", home=home)
    check = listed.split(" · ")[0]
    assert "2026-12-04 前答复" in listed
    ok("after-control", "answer", check, "--words", "早就不做了", *BY, home=home)
    closing = ("after-control", "close", check, "--outcome", "SUSPECT", "--finding", "没有从事")
    evidence = ("--matter", "WORK", "--promised", "平台保洁", "--found", "没有从事")
    assert "已转信用核查" in ok(*closing, *evidence, *BY, home=home)
    assert "没有从事" in ok("credit", "list", *BY, home=home)
