"""Paying as a flexible worker: dates and months as the rule book's table has them, under-stated."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.guidance.advice import Ask, Kind, Nothing, Question
from matcher.guidance.insurance import FLEXIBLE, insurance
from registry.entitlements.facts import Drawn, Facts, Told
from registry.registration.retirement import RetireClass, months_left, retirement
from registry.workers.identity import Sex
from tests.builders import worker
from tests.matcher.guidance.ground_town import ground, number, numbers_with
from tests.matcher.guidance.said import advice, said, unsaid
from tests.registry.entitled import known, told, untold

READERS = ("worker", "advisor")
BARE = Facts(county="371302")


def facts(born: date, sex: Sex = Sex.MALE, **more: Told) -> Facts:  # type: ignore[type-arg]
    return Facts(county="371302", born=told(born), sex=told(sex), **more)


@pytest.mark.parametrize(
    ("born", "retire_class", "statutory", "needed"),
    [
        pytest.param(date(1970, 6, 1), "M60", date(2031, 11, 1), 192, id="row 7"),
        pytest.param(date(1976, 9, 1), "M60", date(2039, 9, 1), 240, id="row 10"),
        pytest.param(date(1975, 10, 1), "F55", date(2032, 4, 1), 198, id="row 15"),
        pytest.param(date(1980, 2, 1), "F50", date(2032, 9, 1), 198, id="row 22"),
    ],
)
def test_the_months_are_those_of_the_rule_book(
    born: date, retire_class: str, statutory: date, needed: int
) -> None:
    her = facts(born, retire_class=told(RetireClass(retire_class)))
    first = advice(insurance(ground(worker(), facts=her, entitlements=())))[0]
    assert (first.figures["statutory"], first.figures["needed"]) == (statutory, needed)


def test_who_begins_in_time_reaches_it_from_next_month_on() -> None:
    young = facts(date(1990, 5, 1))
    (first,) = advice(found := insurance(ground(worker(), facts=young, entitlements=())))
    assert len(found) == 1  # months paid before are not asked for, as they change nothing
    assert first.said == "reaches"
    assert first.figures["reach"] == (2053 - 2026) * 12 + (5 - 11) - 1  # to 2053-05
    assert dict(said(first))["steps.begin"].startswith("现在没有单位给您缴的话，")


def test_who_begins_late_is_told_how_many_months_are_wanting_and_asked() -> None:
    late = facts(date(1970, 6, 1))
    first, ask = insurance(ground(worker(), facts=late, entitlements=()))
    assert advice([first])[0].figures["reach"] == 59
    assert advice([first])[0].figures["lacks"] == 192 - 59
    assert isinstance(ask, Ask)
    assert (ask.question, ask.why) == (Question.PAID_MONTHS, "paid")


@pytest.mark.parametrize(("needed", "says"), [(317, "reaches"), (318, "short")])
def test_exactly_the_months_needed_are_enough(needed: int, says: str) -> None:
    numbers = numbers_with(number("min_contribution_months", needed, date(2011, 7, 1)))
    young = facts(date(1990, 5, 1))
    town = ground(worker(), facts=young, entitlements=(), numbers=numbers)
    assert advice(insurance(town))[0].said == says


def test_a_woman_whose_class_is_not_known_is_counted_as_who_pays_for_herself() -> None:
    her = facts(date(1985, 6, 1), Sex.FEMALE)
    first = advice(insurance(ground(worker(), facts=her, entitlements=())))[0]
    told_her, words = (dict(said(first))[f"texts.{first.said}.{each}"] for each in READERS)
    assert "2043年06月（原55周岁）" in words
    assert "2040年06月（原50周岁）" in words
    assert "灵活就业人员身份参保的女性按原55周岁" in words
    assert first.figures["statutory"] == retirement(RetireClass.F55, date(1985, 6, 1)).statutory
    assert told_her.startswith("预计2043年06月退休（按原55周岁算）")
    assert "2040年" not in told_her
    assert FLEXIBLE in first.clauses


def test_a_woman_who_pays_for_herself_draws_by_55() -> None:
    her = facts(date(1985, 6, 1), Sex.FEMALE, paid_through=told(date(2026, 10, 1)))
    first = advice(insurance(ground(worker(), facts=her, entitlements=())))[0]
    assert first.figures["statutory"] == date(2043, 6, 1)
    assert "begin" not in {step.text for step in first.steps}


@pytest.mark.parametrize(
    ("as_of", "says"),
    [
        pytest.param(date(2031, 10, 31), "short", id="the month before"),
        pytest.param(date(2031, 11, 1), "past", id="the statutory month"),
    ],
)
def test_in_the_statutory_month_it_is_past(as_of: date, says: str) -> None:
    late = facts(date(1970, 6, 1))
    first = advice(insurance(ground(worker(), as_of=as_of, facts=late, entitlements=())))[0]
    assert first.said == says


def test_who_draws_a_pension_has_nothing_to_pay() -> None:
    drawn = facts(date(1960, 1, 1), pension_since=told(date(2020, 1, 1)))
    town = ground(worker(), facts=drawn, entitlements=())
    assert insurance(town) == (Nothing(Kind.INSURANCE, "pension", {"since": date(2020, 1, 1)}),)


def test_too_little_known_is_asked_for() -> None:
    unborn = insurance(ground(worker()))
    assert unborn == (Ask(Kind.INSURANCE, Question.BIRTH, "born"),)
    sexless = insurance(ground(worker(born=date(1990, 1, 1))))
    assert sexless == (Ask(Kind.INSURANCE, Question.BIRTH, "sex"),)


def test_months_needed_that_nobody_found_are_said_to_be_unknown() -> None:
    unknown = numbers_with(number("min_contribution_months", None))
    first = advice(
        insurance(ground(worker(), facts=facts(date(1990, 5, 1)), entitlements=(), numbers=unknown))
    )[0]
    assert first.said == "unknown"
    assert "没有查到" in dict(said(first))["texts.unknown.advisor"]


def test_the_subsidy_is_told_with_the_months_left_and_an_amount_that_is_not_known() -> None:
    her = known(hardship_on=date(2025, 11, 1), drawn=Drawn(date(2025, 11, 1), 12))
    found = {each.said: each for each in advice(insurance(ground(worker(), facts=her)))}
    assert found["subsidy"].figures["left"] == 24
    assert "没有查到" in str(found["subsidy"].figures["amount"])
    assert "63号 四" in found["subsidy"].clauses


def test_a_subsidy_that_is_out_of_reach_says_what_would_change_it() -> None:
    found = {each.said: each for each in advice(insurance(ground(worker(), facts=known())))}
    assert "就业困难人员认定" in str(found["subsidy_not"].figures["opens"])


@given(
    st.dates(date(1962, 1, 1), date(2009, 1, 1)),
    st.sampled_from(Sex),
    st.dates(date(2025, 1, 1), date(2030, 1, 1)),
)
def test_what_is_reachable_is_never_overstated(born: date, sex: Sex, as_of: date) -> None:
    town = ground(worker(), as_of=as_of, facts=facts(born, sex), entitlements=())
    first = advice(insurance(town))[0]
    lefts = [months_left(each, born, as_of) for each in RetireClass]
    assert first.figures["reach"] == max(0, int(str(first.figures["left"])) - 1)
    assert first.figures["left"] in [max(0, left) for left in lefts]
    assert insurance(town) == insurance(town)


def test_every_text_is_said_of_somebody_with_all_its_figures() -> None:
    unknown = numbers_with(number("min_contribution_months", None))
    hardship = known(hardship_on=date(2025, 11, 1), drawn=Drawn())
    towns = [
        ground(worker(), facts=hardship),
        ground(worker(), facts=known()),
        ground(worker(), facts=untold(known(), "paid_through", "hardship_on")),
        ground(worker(), facts=facts(date(1970, 6, 1))),
        ground(worker(), facts=facts(date(1962, 6, 1))),
        ground(worker(), facts=facts(date(1990, 5, 1)), numbers=unknown),
        ground(worker(), facts=BARE),
        ground(worker(born=date(1990, 1, 1)), facts=BARE),
        ground(worker(), facts=facts(date(1960, 1, 1), pension_since=told(date(2020, 1, 1)))),
    ]
    assert unsaid(Kind.INSURANCE, [each for town in towns for each in insurance(town)]) == set()
