"""After-control over HTTP: drawn and asked, answered in her words, closed by an officer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.database import reading
from api.runtime import Runtime
from api.store import audit
from tests.api.credit_desk import draws_all
from tests.api.register_server import running
from tests.api.registration_http import SECRETS, SEX, posted, refused, served, submitted
from tests.api.signed_in import DeskClient

CONFIRMED = {"outcome": "CONFIRMED", "finding": "与平台记录一致。"}
FOUND = {"matter": "WORK", "promised": "平台保洁", "found": "没有从事"}
SUSPECT = {"outcome": "SUSPECT", "finding": "平台没有记录。", "evidence": [FOUND]}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[DeskClient, Runtime]]:
    """The service with one registration, in force, and a policy that draws everybody."""
    draws_all(tmp_path)
    with running() as server, served(tmp_path, server, county="") as both:
        yield both


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, str]]:
    """A service for what changes nothing, and the id of an after-control that waits."""
    home = tmp_path_factory.mktemp("shared")
    draws_all(home)
    with running() as server, served(home, server, county="") as (client, _):
        yield client, asked(client)[1]


def waiting(client: TestClient) -> list[dict[str, Any]]:
    answer = client.get("/v1/after-controls")
    assert answer.status_code == 200, answer.text
    assert not [each for each in SECRETS if each in answer.text]
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def asked(client: TestClient) -> tuple[str, str]:
    """Her registration, and the after-control that asks her about it."""
    one = submitted(client, **SEX)["registration_id"]
    posted(client, "/after-controls", {})
    (check,) = waiting(client)
    return one, check["check_id"]


def answered(client: TestClient) -> str:
    _, check = asked(client)
    posted(client, f"/after-controls/{check}/answer", {"words": "在做，每周五天。"})
    return check


def test_a_day_is_drawn_once_and_who_was_drawn_is_asked(
    desk: tuple[DeskClient, Runtime],
) -> None:
    client, _ = desk
    one = submitted(client, **SEX)["registration_id"]
    done = posted(client, "/after-controls", {"question": "还在做保洁吗？"})
    assert (done["day"], done["counties"]) == ("2026-11-22", {"371311": 1})
    assert (done["asked"], done["silent"]) == (1, 0)
    assert posted(client, "/after-controls", {})["asked"] == 0
    (check,) = waiting(client)
    assert (check["registration_id"], check["state"]) == (one, "ASKED")
    assert (check["question"], check["deadline"]["due"]) == ("还在做保洁吗？", "2026-12-04")


def test_her_answer_is_kept_until_an_officer_closes(desk: tuple[DeskClient, Runtime]) -> None:
    client, here = desk
    one, check = asked(client)
    said = posted(client, f"/after-controls/{check}/answer", {"words": "在做，每周五天。"})
    assert (said["state_name"], said["answer"]) == ("本人已答复", "在做，每周五天。")
    done = posted(client, f"/after-controls/{check}/closing", CONFIRMED)
    assert (done["state"], done["outcome"], done["suspicion"]) == ("CLOSED", "CONFIRMED", None)
    assert waiting(client) == []
    with reading(here.engine) as connection:
        acts = [(each.action, each.actor) for each in audit.records(connection, one)]
        assert audit.verify(connection, here.keys.audit) == ()
    assert [each for each in acts if "after_control" in each[0]] == [
        ("registration.after_control.ask", client.officer.id),
        ("registration.after_control.answer", client.person.id),
        ("registration.after_control.close", client.officer.id),
    ]


def test_what_is_found_otherwise_becomes_an_entry_of_her_credit_record(
    desk: tuple[DeskClient, Runtime],
) -> None:
    client, _ = desk
    one, check = asked(client)
    posted(client, f"/after-controls/{check}/answer", {"words": "在做。"})
    done = posted(client, f"/after-controls/{check}/closing", SUSPECT)
    (entry,) = client.get(f"/v1/registrations/{one}/credit").json()["entries"]
    assert (entry["entry_id"], entry["state"]) == (done["suspicion"], "SUSPECT")
    assert entry["evidence"] == [FOUND | {"found_on": "2026-11-22", "source": None}]
    assert not [each for each in SECRETS if each in str(done)]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        pytest.param(SUSPECT | {"evidence": []}, "存疑须有", id="suspect by nothing"),
        pytest.param(CONFIRMED | {"evidence": [FOUND]}, "不存疑的", id="evidence of nothing"),
    ],
)
def test_evidence_goes_with_a_suspicion_and_with_nothing_else(
    desk: tuple[DeskClient, Runtime], body: dict[str, Any], said: str
) -> None:
    found = refused(desk[0], f"/after-controls/{answered(desk[0])}/closing", body, 422)
    assert (found["code"], said in found["detail"]) == ("check_refused", True)


def test_it_is_not_closed_before_she_could_answer_nor_twice_nor_answered_again(
    desk: tuple[DeskClient, Runtime],
) -> None:
    client, _ = desk
    _, check = asked(client)
    closing, answer = f"/after-controls/{check}/closing", f"/after-controls/{check}/answer"
    too_early = refused(client, closing, CONFIRMED, 409)
    assert "答复" in too_early["detail"]
    posted(client, answer, {"words": "在做。"})
    second = refused(client, answer, {"words": "不做了。"}, 409)
    posted(client, closing, CONFIRMED)
    late = refused(client, answer, {"words": "不做了。"}, 409)
    again = refused(client, closing, CONFIRMED, 409)
    assert {each["code"] for each in (too_early, second, late, again)} == {"illegal_step"}


@pytest.mark.parametrize(
    ("path", "body", "pointer", "code"),
    [
        ("", {"question": " "}, "/question", "missing"),
        ("", {"question": "长" * 2001}, "/question", "too_long"),
        ("/{check}/answer", {}, "/words", "missing"),
        ("/{check}/answer", {"words": "　"}, "/words", "missing"),
        ("/{check}/answer", {"words": "长" * 2001}, "/words", "too_long"),
        ("/{check}/closing", CONFIRMED | {"finding": ""}, "/finding", "missing"),
        ("/{check}/closing", CONFIRMED | {"outcome": "FINE"}, "/outcome", "not_a_choice"),
        ("/{check}/closing", SUSPECT | {"evidence": FOUND}, "/evidence", "wrong_type"),
        ("/{check}/closing", SUSPECT | {"evidence": [FOUND] * 11}, "/evidence", "too_long"),
        (
            "/{check}/closing",
            SUSPECT | {"evidence": [FOUND | {"matter": "INCOME"}]},
            "/evidence/0/matter",
            "not_a_choice",
        ),
        (
            "/{check}/closing",
            SUSPECT | {"evidence": [FOUND | {"found": ""}]},
            "/evidence/0/found",
            "missing",
        ),
    ],
)
def test_what_is_wrong_in_a_body_is_named(
    shared: tuple[TestClient, str], path: str, body: dict[str, Any], pointer: str, code: str
) -> None:
    client, check = shared
    found = refused(client, f"/after-controls{path.format(check=check)}", body, 422)
    assert [(each["pointer"], each["code"]) for each in found["errors"]] == [(pointer, code)]


@pytest.mark.parametrize(
    ("act", "body"), [("answer", {"words": "在做。"}), ("closing", CONFIRMED), ("closing", {})]
)
def test_an_id_that_nobody_knows_is_not_found_whatever_is_said(
    shared: tuple[TestClient, str], act: str, body: dict[str, str]
) -> None:
    found = refused(shared[0], f"/after-controls/none/{act}", body, 404)
    assert (found["code"], "抽查编号" in found["detail"]) == ("unknown_name", True)


def test_a_share_that_nobody_wrote_down_is_the_bureaus_to_mend(tmp_path: Path) -> None:
    draws_all(tmp_path)
    own = tmp_path / "policy/after_control_share.yaml"
    own.write_text(own.read_text("utf-8").replace("value: 1.0", "value: null"), "utf-8")
    with running() as server, served(tmp_path, server, county="") as (client, _):
        submitted(client, **SEX)
        found = refused(client, "/after-controls", {}, 503)
    assert (found["code"], "after_control_share" in found["detail"]) == ("policy_unknown", True)
