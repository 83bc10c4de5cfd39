"""A posting's life in the store: closed, held, lifted, reopened, sent again, expired, shown."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, update

from api.database import reading, writing
from api.reference import Reference
from api.store import posting_life
from api.store.tables import audit as audit_table
from api.store.tables import postings
from api.store.upserts import Outcome
from registry.errors import InvalidField, UnknownName
from registry.jobs.lifecycle import PostingEvent
from registry.jobs.posting import PostingState
from registry.step_table import IllegalStep
from tests.api.life_desk import COLLEAGUE, FIRM, HER, OFFICER, Life
from tests.api.small_town import row

E, S = PostingEvent, PostingState


@pytest.fixture
def life(engine: Engine, reference: Reference) -> Life:
    made = Life(engine, reference)
    made.send()
    return made


@pytest.mark.parametrize(
    ("event", "actor", "state"),
    [
        (E.FILL, FIRM, S.FILLED),
        (E.WITHDRAW, FIRM, S.WITHDRAWN),
        (E.LAPSE, FIRM, S.UNSENT),
        (E.REMOVE, OFFICER, S.REMOVED),
    ],
)
def test_what_is_closed_is_in_no_list_and_keeps_why(life: Life, event, actor, state) -> None:
    assert life.fed() == {"town:1"}
    life.postings.close("town:1", event, "理由如此", actor)
    assert life.state() is state
    assert life.fed() == set()
    shown = life.postings.show("town:1")
    assert shown.row.closed_reason == "理由如此"
    assert shown.row.last_seen == life.today
    assert [(one.event, one.actor) for one in shown.history] == [
        ("publish", "system"),
        (event.value, actor.id),
    ]
    assert life.acts("town:1") == [f"posting.{event}"]


def test_a_firm_need_give_no_reason_and_an_officer_must(life: Life) -> None:
    with pytest.raises(InvalidField, match="理由"):
        life.postings.close("town:1", E.WITHDRAW, " ", OFFICER)
    life.postings.close("town:1", E.FILL, "", FIRM)
    assert life.postings.show("town:1").row.closed_reason == "已招满"


def test_what_is_no_closing_is_refused_and_changes_nothing(life: Life) -> None:
    for event in (E.PUBLISH, E.EXPIRE, E.HOLD):
        with pytest.raises(InvalidField, match="可选"):
            life.postings.close("town:1", event, "x", OFFICER)
    for event, actor in ((E.REMOVE, FIRM), (E.WITHDRAW, HER)):
        with pytest.raises(IllegalStep):
            life.postings.close("town:1", event, "x", actor)
    with pytest.raises(UnknownName, match="town:1"):
        life.postings.close("town:9", E.FILL, "", FIRM)
    assert life.state() is S.PUBLISHED
    assert life.acts("town:1") == []


def test_an_officers_hold_outlives_whatever_is_sent_until_an_officer_lifts_it(life: Life) -> None:
    life.postings.hold("town:1", "地址核实不到", OFFICER)
    assert life.get().holds == ("held_by_officer",)
    assert life.send(description="换了一套说法") is Outcome.UPDATED
    assert life.state() is S.HELD
    life.postings.close("town:1", E.WITHDRAW, "", FIRM)
    assert life.send(valid_until="2027-06-30") is Outcome.UPDATED
    assert life.state() is S.HELD
    assert life.fed() == set()
    shown = life.postings.show("town:1")
    assert [one.code for one in shown.reasons] == ["held_by_officer"]
    assert [one.reason for one in shown.holds] == ["地址核实不到"]
    with pytest.raises(IllegalStep):
        life.postings.lift("town:1", "自己解除", FIRM)
    life.postings.lift("town:1", "已核实", COLLEAGUE)
    assert life.state() is S.PUBLISHED
    assert life.fed() == {"town:1"}


def test_a_lift_leaves_what_the_text_itself_is_held_for(life: Life) -> None:
    life.postings.hold("town:1", "先停", OFFICER)
    life.send(description="限女性，办公楼日常保洁")
    life.postings.lift("town:1", "地址属实", OFFICER)
    assert life.state() is S.HELD
    shown = life.postings.show("town:1")
    assert shown.rewrite is not None
    assert "女" not in shown.rewrite.description
    with pytest.raises(InvalidField, match="没有可解除"):
        life.postings.lift("town:1", "再解除", OFFICER)


def test_a_hold_that_is_lifted_while_it_is_closed_leaves_it_closed(life: Life) -> None:
    life.postings.hold("town:1", "先停", OFFICER)
    life.postings.close("town:1", E.WITHDRAW, "不招了", FIRM)
    with pytest.raises(IllegalStep, match="工作人员"):
        life.postings.lift("town:1", "自己解除", FIRM)
    life.postings.lift("town:1", "属实", OFFICER)
    assert life.state() is S.WITHDRAWN
    assert life.postings.show("town:1").row.closed_reason == "不招了"
    life.postings.reopen("town:1", FIRM)
    assert life.state() is S.PUBLISHED


# ---------------------------------------------------------------- reopened


def test_an_expired_posting_is_reopened_with_a_new_day(life: Life) -> None:
    life.wait(60)
    assert life.postings.expire().to_json() == {"expired": 1, "unsent": 0}
    assert life.state() is S.EXPIRED
    with pytest.raises(InvalidField, match="新的有效期至"):
        life.postings.reopen("town:1", FIRM)
    opened = life.postings.reopen("town:1", FIRM, valid_until=life.today + timedelta(30))
    assert opened.state is S.PUBLISHED
    assert life.fed() == {"town:1"}
    shown = life.postings.show("town:1")
    assert shown.row.closed_reason is None
    assert [one.event for one in shown.history] == ["publish", "expire", "reopen", "publish"]
    assert life.send() is Outcome.UNCHANGED
    assert life.get().valid_until == opened.valid_until


def test_a_text_that_is_corrected_on_reopening_is_linted(life: Life) -> None:
    life.postings.close("town:1", E.FILL, "", FIRM)
    unlawful = row("1", "保洁员", description="只招女工，周末双休")
    assert life.postings.reopen("town:1", FIRM, row=unlawful).state is S.HELD
    life.postings.close("town:1", E.FILL, "", FIRM)
    lawful = row("1", "保洁主管", employer={"name": "城北物业有限公司"})
    opened = life.postings.reopen("town:1", FIRM, row=lawful)
    assert (opened.state, opened.title) == (S.PUBLISHED, "保洁主管")
    assert life.postings.show("town:1").row.title == "保洁主管"
    life.postings.close("town:1", E.FILL, "", FIRM)
    with pytest.raises(InvalidField, match="同一条岗位"):
        life.postings.reopen("town:1", FIRM, row=row("2", "保洁"))


def test_what_was_removed_is_reopened_by_an_officer_only(life: Life) -> None:
    life.postings.close("town:1", E.REMOVE, "虚假岗位", OFFICER)
    with pytest.raises(IllegalStep, match="工作人员"):
        life.postings.reopen("town:1", FIRM, valid_until=date(2027, 1, 1))
    life.send(valid_until="2027-12-31")
    assert life.state() is S.REMOVED
    with pytest.raises(InvalidField, match="理由"):
        life.postings.reopen("town:1", OFFICER)
    life.postings.reopen("town:1", COLLEAGUE, "查无此事")
    assert life.state() is S.PUBLISHED


@pytest.mark.parametrize("event", [E.WITHDRAW, E.FILL])
def test_the_same_again_does_not_open_what_its_firm_closed(life: Life, event) -> None:
    life.postings.close("town:1", event, "", FIRM)
    assert life.send() is Outcome.UNCHANGED
    life.send(description="又写了几句")
    assert life.state() in (S.WITHDRAWN, S.FILLED)
    life.send(valid_until="2027-06-30")
    assert (life.state() is S.PUBLISHED) is (event is E.WITHDRAW)


def test_a_feed_that_sends_a_later_day_opens_what_expired(life: Life) -> None:
    life.wait(60)
    life.postings.expire()
    assert life.send() is Outcome.UNCHANGED
    assert life.send(valid_until="2027-03-01") is Outcome.UPDATED
    assert life.state() is S.PUBLISHED
    history = life.postings.show("town:1").history
    assert [one.event for one in history][-2:] == ["send_again", "publish"]


# ---------------------------------------------------------------- the night


def test_a_posting_of_a_live_feed_is_closed_when_it_is_not_seen_and_open_when_it_is(
    engine: Engine, reference: Reference
) -> None:
    life = Life(engine, reference)
    life.send(live=True, valid_until=None)
    life.wait(30)
    assert life.postings.expire().to_json() == {"expired": 0, "unsent": 0}
    life.wait(1)
    assert life.postings.expire().to_json() == {"expired": 0, "unsent": 1}
    assert (life.state(), life.fed()) == (S.UNSENT, set())
    assert life.send(live=True, valid_until=None) is Outcome.UPDATED
    assert (life.state(), life.fed()) == (S.PUBLISHED, {"town:1"})
    assert life.postings.expire().to_json() == {"expired": 0, "unsent": 0}


def test_a_night_closes_all_that_is_past_however_many_and_once(
    engine: Engine, reference: Reference, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.services.posting_desk.BATCH", 3)
    life = Life(engine, reference)
    for number in range(7):
        life.send(str(number), valid_until="2026-11-22" if number < 6 else "2026-11-23")
    life.wait(1)
    assert life.postings.expire().to_json() == {"expired": 6, "unsent": 0}
    assert life.postings.expire().to_json() == {"expired": 0, "unsent": 0}
    assert life.fed() == {"town:6"}
    assert len(life.postings.rows(S.EXPIRED)) == 6
    assert life.acts("2026-11-23") == ["posting.expire"] * 2


def test_what_a_night_closes_while_it_is_held_is_closed_too(life: Life) -> None:
    life.postings.hold("town:1", "先停", OFFICER)
    life.wait(60)
    life.postings.expire()
    assert life.state() is S.EXPIRED
    life.postings.reopen("town:1", FIRM, valid_until=life.today)
    assert life.state() is S.HELD


def test_postings_are_listed_by_state_and_source(life: Life) -> None:
    life.send("2")
    life.postings.close("town:2", E.FILL, "", FIRM)
    assert [one.id for one in life.postings.rows()] == ["town:1", "town:2"]
    assert [one.id for one in life.postings.rows(S.FILLED)] == ["town:2"]
    assert life.postings.rows(source="other") == ()
    assert len(life.postings.rows(limit=1)) == 1
    with pytest.raises(UnknownName):
        life.postings.show("town:none")


def test_an_officers_act_that_fails_leaves_nothing(life: Life) -> None:
    with writing(life.engine) as connection:
        connection.execute(update(postings).values(document="{}"))
    with pytest.raises(Exception, match="读不出"):
        life.postings.close("town:1", E.REMOVE, "虚假", OFFICER)
    with reading(life.engine) as connection:
        assert len(posting_life.history(connection, "town:1")) == 1
        assert connection.execute(audit_table.select()).all() == []
