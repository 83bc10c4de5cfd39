"""The change log: its numbers come in the order of commits, whoever writes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Event

from sqlalchemy import Engine, text

from api.database import reading, writing
from api.store import changes, jobs
from api.store.changes import Kind, Op
from api.store.schema import migrate
from registry.jobs.posting import Posting


def test_an_empty_log_begins_at_zero(engine: Engine) -> None:
    with reading(engine) as connection:
        assert changes.latest(connection) == 0
        assert changes.after(connection, 0) == []


def test_a_reader_pages_through_the_log_and_misses_nothing(engine: Engine, at: datetime) -> None:
    with writing(engine) as connection:
        entries = [(f"s:{n}", Op.UPSERT) for n in range(25)]
        changes.record(connection, Kind.POSTING, entries, at)
        changes.record(connection, Kind.WORKER, [], at)
    seen: list[str] = []
    last = 0
    with reading(engine) as connection:
        while batch := changes.after(connection, last, limit=10):
            seen += [change.id for change in batch]
            last = batch[-1].sequence
    assert seen == [id_ for id_, _ in entries]
    assert last == 25


def test_a_lower_number_never_commits_after_a_higher_one(engine: Engine, at: datetime) -> None:
    """A second writer waits for the first, so no reader can pass by a number still to come."""
    started, may_end = Event(), Event()

    def slow() -> None:
        with writing(engine) as connection:
            jobs.upsert(connection, [Posting("a", "1", "先")], at)
            started.set()
            assert may_end.wait(10)

    def quick() -> None:
        with writing(engine) as connection:
            jobs.upsert(connection, [Posting("b", "1", "后")], at)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(slow)
        assert started.wait(10)
        second = pool.submit(quick)
        with reading(engine) as connection:
            assert changes.latest(connection) == 0
        assert not second.done()
        may_end.set()
        first.result(20)
        second.result(20)
    with reading(engine) as connection:
        assert [change.id for change in changes.after(connection, 0)] == ["a:1", "b:1"]


def test_its_lock_takes_no_other_counters_row(postgres_engine: Engine) -> None:
    """Of several rows, two writers would lock one each in whatever order they lie, and wait."""
    migrate(postgres_engine)
    other = text("SELECT 1 FROM counters WHERE name <> 'changes' FOR UPDATE")
    with writing(postgres_engine) as first:
        assert first.execute(other).all(), "no other counter: this shows nothing"
        with writing(postgres_engine) as second:
            second.execute(text("SET LOCAL lock_timeout = '2s'"))
            changes.lock(second)


def test_many_writers_of_the_same_postings_leave_one_row_each(engine: Engine, at: datetime) -> None:
    def write(writer: int) -> None:
        for round_ in range(5):
            batch = [Posting("s", str(n), f"{writer}-{round_}") for n in range(20)]
            with writing(engine) as connection:
                jobs.upsert(connection, batch[:10], at)
                jobs.upsert(connection, batch[10:], at)

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(write, writer) for writer in range(4)]:
            done.result(60)
    with reading(engine) as connection:
        assert len(list(jobs.iterate(connection))) == 20
        log = changes.after(connection, 0, limit=1000)
    assert [change.sequence for change in log] == list(range(1, 401))
