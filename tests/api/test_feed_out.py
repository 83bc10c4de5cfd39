"""Our own feed: who follows it has what is published, no more and no less; contacts stay hidden."""

import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from api.database import reading, writing
from api.feeds.postings import read_posting
from api.feeds.written import public_row
from api.policy import Policy
from api.reference import Reference
from api.services.feed_out import Level, check_after, level, stream, write_snapshot
from api.settings import find_data_dir
from api.store import jobs
from api.store.withdrawals import withdraw
from registry.errors import InvalidField
from registry.jobs.posting import PostingState, Profile
from tests.api.small_town import row
from tests.api.test_feed_in import Town, offers
from tests.builders import DAY

Lines = list[dict[str, Any]]


class Follower:
    """A client: takes the snapshot once, then the stream, a few changes at a time."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.has: dict[str, dict[str, Any]] = {}
        self.seen: list[int] = []
        self.sequence = 0

    def take_snapshot(self) -> None:
        lines, level_ = snapshot_of(self.engine)
        assert lines[0] == {"snapshot": True, "sequence": level_.sequence}
        self.has = {line["id"]: line for line in lines[1:]}
        assert len(self.has) == len(lines) - 1
        self.sequence = level_.sequence

    def follow(self, limit: int) -> Lines:
        told: Lines = []
        more = True
        while more:
            *lines, last = map(json.loads, stream(self.engine, self.sequence, limit, DAY))
            told += lines
            self.sequence, more = last["sequence"], last["more"]
        for line in told:
            assert not self.seen or line["sequence"] > self.seen[-1]
            self.seen.append(line["sequence"])
            if line.get("removed"):
                self.has.pop(line["id"], None)
            else:
                self.has[line["id"]] = {k: v for k, v in line.items() if k != "sequence"}
        return told


def snapshot_of(engine: Engine) -> tuple[Lines, Level]:
    file = io.BytesIO()
    told = write_snapshot(engine, file, DAY)
    return [json.loads(line) for line in file.getvalue().splitlines()], told


def published(engine: Engine) -> dict[str, dict[str, Any]]:
    with reading(engine) as connection:
        found = list(jobs.iterate(connection, states=[PostingState.PUBLISHED]))
    return {
        each.id: public_row(each)
        for each in found
        if each.valid_until is None or each.valid_until >= DAY
    }


@pytest.fixture
def town(store: Engine, reference: Reference, policy: Policy, at: datetime, tmp_path: Path) -> Town:
    return Town(store, reference, policy, at, tmp_path)


STEPS = st.tuples(
    st.sampled_from(["send", "hold", "expire", "take back", "close", "archive", "follow"]),
    st.integers(1, 5),
    st.integers(1, 3),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=14))
def test_whoever_follows_has_what_is_published_whenever_she_began(
    store: Engine, reference: Reference, at: datetime, steps: list[tuple[str, int, int]]
) -> None:
    with writing(store) as connection:
        everything = {each.id: "" for each in jobs.iterate(connection)}
        withdraw(connection, dict.fromkeys(everything, "来源撤下"), at)
    late, early = Follower(store), Follower(store)
    early.take_snapshot()
    for what, number, text in steps:
        _step(store, reference, at, what, number, text)
        if what == "follow":
            early.follow(limit=text)
            assert early.has == published(store)
    late.take_snapshot()
    early.follow(limit=2)
    assert early.has == late.has == published(store)
    assert late.follow(limit=1) == early.follow(limit=1) == []


def _step(
    store: Engine, reference: Reference, at: datetime, what: str, number: int, text: int
) -> None:
    changes: dict[str, Any] = {"description": f"打扫卫生，第{text}版"}
    changes |= {"hold": {"pay": None}, "expire": {"valid_until": "2026-11-21"}}.get(what, {})
    with writing(store) as connection:
        if what in {"take back", "close"}:
            reason = "来源撤下" if what == "take back" else "下架"
            withdraw(connection, {f"town:{number}": reason}, at)
        elif what != "follow":
            sent = row(str(number), "保洁员", **changes)
            jobs.upsert(connection, [read_posting(sent, reference)], at)


def test_a_posting_that_was_never_published_is_never_told_of(town: Town) -> None:
    town.take([row("1", "保洁员", pay=None)])
    archived = [{"id": "2", "platform": "BOARD", "title": "保洁员"}]
    town.take(archived, profile=Profile.ARCHIVE)
    with writing(town.engine) as connection:
        withdraw(connection, {"town:1": "来源撤下"}, town.at)
    assert Follower(town.engine).follow(10) == []
    assert snapshot_of(town.engine)[0] == [{"snapshot": True, "sequence": 3}]


def test_what_is_removed_says_why(town: Town) -> None:
    town.take(offers(1, 2, 3))
    follower = Follower(town.engine)
    follower.follow(10)
    town.take([{"source_id": "1", "removed": True, "reason": "招满，电话13800000000"}])
    town.take(offers(2, pay=None))
    told = follower.follow(10)
    assert [line["reason"] for line in told] == ["来源撤下：招满，电话138******00", "待补正"]
    assert told[0]["id"] == "town:1"
    assert (told[0]["source"], told[0]["source_id"]) == ("town", "1")


def test_of_many_changes_of_one_posting_the_last_alone_is_told(town: Town) -> None:
    for version in range(4):
        town.take(offers(1, description=f"第{version}版"))
    (line,) = Follower(town.engine).follow(10)
    assert (line["sequence"], line["description"]) == (4, "第3版")


def test_a_number_that_was_never_given_out_asks_for_a_new_snapshot(town: Town) -> None:
    town.take(offers(1))
    check_after(town.engine, 1)
    with pytest.raises(InvalidField, match="快照"):
        check_after(town.engine, 2)


def test_the_level_changes_with_the_store_and_with_the_day(town: Town) -> None:
    before = level(town.engine, DAY)
    assert before.etag == level(town.engine, DAY).etag
    town.take(offers(1))
    assert {before.etag, level(town.engine, DAY).etag, level(town.engine, town.at.date()).etag}
    assert level(town.engine, DAY).etag != before.etag


def test_a_snapshot_is_of_one_moment_on_either_database(
    engine: Engine, reference: Reference, policy: Policy, at: datetime, tmp_path: Path
) -> None:
    town = Town(engine, reference, policy, at, tmp_path)
    town.take(offers(*range(30)))

    class Watched(io.BytesIO):
        """While it is written to, somebody else changes the store."""

        count = 0

        def write(self, line: Any) -> int:
            self.count += 1
            if self.count == 5 and engine.dialect.name == "postgresql":
                town.take([row("99", "保安"), {"source_id": "29", "removed": True}])
            return super().write(line)

    file = Watched()
    told = write_snapshot(engine, file, DAY)
    lines = [json.loads(line) for line in file.getvalue().splitlines()]
    assert told.sequence == 30
    assert {line["id"] for line in lines[1:]} == {f"town:{number}" for number in range(30)}


# ------------------------------------------------------------------ what a line holds
@pytest.fixture(scope="module")
def samples() -> Iterator[dict[str, Any]]:
    path = find_data_dir() / "samples" / "platforms.jsonl"
    return iter([json.loads(line) for line in path.read_text("utf-8").splitlines()[::16]])


def test_a_line_read_by_our_own_reader_is_the_same_offer(
    reference: Reference, samples: Iterator[dict[str, Any]]
) -> None:
    same = (
        "id", "title", "employer", "uscc", "occupation", "pay", "place", "tags", "welfare",
        "headcount", "published_on", "valid_until", "source_name", "source_url",
    )  # fmt: skip
    for sample in samples:
        posting = read_posting(sample, reference)
        again = read_posting(public_row(posting) | {"sequence": 1}, reference)
        assert [getattr(again, name) for name in same] == [getattr(posting, name) for name in same]
        assert again.hours.windows == posting.hours.windows
        assert "unknown_field" not in again.flags


def test_no_contact_stands_in_a_line(reference: Reference) -> None:
    told = "电话13800000000，微信号：abc_12345"
    sent = row(
        "1", f"保洁员{told}", description=told, contact="13800000000", tags=[told], welfare=[told]
    )
    sent["place"] = {"county": "罗庄区", "address": told}
    line = json.dumps(public_row(read_posting(sent, reference)), ensure_ascii=False)
    assert "13800000000" not in line
    assert "abc_12345" not in line
    assert "138******00" in line
