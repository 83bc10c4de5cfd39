"""ETags: what is known is not sent again, and what was changed by others is not overwritten."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.api.register_server import RegisterServer, running
from tests.api.registration_http import ROW, SEX, sent, served, submitted


@pytest.fixture
def server() -> Iterator[RegisterServer]:
    with running() as one:
        yield one


@pytest.fixture
def client(tmp_path: Path, server: RegisterServer) -> Iterator[TestClient]:
    with served(tmp_path, server) as (one, _):
        yield one


def tag_of(client: TestClient, one: str) -> str:
    tag: str = client.get(f"/v1/registrations/{one}").headers["etag"]
    return tag


def test_what_is_known_is_not_sent_again(client: TestClient) -> None:
    one = sent(client, "", ROW, 201)["registration_id"]
    tag = tag_of(client, one)
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        answer = client.get(f"/v1/registrations/{one}", headers={"If-None-Match": known})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
    answer = client.get(f"/v1/registrations/{one}", headers={"If-None-Match": '"other"'})
    assert answer.status_code == 200


def test_every_step_gives_another_tag(client: TestClient) -> None:
    one = sent(client, "", ROW, 201)["registration_id"]
    seen = {tag_of(client, one)}
    text = client.get("/v1/registrations/commitment-text").json()
    del text["text"]
    sent(client, f"/{one}/signature", text)
    sent(client, f"/{one}/submission")
    seen.add(tag_of(client, one))
    client.put(f"/v1/registrations/{one}", json=ROW | {"work_content": "送餐"})
    seen.add(tag_of(client, one))
    assert len(seen) == 3


def test_what_others_changed_meanwhile_is_not_overwritten(client: TestClient) -> None:
    one = submitted(client, **SEX)["registration_id"]
    old = tag_of(client, one)
    path, body = f"/v1/registrations/{one}", ROW | SEX
    first = client.put(path, json=body | {"work_content": "送餐"}, headers={"If-Match": old})
    assert (first.status_code, first.json()["version"]) == (200, 2)
    second = client.put(path, json=body | {"work_content": "保安"}, headers={"If-Match": old})
    assert (second.status_code, second.json()["code"]) == (412, "changed_meanwhile")
    assert client.get(path).json()["version"] == 2
    again = {"If-Match": f'"x", {tag_of(client, one)}'}
    third = client.put(path, json=body | {"work_content": "保安"}, headers=again)
    assert (third.status_code, third.json()["version"]) == (200, 3)


def test_of_many_who_saw_the_same_one_changes_it(client: TestClient) -> None:
    one = submitted(client, **SEX)["registration_id"]
    seen = {"If-Match": tag_of(client, one)}

    def change(number: int) -> int:
        body = ROW | SEX | {"work_content": f"第{number}种工作"}
        return client.put(f"/v1/registrations/{one}", json=body, headers=seen).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(change, range(4))) == [200, 412, 412, 412]


def test_a_step_of_several_transactions_is_compared_at_its_first(client: TestClient) -> None:
    one = sent(client, "", ROW | SEX, 201)["registration_id"]
    text = client.get("/v1/registrations/commitment-text").json()
    del text["text"]
    sent(client, f"/{one}/signature", text)
    seen = {"If-Match": tag_of(client, one)}
    answer = client.post(f"/v1/registrations/{one}/submission", headers=seen)
    assert (answer.status_code, answer.json()["state"]) == (200, "ACTIVE")


def test_a_condition_on_what_has_no_tag_is_not_ignored(client: TestClient) -> None:
    answer = client.post("/v1/registrations", json=ROW, headers={"If-Match": '"x"'})
    assert answer.status_code == 412
    found = client.post("/v1/registrations", json=ROW | {"work_content": "送餐"})
    assert found.status_code == 201
