"""Whole files into the store: every row accounted for, again changes nothing."""

import gzip
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from api.database import reading
from api.feeds.opened import FeedUnreadable
from api.policy import Policy
from api.reference import Reference
from api.services.ingest import ingest, write_errors, write_losses
from api.services.ingest_losses import FIELDS, Loss, by_field
from api.services.ingest_report import IngestReport
from api.store import changes, jobs, workers
from registry.jobs.posting import PostingState, Profile
from tests.api.registration_desk import KEYS


def native(number: int, **changed: Any) -> dict[str, Any]:
    row = {
        "source": "made",
        "source_id": f"N{number}",
        "title": "装卸工",
        "description": "卸车，早8点到晚5点，双休",
        "employer": {"name": f"物流园{number % 5}"},
        "pay": {"min": 180, "max": 200, "unit": "DAY"},
        "place": {"county": "兰山区"},
        "headcount": 2,
        "valid_until": "2026-12-31",
    }
    return row | changed


def lines(folder: Path, *rows: dict[str, Any] | str, name: str = "made.jsonl") -> Path:
    path = folder / name
    written = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(written) + "\n", encoding="utf-8")
    return path


class Desk:
    """An empty store and a short way of bringing files in."""

    def __init__(self, engine: Engine, reference: Reference, policy: Policy, at: datetime) -> None:
        self.engine, self.reference, self.policy, self.at = engine, reference, policy, at

    def ingest(self, path: Path, **options: Any) -> IngestReport:
        at = options.pop("at", self.at)
        options = {"keys": lambda: KEYS} | options
        report = ingest(
            self.engine, path, reference=self.reference, policy=self.policy, at=at, **options
        )
        counts = report.to_json()
        done = [counts[name] for name in ("inserted", "updated", "unchanged", "refused")]
        assert counts["rows"] == sum(done), counts
        assert len(counts["refusals"]) == counts["refused"]
        return report

    def counts(self, path: Path, **options: Any) -> tuple[int, ...]:
        counts = self.ingest(path, **options).to_json()
        return tuple(counts[name] for name in ("inserted", "updated", "unchanged", "refused"))

    def sequence(self) -> int:
        with reading(self.engine) as connection:
            return changes.latest(connection)


@pytest.fixture
def desk(store: Engine, reference: Reference, policy: Policy, at: datetime) -> Desk:
    return Desk(store, reference, policy, at)


def test_a_file_again_changes_nothing_and_a_changed_row_is_updated(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [native(n) for n in range(1100)]
    path = lines(tmp_path, *rows)
    assert desk.counts(path) == (1100, 0, 0, 0)
    assert desk.counts(path) == (0, 0, 1100, 0)
    assert desk.counts(path, at=desk.at + timedelta(days=2)) == (0, 0, 1100, 0)
    rows[3]["title"] = "装卸工（夜班）"
    assert desk.counts(lines(tmp_path, *rows)) == (0, 1, 1099, 0)
    assert desk.sequence() == 1101


def test_a_file_goes_into_either_database(
    engine: Engine, reference: Reference, policy: Policy, at: datetime, tmp_path: Path
) -> None:
    desk = Desk(engine, reference, policy, at)
    path = lines(
        tmp_path, *[native(n) for n in range(20)], native(3, title="改"), native(21, title=5)
    )
    assert desk.counts(path, dry_run=True) == (20, 0, 1, 1)
    assert desk.counts(path) == (20, 0, 1, 1)
    assert desk.counts(path) == (0, 0, 21, 1)
    assert desk.sequence() == 20


def test_every_bad_row_is_refused_with_row_field_code_and_reason(
    desk: Desk, tmp_path: Path
) -> None:
    path = lines(
        tmp_path, native(1), "{broken", native(3, title=""), native(4, place={"county": "兰三区"})
    )
    counts = desk.ingest(path).to_json()
    assert [
        (each["row"], each["source_id"], each["field"], each["code"]) for each in counts["refusals"]
    ] == [
        (2, "", "", "not_json"),
        (3, "N3", "title", "missing"),
        (4, "N4", "place.county", "unknown_name"),
    ]
    assert all(each["reason"] for each in counts["refusals"])
    assert counts["inserted"] == 1


def test_of_rows_with_one_id_the_last_wins_and_again_changes_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    path = lines(tmp_path, native(1, title="一"), native(2), native(1, title="二"))
    assert desk.counts(path) == (2, 0, 1, 0)
    assert desk.counts(path) == (0, 0, 3, 0)
    with reading(desk.engine) as connection:
        kept = jobs.get(connection, "made:N1")
    assert kept is not None
    assert kept.title == "二"


def test_if_the_last_of_one_id_cannot_be_read_the_one_before_it_stands(
    desk: Desk, tmp_path: Path
) -> None:
    path = lines(tmp_path, native(1, title="一"), native(1, title="二"), native(1, title=5))
    report = desk.ingest(path)
    assert report.flags["repeated_in_file"] == 1
    with reading(desk.engine) as connection:
        kept = jobs.get(connection, "made:N1")
    assert kept is not None
    assert kept.title == "二"
    assert desk.counts(path) == (0, 0, 2, 1)


def test_a_dry_run_counts_the_same_and_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = lines(tmp_path, native(1), native(2), native(3, title=5))
    assert desk.counts(path, dry_run=True) == (2, 0, 0, 1)
    assert desk.sequence() == 0
    assert desk.counts(path) == (2, 0, 0, 1)


def test_held_postings_are_kept_counted_and_say_what_is_missing(desk: Desk, tmp_path: Path) -> None:
    path = lines(tmp_path, native(1, pay={}), native(2, valid_until=None), native(3))
    counts = desk.ingest(path).to_json()
    assert (counts["held"], counts["inserted"]) == (2, 3)
    assert counts["holds"] == {"pay_missing": 1, "validity_missing": 1}
    assert counts["mapping_loss"] == {
        "occupation": 0.0,
        "place": 0.0,
        "pay": 0.3333,
        "pay_unit": 0.3333,
        "hours": 0.0,
    }
    with reading(desk.engine) as connection:
        assert [posting.source_id for posting in jobs.iterate(connection)] == ["N3"]
        held = jobs.get(connection, "made:N1")
    assert held is not None
    assert held.state is PostingState.HELD
    live = desk.ingest(path, live=True).to_json()
    assert live["holds"] == {"pay_missing": 1}


def test_every_field_that_the_reading_lost_is_listed_with_its_row(
    desk: Desk, tmp_path: Path
) -> None:
    guessed = native(2, pay={"min": 5000, "max": 6000})
    vague = native(3, title="招人", description="来就行", place={}, pay={})
    report = desk.ingest(lines(tmp_path, native(1), guessed, native(4, title=7), vague))
    lost = report.to_json()["losses"]
    assert {name: [each["row"] for each in field["rows"]] for name, field in lost.items()} == {
        "occupation": [4],
        "place": [4],
        "pay": [4],
        "pay_unit": [2, 4],
        "hours": [4],
    }
    assert (lost["pay_unit"]["count"], lost["pay_unit"]["share"]) == (2, 0.6667)
    assert lost["pay"]["rows"] == [{"row": 4, "source_id": "N3", "title": "招人"}]
    out = tmp_path / "losses.jsonl"
    write_losses(report.lost, out)
    written = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(written) == sum(field["count"] for field in lost.values())
    assert written[0] == {"row": 2, "source_id": "N2", "title": "装卸工", "field": "pay_unit"}


@given(lost=st.lists(st.sampled_from(sorted(FIELDS))), most=st.integers(0, 5))
def test_the_report_counts_every_loss_and_shows_the_first(lost: list[str], most: int) -> None:
    losses = [Loss(row, str(row), "", field) for row, field in enumerate(lost)]
    found = by_field(losses, max(len(lost), 1), most, 4)
    for name, field in found.items():
        rows = [row for row, lost_there in enumerate(lost) if lost_there == name]
        assert field["count"] == len(rows)
        assert [each["row"] for each in field["rows"]] == rows[:most]


def test_a_source_is_made_of_the_files_name_or_given(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "零工 市场.2026.csv"
    path.write_text("编号,岗位名称\n1,保洁员\n", encoding="gb18030")
    assert desk.ingest(path).source == "零工-市场"
    desk.ingest(path, source="lanshan")
    with reading(desk.engine) as connection:
        found = jobs.get_many(connection, ["零工-市场:1", "lanshan:1"])
    assert len(found) == 2


def test_an_archive_is_never_published_and_never_expires(desk: Desk, tmp_path: Path) -> None:
    row = {"id": "1", "platform": "BOARD", "title": "保安", "first_seen": "2024-11-01 10:00:00"}
    counts = desk.ingest(lines(tmp_path, row), profile=Profile.ARCHIVE).to_json()
    assert (counts["inserted"], counts["held"]) == (1, 0)
    with reading(desk.engine) as connection:
        kept = jobs.get(connection, "BOARD:1")
    assert kept is not None
    assert (kept.state, kept.valid_until) == (PostingState.ARCHIVED, None)


def test_what_stands_before_a_fault_is_kept_and_the_fault_is_said(
    desk: Desk, tmp_path: Path
) -> None:
    whole = lines(tmp_path, *[native(n, description=f"{n * 7919}") for n in range(2000)])
    packed = gzip.compress(whole.read_bytes())
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(packed[: len(packed) // 2])
    report = desk.ingest(broken)
    assert 100 < report.counts.inserted < 2000
    assert "残缺" in report.to_json()["fault"]


def test_a_file_without_a_single_row_is_an_error(desk: Desk, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl.gz"
    empty.write_bytes(b"")
    with pytest.raises(FeedUnreadable, match="空文件"):
        desk.ingest(empty)


def test_progress_is_told_to_the_end(desk: Desk, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    path = lines(tmp_path, *[native(n) for n in range(250)])
    desk.ingest(path, on_progress=lambda done, total: told.append((done, total)))
    assert told == [(100, 250), (200, 250), (250, 250)]


# ------------------------------------------------------------------ workers
def worker(number: int, **changed: Any) -> dict[str, Any]:
    row: dict[str, Any] = {"id": f"W{number}", "id_no": "371399198003140041", "county": "罗庄区"}
    return row | {"skills": ["保洁"], "free": [], "seeking": "NONE"} | changed


def test_workers_are_told_by_their_rows(desk: Desk, tmp_path: Path) -> None:
    path = lines(tmp_path, worker(1), worker(2), worker(3, county="兰三区"), worker(1, skills=[]))
    report = desk.ingest(path)
    assert report.to_json()["kind"] == "worker"
    assert desk.counts(path) == (0, 0, 3, 1)
    with reading(desk.engine) as connection:
        assert [each.id for each in workers.iterate(connection)] == ["W1", "W2"]
        first = workers.get(connection, "W1")
    assert first is not None
    assert first.skills == ()


def test_the_kind_may_be_given(desk: Desk, tmp_path: Path) -> None:
    path = lines(tmp_path, {"id": "W1"})
    assert desk.counts(path) == (0, 0, 0, 1)
    assert desk.counts(path, kind="workers") == (1, 0, 0, 0)
    assert desk.counts(lines(tmp_path, worker(1)), kind="postings") == (0, 0, 0, 1)


def test_no_identity_number_lies_anywhere_in_the_database_or_in_the_errors(
    desk: Desk, tmp_path: Path
) -> None:
    path = lines(tmp_path, worker(1), worker(2, county="兰三区"))
    report = desk.ingest(path)
    errors = tmp_path / "errors.jsonl"
    write_errors(report, desk.reference.lint_rules, errors)
    desk.engine.dispose()
    stored = b"".join(each.read_bytes() for each in tmp_path.glob("test.db*"))
    assert b"W1" in stored
    for kept in (stored, errors.read_bytes()):
        assert b"371399198003140041" not in kept
        assert b"140041" not in kept
    refused = json.loads(errors.read_text(encoding="utf-8"))
    assert (refused["row"], refused["data"]["county"]) == (2, "兰三区")
    assert "兰山区" in refused["reason"]


# ------------------------------------------------------------------ the real files
@pytest.mark.realdata
@pytest.mark.parametrize(("name", "rows", "kept"), [("flexible", 3089, 3080)])
def test_the_real_archive_is_kept_whole(
    desk: Desk, datasets: Path, name: str, rows: int, kept: int
) -> None:
    path = datasets / "postings" / f"{name}.jsonl.gz"
    first = desk.ingest(path, profile=Profile.ARCHIVE).to_json()
    assert first["rows"] == rows
    assert first["inserted"] >= kept
    again = desk.ingest(path, profile=Profile.ARCHIVE).to_json()
    assert (again["inserted"], again["updated"]) == (0, 0)
