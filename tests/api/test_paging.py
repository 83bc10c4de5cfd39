"""Lists page by page: nothing twice, nothing left out, and no cursor but ours."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from api.database import writing
from api.runtime import Runtime
from api.settings import Settings
from api.store import after_controls
from api.store.after_controls import KeptCheck
from registry.access.account_role import AccountRole
from registry.actor import THE_SYSTEM
from registry.registration.after_control import AfterControl, CheckState
from tests.api.registration_desk import HERSELF, KEYS, claim_of
from tests.api.signed_in import signed_in
from tests.api.test_two_desks import registrar
from tests.builders import DAY

WEEK = timedelta(days=7)
NAMES = [f"account-{number:02}" for number in range(25)]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    here = Runtime(Settings(home=tmp_path_factory.mktemp("home"), as_of=DAY))
    for name in reversed(NAMES):
        here.accounts.make(name, AccountRole.PLATFORM, THE_SYSTEM, firm="town")
    return here


@pytest.fixture(scope="module")
def client(here: Runtime) -> Iterator[TestClient]:
    with signed_in(here, AccountRole.SECURITY_ADMIN) as client:
        yield client


def pages(client: TestClient, path: str) -> Iterator[list[Any]]:
    while path:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        yield [each["name"] for each in answer.json()]
        link = answer.headers.get("link", "")
        assert not link or link.endswith('>; rel="next"')
        path = link[1:].partition(">")[0]


@pytest.mark.parametrize("limit", [1, 7, 26, 200])
def test_following_the_links_gives_every_row_once_in_order(client: TestClient, limit: int) -> None:
    found = list(pages(client, f"/v1/accounts?limit={limit}"))
    names = [name for page in found for name in page]
    assert names == sorted(names)
    assert [name for name in names if name in NAMES] == NAMES
    assert all(len(page) <= limit for page in found)
    assert all(found)


def test_a_row_that_goes_or_comes_meanwhile_hides_no_other(
    here: Runtime, client: TestClient
) -> None:
    walk = pages(client, "/v1/accounts?limit=10")
    seen = next(walk)
    here.accounts.make("a-new-one", AccountRole.PLATFORM, THE_SYSTEM, firm="town")
    seen += [name for page in walk for name in page]
    assert [name for name in seen if name in NAMES] == NAMES


@pytest.mark.parametrize("cursor", ["x", "eyJhIjoxfQ==", "%F0%9F%98%80", "'" * 1000])
def test_a_made_up_cursor_is_refused(client: TestClient, cursor: str) -> None:
    answer = client.get(f"/v1/accounts?cursor={cursor}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["code"] == "bad_cursor"


def test_a_changed_cursor_or_one_of_another_list_is_refused(
    here: Runtime, client: TestClient
) -> None:
    link = client.get("/v1/accounts?limit=1").headers["link"]
    cursor = link.partition("cursor=")[2].partition(">")[0]
    changed = cursor[:40] + ("A" if cursor[40] != "A" else "B") + cursor[41:]
    assert client.get(f"/v1/accounts?cursor={changed}").status_code == 422
    with signed_in(here, AccountRole.REVIEWER) as reviewer:
        answer = reviewer.get(f"/v1/after-controls?cursor={cursor}")
    assert answer.json()["errors"][0]["code"] == "bad_cursor"


def test_after_controls_follow_day_county_and_id_on_both_databases(engine: Engine) -> None:
    desk = registrar(engine)
    people = [desk.apply(claim_of(number), HERSELF).id for number in range(1, 7)]
    drawn = [
        KeptCheck(f"{number}", AfterControl(one, f"37130{number % 2}", DAY - number // 3 * WEEK))
        for number, one in enumerate(people)
    ]
    found: list[str] = []
    with writing(engine) as connection:
        after_controls.add(connection, KEYS, drawn)
        after = None
        while page := after_controls.in_states(connection, KEYS, [CheckState.OPEN], 2, after=after):
            found += [each.id for each in page]
            last = page[-1]
            after = (last.check.drawn_on, last.check.county, last.id)
    assert found == ["4", "3", "5", "0", "2", "1"]
