"""The officers' queue: what waits, oldest first, page by page; doubts settled with a reason."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from sqlalchemy import Engine, event, insert, select, text

from api.database import reading, writing
from api.services.recheck import recheck_all
from api.services.reviews import ReviewDesk, cursor, read_cursor
from api.store import audit, registrations, tables
from api.store.reviews import Review, ReviewKind
from api.store.sealing import seal
from registry.errors import InvalidField, UnknownName
from registry.registration.application import State
from registry.registration.ending_objection import EndingObjection
from registry.registration.exits import ExitCode
from registry.registration.record import Path as Way
from registry.registration.record import Registration
from registry.registration.register_answer import Source
from registry.step_table import IllegalStep
from tests.api.register_server import record
from tests.api.registration_desk import (
    COLLEAGUE,
    HERSELF,
    KEYS,
    NOON,
    OFFICER,
    TODAY,
    Desk,
    claim_of,
    desk,
)

SHAREHOLDER = record("shareholder", "2026-11-01")
REASON = "只持股，不任职。"
MANY = 10_000
# One of them for each kind; for a division PostgreSQL may take another that is small enough.
QUEUE = ("ix_registrations_pending", "ix_registrations_objected", "ix_doubts_open")


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def queue(here: Desk) -> ReviewDesk:
    return ReviewDesk(here.registrar.engine, KEYS, here.registrar.clock)


def doubted(here: Desk, number: int = 1) -> Review:
    """Somebody in force of whom a night found something soft."""
    claim = claim_of(number)
    here.submitted(claim)
    here.says(Source.SHAREHOLDERS, claim, SHAREHOLDER)
    recheck_all(here.registrar)
    return queue(here).waiting()[-1]


def told(here: Desk, one: str) -> list[str]:
    with reading(here.registrar.engine) as connection:
        return [each.text for each in registrations.told(connection, KEYS, one)]


def test_a_doubt_waits_and_is_settled_with_a_sealed_reason(here: Desk) -> None:
    doubt = doubted(here)
    assert (doubt.kind, doubt.code, doubt.state) == (
        ReviewKind.DOUBT,
        "SHAREHOLDER",
        State.ACTIVE,
    )
    assert (doubt.place.since, doubt.division, doubt.not_by) == (NOON, "371311", "")
    one, before = doubt.place.registration, told(here, doubt.place.registration)
    done = queue(here).settle(one, doubt.place.part, REASON, OFFICER)
    assert (done.state, done.settled_by, done.reason) == ("SETTLED", OFFICER.id, REASON)
    assert queue(here).waiting() == ()
    assert told(here, one) == before
    with reading(here.registrar.engine) as connection:
        assert audit.verify(connection, KEYS.audit) == ()
        *_, last = audit.records(connection, one)
        kept = repr(list(connection.execute(select(tables.doubts))))
    assert (last.action, last.actor) == ("registration.doubt_settled", OFFICER.id)
    assert not [each for each in (REASON, doubt.words) if each in kept + last.detail]


def test_she_is_told_where_it_changes_something_for_her(here: Desk) -> None:
    doubt = doubted(here)
    one = doubt.place.registration
    queue(here).settle(one, doubt.place.part, REASON, OFFICER, "您的持股不影响登记。")
    assert told(here, one)[-1] == "您的持股不影响登记。"


def test_a_doubt_that_is_true_ends_in_an_exit_by_the_officer(here: Desk) -> None:
    doubt = doubted(here)
    one = doubt.place.registration
    here.registrar.leave(one, ExitCode.X3, TODAY, OFFICER)
    (still,) = queue(here).waiting()
    assert (still.place, still.state) == (doubt.place, State.EXITED)
    queue(here).settle(one, doubt.place.part, "已办理退出。", OFFICER)
    assert queue(here).waiting() == ()


def test_it_is_settled_by_an_officer_with_a_reason_and_once(here: Desk) -> None:
    doubt = doubted(here)
    one, key = doubt.place.registration, doubt.place.part
    with pytest.raises(InvalidField, match="理由"):
        queue(here).settle(one, key, " ", OFFICER)
    with pytest.raises(IllegalStep, match="只能由工作人员"):
        queue(here).settle(one, key, REASON, HERSELF)
    with pytest.raises(UnknownName, match="疑点编号"):
        queue(here).settle(one, "0" * 64, REASON, OFFICER)
    with pytest.raises(UnknownName, match="登记编号"):
        queue(here).settle("none", key, REASON, OFFICER)
    queue(here).settle(one, key, REASON, OFFICER)
    with pytest.raises(IllegalStep, match="已核查"):
        queue(here).settle(one, key, REASON, COLLEAGUE)


def test_an_application_waits_with_its_ground_and_who_must_not_decide_it(here: Desk) -> None:
    claim = claim_of()
    here.says(Source.SHAREHOLDERS, claim, SHAREHOLDER)
    one = here.submitted(claim).registration
    (first,) = queue(here).waiting()
    assert (first.kind, first.code, first.place.since) == (
        ReviewKind.APPLICATION,
        "SHAREHOLDER",
        NOON,
    )
    assert "自然人股东" in first.words
    assert (first.is_objection, first.not_by) == (False, "")
    here.registrar.decide(one.id, False, "在企业任职取酬。", OFFICER)
    assert queue(here).waiting() == ()
    here.wait(days=3)
    here.registrar.object(one.id, "只持股", HERSELF)
    (second,) = queue(here).waiting()
    assert (second.is_objection, second.not_by) == (True, OFFICER.id)
    assert second.place.since == NOON + timedelta(days=3)


def test_an_objection_to_an_end_waits_with_her_words(here: Desk) -> None:
    one = here.submitted(claim_of()).registration
    here.registrar.revoke(one.id, "虚假承诺。", OFFICER)
    here.registrar.object(one.id, "承诺属实", HERSELF)
    (found,) = queue(here).waiting()
    assert (found.kind, found.state, found.words) == (
        ReviewKind.OBJECTION,
        State.REVOKED,
        "承诺属实",
    )
    assert (found.is_objection, found.not_by) == (True, OFFICER.id)
    here.registrar.answer(one.id, False, "承诺不属实。", COLLEAGUE)
    assert queue(here).waiting() == ()


def test_a_division_sees_its_own(here: Desk) -> None:
    doubted(here)
    assert len(queue(here).waiting("371311")) == 1
    assert queue(here).waiting("371302") == ()


@pytest.mark.parametrize(
    "after",
    ["1", "20261122040000000000", f"20261322040000000000-{'0' * 32}-", f"{'9' * 20}-{'0' * 32}-"],
)
def test_a_mark_that_is_none_of_ours_is_told(after: str) -> None:
    with pytest.raises(InvalidField, match="续页标记"):
        read_cursor(after)


def fill(engine: Engine) -> None:
    """Ten thousand that wait, some at the same moment, and as many that do not."""
    objection = TypeAdapter(EndingObjection)
    one = Registration("", claim_of(), State.ACTIVE, Way.COMMITMENT)
    row = registrations._row(KEYS, one) | {"created_at": NOON}
    words = seal(KEYS, objection, EndingObjection("没有签过合同", NOON))
    rows, doubts = [], []
    for number in range(2 * MANY):
        at = NOON + timedelta(minutes=number * 7919 % (MANY // 3))
        made = {"id": f"{number * 48271:032x}", "person": f"{number:064x}", "updated_at": at}
        kind = number % 6
        made |= {"state": ("PENDING_REVIEW", "EXITED", "ACTIVE")[kind] if kind < 3 else "EXITED"}
        made |= {"place": ("371311", "371302")[number // 6 % 2]}
        made |= {"objection": words, "objected_at": at} if kind == 1 else {}
        rows.append(row | made)
        if kind == 2:
            found = {"registration": made["id"], "code": "SHAREHOLDER", "opened_at": at}
            doubts.append(found | {"key": f"{number:064x}", "sealed": KEYS.sealed("持股")})
    with writing(engine) as connection:
        connection.execute(insert(tables.registrations), rows)
        connection.execute(insert(tables.doubts), doubts)
        connection.execute(text("ANALYZE"))


def plans(engine: Engine, ask: Any) -> list[str]:
    """How the database goes about each of the questions that `ask` puts."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    ask()
    event.remove(engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with reading(engine) as connection:
        return [
            "\n".join(str(tuple(row)) for row in connection.exec_driver_sql(explain + each, given))
            for each, given in asked
            if each.startswith("SELECT") and "ORDER BY" in each
        ]


@pytest.mark.parametrize(("division", "waiting"), [("", MANY), ("371302", MANY // 2)])
def test_ten_thousand_are_read_page_by_page_each_once_by_its_index(
    engine: Engine, division: str, waiting: int
) -> None:
    fill(engine)
    here = ReviewDesk(engine, KEYS, lambda: NOON)
    page = here.waiting(division, limit=200)
    found, second = [each.place for each in page], page[-1].place
    while page := here.waiting(division, found[-1], limit=200):
        found += [each.place for each in page]
    assert read_cursor(cursor(second)) == second
    assert len(set(found)) == len(found)
    assert abs(len(found) - waiting) < 3
    assert found == sorted(found)
    told = plans(engine, lambda: here.waiting(division, second, limit=200))
    assert len(told) == len(QUEUE)
    for name, each in zip(QUEUE, told, strict=True):
        assert (name in each) or (division and "Index Scan" in each)
        assert "TEMP B-TREE" not in each
        assert "Seq Scan" not in each
