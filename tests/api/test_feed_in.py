"""Feeds taken in: what a full one closes, what a broken one leaves, what is noted of each."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select

from api.database import reading, writing
from api.feeds.opened import FeedUnreadable
from api.feeds.postings import read_posting
from api.policy import Policy
from api.reference import Reference
from api.security.keys import Keys
from api.services.feed_in import FeedDesk, FeedTaken, Terms
from api.services.feed_status import SourceStatus, source_statuses
from api.store import changes, feeds, jobs
from api.store.tables import postings as table
from registry.jobs.lifecycle import PostingEvent
from registry.jobs.posting import Posting, PostingState
from tests.api.life_desk import OFFICER, Life
from tests.api.small_town import row, write_rows


def no_keys() -> Keys:
    raise AssertionError("no worker comes in here")


class Town:
    """A store, a desk that takes feeds, and a clock that is set by hand."""

    def __init__(
        self, engine: Engine, reference: Reference, policy: Policy, at: datetime, folder: Path
    ) -> None:
        self.engine, self.reference, self.at, self.folder = engine, reference, at, folder
        self.desk = FeedDesk(engine, reference, policy, no_keys, lambda: self.at)

    def file(self, rows: Sequence[dict[str, Any]], name: str = "town.jsonl") -> Path:
        return write_rows(self.folder / name, list(rows))

    def take(self, rows: Sequence[dict[str, Any]], **terms: Any) -> FeedTaken:
        return self.desk.take(self.file(rows), Terms(source="town", **terms))

    def state(self, number: object) -> PostingState:
        with reading(self.engine) as connection:
            posting = jobs.get(connection, f"town:{number}")
        assert posting is not None
        return posting.state

    def live(self) -> int:
        with reading(self.engine) as connection:
            return feeds.live_postings(connection, self.at.date()).get("town", (0, 0))[0]

    def reason(self, number: object) -> str | None:
        with reading(self.engine) as connection:
            reason: str | None = connection.execute(
                select(table.c.closed_reason).where(table.c.id == f"town:{number}")
            ).scalar_one()
        return reason

    def statuses(self) -> list[SourceStatus]:
        with reading(self.engine) as connection:
            return source_statuses(connection, self.at)


@pytest.fixture
def town(store: Engine, reference: Reference, policy: Policy, at: datetime, tmp_path: Path) -> Town:
    return Town(store, reference, policy, at, tmp_path)


def offers(*numbers: int, **changes: Any) -> list[dict[str, Any]]:
    return [row(str(number), "保洁员", **changes) for number in numbers]


# ------------------------------------------------------------------ full feeds
def test_what_a_full_feed_no_longer_holds_is_closed_and_stands_again_when_sent_again(
    engine: Engine, reference: Reference, policy: Policy, at: datetime, tmp_path: Path
) -> None:
    town = Town(engine, reference, policy, at, tmp_path)
    town.take(offers(1, 2, 3, 4), complete=True)
    taken = town.take(offers(1, 2, 3), complete=True)
    assert taken.closing is not None
    assert taken.closing.ids == ("town:4",)
    assert (town.state(4), town.reason(4)) == (PostingState.UNSENT, "来源不再提供")
    assert taken.report.to_json()["withdrawn"] == 1
    again = town.take(offers(1, 2, 3, 4), complete=True)
    assert again.report.counts.updated == 1
    assert (town.state(4), town.reason(4)) == (PostingState.PUBLISHED, None)
    assert town.take(offers(1, 2, 3, 4), complete=True).report.counts.unchanged == 4


def test_a_full_feed_needs_no_last_day_for_what_it_holds(town: Town) -> None:
    rows = offers(1, 2, valid_until=None)
    assert town.take(rows).report.held == 2
    assert town.take(rows, complete=True).report.held == 0


def test_an_ordinary_feed_closes_nothing(town: Town) -> None:
    town.take(offers(1, 2, 3))
    assert town.take(offers(1)).closing is None
    assert town.live() == 3


def test_a_full_feed_that_would_close_more_than_half_closes_nothing_unless_forced(
    town: Town,
) -> None:
    town.take(offers(1, 2, 3, 4, 5))
    taken = town.take(offers(1, 2), complete=True)
    assert taken.closing is not None
    assert (taken.closing.ids, taken.closing.missing) == ((), 3)
    assert "--force" in taken.closing.withheld
    assert town.live() == 5
    assert town.take(offers(1, 2), complete=True, dry_run=True, force=True).closing
    assert town.live() == 5
    town.take(offers(1, 2), complete=True, force=True)
    assert town.live() == 2


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        pytest.param('[{"source_id": "1", "title": "保洁员"}, {"sour', "没有读完", id="cut off"),
        pytest.param('[{"source_id": "1", "title": "保洁员"}, 7]', "认不出编号", id="no id"),
        pytest.param(
            '[{"source_id": "1", "title": "保洁员"},'
            ' {"source": "other", "source_id": "1", "title": "保洁员"}]',
            "几个来源",
            id="two sources",
        ),
    ],
)
def test_a_full_feed_that_is_not_whole_closes_nothing(
    town: Town, tmp_path: Path, broken: str, told: str
) -> None:
    town.take(offers(1, 2, 3))
    path = tmp_path / "town.json"
    path.write_text(broken, encoding="utf-8")
    taken = town.desk.take(path, Terms(source="town", complete=True, force=True))
    assert taken.closing is not None
    assert told in taken.closing.withheld
    assert town.live() + len(taken.report.held_rows) >= 3
    assert town.state(2) is PostingState.PUBLISHED


def test_a_file_of_which_nothing_can_be_read_closes_nothing_and_is_noted(
    town: Town, tmp_path: Path
) -> None:
    town.take(offers(1, 2, 3))
    path = tmp_path / "town.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(FeedUnreadable):
        town.desk.take(path, Terms(source="town", complete=True, force=True))
    assert town.live() == 3
    (status,) = town.statuses()
    assert status.last is not None
    assert "残缺" in status.last.fault
    assert not status.last.succeeded


def test_a_file_that_there_is_not_makes_no_source(town: Town) -> None:
    with pytest.raises(FeedUnreadable, match="没有"):
        town.desk.take(town.folder / "misspelt.csv", Terms())
    assert town.statuses() == []


def test_a_refused_row_still_says_that_its_posting_is_offered(town: Town) -> None:
    town.take(offers(1, 2, 3))
    taken = town.take([*offers(1, 2), row("3", "")], complete=True)
    assert len(taken.report.refused) == 1
    assert taken.closing is not None
    assert taken.closing.ids == ()
    assert town.state(3) is PostingState.PUBLISHED


def test_what_somebody_else_sends_while_a_file_is_read_is_not_closed(town: Town) -> None:
    town.take(offers(1, 2))

    def beside(done: int, total: int) -> None:
        with writing(town.engine) as connection:
            jobs.upsert(connection, [read_posting(row("9", "保安"), town.reference)], town.at)

    path = town.file(offers(1, 2, 3))
    taken = town.desk.take(path, Terms(source="town", complete=True), beside)
    assert taken.closing is not None
    assert taken.closing.ids == ()
    assert town.state(9) is PostingState.PUBLISHED


def test_other_sources_and_the_archive_are_left_alone(town: Town) -> None:
    town.take([row("1", "保洁员", source="other")])
    town.take(offers(1, 2))
    town.take(offers(1), complete=True)
    with reading(town.engine) as connection:
        assert feeds.live_postings(connection, town.at.date()) == {
            "other": (1, 0),
            "town": (1, 0),
        }


# ------------------------------------------------------------------ rows that take back
def test_a_row_takes_a_posting_back_with_its_reason_and_may_offer_it_again(town: Town) -> None:
    town.take(offers(1, 2))
    back = [{"source_id": "1", "removed": True, "reason": "招满"}]
    assert town.take(back).report.to_json()["withdrawn"] == 1
    assert (town.state(1), town.reason(1)) == (PostingState.UNSENT, "来源撤下：招满")
    again = town.take([*back, {"source_id": "77", "removed": True}]).report
    assert (again.counts.unchanged, again.withdrawn) == (2, 0)
    town.take(offers(1))
    assert town.state(1) is PostingState.PUBLISHED


def test_a_table_takes_back_by_its_column(town: Town, tmp_path: Path) -> None:
    town.take(offers(1, 2))
    path = tmp_path / "town.csv"
    path.write_text("编号,岗位名称,撤下,撤下原因\n2,,是,招满\n", encoding="utf-8")
    town.desk.take(path, Terms(source="town"))
    assert (town.state(1), town.state(2)) == (PostingState.PUBLISHED, PostingState.UNSENT)


def test_what_the_bureau_closed_stays_closed_however_often_it_is_sent(town: Town) -> None:
    town.take(offers(1))
    life = Life(town.engine, town.reference)
    life.postings.close("town:1", PostingEvent.REMOVE, "投诉属实，下架", OFFICER)
    town.take([row("1", "保洁员（新）")], complete=True)
    assert (town.state(1), town.reason(1)) == (PostingState.REMOVED, "投诉属实，下架")


def test_of_an_offer_and_a_removal_in_one_file_the_last_wins(town: Town) -> None:
    town.take(offers(1))
    back = {"source": "town", "source_id": "1", "removed": True}
    town.take([back, *offers(1)])
    assert town.state(1) is PostingState.PUBLISHED
    town.take([*offers(1), back])
    assert town.state(1) is PostingState.UNSENT


# ------------------------------------------------------------------ what is noted
def test_each_file_is_noted_for_each_source_in_it(
    engine: Engine, reference: Reference, policy: Policy, at: datetime, tmp_path: Path
) -> None:
    town = Town(engine, reference, policy, at, tmp_path)
    others = [row("3", "", source="other"), row("4", "招人", source="other", pay=None)]
    town.take([*offers(1, 2), *others])
    other, own = town.statuses()
    assert (own.source, own.live, own.held) == ("town", 2, 0)
    assert (other.source, other.live, other.held) == ("other", 0, 1)
    assert own.last is not None
    assert other.last is not None
    assert own.last.counts["inserted"] == 2
    assert (other.last.counts["rows"], other.last.counts["refused"]) == (2, 1)
    assert other.mapping_loss["pay"] == 1.0
    assert own.last.file_hash == other.last.file_hash
    assert len(own.last.file_hash) == 64
    assert json.dumps([each.to_json() for each in (own, other)])


def test_the_same_file_again_is_noted_and_changes_nothing_else(town: Town) -> None:
    town.take(offers(1, 2), complete=True)
    with reading(town.engine) as connection:
        before = changes.latest(connection)
    taken = town.take(offers(1, 2), complete=True)
    assert taken.report.counts.unchanged == 2
    with reading(town.engine) as connection:
        assert changes.latest(connection) == before


def test_a_dry_run_is_not_noted(town: Town) -> None:
    town.take(offers(1, 2), dry_run=True)
    assert town.statuses() == []


def test_a_file_of_workers_is_no_feed_of_a_source(town: Town) -> None:
    people = [{"id": "W1", "skills": ["保洁"], "free": []}]
    town.desk.take(town.file(people), Terms())
    assert town.statuses() == []


def test_a_feed_that_never_ended_is_seen_as_such(town: Town, monkeypatch: Any) -> None:
    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("api.services.feed_in.ingest", dies)
    with pytest.raises(KeyboardInterrupt):
        town.take(offers(1))
    (status,) = town.statuses()
    assert status.last is not None
    assert status.last.ended_at is None
    assert status.last_success is None


def test_a_source_that_is_silent_for_longer_than_usual_is_flagged(town: Town) -> None:
    for number in range(5):
        town.take(offers(number))
        town.at += timedelta(days=1)
    assert town.statuses()[0].silent_since is None
    last = town.at - timedelta(days=1)
    town.at += timedelta(days=3)
    assert town.statuses()[0].silent_since == last


def test_a_feed_that_brings_only_refusals_is_no_success(town: Town) -> None:
    town.take([row("1", "")])
    (status,) = town.statuses()
    assert status.last is not None
    assert not status.last.succeeded
    assert status.last_success is None


def test_a_source_that_only_posts_one_by_one_is_listed_too(town: Town) -> None:
    posting: Posting = read_posting(row("1", "保洁员"), town.reference)
    with writing(town.engine) as connection:
        jobs.upsert(connection, [replace(posting)], town.at)
    (status,) = town.statuses()
    assert (status.source, status.live, status.last) == ("town", 1, None)
