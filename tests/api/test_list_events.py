"""What lists showed: kept only of who agreed, by pseudonym, and deleted when she takes it back."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from api.database import reading
from api.runtime import Runtime
from api.services.list_events import KEPT_DAYS
from api.store import audit
from api.store.tables import list_events as table
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.workers.consent import Channel, Purpose
from tests.api.commands import run
from tests.api.pool_town import say
from tests.api.signed_in import signed_in
from tests.api.small_town import settle

HERSELF = Actor("acc-worker", Role.PERSON)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Runtime]:
    town = settle(tmp_path)
    say(town, "W1", given=True, purpose=Purpose.RECOMMENDATION)
    yield town
    town.close()


@pytest.fixture
def her(here: Runtime) -> TestClient:
    return signed_in(here, AccountRole.WORKER, worker="W1")


def kept(here: Runtime) -> list[dict[str, Any]]:
    with reading(here.engine) as connection:
        rows = connection.execute(select(table).order_by(table.c.event.desc(), table.c.place))
        return [dict(row._mapping) for row in rows]


def agree(here: Runtime, given: bool = True) -> None:
    say(here, "W1", given=given, purpose=Purpose.LEARNING)


def test_of_who_has_not_agreed_nothing_is_kept(here: Runtime, her: TestClient) -> None:
    her.get("/")
    her.get("/postings/town:1")
    assert kept(here) == []


def test_what_was_shown_is_kept_line_by_line_with_its_parts(here: Runtime, her: TestClient) -> None:
    agree(here)
    page = her.get("/").text
    shown = kept(here)
    assert [row["place"] for row in shown] == list(range(1, len(shown) + 1))
    assert all(row["posting"] in page for row in shown)
    for row in shown:
        assert sum(json.loads(row["parts"]).values()) == pytest.approx(row["score"], abs=1e-3)
        assert row["score"] == pytest.approx(row["chance"] * row["value"])
        assert len(row["weights"]) == 8


def test_who_comes_back_is_not_counted_twice(here: Runtime, her: TestClient) -> None:
    agree(here)
    for _ in range(3):
        her.get("/")
        her.get("/postings/town:1")
    rows = kept(here)
    assert len({(row["posting"], row["event"]) for row in rows}) == len(rows)
    assert [row["posting"] for row in rows if row["event"] == "opened"] == ["town:1"]


def test_her_id_stands_nowhere_and_two_installations_know_her_differently(
    here: Runtime, her: TestClient
) -> None:
    agree(here)
    her.get("/")
    assert "W1" not in str(kept(here))
    assert len(kept(here)[0]["pseudonym"]) == 64


def test_taken_back_everything_is_deleted_at_once(here: Runtime, her: TestClient) -> None:
    agree(here)
    her.get("/")
    agree(here, given=False)
    assert kept(here) == []
    her.get("/postings/town:1")
    assert kept(here) == []


def test_agreed_to_again_the_same_day_the_same_list_is_kept_again(
    here: Runtime, her: TestClient
) -> None:
    agree(here)
    her.get("/")
    agree(here, given=False)
    agree(here)
    her.get("/")
    assert kept(here)


def test_deleting_her_data_deletes_it_too(here: Runtime, her: TestClient) -> None:
    agree(here)
    her.get("/")
    here.my_data.delete("W1", HERSELF, Channel.ONLINE)
    assert kept(here) == []


def test_her_copy_holds_it(here: Runtime, her: TestClient) -> None:
    agree(here)
    her.get("/postings/town:1")
    (only,) = her.get("/v1/me/data").json()["list_events"]
    assert (only["posting"], only["event"]) == ("town:1", "opened")


def test_after_a_year_it_goes_by_itself(here: Runtime, her: TestClient) -> None:
    agree(here)
    her.get("/")
    before = len(kept(here))
    later = here.list_events.clock() + timedelta(KEPT_DAYS)
    assert replace(here.list_events, clock=lambda: later).forget_old() == 0
    after = replace(here.list_events, clock=lambda: later + timedelta(1))
    assert after.forget_old() == before
    assert kept(here) == []


def test_the_table_tells_what_came_of_it(here: Runtime, her: TestClient, tmp_path: Path) -> None:
    agree(here)
    her.get("/")
    her.get("/postings/town:1")
    here.applications.want("W1", "town:1", HERSELF)
    here.feedback.dislike("W1", "town:6", None, "", HERSELF)
    out = tmp_path / "events.csv"
    assert run("events", out, "--by", "zhao", home=tmp_path).returncode == 0
    with out.open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len({row["pseudonym"] for row in rows}) == 1
    of_first = [row["event"] for row in rows if row["posting"] == "town:1"]
    assert of_first == ["shown", "opened", "wanted"]
    assert [row["event"] for row in rows if row["posting"] == "town:6"] == ["shown", "not_for_me"]
    assert "W1" not in out.read_text(encoding="utf-8-sig")
    assert out.stat().st_mode & 0o077 == 0
    with reading(here.engine) as connection:
        assert [each.action for each in audit.records(connection)][-1] == "list_events.export"


def test_what_she_put_away_is_not_told_as_shown(here: Runtime, her: TestClient) -> None:
    agree(here)
    here.feedback.dislike("W1", "town:2", None, "", HERSELF)
    her.get("/")
    rows = kept(here)
    assert "town:2" not in {row["posting"] for row in rows}
    assert [row["place"] for row in rows] == list(range(1, len(rows) + 1))


def test_the_first_list_after_agreeing_is_kept_and_what_she_searches_is_not(
    here: Runtime, her: TestClient
) -> None:
    her.get("/")
    agree(here)
    her.get("/jobs", params={"kind": "送外卖"})
    assert kept(here) == []
    her.get("/")
    assert kept(here)
