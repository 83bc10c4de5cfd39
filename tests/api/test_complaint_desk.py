"""Complaints: acknowledged with a day, held as a precaution, decided, told, sealed."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select

from api.database import reading
from api.reference import Reference
from api.store.tables import audit, complaints
from registry.actor import Actor, Role
from registry.errors import InvalidField, UnknownName
from registry.jobs.complaint import About, ComplaintRefused, ComplaintState, Kind
from registry.jobs.lifecycle import PostingEvent
from registry.jobs.posting import PostingState, Profile
from registry.step_table import IllegalStep
from tests.api.life_desk import CLEAN, COLLEAGUE, FIRM, HER, OFFICER, Life, numbers

S = PostingState
UPHELD, REJECTED, ANSWERED = (
    ComplaintState.UPHELD,
    ComplaintState.REJECTED,
    ComplaintState.ANSWERED,
)


@pytest.fixture
def life(engine: Engine, reference: Reference) -> Life:
    made = Life(engine, reference)
    made.send()
    return made


def test_a_complaint_is_acknowledged_with_a_day_and_read_with_its_secret(life: Life) -> None:
    done = life.complaints.send(
        About.POSTING, "town:1", Kind.DEPOSIT, "先交三百元", HER, contact="13800000000"
    )
    assert done.deadline.due == date(2026, 12, 4)
    read = life.complaints.read(done.number, f" {done.secret.lower()} ")
    assert (read.state, read.words, read.answer) == (ComplaintState.RECEIVED, "先交三百元", "")
    life.complaints.decide(done.number, ANSWERED, "已责令退还", OFFICER)
    read = life.complaints.read(done.number, done.secret)
    assert (read.state, read.answer) == (ANSWERED, "已责令退还")


def test_a_wrong_number_and_a_wrong_secret_are_told_alike(life: Life) -> None:
    done, other = life.complain(), life.complain()
    for number, secret in (
        (done.number, other.secret),
        (done.number, ""),
        ("20261122-00000000x", done.secret),
        ("", ""),
    ):
        with pytest.raises(UnknownName, match="投诉编号或查询码") as caught:
            life.complaints.read(number, secret)
        assert caught.value.near == ()


def test_nothing_of_what_people_wrote_stands_in_the_clear(life: Life) -> None:
    done = life.complaints.send(
        About.POSTING, "town:1", Kind.DEPOSIT, "经理姓钱", HER, contact="微信 cleaner88"
    )
    life.complaints.decide(done.number, REJECTED, "查无此人", OFFICER)
    with reading(life.engine) as connection:
        kept = repr(connection.execute(select(complaints)).all())
        kept += repr(connection.execute(select(audit)).all())
    for words in ("经理姓钱", "cleaner88", "查无此人", done.secret):
        assert words not in kept


def test_reading_anothers_words_is_kept(life: Life) -> None:
    done = life.complain()
    assert life.complaints.waiting()[0].number == done.number
    assert life.complaints.reveal(done.number, OFFICER).complaint.words == "要先交押金"
    assert life.acts(done.number) == ["complaint.send", "complaint.read"]


@pytest.mark.parametrize("subject", ["town:9", "", "town:old"])
def test_a_posting_that_nobody_was_shown_cannot_be_complained_about(
    life: Life, subject: str
) -> None:
    with pytest.raises((UnknownName, ComplaintRefused)):
        life.complaints.send(About.POSTING, subject, Kind.OTHER, "情况", HER)


def test_a_firm_that_is_not_known_and_a_list_may_be_complained_about(life: Life) -> None:
    for about, subject in ((About.FIRM, "从没见过的中介"), (About.LIST, ""), (About.FIRM, CLEAN)):
        done = life.complaints.send(about, subject, Kind.OTHER, "情况", HER)
        assert life.complaints.decide(done.number, UPHELD, "属实", OFFICER)
    assert life.state() is S.PUBLISHED


# ---------------------------------------------------------------- the precaution


@pytest.mark.parametrize(
    ("people", "held"),
    [
        pytest.param(["a", "b", "c"], True, id="three people"),
        pytest.param(["a", "b", ""], True, id="two, and some unknown one"),
        pytest.param(["a", "b"], False, id="two"),
        pytest.param(["a", "a", "a", "a"], False, id="one, again and again"),
        pytest.param(["", "", "", "a"], False, id="unknown ones are one"),
    ],
)
def test_enough_people_who_say_it_is_fraud_hold_a_posting_at_once(
    life: Life, people: list[str], held: bool
) -> None:
    for person in people:
        life.complain(person=person)
    assert (life.state() is S.HELD) is held
    assert (life.fed() == set()) is held
    assert (life.get().holds == ("complaints_pending",)) is held


def test_people_are_told_apart_by_their_contact_where_they_have_no_account(life: Life) -> None:
    for contact in ("138 0000 0001", "13800000001", "138-0000-0001", "13800000002"):
        life.complaints.send(
            About.POSTING, "town:1", Kind.FALSE_POSTING, "假的", HER, contact=contact
        )
    assert life.state() is S.PUBLISHED


def test_what_is_no_fraud_holds_nothing(life: Life) -> None:
    for person in "abcde":
        life.complain(person=person, kind=Kind.RESTRICTION)
    assert life.state() is S.PUBLISHED


def test_a_bureau_may_hold_sooner(engine: Engine, reference: Reference) -> None:
    life = Life(engine, reference, numbers(complaint_hold_persons=1))
    life.send()
    life.complain()
    assert life.state() is S.HELD


def test_a_precaution_is_lifted_and_the_same_complaints_make_no_new_one(life: Life) -> None:
    for person in "abc":
        life.complain(person=person)
    life.wait(1)
    life.postings.lift("town:1", "电话核实，未收押金", OFFICER)
    assert life.state() is S.PUBLISHED
    life.wait(1)
    life.complain(person="d")
    assert life.state() is S.PUBLISHED
    for person in "ab":
        life.complain(person=person)
    assert life.state() is S.HELD


def test_a_precaution_is_confirmed_and_then_ends_by_an_officer_only(life: Life) -> None:
    numbers = [life.complain(person=person).number for person in "abc"]
    life.postings.hold("town:1", "押金属实，责令退还", OFFICER)
    assert life.get().holds == ("held_by_officer",)
    for number in numbers:
        life.complaints.decide(number, REJECTED, "已退还", COLLEAGUE)
    assert life.state() is S.HELD
    assert life.complain(person="d")
    assert life.get().holds == ("held_by_officer",)


def test_a_precaution_ends_with_the_last_complaint_that_was_not_upheld(life: Life) -> None:
    first, *others = [life.complain(person=person).number for person in "abc"]
    for number in others:
        life.complaints.decide(number, REJECTED, "不属实", OFFICER)
        assert life.state() is S.HELD
    life.complaints.decide(first, ANSWERED, "已说明", OFFICER)
    assert life.state() is S.PUBLISHED
    assert life.fed() == {"town:1"}


def test_a_closed_posting_is_not_held_by_complaints(life: Life) -> None:
    life.postings.close("town:1", PostingEvent.FILL, "", FIRM)
    for person in "abc":
        life.complain(person=person)
    assert life.state() is S.FILLED
    life.postings.reopen("town:1", FIRM)
    life.complain(person="d")
    assert life.state() is S.HELD


# ---------------------------------------------------------------- decided


@pytest.mark.parametrize("before", [S.PUBLISHED, S.HELD, S.FILLED, S.EXPIRED])
def test_a_complaint_upheld_removes_its_posting_for_good(life: Life, before: PostingState) -> None:
    number = life.complain(person="a").number
    if before is S.HELD:
        life.postings.hold("town:1", "先停", OFFICER)
    elif before is S.FILLED:
        life.postings.close("town:1", PostingEvent.FILL, "", FIRM)
    elif before is S.EXPIRED:
        life.wait(60)
        life.postings.expire()
    life.complaints.decide(number, UPHELD, "押金属实", OFFICER)
    assert life.state() is S.REMOVED
    assert life.fed() == set()
    assert "押金" in (life.postings.show("town:1").row.closed_reason or "")
    life.send(valid_until="2027-12-31")
    assert life.state() is S.REMOVED


def test_several_complaints_about_one_posting_are_each_answered(life: Life) -> None:
    numbers = [life.complain(person=person).number for person in "abc"]
    for number in numbers:
        life.complaints.decide(number, UPHELD, "属实", OFFICER)
    assert life.state() is S.REMOVED
    assert life.complaints.waiting() == ()
    life.postings.reopen("town:1", OFFICER, "原决定有误")
    assert life.state() is S.PUBLISHED


@pytest.mark.parametrize("actor", [HER, FIRM, Actor("system", Role.SYSTEM)])
def test_nobody_but_an_officer_decides(life: Life, actor: Actor) -> None:
    number = life.complain().number
    with pytest.raises(IllegalStep, match="工作人员"):
        life.complaints.decide(number, UPHELD, "属实", actor)
    with pytest.raises(IllegalStep):
        life.complaints.take(number, actor)
    assert life.state() is S.PUBLISHED


def test_a_decision_is_made_once_and_of_what_is_there(life: Life) -> None:
    number = life.complain().number
    assert life.complaints.take(number, OFFICER).complaint.state is ComplaintState.IN_REVIEW
    life.complaints.decide(number, REJECTED, "不属实", OFFICER)
    with pytest.raises(IllegalStep):
        life.complaints.decide(number, UPHELD, "又属实", OFFICER)
    with pytest.raises(UnknownName):
        life.complaints.decide("20261122-1", UPHELD, "属实", OFFICER)
    with pytest.raises(UnknownName):
        life.complaints.reveal("none", OFFICER)
    assert life.acts(number) == ["complaint.send", "complaint.take", "complaint.rejected"]


def test_the_longest_overdue_comes_first(life: Life) -> None:
    first = life.complain(person="a").number
    life.wait(3)
    second = life.complain(person="b").number
    life.wait(20)
    third = life.complain(person="c", kind=Kind.PAY).number
    waiting = life.complaints.waiting()
    assert [one.number for one in waiting] == [first, second, third]
    assert [one.complaint.is_overdue(life.today) for one in waiting] == [True, True, False]


def test_a_bureau_without_a_number_says_which_is_missing(
    engine: Engine, reference: Reference
) -> None:
    life = Life(engine, reference)
    life.send()
    life.at = life.at.replace(year=2020)
    with pytest.raises(Exception, match="complaint_answer_days"):
        life.complain()


def test_a_posting_of_the_archive_is_not_complained_about(life: Life) -> None:
    from dataclasses import replace

    from api.database import writing
    from api.store import jobs

    old = replace(life.get(), source_id="old", profile=Profile.ARCHIVE, state=S.ARCHIVED)
    with writing(life.engine) as connection:
        jobs.upsert(connection, [old], life.at)
    with pytest.raises(UnknownName):
        life.complain("old")
    assert life.state("old") is S.ARCHIVED


def test_an_empty_reason_to_lift_is_refused(life: Life) -> None:
    for person in "abc":
        life.complain(person=person)
    with pytest.raises(InvalidField, match="理由"):
        life.postings.lift("town:1", " ", OFFICER)
    assert life.complaints.waiting()[0].complaint.deadline.due > life.today + timedelta(7)
