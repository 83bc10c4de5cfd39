"""Pools over HTTP: a firm sees its own, asks, and is shown a name only where she agrees to it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.database import reading
from api.problems import MEDIA_TYPE
from api.runtime import Runtime
from api.store import audit
from registry.access.account_role import AccountRole
from tests.api.pool_town import say, settle_pool, shown_groups
from tests.api.signed_in import signed_in

COUNT = 12
POOL = "/v1/postings/firm-a:p1/candidates"
CONTACT = {"name": "王小明", "phone": "138 0000 0000"}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Runtime]:
    made = settle_pool(tmp_path, COUNT, kinds=1)
    for number in range(COUNT):
        say(made, f"W{number:04d}", given=True)
    yield made
    made.close()


@pytest.fixture
def firm(here: Runtime) -> TestClient:
    return signed_in(here, AccountRole.PLATFORM, firm="firm-a")


def pseudonym(firm: TestClient) -> str:
    name: str = firm.get(POOL).json()["items"][0]["pseudonym"]
    return name


def worker_behind(here: Runtime, name: str) -> str:
    from registry.actor import THE_SYSTEM

    pool = here.pool()
    with reading(here.engine) as connection:
        posting = pool.posting(connection, "firm-a:p1")
    return pool.behind(posting, name, THE_SYSTEM)


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA_TYPE), answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_a_firm_sees_its_pool_as_counts_and_profiles_that_five_share(firm: TestClient) -> None:
    found = firm.get(POOL).json()
    assert found["suited"] == 10
    assert all(size >= 5 for size in shown_groups(found).values())
    assert len(found["items"]) == 10
    item = found["items"][0]
    assert item["occupation_label"]
    assert item["county_label"] == "罗庄区"
    assert item["reasons"]
    assert not any(word in str(found) for word in ("秘密", "1390000", "W0"))


@pytest.mark.parametrize("filter_", ["sex=1", "age_max=35", "hukou=371300", "county=371311"])
def test_nothing_by_which_people_could_be_picked_out_may_be_asked(
    firm: TestClient, filter_: str
) -> None:
    told = problem(firm.get(f"{POOL}?{filter_}"), 422)
    assert filter_.partition("=")[0] in told["errors"][0]["pointer"]


def test_a_firm_reads_no_other_firms_pool_and_learns_of_no_posting(firm: TestClient) -> None:
    other = problem(firm.get("/v1/postings/firm-b:p3/candidates"), 404)
    none = problem(firm.get("/v1/postings/firm-b:none/candidates"), 404)
    assert other["detail"].replace("p3", "") == none["detail"].replace("none", "")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (AccountRole.ADVISOR, 200),
        (AccountRole.REVIEWER, 403),
        (AccountRole.SYSTEM_ADMIN, 403),
    ],
)
def test_of_the_staff_advisors_see_pools(here: Runtime, role: AccountRole, status: int) -> None:
    with signed_in(here, role) as client:
        assert client.get(POOL).status_code == status


def test_she_is_asked_answers_and_only_then_and_only_there_is_her_name_shown(
    here: Runtime, firm: TestClient
) -> None:
    name = pseudonym(firm)
    made = firm.post(f"{POOL}/{name}/request")
    assert made.status_code == 201
    request = made.json()["request_id"]
    assert firm.post(f"{POOL}/{name}/request").json()["request_id"] == request
    reveal = f"/v1/contact-requests/{request}/reveal"
    problem(firm.post(reveal), 403)
    worker = worker_behind(here, name)
    with signed_in(here, AccountRole.WORKER, worker=worker) as her:
        (asked,) = her.get("/v1/me/contact-requests").json()
        assert (asked["firm"], asked["state"]) == ("firm-a", "ASKED")
        path = f"/v1/me/contact-requests/{request}/answer"
        problem(her.post(path, json={"agrees": True}), 422)
        done = her.post(path, json={"agrees": True, "contact": CONTACT})
        assert done.json()["state"] == "GRANTED"
        (application,) = her.get("/v1/me/data").json()["applications"]
        assert (application["posting_id"], application["state"]) == ("firm-a:p1", "PASSED")
        problem(her.post(path, json={"agrees": False}), 409)
        assert firm.post(reveal).json() == {"name": "王小明", "phone": "13800000000"}
        with signed_in(here, AccountRole.PLATFORM, firm="firm-b") as other:
            problem(other.post(reveal), 404)
        looked = [each["action"] for each in her.get("/v1/me/data").json()["who_looked"]]
        assert looked.count("contact.revealed") == 1
        withdrawn = her.put("/v1/me/consents/pass_to_firm", json={"given": False, "firm": "firm-a"})
        assert withdrawn.status_code == 200
    problem(firm.post(reveal), 403)
    with reading(here.engine) as connection:
        text = str(list(audit.records(connection)))
    assert "王小明" not in text
    assert "13800000000" not in text


def test_who_declines_stays_unknown(here: Runtime, firm: TestClient) -> None:
    name = pseudonym(firm)
    request = firm.post(f"{POOL}/{name}/request").json()["request_id"]
    with signed_in(here, AccountRole.WORKER, worker=worker_behind(here, name)) as her:
        her.post(f"/v1/me/contact-requests/{request}/answer", json={"agrees": False})
    (told,) = firm.get("/v1/postings/firm-a:p1/contact-requests").json()
    assert told["state"] == "DECLINED"
    problem(firm.post(f"/v1/contact-requests/{request}/reveal"), 403)


def test_nobody_answers_for_another(here: Runtime, firm: TestClient) -> None:
    name = pseudonym(firm)
    request = firm.post(f"{POOL}/{name}/request").json()["request_id"]
    other = next(
        f"W{number:04d}" for number in range(COUNT) if f"W{number:04d}" != worker_behind(here, name)
    )
    with signed_in(here, AccountRole.WORKER, worker=other) as her:
        body = {"agrees": True, "contact": CONTACT}
        problem(her.post(f"/v1/me/contact-requests/{request}/answer", json=body), 404)
        assert her.get("/v1/me/contact-requests").json() == []


def test_a_name_that_is_shown_nowhere_cannot_be_asked(firm: TestClient) -> None:
    problem(firm.post(f"{POOL}/{'0' * 20}/request"), 404)


def test_her_own_page_corrects_hides_and_deletes(here: Runtime, firm: TestClient) -> None:
    with signed_in(here, AccountRole.WORKER, worker="W0001") as her:
        done = her.patch("/v1/me/profile", json={"text": "做过月嫂"})
        assert done.json()["text"] == "做过月嫂"
        problem(her.patch("/v1/me/profile", json={"id_no": "1"}), 422)
        assert her.post("/v1/me/hidden", json={"hidden": True}).json() == {"hidden": True}
        assert "skill:保洁" in her.get("/v1/me/tags").json()["tags"]
        assert "skill:保洁" in her.delete("/v1/me/tags/skill:保洁").json()["deleted"]
        assert "skill:保洁" in her.put("/v1/me/tags/skill:保洁").json()["tags"]
        texts = {each["purpose"]: each for each in her.get("/v1/consent-texts").json()}
        given = her.put(
            "/v1/me/consents/recommendation",
            json={"given": True, "text_version": texts["recommendation"]["text_version"]},
        )
        assert given.json()["text_hash"] == texts["recommendation"]["text_hash"]
        problem(her.put("/v1/me/consents/recommendation", json={"given": True}), 422)
        assert len(her.get("/v1/me/consents").json()) == 2
        assert "profile" in her.request("DELETE", "/v1/me/data").json()["deleted"]
        problem(her.get("/v1/me/tags"), 404)
        assert her.get("/v1/me/data").json()["profile"] is None


def test_an_advisor_takes_down_what_the_person_in_front_says(here: Runtime) -> None:
    with signed_in(here, AccountRole.ADVISOR, county="371311") as desk:
        path = "/v1/workers/W0001/consents"
        body = {"purpose": "pool", "given": False, "channel": "phone"}
        assert desk.post(path, json=body).status_code == 201
        again = body | {"given": True, "text_version": "2026-01"}
        problem(desk.post(path, json=again), 403)
        assert desk.post(path, json=again | {"channel": "screen"}).json()["given"]
        assert [each["given"] for each in desk.get(path).json()] == [True, False, True]
    with signed_in(here, AccountRole.ADVISOR, county="371302") as elsewhere:
        problem(elsewhere.get(path), 403)


def test_an_account_without_a_profile_has_nothing_to_correct(here: Runtime) -> None:
    with signed_in(here, AccountRole.WORKER, worker="") as her:
        problem(her.get("/v1/me/tags"), 404)
        assert her.get("/v1/me/data").json()["profile"] is None
