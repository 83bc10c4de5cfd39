"""How soon firms answer, in lists: followed from the store, told as a reason, silent if unknown."""

from datetime import date
from pathlib import Path
from typing import Any

from api.database import reading, writing
from api.runtime import Runtime
from api.services.recommend import find_worker
from api.store import responses
from registry.jobs.posting import Profile
from registry.placement.response_time import Response
from tests.api.small_town import settle
from tests.builders import DAY


def listed(here: Runtime) -> list[dict[str, Any]]:
    with reading(here.engine) as connection:
        worker = find_worker(connection, "W1")
        found = here.recommender(connection).again(connection, worker, DAY, Profile.PUBLIC, 20)
    return [item.to_json() for item in found.items]


def known(here: Runtime, hours: float | None) -> None:
    found = {} if hours is None else {"town": Response(hours, 9), "elsewhere": Response(1.0, 1)}
    with writing(here.engine) as connection:
        responses.replace_all(connection, found, date(2026, 11, 22))


def test_lists_follow_what_is_known_and_forget_what_no_longer_is(tmp_path: Path) -> None:
    here = settle(tmp_path)
    before = listed(here)
    assert all(item["fits"]["response"] is None for item in before)
    known(here, 4.0)
    quick = listed(here)
    assert all(item["fits"]["response"] > 0.9 for item in quick)
    for item in quick:
        assert abs(sum(item["parts"].values()) - item["score"]) < 0.001
    known(here, 300.0)
    slow = {item["posting_id"]: item["score"] for item in listed(here)}
    assert all(slow[item["posting_id"]] < item["score"] for item in quick if item["score"] > 0.01)
    known(here, None)
    assert listed(here) == before
    here.close()


def test_an_index_built_anew_knows_it_too(tmp_path: Path) -> None:
    here = settle(tmp_path)
    known(here, 30.0)
    here.build_index(lambda *_: None)
    assert all(item["fits"]["response"] for item in listed(here))
    here.close()
