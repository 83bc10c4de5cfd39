"""A list made a moment ago is shown again, but never after anything it goes by has changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.clock import now
from api.database import reading, writing
from api.runtime import Runtime
from api.services.kept import Kept
from api.services.lists import Recommendations
from api.services.recommend import find_worker
from api.store import jobs
from registry.jobs.posting import PostingState, Profile
from registry.workers.worker import Worker
from tests.api.small_town import settle
from tests.builders import DAY


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Runtime]:
    town = settle(tmp_path)
    yield town
    town.close()


def her(here: Runtime) -> Worker:
    with reading(here.engine) as connection:
        return find_worker(connection, "W1")


def listed(here: Runtime, worker: Worker, day: date = DAY, limit: int = 10) -> Recommendations:
    with reading(here.engine) as connection:
        return here.recommender(connection).again(connection, worker, day, Profile.PUBLIC, limit)


def test_while_nothing_changes_the_list_is_made_once(here: Runtime) -> None:
    assert listed(here, her(here)) is listed(here, her(here))


def test_the_list_kept_is_the_list_made_anew(here: Runtime) -> None:
    worker = her(here)
    kept = [listed(here, worker) for _ in range(2)][1]
    with reading(here.engine) as connection:
        made = here.recommender(connection).recommend(connection, worker, DAY, Profile.PUBLIC, 10)
    assert replace(kept, elapsed_ms=0) == replace(made, elapsed_ms=0)


def test_another_profile_day_or_length_has_a_list_of_its_own(here: Runtime) -> None:
    worker = her(here)
    first = listed(here, worker)
    assert listed(here, replace(worker, text="送餐")) is not first
    assert listed(here, worker, DAY + timedelta(1)) is not first
    assert len(listed(here, worker, limit=1).items) == 1


def test_a_posting_that_changed_is_shown_as_it_is(here: Runtime) -> None:
    first = listed(here, her(here)).items[0].posting
    with writing(here.engine) as connection:
        jobs.upsert(connection, [replace(first, title="写字楼夜间保洁")], now(here.settings))
    shown = {each.posting.id: each.posting.title for each in listed(here, her(here)).items}
    assert shown[first.id] == "写字楼夜间保洁"


def test_a_posting_that_went_is_shown_no_more(here: Runtime) -> None:
    first = listed(here, her(here)).items[0].posting
    with writing(here.engine) as connection:
        gone = replace(first, state=PostingState.WITHDRAWN)
        jobs.save(connection, gone, now(here.settings))
    assert first.id not in {each.posting.id for each in listed(here, her(here)).items}


@given(st.lists(st.integers(0, 9)), st.integers(1, 5))
def test_the_last_so_many_are_kept_and_no_more(keys: list[int], most: int) -> None:
    kept: Kept[int, int] = Kept(most)
    for key in keys:
        kept.put(key, key * 10)
        assert kept.get(key) == key * 10
    order: list[int] = []
    for key in keys:
        if key not in order:
            order = [*order, key][-most:]
    assert {key for key in range(10) if kept.get(key) is not None} == set(order)
    assert len(kept) == len(order)


def test_what_is_cleared_is_kept_no_more() -> None:
    kept: Kept[str, int] = Kept(2)
    kept.put("a", 1)
    kept.clear()
    assert (kept.get("a"), len(kept)) == (None, 0)
