"""Applications and complaints page by page: full pages of what is hers to see, each row once."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.runtime import Runtime
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.jobs.complaint import About, Kind
from tests.api.placement_desk import HER, agrees
from tests.api.signed_in import signed_in
from tests.api.small_town import settle

ANYONE = Actor("anyone", Role.PERSON)
NEAR, FAR = ("town:1", "town:2", "town:9"), "town:6"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """W1 agrees to the firm, W2 does not any more; complaints about two counties and a list."""
    here = settle(tmp_path_factory.mktemp("lists"))
    for worker in ("W1", "W2"):
        agrees(here, worker)
    for posting in ("town:1", "town:2", "town:3", "town:4", "town:9"):
        for worker in ("W2", "W1"):
            here.applications.want(worker, posting, HER)
    agrees(here, "W2", given=False)
    for posting in (*NEAR, FAR) * 2:
        here.complaints.send(About.POSTING, posting, Kind.OTHER, "与所写不符", ANYONE)
    here.complaints.send(About.LIST, "", Kind.RANKING, "不合理", ANYONE)
    yield here
    here.close()


def pages(client: TestClient, path: str) -> list[list[dict[str, Any]]]:
    found = []
    while path:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        found.append(answer.json()["items"])
        path = answer.headers.get("link", "")[1:].partition(">")[0]
    return found


def is_full(walk: list[list[dict[str, Any]]], limit: int) -> bool:
    return all(len(page) == limit for page in walk[:-1]) and bool(walk[-1])


@pytest.mark.parametrize("limit", [1, 2, 3, 200])
def test_a_firm_pages_past_whom_it_may_no_longer_see(here: Runtime, limit: int) -> None:
    firm = signed_in(here, AccountRole.EMPLOYER, firm="town")
    walk = pages(firm, f"/v1/applications?limit={limit}")
    found = [one["posting_id"] for page in walk for one in page]
    assert sorted(found) == ["town:1", "town:2", "town:3", "town:4", "town:9"]
    assert is_full(walk, limit)


@pytest.mark.parametrize(
    ("role", "values", "rows"),
    [
        pytest.param(AccountRole.WORKER, {"worker": "W2"}, 5, id="her own"),
        pytest.param(AccountRole.WORKER, {}, 0, id="of nobody yet"),
        pytest.param(AccountRole.ADVISOR, {"county": "371311"}, 10, id="her county's"),
        pytest.param(AccountRole.ADVISOR, {"county": "371302"}, 0, id="of another county"),
        pytest.param(AccountRole.ADVISOR, {}, 10, id="the city's"),
    ],
)
def test_applications_come_once_newest_first(
    here: Runtime, role: AccountRole, values: dict[str, str], rows: int
) -> None:
    client = signed_in(here, role, **values)
    walk = pages(client, "/v1/applications?limit=3")
    found = [one["application_id"] for page in walk for one in page]
    whole = client.get("/v1/applications").json()["items"]
    assert found == [one["application_id"] for one in whole]
    assert len(set(found)) == len(found) == rows
    assert not rows or is_full(walk, 3)
    moments = [one["wanted_at"] for one in whole]
    assert moments == sorted(moments, reverse=True)


def test_the_state_asked_for_stays_from_page_to_page(here: Runtime) -> None:
    her = signed_in(here, AccountRole.WORKER, worker="W1")
    assert pages(her, "/v1/applications?limit=2&state=HIRED") == [[]]
    walk = pages(her, "/v1/applications?limit=2&state=PASSED&state=HIRED")
    assert [len(page) for page in walk] == [2, 2, 1]


@pytest.mark.parametrize(("county", "rows"), [("371311", 6), ("371328", 2), ("371302", 0), ("", 9)])
def test_a_county_pages_through_its_own_complaints_by_the_day_they_are_due(
    here: Runtime, county: str, rows: int
) -> None:
    reviewer = signed_in(here, AccountRole.REVIEWER, county=county)
    walk = pages(reviewer, "/v1/complaints?limit=2")
    found = [(one["due"], one["number"]) for page in walk for one in page]
    assert found == sorted(set(found))
    assert len(found) == rows
    assert not rows or is_full(walk, 2)
