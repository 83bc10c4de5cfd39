"""The same answers from both databases, and between processes through the change log."""

from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.clock import now
from api.database import reading, writing
from api.feeds.postings import read_posting
from api.runtime import Runtime
from api.services.lists import Recommendations
from api.services.matching import MOST_CHANGES
from api.services.post import post_one
from api.services.recommend import find_worker
from api.settings import Settings
from api.store import changes, jobs
from indexing.artifact import IndexUnusable
from registry.actor import Actor, Role
from registry.jobs.lifecycle import PostingEvent
from registry.jobs.posting import Profile
from tests.api.small_town import row, settle
from tests.builders import DAY


def ask(here: Runtime, worker: str = "W1") -> Recommendations:
    with reading(here.engine) as connection:
        person = find_worker(connection, worker)
        return here.recommender(connection).recommend(connection, person, DAY, Profile.PUBLIC, 20)


def ids(found: Recommendations) -> list[str]:
    return [item.posting.id for item in found.items]


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def test_both_databases_give_the_same_list(tmp_path: Path, engine: Engine) -> None:
    plain = ask(settle(tmp_path / "sqlite"))
    here = settle(tmp_path / "this", address(engine))
    found = ask(here)
    here.close()
    assert [(item.posting.id, item.score) for item in found.items] == [
        (item.posting.id, item.score) for item in plain.items
    ]
    assert found.not_shown == plain.not_shown


def test_what_one_process_takes_in_is_in_the_very_next_list_of_another(
    tmp_path: Path, engine: Engine
) -> None:
    one = settle(tmp_path, address(engine))
    other = Runtime(one.settings)
    assert "town:new" not in ids(ask(other))
    post_one(one, row("new", "写字楼保洁员"))
    assert "town:new" in ids(ask(other))
    one.postings.close("town:new", PostingEvent.FILL, "", Actor("town", Role.FIRM))
    assert "town:new" not in ids(ask(other))
    one.close()
    other.close()


def test_a_saved_index_gives_the_list_it_gave_in_memory(tmp_path: Path) -> None:
    built = settle(tmp_path)
    loaded = Runtime(built.settings)
    assert [item.to_json() for item in ask(loaded).items] == [
        item.to_json() for item in ask(built).items
    ]


def test_an_index_too_far_behind_says_so_and_is_not_followed(tmp_path: Path) -> None:
    here = settle(tmp_path)
    many = [
        read_posting(row(f"many-{number}", "保洁"), here.reference)
        for number in range(MOST_CHANGES + 1)
    ]
    with writing(here.engine) as connection:
        jobs.upsert(connection, many, now(here.settings))
    with pytest.raises(IndexUnusable, match="linggang index build"):
        ask(Runtime(here.settings))
    here.build_index(lambda *_: None)
    assert len(ask(Runtime(here.settings)).items) > 0


def test_an_index_of_another_databases_history_is_refused(tmp_path: Path) -> None:
    here = settle(tmp_path / "one")
    other = Settings(home=here.settings.home, as_of=DAY, database_url=f"sqlite:///{tmp_path}/x.db")
    runtime = Runtime(other)
    with reading(runtime.engine) as connection:
        assert changes.latest(connection) == 0
        with pytest.raises(IndexUnusable, match="linggang index build"):
            runtime.matching.catch_up(connection)


def test_a_running_server_takes_the_index_that_another_process_built(tmp_path: Path) -> None:
    server = settle(tmp_path)
    ask(server)
    many = [
        read_posting(row(f"many-{number}", "保洁"), server.reference)
        for number in range(MOST_CHANGES + 1)
    ]
    with writing(server.engine) as connection:
        jobs.upsert(connection, many, now(server.settings))
    with pytest.raises(IndexUnusable, match="linggang index build"):
        ask(server)
    Runtime(server.settings).build_index(lambda *_: None)
    assert len(ask(server).items) > 0


def test_an_index_over_nothing_can_be_built_and_filled_later(tmp_path: Path) -> None:
    here = Runtime(Settings(home=tmp_path, as_of=DAY))
    here.build_index(lambda *_: None)
    again = Runtime(here.settings)
    post_one(again, row("first", "保洁员"))
    with reading(again.engine) as connection:
        assert int(again.recommender(connection).matching.index.alive.sum()) == 1
