"""Guidance sessions over HTTP: in order, by consent, once however often sent, kept and deleted."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.database import reading
from api.runtime import Runtime
from api.services.guidance_sessions import PURPOSE
from api.store import audit, guidance
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.jobs.lifecycle import PostingEvent
from registry.workers.consent import Channel
from tests.api.guidance_town import advisor, copy_of
from tests.api.signed_in import SignedInClient, signed_in
from tests.api.small_town import settle
from tests.builders import DAY

HER = Actor("W1", Role.PERSON)
OPEN = "/v1/workers/W1/guidance-sessions"
CLERK = Actor("clerk", Role.OFFICER)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """A town whose home is only copied."""
    runtime = settle(tmp_path_factory.mktemp("town"))
    runtime.close()
    return runtime


@pytest.fixture
def here(settled: Runtime, tmp_path: Path) -> Iterator[Runtime]:
    runtime = copy_of(settled, tmp_path / "home")
    yield runtime
    runtime.close()


@pytest.fixture
def desk(here: Runtime) -> SignedInClient:
    return advisor(here)


def reception(here: Runtime) -> dict[str, Any]:
    return {"channel": "screen", "text_version": here.consents.text(PURPOSE).version}


def begun(here: Runtime, desk: SignedInClient) -> str:
    answer = desk.post(OPEN, json=reception(here))
    assert answer.status_code in (200, 201), answer.text
    return f"/v1/guidance-sessions/{answer.json()['session_id']}"


def done(desk: SignedInClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = desk.post(path, json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def informed(here: Runtime, desk: SignedInClient) -> str:
    one = begun(here, desk)
    done(desk, f"{one}/wishes", {"work": "白班保洁"})
    done(desk, f"{one}/needs", {"skills": "保洁"})
    done(desk, f"{one}/test", {"choice": "declined"})
    done(desk, f"{one}/facts", {"market": "保洁在招 40 个"})
    return one


def plan(desk: SignedInClient, one: str, **changes: Any) -> dict[str, Any]:
    """A plan that takes the first of the ways proposed."""
    found = desk.get(f"{one}/proposal").json()
    kinds = [each["kind"] for each in found["plan"]["strategies"]]
    answered = [
        {"kind": kind, "choice": "left_out" if n else "taken", "reason": "不方便" if n else ""}
        for n, kind in enumerate(kinds)
    ]
    body = {
        "shown": found["shown"],
        "goal": "一个月内上班",
        "strategies": answered,
        "postings": ["town:1"],
        "agreed": [{"words": "打电话问清楚", "by": "2026-11-25"}],
    }
    return body | changes


def faults(answer: Any, status: int = 422) -> dict[str, str]:
    assert answer.status_code == status, answer.text
    return {each["pointer"]: each["code"] for each in answer.json()["errors"]}


def test_a_whole_session(here: Runtime, desk: SignedInClient) -> None:
    one = informed(here, desk)
    assert [each["event"] for each in desk.get(one).json()["next"]] == ["plan", "close"]
    body = plan(desk, one)
    planned = done(desk, f"{one}/plan", body)
    assert planned["due"] == [(DAY + timedelta(days)).isoformat() for days in (7, 30)]
    assert planned["plan"]["postings"][0]["title"] == "办公楼保洁员"
    assert all(each["title"] for each in planned["plan"]["strategies"])
    letter = {"posting_id": "town:1", "to": "办公楼", "by": "2026-11-28"}
    number = done(desk, f"{one}/letters", {"letters": [letter]})["letters"]["letters"][0]["number"]
    told = {
        "held_on": DAY.isoformat(),
        "way": "phone",
        "words": "录用了",
        "results": [{"letter": number, "result": "hired"}],
    }
    assert len(done(desk, f"{one}/follow-ups", told)["follow_ups"]) == 1
    ended = {"ending": "working", "undone": "已经上班", "satisfaction": None}
    closed = done(desk, f"{one}/close", ended)
    assert (closed["state"], closed["next"], closed["next_due"]) == ("CLOSED", [], None)
    assert closed["proposed"]["strategies"] == planned["proposed"]["strategies"]
    assert desk.post(OPEN, json=reception(here)).status_code == 201
    assert [each["state"] for each in desk.get(OPEN).json()["items"]] == ["RECEIVED", "CLOSED"]


def test_what_was_proposed_that_day_is_kept_word_for_word(
    here: Runtime, desk: SignedInClient
) -> None:
    one = informed(here, desk)
    proposed = desk.get(f"{one}/proposal").json()["plan"]
    assert desk.get(f"{one}/proposal").json()["plan"] == proposed
    kept = done(desk, f"{one}/plan", plan(desk, one))["proposed"]
    assert kept == proposed
    assert "elapsed_ms" not in kept
    assert desk.get(one).json()["proposed"] == proposed


def test_a_plan_is_not_agreed_on_another_proposal_than_the_one_shown(
    here: Runtime, desk: SignedInClient
) -> None:
    one = informed(here, desk)
    assert faults(desk.post(f"{one}/plan", json=plan(desk, one, shown="old"))) == {
        "/shown": "other_proposal"
    }
    body = plan(desk, one)
    profile = {"skills": ["保洁", "做饭"], "free": [{"days": [6], "start": "08:00", "end": "9:00"}]}
    here.my_data.correct("W1", profile, HER)
    assert faults(desk.post(f"{one}/plan", json=body)) == {"/shown": "other_proposal"}
    assert desk.get(one).json()["plan"] is None


def test_only_postings_that_are_open_are_planned(here: Runtime, desk: SignedInClient) -> None:
    one = informed(here, desk)
    here.postings.close("town:2", PostingEvent.FILL, "招满", CLERK)
    body = plan(desk, one, postings=["town:1", "town:2", "town:none"])
    assert faults(desk.post(f"{one}/plan", json=body)) == {
        "/postings/1": "not_offered",
        "/postings/2": "not_offered",
    }


def test_every_fault_of_a_step_is_told_at_once(here: Runtime, desk: SignedInClient) -> None:
    one = informed(here, desk)
    body = plan(desk, one, goal=" ", agreed=[], strategies=[{"choice": "added"}])
    found = faults(desk.post(f"{one}/plan", json=body))
    assert {"/goal", "/agreed", "/strategies/0/title", "/strategies/0/reason"} <= set(found)


def test_a_step_out_of_order_says_what_is_possible(here: Runtime, desk: SignedInClient) -> None:
    one = begun(here, desk)
    answer = desk.post(f"{one}/test", json={"choice": "declined"})
    assert answer.status_code == 409
    assert "现在可以：记录求职意愿、结束" in answer.json()["detail"]


def test_a_session_sent_twice_is_one_and_steps_too(here: Runtime, desk: SignedInClient) -> None:
    one = begun(here, desk)
    other = advisor(here)
    assert other.post(OPEN, json=reception(here)).status_code == 200
    done(desk, f"{one}/wishes", {"work": "白班保洁"})
    tag = desk.get(one).headers["etag"]
    done(other, f"{one}/wishes", {"work": "白班保洁"})
    assert desk.get(one).headers["etag"] == tag
    assert other.post(f"{one}/wishes", json={"work": "夜班"}).status_code == 409
    key = {"Idempotency-Key": "a-key-of-mine"}
    first = desk.post(f"{one}/needs", json={"skills": "保洁"}, headers=key)
    again = desk.post(f"{one}/needs", json={"skills": "保洁"}, headers=key)
    assert (first.json(), again.headers["Idempotency-Replayed"]) == (again.json(), "true")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"channel": "screen", "text_version": "2020-01"}, 422, "old_text"),
        ({"channel": "online", "text_version": "2026-11"}, 403, "no_consent"),
        ({"channel": "phone", "text_version": "2026-11"}, 403, "no_consent"),
        ({"channel": "", "text_version": "2026-11"}, 422, "invalid_request"),
    ],
)
def test_without_her_consent_nothing_begins(
    here: Runtime, desk: SignedInClient, body: dict[str, Any], status: int, code: str
) -> None:
    answer = desk.post(OPEN, json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert desk.get(OPEN).json() == {"items": []}
    assert not here.consents.holds("W1", PURPOSE)


def test_who_withdraws_her_consent_has_her_sessions_deleted(
    here: Runtime, desk: SignedInClient
) -> None:
    one = begun(here, desk)
    assert here.consents.holds("W1", PURPOSE)
    here.consents.withdraw("W1", PURPOSE, HER, Channel.ONLINE)
    assert desk.get(one).status_code == 404
    assert desk.post(f"{one}/wishes", json={"work": "保洁"}).status_code == 404
    assert desk.get(OPEN).json() == {"items": []}


def test_she_has_a_copy_of_it_and_may_delete_it(here: Runtime, desk: SignedInClient) -> None:
    one = informed(here, desk)
    done(desk, f"{one}/plan", plan(desk, one, disagreement="我想离家近"))
    copied = here.my_data.copy("W1", "", HER)["guidance_sessions"]
    assert copied[0]["plan"]["disagreement"] == "我想离家近"
    json.dumps(copied)
    assert "guidance_sessions" in here.my_data.delete("W1", HER, Channel.ONLINE)["deleted"]
    with reading(here.engine) as connection:
        assert guidance.of_worker(connection, here.keys, "W1") == ()


def test_reading_is_kept_and_she_sees_it(here: Runtime, desk: SignedInClient) -> None:
    one = begun(here, desk)
    before = len(reads(here))
    desk.get(one)
    desk.get(OPEN)
    assert len(reads(here)) == before + 2
    assert "查看职业指导记录" in {look.what for look in here.seen_by.of_worker("W1")}


def reads(here: Runtime) -> list[Any]:
    with reading(here.engine) as connection:
        found = audit.records(connection, "W1")
        return [each for each in found if each.action == "guidance.read"]


def test_nothing_of_what_she_said_stands_in_the_audit_chain(
    here: Runtime, desk: SignedInClient
) -> None:
    informed(here, desk)
    with reading(here.engine) as connection:
        told = "".join(each.detail for each in audit.records(connection, "W1"))
    assert "保洁" not in told
    assert '"session"' in told


@pytest.mark.parametrize(
    ("role", "county", "status"),
    [
        (AccountRole.ADVISOR, "371302", 403),
        (AccountRole.ADVISOR, "", 200),
        (AccountRole.REVIEWER, "371311", 403),
    ],
)
def test_advisors_of_her_county_alone_see_it(
    here: Runtime, desk: SignedInClient, role: AccountRole, county: str, status: int
) -> None:
    one = begun(here, desk)
    assert signed_in(here, role, county=county).get(one).status_code == status


def test_the_bureaus_own_days_of_follow_ups_stand(here: Runtime, desk: SignedInClient) -> None:
    folder = here.settings.own_policy
    folder.mkdir(parents=True, exist_ok=True)
    text = (here.settings.data / "policy" / "guidance_first_follow_up_days.yaml").read_text("utf-8")
    own = text.replace("value: 7", "value: 10").replace("unit: days", "unit: days\nauthor: 罗庄区")
    (folder / "guidance_first_follow_up_days.yaml").write_text(own, "utf-8")
    one = informed(here, desk)
    due = done(desk, f"{one}/plan", plan(desk, one))["due"]
    assert due[0] == (DAY + timedelta(10)).isoformat()


def test_days_of_follow_ups_that_do_not_follow_each_other_are_told(
    here: Runtime, desk: SignedInClient
) -> None:
    folder = here.settings.own_policy
    folder.mkdir(parents=True, exist_ok=True)
    text = (here.settings.data / "policy" / "guidance_first_follow_up_days.yaml").read_text("utf-8")
    own = text.replace("value: 7", "value: 30").replace("unit: days", "unit: days\nauthor: 罗庄区")
    (folder / "guidance_first_follow_up_days.yaml").write_text(own, "utf-8")
    one = informed(here, desk)
    answer = desk.post(f"{one}/plan", json=plan(desk, one))
    assert (answer.status_code, answer.json()["code"]) == (503, "terms_unusable")
