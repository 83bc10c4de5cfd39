"""The made town answers as the matcher does: what is open, what a change opens, what is known."""

import pytest

from matcher.guidance.change import Change
from matcher.guidance.standing import offers_in
from registry.entitlements.entitlement import Benefit
from registry.entitlements.facts import Facts
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.posting import Requirements
from tests.builders import worker
from tests.matcher.guidance.ground_town import CLEANER, RIDER, ground, many, number, numbers_with


def test_jobs_of_her_trade_are_open_and_others_are_not() -> None:
    postings = [*many(3, occupation=CLEANER), *many(4, first=10, occupation=RIDER)]
    town = ground(worker(occupations=(CLEANER,)), postings)
    assert offers_in(town.standing.library, town.standing.open) == 3


def test_a_certificate_opens_the_jobs_that_ask_for_it() -> None:
    asking = many(2, occupation=CLEANER, requirements=Requirements(certificates=("健康证",)))
    her = worker(occupations=(CLEANER,), certificates=("驾驶证C1",))
    opens = ground(her, [*asking, *many(1, first=9, occupation=CLEANER)]).what_if.opens(
        Change(certificates=("健康证",))
    )
    assert (opens.more, opens.now) == (2, 1)


def test_the_market_is_of_the_postings_and_says_nothing_of_fewer_than_ten() -> None:
    paid = {"occupation": CLEANER, "pay": Pay(20, 20, PayUnit.HOUR)}
    assert ground(worker(), many(9, **paid)).market.around(CLEANER, "371311") is None
    found = ground(worker(), many(10, **paid)).market.around(CLEANER, "371311")
    assert found is not None
    assert found[1].hour is not None
    assert found[1].hour.median == 20


def test_pay_far_above_the_trade_is_doubtful_where_the_median_is_told() -> None:
    paid = many(1, occupation=CLEANER, pay=Pay(99, 99, PayUnit.HOUR))
    assert ground(worker(), paid, median=20).standing.at.pay_doubtful.all()
    assert not ground(worker(), paid).standing.at.pay_doubtful.any()


def test_entitlements_are_those_of_the_facts_and_none_without_any() -> None:
    assert ground(worker()).beside.entitlements == ()
    known = ground(worker(), facts=Facts(county="371311")).beside.entitlement(Benefit.TRAINING)
    assert known is not None


@pytest.mark.parametrize("value", [None, 9.0])
def test_a_policy_number_is_the_shipped_one_or_the_one_given(value: float | None) -> None:
    assert ground(worker()).number("longest_day_hours") is not None
    changed = ground(worker(), numbers=numbers_with(number("longest_day_hours", value)))
    found = changed.number("longest_day_hours")
    assert (found.value if found else None) == value
