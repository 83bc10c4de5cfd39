"""Instant hire over a real store: offered, invited, answered, refilled, called off, ended."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, insert, text, update
from sqlalchemy.exc import IntegrityError

from api.database import reading, writing
from api.services.shift_answers import Outcome, Said, UnknownLink, answer, answer_of, look
from api.services.shift_clock import tick
from api.services.shift_desk import ShiftRefused
from api.services.shift_invitations import TOKEN_BYTES, invite, next_wave_of
from api.services.shift_no_shows import contest, report_no_show, settle
from api.services.shift_offers import cancel, offer
from api.store import audit, changes, jobs, tables, workers
from api.store.workers import WorkerRecord
from registry.actor import Actor, Role
from registry.errors import InvalidField, UnknownName
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.posting import PostingState
from registry.placement.assignment import AssignmentState as S
from registry.placement.shift import Offer, ShiftState
from registry.step_table import IllegalStep
from registry.workers.hidden import Hidden
from registry.workers.worker import Wishes
from tests.api.shift_desk import (
    FIRM,
    KEYS,
    NINE,
    OFFICER,
    TOMORROW_EIGHT,
    Office,
    cleaning,
    office,
    people,
    with_terms,
)
from tests.builders import worker

HOUR = timedelta(hours=1)
HERSELF = Actor("W01", Role.PERSON)


def full_house(engine: Engine, count: int = 8) -> tuple[Office, str]:
    """A shift of two that W01 and W02 have filled; the others were asked too."""
    desk = office(engine, people(count))
    one = desk.offered()
    desk.invited(one)
    for name in ("W01", "W02"):
        assert desk.says(one, name).outcome is Outcome.TAKEN
    return desk, one


# ------------------------------------------------------------ offered


def test_several_shifts_come_all_or_none(engine: Engine) -> None:
    desk = office(engine, [])
    good = Offer(TOMORROW_EIGHT, TOMORROW_EIGHT + 4 * HOUR, 2)
    bad = Offer(TOMORROW_EIGHT, TOMORROW_EIGHT + 12 * HOUR, 2)
    with pytest.raises(InvalidField, match="11 小时") as caught:
        offer(desk.desk, "test:1", [good, bad], FIRM)
    assert caught.value.field == "shifts.1.ends"
    with reading(engine) as connection:
        assert not list(audit.records(connection))
    (kept,) = offer(desk.desk, "test:1", [good], FIRM)
    assert (kept.firm, kept.shift.answer_by) == ("test", TOMORROW_EIGHT - HOUR)


def test_a_shift_sent_again_is_the_one_that_is_there(engine: Engine) -> None:
    desk = office(engine, [])
    one = desk.offered()
    desk.wait(minutes=10)
    assert desk.offered() == one
    assert desk.actions(one) == ["shift.offer"]
    with pytest.raises(InvalidField, match="取消"):
        desk.offered(openings=3)
    assert desk.offered(openings=3, ref="second team") != one


def test_pay_below_the_minimum_wage_is_refused(engine: Engine) -> None:
    desk = office(engine, [])
    with pytest.raises(InvalidField, match="最低工资"):
        desk.offered(pay=Pay(12, 12, PayUnit.HOUR))


def test_only_a_published_posting_has_shifts(engine: Engine) -> None:
    desk = office(engine, [], [cleaning(state=PostingState.HELD, holds=("pay_missing",))])
    with pytest.raises(ShiftRefused, match="没有在招"):
        desk.offered()
    with pytest.raises(UnknownName):
        desk.offered(posting_id="test:9")


# ------------------------------------------------------------ invited


def test_the_best_are_asked_as_many_as_are_expected_to_fill_it(engine: Engine) -> None:
    desk = office(engine, people(20))
    one = desk.offered()
    assert desk.invited(one) == ["W01", "W02", "W03", "W04", "W05", "W06"]  # 2 / 0.35
    assert desk.shift(one).next_wave_at == NINE + timedelta(minutes=30)
    name, said = desk.told[0]
    assert said.startswith(
        "【灵岗】用人单位1招保洁员：11月23日（周一）08:00至12:00，25 元/小时，日结。"
    )
    assert name not in said


def test_a_firm_may_say_how_many_are_asked_in_all(engine: Engine) -> None:
    desk = office(engine, people(20))
    one = desk.offered()
    assert len(desk.invited(one, most=3)) == 3
    desk.wait(minutes=31)
    tick(desk.desk)
    assert len(desk.states(one)) == 3


def test_who_does_not_agree_is_booked_or_was_asked_too_often_is_left_out(engine: Engine) -> None:
    those = people(9)
    desk = office(engine, those, [cleaning(str(number)) for number in range(1, 8)])
    first = desk.offered()
    desk.invited(first)
    desk.says(first, "W01")
    desk.refusing.add("W02")
    for number in range(2, 6):  # W03 is asked four times more
        del desk.ranked[:]
        desk.ranked.append("W03")
        desk.invited(desk.offered(posting_id=f"test:{number}"))
    desk.ranked[:] = [one.id for one in those]
    again = desk.offered(posting_id="test:7")
    assert desk.invited(again, most=6) == ["W04", "W05", "W06", "W07", "W08", "W09"]


def test_who_is_not_free_then_is_not_asked(engine: Engine) -> None:
    never = worker(id="A", never=Wishes(night=True))
    unfree = worker(id="B", free=1)
    minor = worker(id="C", born=date(2009, 1, 1))
    anybody = worker(id="D")
    desk = office(engine, [never, unfree, minor, anybody])
    night = desk.offered(
        starts=TOMORROW_EIGHT + 14 * HOUR, ends=TOMORROW_EIGHT + 22 * HOUR, openings=4
    )
    assert desk.invited(night) == ["D"]


def test_the_next_wave_asks_others_and_nobody_twice(engine: Engine) -> None:
    desk = office(engine, people(30))
    one = desk.offered()
    first = desk.invited(one)
    desk.wait(minutes=29)
    assert next_wave_of(desk.desk, one) is None
    desk.wait(minutes=1)
    asked = next_wave_of(desk.desk, one)
    assert asked is not None
    names = [each for each, _ in desk.told]
    assert asked.now == 4  # of six that are silent three may still answer
    assert names[:6] == first
    assert len(names) == len(set(names)) == asked.in_all


def test_at_night_it_waits_for_the_morning(engine: Engine) -> None:
    desk = office(engine, people(9))
    one = desk.offered(starts=TOMORROW_EIGHT + 6 * HOUR, ends=TOMORROW_EIGHT + 10 * HOUR)
    desk.wait(hours=14)
    assert desk.invited(one) == []
    assert desk.shift(one).next_wave_at == TOMORROW_EIGHT - HOUR
    desk.wait(hours=8)
    assert tick(desk.desk).invited == 6


def test_a_link_is_known_by_its_hash_alone(engine: Engine) -> None:
    desk = office(engine, people(3))
    one = desk.offered()
    desk.invited(one)
    token = desk.tokens[one, "W01"]
    assert len(token) * 6 // 8 == TOKEN_BYTES
    with reading(engine) as connection:
        kept = [str(row) for row in connection.execute(text("SELECT * FROM assignments"))]
        records = [each.detail for each in audit.records(connection)]
    assert not any(token in each for each in kept + records)
    for wrong in ("", token[:-1], token.swapcase()):
        with pytest.raises(UnknownLink, match="链接"):
            answer(desk.desk, wrong, Said.YES)
        with pytest.raises(UnknownLink):
            look(desk.desk, wrong)


# ------------------------------------------------------------ answered


def test_yes_takes_a_place_and_twice_is_once(engine: Engine) -> None:
    desk = office(engine, people(6))
    one = desk.offered()
    desk.invited(one)
    assert look(desk.desk, desk.tokens[one, "W01"]).outcome is Outcome.ASKED
    for _ in range(2):
        assert desk.says(one, "W01").outcome is Outcome.TAKEN
    assert look(desk.desk, desk.tokens[one, "W01"]).outcome is Outcome.TAKEN
    assert (desk.shift(one).shift.taken, desk.shift(one).shift.state) == (1, ShiftState.OPEN)
    assert desk.actions(one).count("shift.accept") == 1


def test_no_is_no_but_a_slip_can_be_mended(engine: Engine) -> None:
    desk = office(engine, people(6))
    one = desk.offered()
    desk.invited(one)
    for _ in range(2):
        assert desk.says(one, "W01", Said.NO).outcome is Outcome.DECLINED
    assert desk.actions(one).count("shift.decline") == 1
    assert desk.says(one, "W01").outcome is Outcome.TAKEN
    assert desk.says(one, "W01", Said.NO).outcome is Outcome.LEFT
    assert desk.says(one, "W01").outcome is Outcome.LEFT
    assert desk.shift(one).shift.taken == 0


def test_a_full_shift_offers_stand_by_in_order(engine: Engine) -> None:
    desk, one = full_house(engine)
    assert desk.shift(one).shift.state is ShiftState.FULL
    assert desk.shift(one).full_at == NINE
    assert desk.says(one, "W03").outcome is Outcome.FULL
    assert desk.states(one)["W03"] is S.INVITED
    for name, place in (("W04", 1), ("W03", 2), ("W04", 1)):
        reply = desk.says(one, name, Said.STANDBY)
        assert (reply.outcome, reply.place_in_line) == (Outcome.WAITING, place)
    assert desk.says(one, "W03").outcome is Outcome.WAITING


def test_a_place_given_back_goes_to_the_next_who_stands_by(engine: Engine) -> None:
    desk, one = full_house(engine)
    for name in ("W04", "W03"):
        desk.says(one, name, Said.STANDBY)
    desk.wait(hours=2)
    assert desk.says(one, "W01", Said.LEAVE).outcome is Outcome.LEFT
    assert desk.states(one)["W04"] is S.PROMOTED
    assert desk.states(one)["W03"] is S.STANDBY
    assert desk.told[-1][0] == "W04"
    assert "有名额了" in desk.told[-1][1]
    assert desk.shift(one).shift.state is ShiftState.FULL
    with reading(engine) as connection:
        (left,) = [
            each for each in audit.records(connection, one) if each.action == "shift.withdraw"
        ]
    assert json.loads(left.detail)["minutes_before_start"] == 21 * 60


def test_who_has_taken_other_work_meanwhile_is_passed_over(engine: Engine) -> None:
    desk = office(engine, people(8), [cleaning("1"), cleaning("2")])
    one, other = desk.offered(), desk.offered(posting_id="test:2", openings=5)
    desk.invited(one)
    desk.invited(other)
    for name in ("W01", "W02"):
        desk.says(one, name)
    for name in ("W03", "W04"):
        desk.says(one, name, Said.STANDBY)
    assert desk.says(other, "W03").outcome is Outcome.TAKEN
    desk.says(one, "W01", Said.LEAVE)
    assert desk.states(one)["W03"] is S.STANDBY
    assert desk.states(one)["W04"] is S.PROMOTED


def test_without_stand_by_it_opens_again_and_asks_more(engine: Engine) -> None:
    desk, one = full_house(engine, 20)
    desk.wait(hours=2)
    desk.says(one, "W02", Said.LEAVE)
    assert desk.shift(one).shift.state is ShiftState.OPEN
    assert tick(desk.desk).invited == 3
    assert desk.shift(one).full_at == NINE


def test_nobody_is_booked_twice_at_once_or_past_her_day(engine: Engine) -> None:
    desk = office(engine, people(6), [cleaning(str(number)) for number in range(1, 5)])
    first = desk.offered()
    clash = desk.offered(posting_id="test:2", starts=TOMORROW_EIGHT + 3 * HOUR)
    long = desk.offered(
        posting_id="test:3",
        starts=TOMORROW_EIGHT + 5 * HOUR,
        ends=TOMORROW_EIGHT + 12.5 * HOUR,
    )
    for each in (first, clash, long):
        desk.invited(each)
    assert desk.says(first, "W01").outcome is Outcome.TAKEN
    for each, code in ((clash, "double_booked"), (long, "longest_day")):
        reply = desk.says(each, "W01")
        assert (reply.outcome, [reason.code for reason in reply.reasons]) == (
            Outcome.BARRED,
            [code],
        )
    desk.says(first, "W01", Said.LEAVE)
    assert desk.says(clash, "W01").outcome is Outcome.TAKEN


def test_the_database_itself_refuses_what_no_rule_may_let_through(engine: Engine) -> None:
    desk, one = full_house(engine)
    half_hour = desk.shift(one).shift.span.half_hours.start
    wrong = (
        update(tables.shifts).values(taken=3),
        update(tables.shifts).values(taken=-1),
        update(tables.shifts).values(openings=501),
        insert(tables.busy_half_hours).values(
            person="W01", half_hour=half_hour, shift=one, worker="W05"
        ),
    )
    for statement in wrong:
        with pytest.raises(IntegrityError), writing(engine) as connection:
            connection.execute(statement)


def test_after_the_deadline_silence_is_over(engine: Engine) -> None:
    desk, one = full_house(engine, 6)
    desk.says(one, "W03", Said.STANDBY)
    desk.says(one, "W04", Said.NO)
    desk.wait(hours=22)
    assert look(desk.desk, desk.tokens[one, "W05"]).outcome is Outcome.CLOSED
    assert desk.says(one, "W05").outcome is Outcome.CLOSED
    assert desk.says(one, "W04").outcome is Outcome.DECLINED
    assert desk.says(one, "W01").outcome is Outcome.TAKEN
    assert desk.states(one) == {
        "W01": S.YES,
        "W02": S.YES,
        "W03": S.STANDBY,
        "W04": S.NO,
        "W05": S.LAPSED,
        "W06": S.LAPSED,
    }


def test_who_stands_by_moves_up_after_the_deadline_too(engine: Engine) -> None:
    desk, one = full_house(engine)
    desk.says(one, "W03", Said.STANDBY)
    desk.wait(hours=22, minutes=30)
    desk.says(one, "W01", Said.LEAVE)
    assert desk.states(one)["W03"] is S.PROMOTED
    assert "去不了没关系" in desk.told[-1][1]


def test_once_it_has_begun_a_place_is_not_given_back_by_link(engine: Engine) -> None:
    desk, one = full_house(engine)
    desk.wait(hours=23)
    assert desk.says(one, "W01", Said.LEAVE).outcome is Outcome.TAKEN


def test_an_officer_writes_down_what_she_says_on_the_telephone(engine: Engine) -> None:
    desk = office(engine, people(6))
    one = desk.offered()
    desk.invited(one)
    assert answer_of(desk.desk, one, "W01", Said.YES, OFFICER).outcome is Outcome.TAKEN
    with pytest.raises(UnknownName):
        answer_of(desk.desk, one, "W99", Said.YES, OFFICER)
    assert answer_of(desk.desk, one, "W02", Said.YES, FIRM).outcome is Outcome.CLOSED


# ------------------------------------------------------------ called off, ended


def test_called_off_everybody_is_told_and_free_again(engine: Engine) -> None:
    desk, one = full_house(engine, 6)
    desk.says(one, "W03", Said.STANDBY)
    desk.says(one, "W04", Said.NO)
    desk.told.clear()
    for _ in range(2):
        assert cancel(desk.desk, one, "下雨", FIRM).shift.taken == 0
    assert sorted(name for name, _ in desk.told) == ["W01", "W02", "W03", "W05", "W06"]
    for said in Said:
        for name in ("W01", "W04"):
            assert desk.says(one, name, said).outcome is Outcome.CLOSED
    assert desk.actions(one).count("shift.cancel") == 1
    with reading(engine) as connection:
        assert connection.execute(text("SELECT count(*) FROM busy_half_hours")).scalar() == 0
    with pytest.raises(ShiftRefused):
        invite(desk.desk, one, None, FIRM)


def turned(engine: Engine, state: PostingState) -> None:
    with writing(engine) as connection:
        audit.lock(connection)
        changes.lock(connection)
        posting = jobs.get(connection, "test:1")
        assert posting is not None
        jobs.save(connection, replace(posting, state=state), NINE, "试验")


def test_a_posting_taken_back_takes_its_shifts_with_it(engine: Engine) -> None:
    desk, one = full_house(engine)
    turned(engine, PostingState.REMOVED)
    assert desk.says(one, "W03").outcome is Outcome.CLOSED
    tick(desk.desk)
    assert desk.shift(one).shift.state is ShiftState.CANCELLED
    assert "不要前往" in desk.told[-1][1]
    assert tick(desk.desk).due == 0


def test_while_a_posting_is_held_nobody_new_is_taken_on(engine: Engine) -> None:
    desk, one = full_house(engine, 30)
    desk.says(one, "W03", Said.STANDBY)
    turned(engine, PostingState.HELD)
    desk.says(one, "W01", Said.LEAVE)
    assert desk.states(one)["W03"] is S.STANDBY
    assert desk.says(one, "W04").outcome is Outcome.CLOSED
    desk.wait(hours=1)
    assert tick(desk.desk).invited == 0
    with pytest.raises(ShiftRefused):
        desk.invited(one)
    turned(engine, PostingState.PUBLISHED)
    tick(desk.desk)
    assert desk.states(one)["W03"] is S.PROMOTED


def test_who_deletes_her_profile_gives_her_place_back(engine: Engine) -> None:
    desk, one = full_house(engine)
    desk.says(one, "W03", Said.STANDBY)
    with writing(engine) as connection:
        workers.remove(connection, "W01", NINE)
    tick(desk.desk)
    assert desk.states(one)["W01"] is S.RELEASED
    assert desk.states(one)["W03"] is S.PROMOTED
    assert desk.shift(one).shift.taken == 2


def test_at_the_end_who_held_a_place_has_worked(engine: Engine) -> None:
    desk, one = full_house(engine, 6)
    desk.says(one, "W03", Said.STANDBY)
    desk.wait(hours=27)
    for due in (1, 0):
        assert tick(desk.desk).due == due
    assert desk.shift(one).shift.state is ShiftState.DONE
    found = desk.states(one)
    assert (found["W01"], found["W03"], found["W04"]) == (S.DONE, S.LAPSED, S.LAPSED)
    assert desk.actions(one)[-2:] == ["shift.close", "shift.finish"]
    with pytest.raises(IllegalStep):
        cancel(desk.desk, one, "晚了", FIRM)


# ------------------------------------------------------------ no-shows


def test_a_no_show_is_replaced_by_who_stands_by_then_by_others(engine: Engine) -> None:
    desk, one = full_house(engine, 20)
    desk.says(one, "W03", Said.STANDBY)
    desk.wait(hours=23, minutes=15)
    report_no_show(desk.desk, one, "W01", "没有来", FIRM)
    assert desk.states(one)["W01"] is S.NO_SHOW
    assert desk.states(one)["W03"] is S.PROMOTED
    report_no_show(desk.desk, one, "W02", "没有来", FIRM)
    again = desk.shift(one).shift
    assert (again.state, again.answer_by) == (
        ShiftState.OPEN,
        TOMORROW_EIGHT + timedelta(minutes=45),
    )
    before = len(desk.told)
    assert tick(desk.desk).invited > 0
    desk.keep_tokens(one, before)
    assert desk.says(one, desk.told[before][0]).outcome is Outcome.TAKEN
    assert desk.shift(one).shift.state is ShiftState.FULL


def test_who_was_moved_up_at_short_notice_is_no_no_show(engine: Engine) -> None:
    desk, one = full_house(engine)
    desk.says(one, "W03", Said.STANDBY)
    desk.wait(hours=22)
    desk.says(one, "W01", Said.LEAVE)
    desk.wait(hours=2)
    before = len(desk.told)
    report_no_show(desk.desk, one, "W03", "没有来", FIRM)
    assert desk.states(one)["W03"] is S.LAPSED
    assert len(desk.told) == before


@pytest.mark.parametrize(("came", "state"), [(True, S.DONE), (False, S.CONFIRMED)])
def test_she_may_object_and_an_officer_settles(engine: Engine, came: bool, state: S) -> None:
    desk, one = full_house(engine)
    desk.wait(hours=28)
    tick(desk.desk)
    report_no_show(desk.desk, one, "W01", "没有来", FIRM)
    assert "如不属实" in desk.told[-1][1]
    with pytest.raises(IllegalStep):
        settle(desk.desk, one, "W01", came, "查过", OFFICER)
    contest(desk.desk, one, "W01", "我到了，有照片", HERSELF)
    with pytest.raises(IllegalStep, match="工作人员"):
        settle(desk.desk, one, "W01", came, "查过", FIRM)
    assert settle(desk.desk, one, "W01", came, "查过", OFFICER).state is state
    assert desk.assignment(one, "W01").said == ("没有来", "我到了，有照片", "查过")
    with reading(engine) as connection:
        kept = [str(row) for row in connection.execute(text("SELECT * FROM assignments"))]
        records = [each.detail for each in audit.records(connection)]
    assert not any("照片" in each for each in kept + records)


@pytest.mark.parametrize("hours", [22.9, 75.1])
def test_a_no_show_is_reported_in_its_time(engine: Engine, hours: float) -> None:
    desk, one = full_house(engine)
    desk.wait(hours=hours)
    with pytest.raises(ShiftRefused, match="48 小时"):
        report_no_show(desk.desk, one, "W01", "没有来", FIRM)


def test_who_deleted_her_profile_is_asked_no_more(engine: Engine) -> None:
    desk = office(engine, people(2))
    desk.ranked.append("gone")
    assert desk.invited(desk.offered()) == ["W01", "W02"]


def test_two_profiles_of_one_person_are_one_person(engine: Engine) -> None:
    those = people(4)
    desk = office(engine, those, [cleaning("1"), cleaning("2")])
    with writing(engine) as connection:
        same = [WorkerRecord(one, person="p" * 64) for one in those[:2]]
        workers.upsert(connection, same, NINE)
    one, other = desk.offered(), desk.offered(posting_id="test:2")
    assert desk.invited(one) == ["W01", "W03", "W04"]
    desk.ranked.remove("W01")
    assert desk.invited(other) == ["W02", "W03", "W04"]
    desk.says(one, "W01")
    reply = desk.says(other, "W02")
    assert [each.code for each in reply.reasons] == ["double_booked"]


def test_who_has_died_is_not_asked_and_moves_up_no_more(engine: Engine) -> None:
    those = people(8)
    desk = office(engine, those)
    with writing(engine) as connection:
        workers.upsert(connection, [WorkerRecord(those[2], person="p" * 64)], NINE)
    one = desk.offered()
    desk.invited(one)
    for name in ("W01", "W02"):
        desk.says(one, name)
    for name in ("W03", "W04"):
        desk.says(one, name, Said.STANDBY)
    with writing(engine) as connection:
        workers.hide(connection, "p" * 64, Hidden.DECEASED, NINE)
    desk.says(one, "W01", Said.LEAVE)
    assert desk.states(one)["W04"] is S.PROMOTED
    desk.says(one, "W02", Said.LEAVE)
    assert [each.code for each in desk.says(one, "W03").reasons] == ["no_profile"]
    desk.wait(hours=1)
    assert "W03" not in desk.invited(one)


def test_a_bureaus_own_number_is_the_one_that_counts(engine: Engine) -> None:
    desk = office(engine, people(4))
    desk.desk = with_terms(desk.desk, longest_day_hours=3, expected_yes_rate=1)
    with pytest.raises(InvalidField, match="3 小时"):
        desk.offered()
    one = desk.offered(ends=TOMORROW_EIGHT + 3 * HOUR)
    assert desk.invited(one) == ["W01", "W02"]


def test_a_changed_profile_counts_at_the_answer(engine: Engine) -> None:
    desk = office(engine, people(2))
    one = desk.offered()
    desk.invited(one)
    with writing(engine) as connection:
        changed = worker(id="W01", free=1, must=Wishes(hours=True))
        workers.upsert(connection, [WorkerRecord(changed)], NINE)
    assert [each.code for each in desk.says(one, "W01").reasons] == ["must_hours"]
    with reading(engine) as connection:
        assert audit.verify(connection, KEYS.audit) == ()
