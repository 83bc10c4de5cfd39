"""What an advisor keeps, on SQLite and on PostgreSQL: caseload, marks, talks, people by words."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from api.database import reading, writing
from api.store import accounts, advisor_marks, caseload, jobs, talks, workers
from api.store.accounts import Account
from api.store.caseload import Client
from api.store.workers import WorkerRecord
from registry.access.account_role import AccountRole
from registry.placement.mark import Mark, MarkKind
from registry.placement.reasons import Dislike
from registry.places import Place
from registry.workers.talk import Talk
from registry.workers.worker import Worker
from tests.api.registration_desk import KEYS
from tests.builders import posting

PEOPLE = (
    Worker("W1", place=Place(code="371311"), text="做过保洁_100%", skills=("保洁",)),
    Worker("W2", place=Place(code="371302"), text="想做保洁", certificates=("健康证",)),
    Worker("W3", place=Place(code="371302", town="371311"), text="开车"),
)


@pytest.fixture
def store(engine: Engine, at: datetime) -> Engine:
    with writing(engine) as connection:
        workers.upsert(connection, [WorkerRecord(each) for each in PEOPLE], at)
        jobs.upsert(connection, [posting(source_id=number) for number in ("1", "2")], at)
        for name in ("zhao", "qian"):
            one = Account(id=name, role=AccountRole.ADVISOR, name=name)
            accounts.add(connection, one, "test", at)
    return engine


def test_a_caseload_holds_each_client_once_in_the_last_folder(store: Engine, at: datetime) -> None:
    with writing(store) as connection:
        later = at + timedelta(hours=1)
        assert caseload.put(connection, "zhao", "W1", "", at)
        assert not caseload.put(connection, "zhao", "W1", "", later)
        assert caseload.put(connection, "zhao", "W1", "白班", later)
        assert caseload.put(connection, "zhao", "W2", "", later)
        assert caseload.put(connection, "qian", "W1", "", later)
    with writing(store) as connection:
        assert caseload.of_account(connection, "zhao") == (
            Client("W2", "", later),
            Client("W1", "白班", at),
        )
        assert caseload.of_worker(connection, "W1") == {
            "qian": Client("W1", "", later),
            "zhao": Client("W1", "白班", at),
        }
        assert caseload.remove(connection, "zhao", "W1")
        assert not caseload.remove(connection, "zhao", "W1")
        caseload.forget(connection, "W1")
        assert caseload.of_worker(connection, "W1") == {}
        assert accounts.names_of(connection, ["zhao", "none"]) == {"zhao": "zhao"}


def test_the_last_mark_on_a_posting_stands(store: Engine, at: datetime) -> None:
    later = at + timedelta(minutes=1)
    pinned = Mark("test:1", MarkKind.PINNED, None, "zhao", at)
    left_out = Mark("test:1", MarkKind.EXCLUDED, Dislike.TOO_FAR, "qian", later)
    other = Mark("test:2", MarkKind.PINNED, None, "zhao", at)
    with writing(store) as connection:
        for mark in (pinned, other, left_out):
            advisor_marks.put(connection, "W1", mark)
        assert advisor_marks.of_worker(connection, "W1") == (left_out, other)
        assert advisor_marks.of_worker(connection, "W2") == ()
        assert advisor_marks.remove(connection, "W1", "test:1")
        assert not advisor_marks.remove(connection, "W1", "test:1")
        advisor_marks.forget(connection, "W1")
        assert advisor_marks.of_worker(connection, "W1") == ()


def test_talks_are_read_latest_first_and_one_mark_stands_once(store: Engine, at: datetime) -> None:
    early = Talk(date(2026, 11, 1), "想找白班", "", "zhao", at)
    late = Talk(date(2026, 11, 20), "去面试了😀", "问结果", "qian", at)
    with writing(store) as connection:
        assert talks.add(connection, KEYS, "W1", "a", late)
        assert talks.add(connection, KEYS, "W1", "b", early)
        assert not talks.add(connection, KEYS, "W1", "a", early)
    with writing(store) as connection:
        assert talks.of_worker(connection, KEYS, "W1") == (late, early)
        assert talks.last_days(connection, ["W1", "W2"]) == {"W1": late.held_on}
        assert (talks.count(connection, "W1"), talks.count(connection, "W2")) == (2, 0)
        talks.forget(connection, "W1")
        assert talks.count(connection, "W1") == 0


@pytest.mark.parametrize(
    ("words", "county", "found"),
    [
        (["保洁"], "", ["W1", "W2"]),
        (["保洁"], "371302", ["W2"]),
        (["保洁", "健康证"], "", ["W2"]),
        (["_100%"], "", ["W1"]),
        (["%"], "371302", []),
        (["text"], "", []),
        (["371311"], "", []),
        (["开车"], "371311", []),
    ],
)
def test_people_are_found_by_what_is_told_of_them_and_by_nothing_else(
    store: Engine, words: list[str], county: str, found: list[str]
) -> None:
    with reading(store) as connection:
        hits = workers.with_words(connection, words, county, 10)
        assert [each.id for each in hits] == found
        assert len(workers.with_words(connection, words, county, 1)) == min(len(found), 1)
