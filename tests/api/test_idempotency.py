"""A request sent again by its key: run once, answered as the first time, whatever went wrong."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.app import application
from api.database import BEFORE_COMMIT, writing
from api.runtime import Runtime
from api.security.keys import keys_of
from api.services.idempotency import (
    KEPT_FOR,
    LEASE,
    Answer,
    IdempotencyDesk,
    KeyInFlight,
    KeyMalformed,
    KeyReused,
    Lost,
)
from api.settings import Settings
from api.store import idempotency
from api.store.idempotency import Held
from registry.access.account_role import AccountRole
from tests.api.signed_in import signed_in
from tests.api.small_town import row
from tests.builders import DAY

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
DONE = Answer(201, {"content-type": "application/json"}, b"\xff{}")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    return Runtime(Settings(home=tmp_path_factory.mktemp("home"), as_of=DAY))


@pytest.fixture(scope="module")
def client(here: Runtime) -> Iterator[TestClient]:
    with signed_in(here, AccountRole.ADVISOR) as client:
        yield client


def sent(client: TestClient, key: str, **changes: Any) -> Any:
    body = row("keyed", "保洁员") | changes
    return client.post("/v1/postings", json=body, headers={"Idempotency-Key": key})


def test_the_first_answer_comes_again(client: TestClient) -> None:
    first = sent(client, "first")
    again = sent(client, "first")
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert again.headers["content-type"] == first.headers["content-type"]
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert sent(client, "second").json()["outcome"] == "unchanged"


def test_an_error_of_the_caller_comes_again_too(client: TestClient) -> None:
    first, again = (sent(client, "wrong", pay={"min": -1}) for _ in range(2))
    assert (again.status_code, again.content) == (422, first.content)
    assert again.headers["idempotency-replayed"] == "true"


@pytest.mark.parametrize("other", [{"title": "保安"}, {"source_id": "x"}])
def test_another_body_by_the_same_key_is_refused(client: TestClient, other: Any) -> None:
    sent(client, "same")
    answer = sent(client, "same", **other)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_another_address_by_the_same_key_is_refused(client: TestClient) -> None:
    headers = {"Idempotency-Key": "address"}
    client.post("/v1/registrations/a/check", headers=headers)
    answer = client.post("/v1/registrations/b/check", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


@pytest.mark.parametrize("key", ["", "a b", "x" * 129, "\xe9"])
def test_a_key_that_is_none_is_refused(client: TestClient, key: str) -> None:
    answer = client.post(
        "/v1/postings", json={}, headers=[(b"idempotency-key", key.encode("latin-1"))]
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_idempotency_key")


def test_keys_of_two_accounts_have_nothing_to_do_with_each_other(
    here: Runtime, client: TestClient
) -> None:
    sent(client, "shared")
    with signed_in(here, AccountRole.ADVISOR) as other:
        answer = sent(other, "shared", title="保安")
    assert answer.status_code == 200
    assert "idempotency-replayed" not in answer.headers


def test_who_is_not_signed_in_has_no_keys(here: Runtime) -> None:
    with TestClient(application(here)) as nobody:
        answers = [sent(nobody, "nobody") for _ in range(2)]
    assert [each.status_code for each in answers] == [401, 401]


def test_a_refusal_before_anything_was_run_is_not_kept(here: Runtime) -> None:
    with signed_in(here, AccountRole.ADVISOR) as client:
        token = client.headers.pop("X-CSRF-Token")
        assert sent(client, "csrf").status_code == 403
        client.headers["X-CSRF-Token"] = token
        assert sent(client, "csrf").status_code in {200, 201}


def test_a_new_accounts_secret_comes_again_and_is_kept_sealed(here: Runtime) -> None:
    with signed_in(here, AccountRole.SECURITY_ADMIN) as client:
        body = {"name": "zhang", "role": "reviewer"}
        headers = {"Idempotency-Key": "zhang"}
        first, again = (client.post("/v1/accounts", json=body, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    kept = b"".join(each.read_bytes() for each in Path(here.settings.home).glob("linggang.db*"))
    assert first.json()["secret"].encode() not in kept


def test_what_had_effect_and_failed_is_not_run_again(
    here: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    with signed_in(here, AccountRole.ADVISOR, raise_server_exceptions=False) as client:
        with monkeypatch.context() as patched:
            patched.setattr("api.services.post.held_findings", broken)
            assert sent(client, "half", source_id="half").status_code == 500
        again = sent(client, "half", source_id="half")
        assert (again.status_code, again.json()["code"]) == (208, "already_done")
        assert again.json()["look_at"] == "/v1/postings"
        assert sent(client, "other", source_id="half").json()["outcome"] == "unchanged"


def test_what_failed_without_effect_is_run_again(
    here: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    with signed_in(here, AccountRole.ADVISOR, raise_server_exceptions=False) as client:
        with monkeypatch.context() as patched:
            patched.setattr("api.store.jobs.upsert", broken)
            assert sent(client, "none", source_id="none").status_code == 500
        assert sent(client, "none", source_id="none").status_code == 201


def test_requests_at_once_by_one_key_are_run_once(here: Runtime) -> None:
    with signed_in(here, AccountRole.ADVISOR) as client, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: sent(client, "race", source_id="race"), range(8)))
    statuses = sorted(each.status_code for each in answers)
    assert set(statuses) <= {201, 409}
    fresh = [each for each in answers if "idempotency-replayed" not in each.headers]
    assert [each.status_code for each in fresh].count(201) == 1
    assert all(each.headers["retry-after"] for each in answers if each.status_code == 409)


# ---------------------------------------------------------------- the desk, on both databases


class Clock:
    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(engine: Engine, clock: Clock) -> IdempotencyDesk:
    return IdempotencyDesk(engine, keys_of(b"k" * 32), clock)


def taken(desk: IdempotencyDesk, key: str = "k", request: str = "r") -> Held:
    held = desk.take("a", key, request)
    assert isinstance(held, Held)
    return held


def commit(desk: IdempotencyDesk, held: Held) -> None:
    """A transaction of a request that holds a key."""
    reset = BEFORE_COMMIT.set((desk.note_effect(held),))
    try:
        with writing(desk.engine):
            pass
    finally:
        BEFORE_COMMIT.reset(reset)


def test_an_answer_is_kept_byte_for_byte(desk: IdempotencyDesk) -> None:
    desk.keep(taken(desk), DONE)
    assert desk.take("a", "k", "r") == DONE


def test_a_key_in_flight_waits(desk: IdempotencyDesk) -> None:
    taken(desk)
    with pytest.raises(KeyInFlight):
        desk.take("a", "k", "r")
    with pytest.raises(KeyReused):
        desk.take("a", "k", "other")


def test_a_dead_try_without_effect_is_taken_over_and_cannot_commit_any_more(
    desk: IdempotencyDesk, clock: Clock
) -> None:
    dead = taken(desk)
    clock.at += LEASE
    alive = taken(desk)
    with pytest.raises(KeyInFlight):
        commit(desk, dead)
    desk.keep(dead, Answer(200, {}, b"late"))
    commit(desk, alive)
    desk.keep(alive, DONE)
    assert desk.take("a", "k", "r") == DONE


def test_a_dead_try_with_effect_is_never_run_again(desk: IdempotencyDesk, clock: Clock) -> None:
    commit(desk, taken(desk))
    with pytest.raises(KeyInFlight):
        desk.take("a", "k", "r")
    clock.at += LEASE
    assert desk.take("a", "k", "r") == Lost()


def test_what_is_released_is_free_only_without_effect(desk: IdempotencyDesk) -> None:
    desk.release(taken(desk))
    held = taken(desk)
    commit(desk, held)
    desk.release(held)
    assert desk.take("a", "k", "r") == Lost()


def test_a_key_is_forgotten_after_two_days(desk: IdempotencyDesk, clock: Clock) -> None:
    desk.keep(taken(desk), DONE)
    clock.at += KEPT_FOR - timedelta(seconds=1)
    assert desk.forget() == 0
    assert desk.take("a", "k", "r") == DONE
    clock.at += timedelta(seconds=1)
    held = taken(desk, request="other")
    with writing(desk.engine) as connection:
        assert idempotency.get(connection, "a", held.key) == held
    clock.at += KEPT_FOR + timedelta(seconds=1)
    assert desk.forget() == 1


def test_a_note_beside_the_effect_does_not_count_as_one(desk: IdempotencyDesk) -> None:
    held = taken(desk)
    reset = BEFORE_COMMIT.set((desk.note_effect(held),))
    with writing(desk.engine, is_effect=False):
        pass
    BEFORE_COMMIT.reset(reset)
    desk.release(held)
    taken(desk)


def test_a_key_may_have_a_hundred_and_twenty_eight_signs(desk: IdempotencyDesk) -> None:
    taken(desk, "x" * 128)
    with pytest.raises(KeyMalformed):
        taken(desk, "x" * 129)
