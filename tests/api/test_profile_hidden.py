"""A profile that is not shown: one clear answer on every way to a list, and named on none."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.clock import now
from api.database import reading, writing
from api.problems import MEDIA_TYPE
from api.runtime import Runtime
from api.services.ingest import ingest
from api.settings import Settings
from api.store import registrations, workers
from registry.access.account_role import AccountRole
from registry.registration.application import State
from registry.registration.exits import ExitCode
from registry.registration.record import Path as Way
from registry.registration.record import Registration
from tests.api.commands import run
from tests.api.registration_desk import NOON, OFFICER, TODAY, claim_of
from tests.api.signed_in import signed_in
from tests.api.small_town import CLEANER, row, settle, write_rows
from tests.builders import DAY

NUMBER = claim_of().identity.number
WORDS = "因死亡退出"


def bring(here: Runtime, path: Path) -> dict[str, object]:
    return ingest(
        here.engine,
        path,
        reference=here.reference,
        policy=here.policy,
        at=now(here.settings),
        keys=lambda: here.keys,
    ).to_json()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town in which W4 has died."""
    folder = tmp_path_factory.mktemp("hidden")
    here = settle(folder)
    bring(here, write_rows(folder / "more.jsonl", [CLEANER | {"id": "W4", "id_no": NUMBER}]))
    one = Registration("r1", claim_of(), State.ACTIVE, Way.COMMITMENT, registered_on=TODAY)
    with writing(here.engine) as connection:
        registrations.add(connection, here.keys, one, NOON)
    here.registrar.leave("r1", ExitCode.X6A, TODAY, OFFICER)
    here.close()
    return folder


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[TestClient]:
    here = Runtime(Settings(home=home, as_of=DAY))
    with signed_in(here, AccountRole.ADVISOR) as client:
        yield client
    here.close()


@pytest.mark.parametrize(
    "path", ["/v1/workers/W4/recommendations", "/v1/postings/town:1/why?worker=W4"]
)
def test_the_routes_answer_that_it_is_gone(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (410, MEDIA_TYPE)
    body = answer.json()
    assert (body["code"], body["title"]) == ("profile_hidden", "不再提供")
    assert WORDS in body["detail"]
    assert "恢复登记" in body["detail"]


def test_the_page_says_so_in_words(client: TestClient) -> None:
    page = client.get("/desk/list", params={"worker": "W4"})
    assert page.status_code == 410
    assert WORDS in page.text


def test_it_is_not_offered_where_an_id_is_mistyped(client: TestClient) -> None:
    detail = client.get("/v1/workers/W9/recommendations").json()["detail"]
    assert "W3" in detail
    assert "W4" not in detail


@pytest.mark.parametrize("arguments", [("recommend",), ("why", "--posting", "town:1")])
def test_the_commands_say_so_in_one_line(home: Path, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "--worker", "W4", home=home)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert WORDS in done.stderr


def test_again_by_a_feed_it_stays_so_and_its_number_stands_nowhere(home: Path) -> None:
    here = Runtime(Settings(home=home, as_of=DAY))
    rows = [CLEANER | {"id": "W4", "id_no": NUMBER, "text": "也能做饭"}]
    assert bring(here, write_rows(home / "again.jsonl", rows))["updated"] == 1
    with reading(here.engine) as connection:
        assert workers.get(connection, "W4") is None
        kept = workers.get_record(connection, "W4")
    assert kept is not None
    assert kept.person == here.keys.person(NUMBER)
    here.close()
    stored = b"".join(each.read_bytes() for each in home.glob("*.db*"))
    assert kept.person.encode() in stored
    assert NUMBER.encode() not in stored


def test_no_key_is_made_where_nobody_has_a_number(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    file = write_rows(tmp_path / "postings.jsonl", [row("1", "保洁")])
    assert run("ingest", str(file), home=folder).returncode == 0
    file = write_rows(tmp_path / "workers.jsonl", [CLEANER])
    assert run("ingest", str(file), home=folder).returncode == 0
    assert not (folder / "key").exists()
    file = write_rows(tmp_path / "more.jsonl", [CLEANER | {"id": "W4", "id_no": NUMBER}])
    assert run("ingest", str(file), home=folder).returncode == 0
    assert (folder / "key").exists()
