"""Credit over HTTP: her own record, her objection, an officer's answer, a revocation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.database import reading
from api.runtime import Runtime
from api.store import audit
from registry.actor import Actor
from registry.registration.credit_entry import Level
from registry.registration.register_answer import Source
from tests.api.credit_desk import HEARD, OLD_JOB
from tests.api.register_server import running
from tests.api.registration_desk import COLLEAGUE
from tests.api.registration_http import (
    HER_NUMBER,
    SECRETS,
    SEX,
    posted,
    refused,
    sent,
    served,
    submitted,
)
from tests.api.signed_in import DeskClient

LONG = "长" * 2001
WORDED = [
    "/credit-entries/{entry}/objection",
    "/credit-entries/{entry}/answer",
    "/registrations/{registration}/revocation",
]
# What every route that takes words says of these.
NO_WORDS = [
    pytest.param({}, "missing", id="none"),
    pytest.param({"words": ""}, "missing", id="empty"),
    pytest.param({"words": " 　"}, "missing", id="blanks"),
    pytest.param({"words": LONG}, "too_long", id="too long"),
    pytest.param({"words": 1}, "wrong_type", id="a number"),
    pytest.param({"words": None}, "wrong_type", id="null"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[DeskClient, Runtime]]:
    """The service, with a register that knows an old job of hers."""
    with running() as server:
        server.records[Source.EMPLOYMENT, HER_NUMBER] = [OLD_JOB]
        with served(tmp_path, server) as both:
            yield both


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, dict[str, str]]]:
    """A service for what changes nothing, and the ids of a registration and an entry of hers."""
    with running() as server:
        server.records[Source.EMPLOYMENT, HER_NUMBER] = [OLD_JOB]
        with served(tmp_path_factory.mktemp("shared"), server) as (client, _):
            registration, entry = suspected(client)
            yield client, {"registration": registration, "entry": entry}


def suspected(client: TestClient) -> tuple[str, str]:
    """Her registration, in force, and the id of the entry that contradicts it."""
    one = submitted(client, **SEX, employment_type="FIRST")["registration_id"]
    decided = sent(client, f"/{one}/decision", {"granted": True, "reason": "属实。"})
    assert decided["state"] == "ACTIVE"
    (entry,) = record(client, one)["entries"]
    return one, entry["entry_id"]


def confirmed(client: TestClient, here: Runtime, by: Actor = COLLEAGUE) -> tuple[str, str]:
    one, entry = suspected(client)
    here.credit.confirm(entry, "隐瞒就业经历", Level.LIGHT, 1, HEARD, by)
    return one, entry


def record(client: TestClient, registration: str) -> dict[str, Any]:
    answer = client.get(f"/v1/registrations/{registration}/credit")
    assert answer.status_code == 200, answer.text
    assert not [each for each in SECRETS if each in answer.text]
    found: dict[str, Any] = answer.json()
    return found


def test_her_record_tells_entry_evidence_who_decided_who_looked_and_how_to_object(
    desk: tuple[DeskClient, Runtime],
) -> None:
    client, here = desk
    one, entry_id = confirmed(client, here)
    found = record(client, one)
    assert (found["state"], found["path"]) == ("FALSE_CONFIRMED", "checked")
    (entry,) = found["entries"]
    assert (entry["entry_id"], entry["registration_id"]) == (entry_id, one)
    assert entry["evidence"][0]["promised"] == "初次就业"
    assert (entry["decided_by"], entry["decision"]) == ("qian", "隐瞒就业经历")
    assert entry["hearing"]["words"] == HEARD.words
    assert "person" not in entry
    assert {(each["actor"], each["action_name"]) for each in found["acts"]} >= {
        ("qian", "确认虚假承诺"),
        (client.officer.id, "查阅"),
    }
    assert "3个工作日" in found["how_to_object"]


def test_looking_at_a_record_leaves_an_audit_record_of_the_officer_who_looked(
    desk: tuple[DeskClient, Runtime],
) -> None:
    client, here = desk
    one, _ = suspected(client)
    with reading(here.engine) as connection:
        before = len(list(audit.records(connection, here.keys.person(HER_NUMBER))))
    record(client, one)
    with reading(here.engine) as connection:
        *_, last = added = list(audit.records(connection, here.keys.person(HER_NUMBER)))
        assert audit.verify(connection, here.keys.audit) == ()
    assert len(added) == before + 1
    assert (last.action, last.actor, last.office) == (
        "credit.read",
        client.officer.id,
        "371311",
    )
    assert '"purpose": "own_record"' in last.detail
    assert not [each for each in SECRETS if each in last.detail]


def test_who_has_no_entry_is_told_so(desk: tuple[DeskClient, Runtime]) -> None:
    client, _ = desk
    one = submitted(client, **SEX, employment_type="RE")["registration_id"]
    found = record(client, one)
    assert (found["state_name"], found["path"], found["entries"]) == ("无记录", "commitment", [])


@pytest.mark.parametrize(
    ("more", "due"), [({}, "2026-11-25"), ({"needs_others": True}, "2026-12-01")]
)
def test_an_objection_is_answered_by_another_officer_once(
    desk: tuple[DeskClient, Runtime], more: dict[str, bool], due: str
) -> None:
    client, here = desk
    one, entry = confirmed(client, here)
    made = posted(client, f"/credit-entries/{entry}/objection", {"words": "没有签合同"} | more, 201)
    assert (made["state"], made["deadline"]["due"]) == ("OPEN", due)
    done = posted(client, f"/credit-entries/{entry}/answer", {"words": "经核实，维持认定"})
    assert [each["answer"] for each in done["answered"]] == ["经核实，维持认定"]
    (kept,) = record(client, one)["entries"][0]["objections"]
    assert (kept["state_name"], kept["answered_by"]) == ("已答复", client.officer.id)
    again = refused(client, f"/credit-entries/{entry}/answer", {"words": "再答"}, 409)
    assert (again["code"], "没有待答复" in again["detail"]) == ("illegal_step", True)


def test_an_officer_does_not_answer_what_is_objected_to_her_own_decision(
    desk: tuple[DeskClient, Runtime],
) -> None:
    client, here = desk
    _, entry = confirmed(client, here, client.officer)
    posted(client, f"/credit-entries/{entry}/objection", {"words": "没有签合同"}, 201)
    own = refused(client, f"/credit-entries/{entry}/answer", {"words": "维持"}, 409)
    assert "另一位" in own["detail"]


@pytest.mark.parametrize("path", WORDED)
@pytest.mark.parametrize(("body", "code"), NO_WORDS)
def test_words_must_be_there_and_not_too_long(
    shared: tuple[TestClient, dict[str, str]], path: str, body: dict[str, Any], code: str
) -> None:
    client, ids = shared
    found = refused(client, path.format(**ids), body, 422)
    assert [(each["pointer"], each["code"]) for each in found["errors"]] == [("/words", code)]


@pytest.mark.parametrize("path", WORDED)
@pytest.mark.parametrize("body", [{"words": "没有签合同"}, {}], ids=["words", "no words"])
def test_an_id_that_nobody_knows_is_not_found_whatever_is_said(
    shared: tuple[TestClient, dict[str, str]], path: str, body: dict[str, str]
) -> None:
    found = refused(shared[0], path.format(entry="none", registration="none"), body, 404)
    assert (found["code"], "编号“none”" in found["detail"]) == ("unknown_name", True)


def test_nobody_has_the_record_of_an_unknown_registration(
    shared: tuple[TestClient, dict[str, str]],
) -> None:
    answer = shared[0].get("/v1/registrations/none/credit")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_name")


def test_whether_others_must_help_is_said_by_true_or_false(
    shared: tuple[TestClient, dict[str, str]],
) -> None:
    client, ids = shared
    body = {"words": "没有签合同", "needs_others": "yes"}
    found = refused(client, f"/credit-entries/{ids['entry']}/objection", body, 422)
    assert found["errors"][0]["pointer"] == "/needs_others"


def test_a_registration_is_revoked_by_an_officers_words_once(
    desk: tuple[DeskClient, Runtime],
) -> None:
    client, here = desk
    one, _ = confirmed(client, here)
    found = sent(client, f"/{one}/revocation", {"words": "虚假承诺。"})
    assert found["state"] == "REVOKED"
    assert found["notices"][-1]["text"].startswith("登记已撤销：虚假承诺。")
    assert not [each for each in SECRETS if each in str(found)]
    again = refused(client, f"/registrations/{one}/revocation", {"words": "再撤"}, 409)
    assert again["code"] == "illegal_step"
    with reading(here.engine) as connection:
        *_, last = audit.records(connection, one)
    assert (last.action, last.actor) == ("registration.revoke", client.officer.id)


def test_what_waits_for_review_is_not_revoked(desk: tuple[DeskClient, Runtime]) -> None:
    client, here = desk
    one = submitted(client, **SEX, employment_type="FIRST")["registration_id"]
    found = refused(client, f"/registrations/{one}/revocation", {"words": "虚假承诺。"}, 409)
    assert (found["code"], "撤销" in found["detail"]) == ("illegal_step", True)
    assert here.registrar.get(one).state.value == "PENDING_REVIEW"
