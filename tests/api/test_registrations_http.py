"""Registering over HTTP at one desk: from the text to sign to the exit, every error in words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.problems import MEDIA_TYPE
from api.runtime import Runtime
from api.settings import Settings
from registry.registration.register_answer import Source
from tests.api.register_server import RegisterServer, record, running
from tests.api.registration_desk import TODAY
from tests.api.registration_http import HER_NUMBER, ROW, SECRETS, SEX, sent, served, submitted
from tests.api.signed_in import DeskClient


@pytest.fixture
def server() -> Iterator[RegisterServer]:
    with running() as one:
        yield one


@pytest.fixture
def client(tmp_path: Path, server: RegisterServer) -> Iterator[TestClient]:
    with served(tmp_path, server) as (one, _):
        yield one


def test_apply_sign_submit_makes_a_registration(client: TestClient) -> None:
    found = submitted(client, **SEX)
    assert (found["state"], found["registered_on"]) == ("ACTIVE", "2026-11-22")
    assert found["decision"]["outcome"] == "ELIGIBLE"
    assert all(each["clause"] for each in found["decision"]["criteria"])
    assert {each["event"] for each in found["next"]} == {"correct", "exit"}
    assert found["notices"][-1]["text"].startswith("灵活就业登记已办结")


def test_no_answer_shows_a_number_a_name_or_a_telephone(client: TestClient) -> None:
    found = submitted(client, **SEX)
    one = found["registration_id"]
    shown = str(found) + client.get(f"/v1/registrations/{one}").text
    shown += client.get(f"/v1/registrations/{one}/evidence").text
    for secret in SECRETS:
        assert secret not in shown
    assert found["id_masked"] == "371399************"


def test_evidence_shows_each_answer_and_how_far_each_statement_is_proven(
    client: TestClient, server: RegisterServer
) -> None:
    server.records[Source.CONTRACTS, HER_NUMBER] = [record("full_time", "2026-10-08")]
    one = submitted(client, **SEX)["registration_id"]
    found = client.get(f"/v1/registrations/{one}/evidence").json()
    badges = {each["statement"]: each["badge_name"] for each in found["badges"]}
    assert badges == {
        "no_unit": "冲突",
        "no_pension": "已核验",
        "no_licence": "已核验",
        "no_other": "已核验",
        "start_date": "承诺",
        "work_content": "承诺",
        "work_hours": "承诺",
        "income": "承诺",
        "employment_type": "已核验",
    }
    assert [each["source"] for each in found["rounds"][0]] == list(Source)


def test_a_preview_is_accepted_and_objected_to(client: TestClient, server: RegisterServer) -> None:
    server.records[Source.CONTRACTS, HER_NUMBER] = [record("full_time", "2026-10-08")]
    found = submitted(client, **SEX)
    one = found["registration_id"]
    assert (found["state"], found["decision"]["code"]) == ("CHECKING", "LABOUR_CONTRACT")
    assert {each["event"] for each in found["next"]} == {"accept", "ask_officer", "withdraw"}
    assert sent(client, f"/{one}/choice", {"choice": "accept"})["state"] == "REFUSED"
    assert sent(client, f"/{one}/objection", {"words": "已离职"})["state"] == "PENDING_REVIEW"
    decided = sent(client, f"/{one}/decision", {"granted": True, "reason": "已核实离职。"})
    assert decided["state"] == "ACTIVE"
    left = sent(client, f"/{one}/exit", {"code": "X4", "on": "2026-11-20"})
    assert (left["state"], left["ended_on"], left["exit"]) == ("EXITED", "2026-11-20", "X4")
    back = sent(client, f"/{one}/reinstatement", {"words": "填错了"})
    assert (back["state"], back["ended_on"]) == ("ACTIVE", None)


def test_a_correction_is_the_next_version(client: TestClient) -> None:
    one = submitted(client, **SEX)["registration_id"]
    answer = client.put(f"/v1/registrations/{one}", json=ROW | SEX | {"work_content": "送餐"})
    assert (answer.status_code, answer.json()["version"]) == (200, 2)


def test_what_is_missing_is_told_and_it_stays_a_draft(client: TestClient) -> None:
    one = sent(client, "", ROW | {"certificate": "NONE"}, 201)["registration_id"]
    found = sent(client, f"/{one}/submission")
    assert found["state"] == "DRAFT"
    assert {each["code"] for each in found["faults"]} == {
        "COMMITMENT_MISSING",
        "CERTIFICATE_MISSING",
    }


def test_a_sex_that_the_number_contradicts_goes_to_a_person(client: TestClient) -> None:
    other = {"男": "女", "女": "男"}[SEX["sex"]]
    found = submitted(client, sex=other)
    assert (found["state"], found["decision"]["code"]) == ("PENDING_REVIEW", "SEX_MISMATCH")


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"id_no": HER_NUMBER[:-1] + "0"}, "/id_no", "id_check_digit"),
        ({"id_no": "371399900401001"}, "/id_no", "id_15_digits"),
        ({"id_no": None}, "/id_no", "missing"),
        ({"phone": "12345"}, "/phone", "phone"),
        ({"name": "\ue000某"}, "/name", "name_private"),
        ({"name": "张三!"}, "/name", "name_form"),
        ({"place": "火星"}, "/place", "unknown_name"),
        ({"category": "E"}, "/category", "not_a_choice"),
        ({"start_date": "2026-02-30"}, "/start_date", "bad_date"),
        ({"wages": 1}, "/wages", "unknown_field"),
        ({"income": {"amount": -1, "unit": "DAY"}}, "/income/amount", "out_of_range"),
    ],
)
def test_bad_input_names_the_field_and_never_repeats_the_value(
    client: TestClient, changes: dict[str, Any], pointer: str, code: str
) -> None:
    answer = client.post("/v1/registrations", json=ROW | changes)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    number = changes.get("id_no") or HER_NUMBER
    assert number not in answer.text


def test_every_field_at_fault_has_its_own_pointer(client: TestClient) -> None:
    answer = client.post("/v1/registrations", json={"id_no": HER_NUMBER, "name": "张三"})
    told = {each["pointer"]: (each["code"], each["detail"]) for each in answer.json()["errors"]}
    assert {"/phone", "/place_kind", "/category", "/start_date"} <= set(told)
    assert set(told.values()) == {("missing", "缺少这一项，它是必填的。")}


def test_what_cannot_be_done_now_is_a_conflict_that_says_what_can(client: TestClient) -> None:
    one = submitted(client, **SEX)["registration_id"]
    answer = client.post(f"/v1/registrations/{one}/choice", json={"choice": "withdraw"})
    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_step")
    assert "退出" in answer.json()["detail"]
    assert client.get("/v1/registrations/none").status_code == 404


def test_no_register_connected_queues_and_asks_for_no_paper(tmp_path: Path) -> None:
    here = Runtime(Settings(home=tmp_path, as_of=TODAY))
    with DeskClient(here) as client:
        found = submitted(client, **SEX)
    here.close()
    assert found["state"] == "CHECKING"
    assert "不需要您提供证明" in found["notices"][-1]["text"]
