"""The worker library on SQLite and on PostgreSQL."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine, select

from api.database import reading, writing
from api.store import changes, workers
from api.store.changes import Kind
from api.store.tables import workers as table
from api.store.upserts import Counts, Outcome
from api.store.workers import WorkerRecord
from registry.jobs.week import FULL_WEEK
from registry.workers.identity import Sex
from registry.workers.worker import Worker


def record(number: int) -> WorkerRecord:
    worker = Worker(f"W{number:04d}", date(1980, 3, 14), text="保洁", free=FULL_WEEK)
    return WorkerRecord(worker, Sex.FEMALE, "371399************")


def put(engine: Engine, batch: list[WorkerRecord], at: datetime) -> Counts:
    with writing(engine) as connection:
        done = Counter(workers.upsert(connection, batch, at))
    return Counts(*(done[each] for each in Outcome))


def test_workers_come_out_as_they_went_in(engine: Engine, at: datetime) -> None:
    batch = [record(n) for n in range(600)]
    assert put(engine, batch, at) == Counts(inserted=600)
    with reading(engine) as connection:
        assert workers.get(connection, "W0007") == batch[7].worker
        assert workers.get_record(connection, "W0007") == batch[7]
        assert workers.get(connection, "W9999") is workers.get_record(connection, "W9999") is None
        assert list(workers.iterate(connection, batch=100)) == [each.worker for each in batch]
        assert "W0007" in workers.near_ids(connection, "W00007")


def test_the_same_again_changes_nothing_but_the_day_it_was_seen(
    engine: Engine, at: datetime
) -> None:
    put(engine, [record(1)], at)
    assert put(engine, [record(1)], at) == Counts(unchanged=1)
    assert put(engine, [record(1)], at + timedelta(days=1)) == Counts(unchanged=1)
    with reading(engine) as connection:
        assert changes.latest(connection) == 1
        assert connection.execute(select(table.c.last_seen)).scalar_one() == date(2026, 11, 23)


def test_a_change_beside_the_profile_is_a_change(engine: Engine, at: datetime) -> None:
    put(engine, [record(1)], at)
    bare = WorkerRecord(record(1).worker)
    assert put(engine, [bare], at) == Counts(updated=1)
    with reading(engine) as connection:
        assert workers.get_record(connection, "W0001") == bare
        assert [change.kind for change in changes.after(connection, 0)] == [Kind.WORKER] * 2


def test_of_two_with_one_id_the_last_wins(engine: Engine, at: datetime) -> None:
    last = replace(record(1), worker=Worker("W0001", text="月嫂"))
    with writing(engine) as connection:
        assert workers.upsert(connection, [record(1), last], at) == [
            Outcome.UNCHANGED,
            Outcome.INSERTED,
        ]
    with reading(engine) as connection:
        assert workers.get(connection, "W0001") == last.worker
