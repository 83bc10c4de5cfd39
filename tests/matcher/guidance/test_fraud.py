"""Fraud: signs of what she looks at, the gravest first, and pay too good for its trade."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.lint_policy import load_lint_rules
from api.settings import find_data_dir
from matcher.guidance.advice import Ask, Kind, Nothing, Question
from matcher.guidance.fraud import MOST_POSTINGS, SIGNS, fraud
from matcher.guidance.ground import Ground, LookedAt
from registry.jobs.pay import Pay, PayUnit
from registry.places import Place
from tests.builders import worker
from tests.matcher.guidance.ground_town import CLEANER, RIDER, ground, many
from tests.matcher.guidance.said import advice, said, unsaid

HER = worker(occupations=(CLEANER,))


def looked(*signs: str, posting: str = "test:1") -> LookedAt:
    return LookedAt(posting, "话务员", signs)


def paying(amount: float, size: int = 1, **changes: object) -> Ground:
    facts = {"occupation": CLEANER, "pay": Pay(amount, amount, PayUnit.HOUR)} | changes
    return ground(HER, many(size, **facts), looked_at=(), median=20.0)


def test_a_deposit_is_told_with_its_law_and_the_first_step_is_to_pay_nothing() -> None:
    (only,) = advice(fraud(ground(HER, looked_at=(looked("lint_deposit", "pay_missing"),))))
    assert (only.said, only.figures["count"], only.figures["looked"]) == ("marked", 1, 1)
    assert "劳动合同法 9" in only.clauses[0]
    assert only.steps[0].text == "pay_nothing"


def test_pay_far_above_by_itself_is_only_doubtful() -> None:
    (only,) = advice(fraud(ground(HER, looked_at=(looked("pay_far_above"),))))
    assert only.said == "doubtful"
    assert "不一定是骗局" in dict(said(only))["texts.doubtful.advisor"]


def test_the_gravest_comes_first_and_at_most_three_are_told() -> None:
    seen = tuple(looked("lint_papers_fee", posting=f"test:{place}") for place in range(3))
    grave = looked("lint_deposit", "lint_id_held", posting="test:9")
    found = advice(fraud(ground(HER, looked_at=(*seen, grave))))
    assert len(found) == MOST_POSTINGS
    assert found[0].figures["signs"] == "收押金、保证金、扣押证件"
    assert {each.figures["marked"] for each in found} == {4}


def test_flags_of_form_are_no_signs() -> None:
    town = ground(HER, looked_at=(looked("pay_missing", "lint_age", "hours_missing"),))
    assert fraud(town) == (Nothing(Kind.FRAUD, "none", {"looked": 1}),)


def test_what_is_not_kept_is_asked_for() -> None:
    assert fraud(ground(HER)) == (Ask(Kind.FRAUD, Question.LOOKED_AT, "looked_at"),)


@pytest.mark.parametrize(
    ("amount", "far"),
    [pytest.param(60.0, 0, id="exactly three times"), pytest.param(60.5, 1, id="more than that")],
)
def test_pay_over_three_times_the_trade_is_far_above_it(amount: float, far: int) -> None:
    found = advice(fraud(paying(amount)))
    assert [each.figures["far"] for each in found] == ([1] if far else [])


def test_jobs_of_another_trade_or_out_of_reach_do_not_count() -> None:
    assert isinstance(fraud(paying(90, occupation=RIDER))[0], Nothing)
    assert isinstance(fraud(paying(90, place=Place(code="370102")))[0], Nothing)


def test_the_pay_is_told_with_how_many_jobs_it_was_looked_at_in() -> None:
    cheap = many(7, first=20, occupation=CLEANER, pay=Pay(20, 20, PayUnit.HOUR))
    dear = many(2, occupation=CLEANER, pay=Pay(90, 90, PayUnit.HOUR))
    (only,) = advice(fraud(ground(HER, [*dear, *cheap], looked_at=(), median=20.0)))
    assert (only.figures["far"], only.figures["of"], only.figures["times"]) == (2, 9, 3.0)
    assert set(only.proof) == {0, 1}


def test_every_sign_of_money_and_fraud_that_postings_are_held_for_is_known_here() -> None:
    rules = {rule.code: rule for rule in load_lint_rules(find_data_dir()).rules}
    fees = {"deposit", "worker_fee", "papers_fee", "id_held", "training_loan", "train_to_hire",
            "advance", "click_farming"}  # fmt: skip
    assert fees == SIGNS.keys() - {"pay_far_above", "pay_implausible"}
    assert fees <= rules.keys()
    for code in fees:
        assert SIGNS[code].clause.split("；")[0] in rules[code].clause


@given(st.lists(st.lists(st.sampled_from([*SIGNS, "pay_missing"]), max_size=4), max_size=6))
def test_who_looked_at_something_marked_is_always_warned(seen: list[list[str]]) -> None:
    things = tuple(looked(*each, posting=f"test:{place}") for place, each in enumerate(seen))
    town = ground(HER, looked_at=things)
    marked = sum(any(code in SIGNS for code in each) for each in seen)
    found = advice(fraud(town))
    assert len(found) == min(marked, MOST_POSTINGS)
    assert all(each.figures["marked"] == marked for each in found)
    assert fraud(town) == fraud(town)


def test_every_text_is_said_of_somebody_with_all_its_figures() -> None:
    towns = [
        ground(HER, looked_at=(looked("deposit"), looked("papers_fee"))),
        ground(HER, looked_at=()),
        ground(HER),
        paying(90),
    ]
    assert unsaid(Kind.FRAUD, [each for town in towns for each in fraud(town)]) == set()
