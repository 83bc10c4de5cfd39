"""The officers' queue over HTTP and by commands: page by page, by division, a doubt settled."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.runtime import Runtime
from api.services.recheck import recheck_all
from registry.access.account_role import AccountRole
from registry.registration.register_answer import Source
from tests.api.commands import run, run_alone
from tests.api.register_server import RegisterServer, record, running
from tests.api.registration_http import HER_NUMBER, SECRETS, SEX, refused, sent, served, submitted
from tests.api.signed_in import signed_in

SHAREHOLDER = record("shareholder", "2026-11-01")
SUSPENDED = record("operator", "2026-11-01", status="revoked")
SETTLED = {"reason": "只持股，不任职。"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[TestClient, Runtime, RegisterServer]]:
    with running() as server, served(tmp_path, server) as (client, here):
        yield client, here, server


def listed(client: TestClient, **asked: Any) -> dict[str, Any]:
    answer = client.get("/v1/reviews", params=asked)
    assert answer.status_code == 200, answer.text
    assert not [each for each in SECRETS if each in answer.text]
    found: dict[str, Any] = answer.json()
    return found


def doubted(client: TestClient, here: Runtime, server: RegisterServer) -> dict[str, Any]:
    submitted(client, **SEX)
    server.records[Source.SHAREHOLDERS, HER_NUMBER] = [SHAREHOLDER]
    recheck_all(here.registrar)
    (doubt,) = listed(client)["items"]
    found: dict[str, Any] = doubt
    return found


def test_a_doubt_is_shown_settled_and_gone(desk: Any) -> None:
    client, here, server = desk
    doubt = doubted(client, here, server)
    assert (doubt["kind"], doubt["code"], doubt["division"]) == ("doubt", "SHAREHOLDER", "371311")
    path = f"/registrations/{doubt['registration_id']}/doubts/{doubt['key']}/settlement"
    done = sent(client, path.removeprefix("/registrations"), SETTLED)
    assert (done["state"], done["reason"]) == ("SETTLED", "只持股，不任职。")
    assert listed(client) == {"items": [], "next": None}
    assert refused(client, path, SETTLED, 409)["code"] == "illegal_step"
    other = path.replace(doubt["key"], "0" * 64)
    assert "疑点编号" in refused(client, other, SETTLED, 404)["detail"]


def test_a_true_doubt_is_ended_by_the_officer_and_objected_to(desk: Any) -> None:
    client, here, server = desk
    one = doubted(client, here, server)["registration_id"]
    left = sent(client, f"/{one}/termination", {"code": "X3", "on": "2026-11-20"})
    assert (left["state"], left["exit"], left["objection"]) == ("EXITED", "X3", None)
    assert left["next"] == [{"event": "object", "name": "提出异议", "until": "2027-01-21"}]
    made = sent(client, f"/{one}/objection", {"words": "只持股"})
    assert (made["objection"]["state"], made["next"]) == ("OPEN", [])
    waits = [each for each in listed(client)["items"] if each["kind"] == "objection"]
    assert [(each["words"], each["state_name"]) for each in waits] == [("只持股", "已退出")]
    own = refused(
        client,
        f"/registrations/{one}/objection/answer",
        {"upheld": True, "reason": "已核实。"},
        409,
    )
    assert "另一位" in own["detail"]
    second = refused(client, f"/registrations/{one}/objection", {"words": "再说"}, 409)
    assert "已经收到" in second["detail"]
    with signed_in(here, AccountRole.REVIEWER, county="371311") as colleague:
        answer = {"upheld": True, "reason": "只持股，不任职。"}
        back = sent(colleague, f"/{one}/objection/answer", answer)
    assert (back["state"], back["ended_on"]) == ("ACTIVE", None)
    assert back["objection"]["state_name"] == "异议成立"


def test_the_queue_goes_on_behind_its_cursor(desk: Any) -> None:
    client, here, server = desk
    one = doubted(client, here, server)
    server.records[Source.BUSINESS, HER_NUMBER] = [SUSPENDED]
    recheck_all(here.registrar)
    first = listed(client, limit=1)
    link = client.get("/v1/reviews", params={"limit": 1}).headers["link"]
    assert "cursor=" in link
    second = listed(client, limit=1, cursor=first["next"])
    assert second["next"] is None
    found = [*first["items"], *second["items"]]
    assert {each["registration_id"] for each in found} == {one["registration_id"]}
    assert len({each["key"] for each in found}) == 2
    wrong = client.get("/v1/reviews", params={"cursor": "behind"})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "/cursor")
    assert client.get("/v1/reviews", params={"division": "罗庄"}).status_code == 422


def test_a_county_sees_its_own_queue_and_nobody_else_sees_any(desk: Any) -> None:
    client, here, server = desk
    doubt = doubted(client, here, server)
    path = f"/registrations/{doubt['registration_id']}/doubts/{doubt['key']}/settlement"
    with signed_in(here, AccountRole.REVIEWER, county="371311") as own:
        assert len(listed(own)["items"]) == 1
    with signed_in(here, AccountRole.REVIEWER, county="371302") as other:
        assert listed(other)["items"] == []
        assert other.get("/v1/reviews", params={"division": "371311"}).status_code == 403
        assert refused(other, path, SETTLED, 403)["code"] == "not_allowed"
    for role in (AccountRole.ADVISOR, AccountRole.STATISTICIAN, AccountRole.SYSTEM_ADMIN):
        with signed_in(here, role) as somebody:
            assert somebody.get("/v1/reviews").status_code == 403
            assert refused(somebody, path, SETTLED, 403)["code"] == "not_allowed"


def test_the_queue_is_listed_and_settled_by_commands(desk: Any, tmp_path: Path) -> None:
    client, here, server = desk
    doubt = doubted(client, here, server)
    shown = run_alone("reviews", "list", "--division", "371311", home=tmp_path)
    assert f"核查疑点 · {doubt['registration_id']} · {doubt['key']} · SHAREHOLDER：" in shown.stdout
    whole = json.loads(run("reviews", "list", "--json", home=tmp_path).stdout)
    assert whole["next"] is None
    (again,) = whole["items"]
    assert again == doubt
    named = (doubt["registration_id"], doubt["key"], "--reason", "只持股。")
    nobody = run("reviews", "settle", *named, "--by", " ", home=tmp_path)
    assert (nobody.returncode, "由谁办理" in nobody.stderr) == (1, True)
    done = run("reviews", "settle", *named, "--by", "zhao", home=tmp_path)
    assert (done.returncode, done.stdout) == (0, "已办结：SHAREHOLDER · zhao\n")
    assert json.loads(run("reviews", "list", "--json", home=tmp_path).stdout)["items"] == []
