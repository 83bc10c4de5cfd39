"""The plain list: the same for everybody who asks the same there, nearest and newest first."""

import pytest

from api.database import reading
from api.runtime import Runtime
from api.services.plain import PlainList, plain_list
from api.services.recommend import find_worker
from registry.access.account_role import AccountRole
from registry.jobs.posting import Profile
from registry.places import Place
from registry.workers.consent import Purpose
from tests.api.pool_town import say
from tests.api.signed_in import signed_in
from tests.api.small_town import row, settle
from tests.builders import DAY

POSTINGS = [
    row("near-old", "保洁员", published_at="2026-11-01"),
    row("near-new", "电焊工", published_at="2026-11-21"),
    row("far-new", "普工", published_at="2026-11-22", place={"county": "蒙阴县"}),
    row("hazard", "井下掘进工", published_at="2026-11-10"),
    row("gone", "保洁员", published_at="2026-10-01", valid_until="2026-11-01"),
]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    return settle(tmp_path_factory.mktemp("plain"), postings=POSTINGS)


def ask(here: Runtime, place: Place, words: tuple[str, ...] = ()) -> PlainList:
    with reading(here.engine) as connection:
        matching = here.recommender(connection).matching
        return plain_list(connection, matching, place, DAY, Profile.PUBLIC, 20, words)


def ids(found: PlainList) -> list[str]:
    return [item.posting.source_id for item in found.items]


def test_nearer_work_goes_first_and_newer_of_what_is_equally_near(here: Runtime) -> None:
    with reading(here.engine) as connection:
        place = find_worker(connection, "W1").place
    found = ask(here, place)
    assert ids(found) == ["near-new", "hazard", "near-old", "far-new"]
    assert [item.note != "" for item in found.items] == [False, True, False, False]
    assert found.to_json()["personalised"] is False
    assert not {"score", "fits", "reasons"} & set(found.items[0].to_json())


def test_words_choose_and_the_place_alone_orders(here: Runtime) -> None:
    assert ids(ask(here, Place("371311"), ("保洁",))) == ["near-old"]
    assert ask(here, Place("371311"), ("飞行员",)).to_json()["note"]


def test_two_workers_of_one_place_get_the_same_list(here: Runtime) -> None:
    lists = []
    for worker in ("W1", "W2"):
        with signed_in(here, AccountRole.ADVISOR) as client:
            path = f"/v1/workers/{worker}/recommendations"
            lists.append(client.get(path, params={"personalised": False}).json())
    assert lists[0]["items"] == lists[1]["items"] != []
    assert "worker" not in lists[0]


def test_a_workers_own_list_is_plain_until_she_agrees_to_a_personal_one(here: Runtime) -> None:
    with signed_in(here, AccountRole.WORKER, worker="W1") as client:
        path = "/v1/workers/W1/recommendations"
        assert client.get(path).json()["personalised"] is False
        say(here, "W1", given=True, purpose=Purpose.RECOMMENDATION)
        assert client.get(path).json()["items"][0]["score"] > 0
        assert client.put("/v1/me/personalised", json={"personalised": False}).status_code == 200
        assert client.get(path).json()["personalised"] is False
