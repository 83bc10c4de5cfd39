"""A request whose view of the store began before the index moved on is answered all the same."""

from dataclasses import replace
from pathlib import Path

from api.clock import now
from api.database import reading, writing
from api.runtime import Runtime
from api.services.recommend import find_worker
from api.store import jobs
from registry.jobs.posting import Posting, Profile
from tests.api.pool_town import say, settle_pool
from tests.api.small_town import settle
from tests.builders import DAY


def changed(here: Runtime, title: str) -> Posting:
    """The first posting under another title, and one that was not there before, in the index."""
    with writing(here.engine) as connection:
        first = jobs.get(connection, "town:1")
        assert first
        other = replace(first, title=title)
        new = replace(first, source_id="new", title="夜间保洁")
        jobs.upsert(connection, [other, new], now(here.settings))
    with reading(here.engine) as connection:
        here.recommender(connection)
    return other


def test_a_list_asked_for_before_a_change_is_not_refused_after_it(tmp_path: Path) -> None:
    here = settle(tmp_path)
    with reading(here.engine) as connection:
        worker = find_worker(connection, "W1")  # from here on this view stands still
        other = changed(here, "写字楼保洁员")
        found = here.recommender(connection).recommend(
            connection, worker, DAY, Profile.PUBLIC, limit=20
        )
    titles = {item.posting.id: item.posting.title for item in found.items}
    assert titles["town:1"] == other.title
    assert "town:new" in titles | {one: "" for item in found.items for one in item.alike}


def test_what_was_read_before_a_change_is_not_shown_after_it(tmp_path: Path) -> None:
    here = settle(tmp_path)
    for title in ("保洁甲", "保洁乙"):
        with reading(here.engine) as connection:
            worker = find_worker(connection, "W1")
            other = changed(here, title)
            found = here.recommender(connection).recommend(
                connection, worker, DAY, Profile.PUBLIC, limit=20
            )
        assert {"town:1": other.title}.items() <= {
            item.posting.id: item.posting.title for item in found.items
        }.items()


def test_who_withdrew_does_not_come_back_by_a_view_from_before(tmp_path: Path) -> None:
    here = settle_pool(tmp_path, 2)
    for name in ("W0000", "W0001"):
        say(here, name, given=True)
    candidates = here.candidates()
    with reading(here.engine) as before:
        candidates.catch_up(before)
        say(here, "W0000", given=False)
        with reading(here.engine) as after:
            candidates.catch_up(after)
        candidates.catch_up(before)
        assert ("W0000" in candidates, "W0001" in candidates) == (False, True)
