"""`linggang referral`: proposed by one officer, approved by another, exported into a new file."""

import json
from pathlib import Path

import pytest

from api.cli.common import runtime
from api.database import reading, writing
from api.services.registration_change import Change
from api.services.suspicion import raise_suspicion
from api.store import audit, registrations
from registry.registration.application import State
from registry.registration.credit_entry import Evidence, Level, Matter
from registry.registration.record import Path as Way
from registry.registration.record import Registration
from tests.api.commands import run, run_alone
from tests.api.credit_desk import HEARD
from tests.api.registration_desk import NOON, OFFICER, TERMS, TODAY, claim_of

ZHAO, QIAN = ("--by", "赵"), ("--by", "钱")
WHY = ("--basis", "SOCIAL_INSURANCE_FRAUD", "--why", "骗取待遇", "--expires-on", "2027-01-31")
SECRETS = (claim_of().identity.number, claim_of().name, claim_of().phone)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home on the day of the tests."""
    monkeypatch.setenv("LINGGANG_AS_OF", TODAY.isoformat())
    return tmp_path / "state"


@pytest.fixture
def entry(home: Path) -> str:
    """A false promise, confirmed."""
    here = runtime(home)
    one = Registration("r1", claim_of(), State.ACTIVE, Way.COMMITMENT, registered_on=TODAY)
    found = (Evidence(Matter.WORK, "平台保洁", "没有从事", TODAY),)
    with writing(here.engine) as connection:
        registrations.add(connection, here.keys, one, NOON)
        change = Change(connection, here.keys, NOON, one, one)
        kept = raise_suspicion(change, found, OFFICER, TERMS)
    assert kept is not None
    here.credit.confirm(kept.id, "没有从事", Level.GENERAL, 3, HEARD, OFFICER)
    here.close()
    return kept.id


def ok(*arguments: str, home: Path) -> str:
    done = run("referral", *arguments, home=home)
    assert done.returncode == 0, done.stderr
    if arguments[0] != "export":
        assert not [each for each in SECRETS if each in done.stdout]
    return done.stdout


def fault(*arguments: str, home: Path) -> str:
    done = run("referral", *arguments, home=home)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    return done.stderr


def test_from_the_proposal_by_one_to_the_file_by_two(home: Path, entry: str) -> None:
    proposed = ok("propose", entry, *WHY, *ZHAO, home=home)
    one = proposed.split(" · ")[0]
    assert "已提议" in proposed
    assert "另一位" in fault("approve", one, *ZHAO, home=home)
    assert "已批准" in ok("approve", one, *QIAN, home=home)
    (listed,) = json.loads(ok("list", *ZHAO, "--json", home=home))
    assert (listed["referral_id"], listed["entry_id"]) == (one, entry)
    assert (listed["state_name"], listed["expires_on"]) == ("已批准", "2027-01-31")
    out = home / "out.jsonl"
    told = ok("export", "--out", str(out), *ZHAO, home=home)
    assert "已导出 1 条" in told
    assert not [each for each in SECRETS if each in told]
    assert json.loads(out.read_text("utf-8"))["person"]["id_no"] == SECRETS[0]
    assert "已有同名的文件" in fault("export", "--out", str(out), *ZHAO, home=home)
    assert "共 0 条" in ok("list", *ZHAO, home=home)
    here = runtime(home)
    with reading(here.engine) as connection:
        acts = [each.action for each in audit.records(connection, here.keys.person(SECRETS[0]))]
        assert audit.verify(connection, here.keys.audit) == ()
    here.close()
    assert acts[-4:] == [
        "credit.referral.propose",
        "credit.referral.approve",
        "credit.read",
        "credit.referral.export",
    ]


@pytest.mark.parametrize(("act", "word"), [("reject", "未批准"), ("withdraw", "已撤回")])
def test_a_proposal_is_not_approved_or_taken_back(
    home: Path, entry: str, act: str, word: str
) -> None:
    one = ok("propose", entry, *WHY, *ZHAO, home=home).split(" · ")[0]
    assert "至 2027-01-31" in ok("list", *ZHAO, home=home)
    assert word in ok(act, one, *QIAN, home=home)
    assert "不能" in fault(act, one, *QIAN, home=home)


def test_an_unknown_article_or_an_unknown_id_is_told_in_one_line(home: Path, entry: str) -> None:
    unknown = ("--basis", "NONE", *WHY[2:])
    assert "法律依据" in fault("propose", entry, *unknown, *ZHAO, home=home)
    assert "移送编号" in fault("approve", "none", *ZHAO, home=home)
    alone = run_alone("referral", "approve", "none", *ZHAO, home=home)
    assert (alone.returncode, "移送编号" in alone.stderr) == (1, True)
