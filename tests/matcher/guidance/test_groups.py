"""Groups: only by what was told, never by birth date or sex; the most pressing first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.guidance.advice import Ask, Kind, Nothing, Question
from matcher.guidance.groups import AGAIN, GROUNDS, groups
from registry.entitlements.facts import Circumstance, Facts, School
from registry.workers.identity import Sex
from tests.builders import worker
from tests.matcher.guidance.ground_town import ground, number, numbers_with
from tests.matcher.guidance.said import advice, unsaid
from tests.registry.entitled import DAY, known, told, untold

SILENT = Facts(county="371302")


def kinds(facts: Facts, **more: object) -> list[str]:
    return [each.said for each in advice(groups(ground(worker(), facts=facts, **more)))]  # type: ignore[arg-type]


def test_nobody_who_says_nothing_is_put_into_a_group_but_is_offered_to_tell() -> None:
    assert groups(ground(worker(), facts=SILENT)) == (
        Ask(Kind.GROUPS, Question.CIRCUMSTANCES, "offer"),
    )


def test_who_told_of_none_has_none() -> None:
    assert groups(ground(worker(), facts=known())) == (Nothing(Kind.GROUPS, "none"),)


@given(
    st.dates(date(1950, 1, 1), date(2010, 1, 1)),
    st.sampled_from(Sex),
    st.booleans(),
    st.dates(date(2024, 1, 1), date(2026, 11, 22)),
)
def test_birth_date_and_sex_change_nothing(
    born: date, sex: Sex, is_told: bool, unemployed: date
) -> None:
    """Also where both would make a ground of hardship by age."""
    facts = known(unemployed_since=unemployed) if is_told else SILENT
    other = replace(facts, born=told(born), sex=told(sex))
    unborn = replace(facts, born=None, sex=None)
    with_age = groups(ground(worker(born=born), facts=other))
    without = groups(ground(worker(), facts=unborn))
    assert with_age == without
    assert with_age == groups(ground(worker(born=born), facts=other))


@pytest.mark.parametrize(
    ("since", "is_long"),
    [
        pytest.param(date(2026, 5, 22), False, id="six months to the day"),
        pytest.param(date(2026, 5, 21), True, id="a day more"),
        pytest.param(date(2026, 12, 1), False, id="not begun"),
        pytest.param(None, False, id="not registered"),
    ],
)
def test_longer_than_six_months_goes_before(since: date | None, is_long: bool) -> None:
    assert ("long" in kinds(known(unemployed_since=since))) is is_long


@pytest.mark.parametrize(
    ("since", "may"), [(date(2025, 11, 22), True), (date(2025, 11, 23), False)]
)
def test_a_year_of_unemployment_is_a_ground_on_its_last_day(since: date, may: bool) -> None:
    assert ("may_be_recognised" in kinds(known(unemployed_since=since))) is may


def test_a_number_that_nobody_found_is_no_ground() -> None:
    facts = known(unemployed_since=date(2020, 1, 1))
    unknown = numbers_with(number("hardship_jobless_months", None))
    assert kinds(facts, numbers=unknown) == ["long"]


@pytest.mark.parametrize("circumstance", Circumstance)
def test_each_circumstance_that_she_tells_leads_somewhere(circumstance: Circumstance) -> None:
    expected = "may_be_recognised" if circumstance in GROUNDS else "others"
    assert kinds(known(circumstances=frozenset({circumstance}))) == [expected]


def test_without_an_unemployment_registration_that_is_said() -> None:
    facts = known(circumstances=frozenset({Circumstance.SINGLE_PARENT}))
    (only,) = advice(groups(ground(worker(), facts=facts)))
    assert "先登记失业" in str(only.figures["registered"])
    assert "山东省就业促进条例 42" in only.clauses


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2024, 11, 22), ["graduate"], id="two years to the day"),
        pytest.param(date(2024, 11, 21), [], id="a day more"),
        pytest.param(date(2027, 6, 30), [], id="still at school"),
    ],
)
def test_graduates_of_two_years_by_their_own_word(day: date, expected: list[str]) -> None:
    assert kinds(known(graduated_on=day, school=School.HIGHER)) == expected


def test_a_school_that_no_rule_names_is_not_judged() -> None:
    facts = known(graduated_on=date(2026, 6, 30), school=School.TECHNICIAN)
    assert kinds(facts) == ["graduate_unknown"]


def test_all_at_once_come_in_order_with_their_days_and_sources() -> None:
    facts = known(
        hardship_on=date(2026, 1, 1),
        unemployed_since=date(2025, 1, 1),
        graduated_on=date(2026, 6, 30),
        school=School.HIGHER,
        circumstances=frozenset({Circumstance.VETERAN, Circumstance.LIVING_ALLOWANCE}),
    )
    found = advice(groups(ground(worker(), facts=facts)))
    assert [each.said for each in found] == ["recognised", "long", "graduate", "others"]
    days = [each.steps[0].days for each in found]
    assert days == sorted(days)
    assert all(each.steps[1].days == AGAIN for each in found)
    assert found[0].figures["source"] == "测试"


def test_a_register_alone_may_help_and_she_is_still_asked() -> None:
    facts = replace(SILENT, unemployed_since=told(date(2025, 12, 1)))
    long, ask = groups(ground(worker(), facts=facts))
    assert advice([long])[0].said == "long"
    assert isinstance(ask, Ask)


def test_every_text_is_said_of_somebody_with_all_its_figures() -> None:
    graduate = known(graduated_on=date(2026, 6, 30), school=School.HIGHER)
    towns = [
        ground(worker(), facts=SILENT),
        ground(worker(), facts=known()),
        ground(worker(), facts=known(hardship_on=DAY, unemployed_since=date(2025, 1, 1))),
        ground(worker(), facts=known(circumstances=frozenset(Circumstance))),
        ground(worker(), facts=graduate),
        ground(worker(), facts=untold(graduate, "worked_since_graduation")),
    ]
    assert unsaid(Kind.GROUPS, [each for town in towns for each in groups(town)]) == set()
