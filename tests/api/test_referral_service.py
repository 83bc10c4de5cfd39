"""Referral through the store: two officers, a named article, told; nothing else leaves."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from registry.actor import Actor, Role
from registry.registration.claim import EmploymentType
from registry.registration.credit_entry import Level
from registry.registration.referral import ReferralRefused, ReferralState
from registry.step_table import IllegalStep
from tests.api.credit_desk import (
    BASIS,
    FIRST_JOB,
    acts,
    confirmed,
    contradicted,
    credit_of,
    referral_of,
    told,
)
from tests.api.registration_desk import COLLEAGUE, HERSELF, OFFICER, Desk, claim_of, desk

ENDS = date(2027, 1, 31)
OTHER = claim_of(2, employment_type=EmploymentType.FIRST)


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_two_officers_and_an_article_let_one_line_leave(here: Desk, tmp_path: Path) -> None:
    kept, referral = confirmed(here), referral_of(here)
    proposal = referral.propose(kept.id, "FRAUD", "骗取待遇", ENDS, OFFICER)
    assert "《某法》第8条" in told(here, kept.registration)[-1]
    assert "陈述和申辩" in told(here, kept.registration)[-1]
    with pytest.raises(IllegalStep, match="另一位"):
        referral.approve(proposal.id, OFFICER)
    referral.approve(proposal.id, COLLEAGUE)
    done = referral.export(tmp_path / "out.jsonl", OFFICER)
    assert (done.sent, done.kept_back) == ((proposal.id,), {})
    (line,) = lines(tmp_path / "out.jsonl")
    assert line["person"] == {"name": "测试", "id_no": FIRST_JOB.identity.number}
    assert line["basis"]["article"] == BASIS.article  # type: ignore[index]
    assert (line["expires_on"], line["heard_on"]) == ("2027-01-31", "2026-11-22")
    assert set(line) == {
        "person", "basis", "reason", "level", "heard_on", "confirmed_by", "confirmed_on",
        "proposed_by", "approved_by", "approved_on", "expires_on", "secrecy",
    }  # fmt: skip
    assert (tmp_path / "out.jsonl").stat().st_mode & 0o077 == 0
    assert acts(here)[-3:] == ["referral.propose", "referral.approve", "referral.export"]


def test_what_left_does_not_leave_again_and_no_file_is_overwritten(
    here: Desk, tmp_path: Path
) -> None:
    kept, referral = confirmed(here), referral_of(here)
    proposal = referral.propose(kept.id, "FRAUD", "骗取待遇", ENDS, OFFICER)
    referral.approve(proposal.id, COLLEAGUE)
    taken = tmp_path / "taken.jsonl"
    taken.write_text("mine", "utf-8")
    with pytest.raises(FileExistsError):
        referral.export(taken, OFFICER)
    assert taken.read_text("utf-8") == "mine"
    assert referral.export(tmp_path / "first.jsonl", OFFICER).sent == (proposal.id,)
    assert referral.export(tmp_path / "second.jsonl", OFFICER).sent == ()
    assert lines(tmp_path / "second.jsonl") == []


def test_what_no_longer_holds_is_kept_back_with_its_reason(here: Desk, tmp_path: Path) -> None:
    referral, kept, other = referral_of(here), confirmed(here), confirmed(here, OTHER)
    ids = []
    for each in (kept, other):
        proposal = referral.propose(each.id, "FRAUD", "骗取待遇", ENDS, OFFICER)
        referral.approve(proposal.id, COLLEAGUE)
        ids.append(proposal.id)
    credit_of(here).overturn(kept.id, "登记有误", COLLEAGUE)
    done = referral.export(tmp_path / "out.jsonl", OFFICER)
    assert done.sent == (ids[1],)
    assert list(done.kept_back) == [ids[0]]
    assert "仍有效且未修复" in done.kept_back[ids[0]]
    assert len(lines(tmp_path / "out.jsonl")) == 1


@pytest.mark.parametrize(("days", "count"), [(70, 1), (71, 0)], ids=["last day", "after"])
def test_a_referral_leaves_until_its_last_day(
    here: Desk, tmp_path: Path, days: int, count: int
) -> None:
    kept, referral = confirmed(here), referral_of(here)
    proposal = referral.propose(kept.id, "FRAUD", "骗取待遇", ENDS, OFFICER)
    referral.approve(proposal.id, COLLEAGUE)
    here.wait(days=days)
    assert len(referral.export(tmp_path / "out.jsonl", OFFICER).sent) == count


def test_only_what_two_officers_let_go_ever_leaves(here: Desk, tmp_path: Path) -> None:
    kept, referral = confirmed(here), referral_of(here)
    referral.propose(kept.id, "FRAUD", "只是提议", ENDS, OFFICER)
    no = referral.propose(kept.id, "FRAUD", "不批准", ENDS, OFFICER)
    assert referral.reject(no.id, COLLEAGUE).referral.state is ReferralState.REJECTED
    back = referral.propose(kept.id, "FRAUD", "撤回", ENDS, OFFICER)
    referral.approve(back.id, COLLEAGUE)
    assert referral.withdraw(back.id, OFFICER).referral.state is ReferralState.WITHDRAWN
    assert "撤回" in told(here, kept.registration)[-1]
    assert referral.export(tmp_path / "out.jsonl", OFFICER).sent == ()


@pytest.mark.parametrize(
    ("basis", "level", "wrong"),
    [("NONE", Level.GENERAL, "法律依据"), ("FRAUD", Level.LIGHT, "一般以上")],
)
def test_no_article_or_too_light_a_fault_and_nothing_is_proposed(
    here: Desk, basis: str, level: Level, wrong: str
) -> None:
    kept = confirmed(here, level=level)
    with pytest.raises(ReferralRefused, match=wrong):
        referral_of(here).propose(kept.id, basis, "骗取待遇", date(2026, 12, 1), OFFICER)


def test_a_suspicion_is_never_referred_nor_does_the_system_propose(here: Desk) -> None:
    kept, referral = contradicted(here), referral_of(here)
    with pytest.raises(ReferralRefused, match="虚假承诺"):
        referral.propose(kept.id, "FRAUD", "骗取待遇", ENDS, OFFICER)
    for actor in (Actor("night", Role.SYSTEM), HERSELF):
        with pytest.raises(IllegalStep, match="工作人员"):
            referral.propose(kept.id, "FRAUD", "骗取待遇", ENDS, actor)


def test_what_waits_is_listed_by_its_last_day_and_who_looked_is_noted(here: Desk) -> None:
    referral, kept, other = referral_of(here), confirmed(here), confirmed(here, OTHER)
    later = referral.propose(kept.id, "FRAUD", "骗取待遇", ENDS, OFFICER)
    sooner = referral.propose(other.id, "FRAUD", "骗取待遇", date(2026, 12, 1), OFFICER)
    referral.approve(sooner.id, COLLEAGUE)
    assert [each.id for each in referral.waiting(OFFICER)] == [sooner.id, later.id]
    assert (acts(here)[-1], acts(here, OTHER)[-1]) == ("read", "read")
    here.wait(days=10)
    assert [each.id for each in referral.waiting(OFFICER)] == [later.id]
    referral.reject(later.id, COLLEAGUE)
    assert referral.waiting(OFFICER) == ()
