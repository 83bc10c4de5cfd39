"""Employers: what is upheld raises a level, an officer bars, postings follow; verification."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine

from api.reference import Reference
from registry.errors import InvalidField, UnknownName
from registry.jobs.complaint import ComplaintState
from registry.jobs.credit_code import credit_code_check
from registry.jobs.employer_standing import Level, StandingRefused, Verification
from registry.jobs.posting import PostingState
from registry.step_table import IllegalStep
from tests.api.life_desk import CLEAN, COLLEAGUE, FIRM, KEYS, OFFICER, Life, numbers

S = PostingState


def uscc(number: int) -> str:
    first = f"91371399MA3TEXT{number:02d}"
    return first + credit_code_check(first)


def firm(name: str = CLEAN, code: str = "") -> dict[str, Any]:
    return {"employer": {"name": name, "uscc": code} if code else {"name": name}}


@pytest.fixture
def life(engine: Engine, reference: Reference) -> Life:
    made = Life(engine, reference)
    for number in range(1, 4):
        made.send(str(number))
    made.send("other", **firm("城北家政有限公司"))
    return made


def uphold(life: Life, source_id: str, person: str = "a") -> None:
    number = life.complain(source_id, person=person).number
    life.complaints.decide(number, ComplaintState.UPHELD, "押金属实", OFFICER)


def level(life: Life, name: str = CLEAN) -> Level:
    return life.employers.show(life.employers.find(name).id).kept.standing.level


def barred(life: Life) -> int:
    """The firm, watched for one complaint and barred by an officer."""
    uphold(life, "1")
    one = life.employers.find(CLEAN).id
    life.employers.bar(one, "押金屡查屡犯", OFFICER)
    return one


def test_upheld_complaints_raise_the_level_and_only_propose_a_bar(life: Life) -> None:
    for number, expected in ((1, Level.WATCH), (2, Level.WATCH), (3, Level.PROPOSED)):
        uphold(life, str(number))
        assert level(life) is expected
    life.send("4")
    assert life.state("4") is S.PUBLISHED
    assert level(life, "城北家政有限公司") is Level.NONE


def test_the_same_person_about_the_same_posting_counts_once(life: Life) -> None:
    for _ in range(3):
        uphold(life, "1", "a")
    assert level(life) is Level.WATCH
    view = life.employers.show(life.employers.find(CLEAN).id)
    assert view.upheld == 1
    uphold(life, "1", "b")
    uphold(life, "2", "a")
    assert level(life) is Level.PROPOSED


def test_a_complaint_that_is_no_fraud_raises_nothing(life: Life) -> None:
    from registry.jobs.complaint import Kind

    number = life.complain("1", kind=Kind.RESTRICTION).number
    life.complaints.decide(number, ComplaintState.UPHELD, "年龄限制属实", OFFICER)
    assert life.state("1") is S.REMOVED
    assert level(life) is Level.NONE


def test_a_barred_firms_postings_are_held_those_there_and_those_that_come(life: Life) -> None:
    one = barred(life)
    assert {life.state(str(number)) for number in (2, 3)} == {S.HELD}
    assert life.fed() == {"town:other"}
    life.send("4")
    life.send("2", description="改了说法")
    life.send("5", **firm(f" {CLEAN} ", uscc(1)))
    life.send("6", **firm("城南-物业有限公司"))
    assert {life.state(name) for name in "2456"} == {S.HELD}
    assert life.get("4").holds == ("employer_barred",)
    assert life.fed() == {"town:other"}
    life.employers.lift(one, "已全部退还", OFFICER)
    assert {life.state(name) for name in "23456"} == {S.PUBLISHED}
    assert level(life) is Level.WATCH
    assert life.state("1") is S.REMOVED


def test_another_firm_of_that_name_with_a_code_of_its_own_is_not_held(
    engine: Engine, reference: Reference
) -> None:
    life = Life(engine, reference)
    life.send("1", **firm(CLEAN, uscc(1)))
    life.send("2", **firm(CLEAN, uscc(2)))
    life.send("3", **firm("改名后的公司", uscc(1)))
    uphold(life, "1")
    with pytest.raises(InvalidField, match="同名单位不止一家"):
        life.employers.find(CLEAN)
    life.employers.bar(life.employers.find(uscc(1)).id, "屡犯", OFFICER)
    assert (life.state("2"), life.state("3")) == (S.PUBLISHED, S.HELD)


def test_a_bar_ends_after_its_time_and_its_postings_are_back(life: Life) -> None:
    one = barred(life)
    life.send("2", valid_until="2029-12-31")
    until = life.employers.show(one).kept.standing.barred_until
    assert until == date(2027, 11, 22)
    life.wait(365)
    life.employers.review()
    assert level(life) is Level.BARRED
    life.wait(1)
    assert life.employers.review().levels == 1
    assert life.state("2") is S.PUBLISHED
    life.employers.review()
    assert level(life) is Level.WATCH
    life.wait(366)
    life.employers.review()
    assert level(life) is Level.NONE


def test_only_an_officer_bars_and_only_who_is_watched(life: Life) -> None:
    one = life.employers.find(CLEAN).id
    with pytest.raises(IllegalStep):
        life.employers.bar(one, "看着不顺眼", OFFICER)
    uphold(life, "1")
    with pytest.raises(IllegalStep, match="工作人员"):
        life.employers.bar(one, "竞争对手", FIRM)
    with pytest.raises(StandingRefused, match="理由"):
        life.employers.bar(one, " ", OFFICER)
    life.employers.bar(one, "屡犯", OFFICER, months=3)
    assert life.employers.show(one).kept.standing.barred_until == date(2027, 2, 22)
    with pytest.raises(UnknownName):
        life.employers.bar(999, "x", OFFICER)


def test_a_proposal_is_dismissed_and_not_made_again_for_the_same(life: Life) -> None:
    for number in (1, 2, 3):
        uphold(life, str(number))
    one = life.employers.find(CLEAN).id
    life.employers.dismiss(one, "已整改", OFFICER)
    life.wait(1)
    life.employers.review()
    assert level(life) is Level.WATCH
    for number in range(5, 8):
        life.send(str(number))
        uphold(life, str(number))
    assert level(life) is Level.PROPOSED


def test_an_objection_has_a_day_and_another_officer(life: Life) -> None:
    one = barred(life)
    made = life.employers.object(one, "是他人冒用我单位名义", FIRM)
    assert made.objection is not None
    assert made.objection.deadline.due == date(2026, 12, 4)
    with pytest.raises(IllegalStep, match="另一位"):
        life.employers.keep(one, "维持", OFFICER)
    life.employers.keep(one, "核实无误", COLLEAGUE)
    assert level(life) is Level.BARRED
    assert life.acts(f"employer:{one}") == [
        "employer.review",
        "employer.bar",
        "employer.object",
        "employer.keep",
    ]


def test_who_goes_by_no_name_cannot_be_barred(engine: Engine, reference: Reference) -> None:
    life = Life(engine, reference)
    life.send("1", **firm("业主直招"))
    uphold(life, "1")
    with pytest.raises(StandingRefused, match="认不出"):
        life.employers.bar(life.employers.find("业主直招").id, "屡犯", OFFICER)
    life.send("2", **firm("业主直招"))
    assert life.state("2") is S.PUBLISHED


def test_a_name_that_is_not_known_names_near_ones(life: Life) -> None:
    with pytest.raises(UnknownName, match=CLEAN):
        life.employers.find("城南物业公司")
    with pytest.raises(UnknownName):
        life.employers.find("")
    assert life.employers.find(str(life.employers.find(CLEAN).id)).name == CLEAN


# ---------------------------------------------------------------- verification


def test_nobody_is_held_for_not_being_verified_unless_the_bureau_says_so(life: Life) -> None:
    life.wait(31)
    life.employers.review()
    assert life.fed() == {"town:1", "town:2", "town:3", "town:other"}
    assert {one.verification for one in life.employers.all(overdue=True)} == {Verification.OVERDUE}
    assert len(life.employers.all(overdue=True)) == 2
    assert len(life.employers.all(limit=1)) == 1


def test_where_the_bureau_says_so_who_is_late_is_held_until_verified(
    engine: Engine, reference: Reference
) -> None:
    life = Life(engine, reference, numbers(employer_unverified_holds=1))
    life.send("1", valid_until="2029-12-31")
    life.wait(30)
    life.employers.review()
    assert life.state("1") is S.PUBLISHED
    life.wait(1)
    life.employers.review()
    assert life.get("1").holds == ("employer_unverified",)
    life.send("2", valid_until="2029-12-31")
    assert life.state("2") is S.HELD
    one = life.employers.find(CLEAN).id
    with pytest.raises(StandingRefused, match="统一社会信用代码"):
        life.employers.verify(one, life.today, OFFICER)
    life.employers.verify(one, life.today - timedelta(1), OFFICER, uscc(3))
    assert {life.state("1"), life.state("2")} == {S.PUBLISHED}
    view = life.employers.show(one)
    assert view.verification is Verification.VERIFIED
    life.wait(182)
    life.employers.review()
    assert life.state("1") is S.PUBLISHED
    life.wait(31)
    life.employers.review()
    assert life.state("1") is S.HELD
    life.employers = type(life.employers)(
        life.engine, KEYS, numbers(), life.employers.calendar, life.employers.clock
    )
    life.employers.review()
    assert life.state("1") is S.PUBLISHED


def test_a_barred_firm_that_is_verified_stays_barred(life: Life) -> None:
    one = barred(life)
    life.employers.verify(one, life.today, OFFICER, uscc(1))
    assert life.state("2") is S.HELD
    assert level(life) is Level.BARRED


def test_firms_are_listed_by_level(life: Life) -> None:
    barred(life)
    assert [one.kept.employer.name for one in life.employers.all(Level.BARRED)] == [CLEAN]
    assert life.employers.all(Level.PROPOSED) == ()
