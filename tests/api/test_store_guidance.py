"""Guidance sessions in the store, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from api.database import reading, writing
from api.security.keys import KeyUnusable
from api.store import guidance, workers
from api.store.guidance import Due, Kept
from api.store.workers import WorkerRecord
from registry.guidance.record import Ending, Session
from registry.guidance.steps import taken
from registry.workers.worker import Worker
from tests.api.registration_desk import KEYS
from tests.registry.guided import (
    ADVISOR,
    CLOSING,
    after,
    agreed,
    follow_up,
    received,
    recommended,
)


@pytest.fixture
def store(engine: Engine, at: datetime) -> Engine:
    with writing(engine) as connection:
        workers.upsert(connection, [WorkerRecord(Worker(each)) for each in ("W1", "W2")], at)
    return engine


def closed(session: Session) -> Session:
    closing = replace(CLOSING, ending=Ending.HER_WISH, words="不找了", undone="不找了")
    return taken(session, closing, ADVISOR)


def test_a_session_comes_back_as_it_was_kept_and_each_change_has_another_tag(
    store: Engine,
) -> None:
    full = taken(recommended(), follow_up(after(7)), ADVISOR)
    with writing(store) as connection:
        first = guidance.add(connection, KEYS, received())
        later = guidance.save(connection, KEYS, Kept(full, first.version))
    with writing(store) as connection:
        found = guidance.get(connection, KEYS, full.id, lock=True)
        assert found == Kept(full, 2) == later
        assert guidance.tag(connection, full.id) == later.tag != first.tag
        assert guidance.worker_of(connection, full.id) == "W1"
        assert guidance.get(connection, KEYS, "none") is None
        assert guidance.tag(connection, "none") is None


def test_a_worker_has_one_open_session_and_any_number_of_closed_ones(store: Engine) -> None:
    with writing(store) as connection:
        for name in ("a", "b"):
            guidance.add(connection, KEYS, closed(replace(received(), id=name)))
        kept = guidance.add(connection, KEYS, received())
    with pytest.raises(IntegrityError), writing(store) as connection:
        guidance.add(connection, KEYS, replace(received(), id="second"))
    with writing(store) as connection:
        guidance.add(connection, KEYS, replace(received(), id="hers", worker="W2"))
        assert guidance.open_one(connection, KEYS, "W1") == kept
        assert {each.session.id for each in guidance.of_worker(connection, KEYS, "W1")} == {
            "a", "b", kept.session.id,
        }  # fmt: skip
        guidance.forget(connection, "W1")
        assert guidance.of_worker(connection, KEYS, "W1") == ()
        assert guidance.open_one(connection, KEYS, "W1") is None
        assert guidance.open_one(connection, KEYS, "W2") is not None


@pytest.mark.parametrize(
    ("account", "workers_of_hers", "day", "is_told"),
    [
        pytest.param("zhao", [], 6, False, id="a day before"),
        pytest.param("zhao", [], 7, True, id="on the day, to who opened it"),
        pytest.param("qian", [], 7, False, id="to nobody else"),
        pytest.param("qian", ["W1"], 7, True, id="but to who serves her"),
        pytest.param("zhao", [], 90, True, id="still, long after"),
    ],
)
def test_a_follow_up_that_is_due_is_found(
    store: Engine, account: str, workers_of_hers: list[str], day: int, is_told: bool
) -> None:
    with writing(store) as connection:
        guidance.add(connection, KEYS, agreed())
        guidance.add(connection, KEYS, closed(replace(agreed(), id="closed", worker="W2")))
    with reading(store) as connection:
        found = guidance.due(connection, after(day), account, workers_of_hers)
    assert found == ([Due("a1b2c3d4", "W1", after(7), "zhao")] if is_told else [])


def test_after_the_first_follow_up_the_second_is_due(store: Engine) -> None:
    session = taken(recommended(), follow_up(after(7)), ADVISOR)
    with writing(store) as connection:
        guidance.add(connection, KEYS, session)
        assert guidance.due(connection, after(29), "zhao", []) == []
        assert [each.on for each in guidance.due(connection, after(30), "zhao", [])] == [after(30)]


def test_nothing_of_what_was_said_is_legible_in_the_database_or_opens_elsewhere(
    store: Engine,
) -> None:
    with writing(store) as connection:
        guidance.add(connection, KEYS, recommended())
        guidance.add(connection, KEYS, replace(received(), id="other", worker="W2"))
    with writing(store) as connection:
        sealed = connection.execute(text("SELECT sealed FROM guidance_sessions")).scalars().all()
        assert not any("保洁" in each or "zhao" in each for each in sealed)
        connection.execute(
            text("UPDATE guidance_sessions SET sealed = :one WHERE id = 'other'"),
            {"one": sealed[0]},
        )
    with reading(store) as connection, pytest.raises(KeyUnusable):
        guidance.get(connection, KEYS, "other")


def test_opened_at_is_that_of_the_reception(store: Engine) -> None:
    early = received()
    late_entered = replace(
        early.reception.entered, at=early.reception.entered.at + timedelta(hours=1)
    )
    late = replace(early, id="late", reception=replace(early.reception, entered=late_entered))
    with writing(store) as connection:
        guidance.add(connection, KEYS, closed(early))
        guidance.add(connection, KEYS, late)
        found = [each.session.id for each in guidance.of_worker(connection, KEYS, "W1")]
    assert found == ["late", "a1b2c3d4"]
