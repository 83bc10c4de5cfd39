"""The job library on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from api.database import reading, writing
from api.store import changes, jobs
from api.store.changes import Kind, Op
from api.store.tables import employers, postings
from api.store.upserts import Outcome
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.posting import Posting, PostingState, Profile


def posting(number: int, **changed: object) -> Posting:
    made = Posting(
        "market",
        f"{number:04d}",
        "外卖骑手",
        employer=f"公司{number % 3}",
        pay=Pay(20, 25, PayUnit.HOUR),
        published_on=date(2026, 11, 1),
    )
    return replace(made, **changed)


def put(engine: Engine, batch: list[Posting], at: datetime) -> list[Outcome]:
    with writing(engine) as connection:
        return jobs.upsert(connection, batch, at)


def test_what_was_put_in_comes_out_as_it_was(engine: Engine, at: datetime) -> None:
    batch = [posting(n) for n in range(1200)]
    assert put(engine, batch, at) == [Outcome.INSERTED] * 1200
    with reading(engine) as connection:
        assert jobs.get(connection, "market:0007") == batch[7]
        assert jobs.get(connection, "market:none") is None
        assert list(jobs.iterate(connection, batch=100)) == batch
        assert jobs.get_many(connection, ["market:0001", "x", "market:1100"]) == {
            "market:0001": batch[1],
            "market:1100": batch[1100],
        }
        assert connection.execute(select(func.count()).select_from(employers)).scalar_one() == 3


def test_the_same_again_writes_nothing(engine: Engine, at: datetime) -> None:
    batch = [posting(n) for n in range(700)]
    put(engine, batch, at)
    with reading(engine) as connection:
        before = connection.execute(select(postings).order_by(postings.c.id)).all()
    assert put(engine, batch, at + timedelta(hours=1)) == [Outcome.UNCHANGED] * 700
    with reading(engine) as connection:
        assert connection.execute(select(postings).order_by(postings.c.id)).all() == before
        assert changes.latest(connection) == 700


def test_a_posting_still_sent_is_seen_but_not_changed(engine: Engine, at: datetime) -> None:
    put(engine, [posting(1)], at)
    assert put(engine, [posting(1)], at + timedelta(days=3)) == [Outcome.UNCHANGED]
    with reading(engine) as connection:
        row = connection.execute(select(postings)).one()
        assert row.last_seen == date(2026, 11, 25)
        assert row.first_seen == at
        assert changes.latest(connection) == 1


def test_a_change_is_kept_and_logged(engine: Engine, at: datetime) -> None:
    put(engine, [posting(1), posting(2)], at)
    dearer = posting(2, pay=Pay(30, 30, PayUnit.HOUR), employer="新公司")
    assert put(engine, [posting(1), dearer], at) == [Outcome.UNCHANGED, Outcome.UPDATED]
    with reading(engine) as connection:
        assert jobs.get(connection, dearer.id) == dearer
        (change,) = changes.after(connection, 2)
        assert (change.sequence, change.kind, change.id, change.op) == (
            3,
            Kind.POSTING,
            dearer.id,
            Op.UPSERT,
        )
        assert change.at == at


def test_of_two_with_one_id_the_last_wins(engine: Engine, at: datetime) -> None:
    last = posting(1, title="骑手（新）")
    assert put(engine, [posting(1), last], at) == [Outcome.UNCHANGED, Outcome.INSERTED]
    assert put(engine, [posting(1), last], at) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    with reading(engine) as connection:
        assert jobs.get(connection, last.id) == last


def test_a_public_posting_without_a_date_counts_from_the_first_day_it_was_seen(
    engine: Engine, at: datetime
) -> None:
    put(engine, [posting(1, published_on=None)], at)
    assert put(engine, [posting(1, published_on=None)], at + timedelta(days=1)) == [
        Outcome.UNCHANGED
    ]
    put(engine, [posting(1, published_on=None, title="改")], at + timedelta(days=2))
    with reading(engine) as connection:
        kept = jobs.get(connection, "market:0001")
    assert kept is not None
    assert (kept.title, kept.published_on) == ("改", date(2026, 11, 22))


def test_an_archived_posting_without_a_date_stays_without(engine: Engine, at: datetime) -> None:
    old = posting(1, published_on=None, profile=Profile.ARCHIVE, state=PostingState.ARCHIVED)
    put(engine, [old], at)
    with reading(engine) as connection:
        assert jobs.get(connection, old.id) == old


def test_a_held_posting_is_kept_but_taken_from_lists(engine: Engine, at: datetime) -> None:
    held = posting(1, state=PostingState.HELD, holds=("pay_missing",))
    put(engine, [held], at)
    with reading(engine) as connection:
        assert jobs.get(connection, held.id) == held
        assert list(jobs.iterate(connection)) == []
        assert [change.op for change in changes.after(connection, 0)] == [Op.REMOVE]


def test_a_closed_posting_stays_closed_and_takes_over_what_its_source_sends(
    engine: Engine, at: datetime
) -> None:
    put(engine, [posting(1)], at)
    filled = posting(1, state=PostingState.FILLED)
    with writing(engine) as connection:
        changes.lock(connection)
        jobs.save(connection, filled, at, "已招满")
    assert put(engine, [posting(1)], at) == [Outcome.UNCHANGED]
    assert put(engine, [posting(1, title="又来")], at) == [Outcome.UPDATED]
    with reading(engine) as connection:
        kept = jobs.get(connection, "market:0001")
        assert kept is not None
        assert (kept.state, kept.title) == (PostingState.FILLED, "又来")
        assert list(jobs.iterate(connection)) == []
        assert connection.execute(select(postings.c.closed_reason)).scalar_one() == "已招满"
        assert [change.op for change in changes.after(connection, 0)] == [
            Op.UPSERT,
            Op.REMOVE,
            Op.REMOVE,
        ]


@pytest.mark.parametrize("wanted", ["0042", "market:0042x", "markt:0042", "market:004"])
def test_a_mistyped_id_finds_its_neighbours(engine: Engine, at: datetime, wanted: str) -> None:
    put(engine, [posting(n) for n in (41, 42, 43)], at)
    with reading(engine) as connection:
        assert "market:0042" in jobs.near_ids(connection, wanted)


def test_an_empty_store_has_no_neighbours(engine: Engine) -> None:
    with reading(engine) as connection:
        assert jobs.near_ids(connection, "market:1") == ()


def test_odd_characters_survive(engine: Engine, at: datetime) -> None:
    odd = posting(1, title="%_\\'\"；--", description="𠮷🏍️\n\t中", employer="a'b")
    put(engine, [odd], at)
    with reading(engine) as connection:
        assert jobs.get(connection, odd.id) == odd
        assert jobs.near_ids(connection, "market:%") == ("market:0001",)


def test_a_failed_transaction_leaves_nothing_behind(engine: Engine, at: datetime) -> None:
    def fail() -> None:
        with writing(engine) as connection:
            jobs.upsert(connection, [posting(1)], at)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with reading(engine) as connection:
        assert jobs.get(connection, "market:0001") is None
        assert changes.latest(connection) == 0
