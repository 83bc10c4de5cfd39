"""Forty made people are told what they should be, kind by kind; the same facts say the same."""

import re
from collections import Counter
from collections.abc import Iterable
from random import Random

import pytest

from matcher.guidance.advice import Advice, Ask, Kind, Outcome
from matcher.guidance.every import KINDS, every
from matcher.guidance.plan import Plan, plan_of
from tests.matcher.guidance.made_people import PEOPLE, Asked, Made, Said, Vain, as_expected
from tests.matcher.guidance.said import said

MADE = pytest.mark.parametrize("made", [pytest.param(each, id=each.story) for each in PEOPLE])
OUR_CODE = re.compile(r"(?<![A-Za-z0-9])[PR]\d+(\.\d+)?[a-z]?(?![A-Za-z0-9])")
NEVER_ADVISES = {Kind.WISHES}  # it has questions alone


def test_there_are_forty_of_them_each_with_a_story_of_her_own() -> None:
    assert len({each.story for each in PEOPLE}) == len(PEOPLE) >= 40


@MADE
def test_she_is_told_what_she_should_be(made: Made) -> None:
    ground = made.ground
    for kind, expected in made.told.items():
        found = KINDS[kind](ground)
        assert len(found) == len(expected), (kind, found)
        for outcome, each in zip(found, expected, strict=True):
            assert as_expected(outcome, each), (each, outcome)


@MADE
def test_her_strategies_and_first_question_are_those_expected(made: Made) -> None:
    plan = plan_of(made.ground)
    assert tuple(each.kind for each in plan.strategies) == made.ways
    first = plan.asks[0].question.value if plan.asks else ""
    assert first == made.first


def test_every_kind_advises_two_people_and_asks_another_or_has_nothing_to_say() -> None:
    expected = [
        (kind, each) for made in PEOPLE for kind, several in made.told.items() for each in several
    ]
    advised = Counter(kind for kind, each in expected if isinstance(each, Said))
    asked = Counter(kind for kind, each in expected if isinstance(each, Asked))
    assert {kind for kind in Kind if advised[kind] < 2} == NEVER_ADVISES
    assert {kind for kind in Kind if not asked[kind]} == set()
    assert asked[Kind.WISHES] >= 2
    vain = {kind for kind, each in expected if isinstance(each, Vain)}
    assert set(Kind) - vain == {Kind.RIGHTS}  # everybody has them


@MADE
def test_the_same_facts_give_the_same_plan(made: Made) -> None:
    assert plan_of(made.ground) == plan_of(made.ground)


@MADE
def test_in_whatever_order_the_postings_come_every_number_stays(made: Made) -> None:
    postings = made.postings
    as_they_come = plan_of(made.ground)
    for seed in range(3):
        shuffled = Random(seed).sample(postings, len(postings))
        assert _said(plan_of(made.before(shuffled))) == _said(as_they_come)


def test_what_is_not_strategy_is_advice_and_nothing_is_lost() -> None:
    for made in PEOPLE:
        outcomes = every(made.ground)
        plan = plan_of(made.ground)
        told = [*plan.strategies, *plan.advice, *plan.more]
        advised = [each for each in outcomes if isinstance(each, Advice)]
        assert len(told) == len(advised)
        assert all(each in told for each in advised)
        questions = {each.question for each in outcomes if isinstance(each, Ask)}
        assert {each.question for each in plan.asks} == questions


def test_no_clause_and_no_sentence_names_a_code_of_our_own_papers() -> None:
    for made in PEOPLE:
        for outcome in every(made.ground):
            clauses = outcome.clauses if isinstance(outcome, Advice) else ()
            for words in (*clauses, *(words for _, words in said(outcome))):
                assert not OUR_CODE.search(words), words


def test_no_clause_is_told_twice_of_one_advice() -> None:
    for made in PEOPLE:
        for outcome in every(made.ground):
            if isinstance(outcome, Advice):
                parts = [part for each in outcome.clauses for part in each.split("；")]
                assert len(parts) == len(set(parts)), parts


def test_what_is_not_found_is_said_once_and_nothing_is_no_sentence() -> None:
    for made in PEOPLE:
        for outcome in every(made.ground):
            for _, words in said(outcome):
                assert not re.search(r"。没有。|还不知道：没有。|(\w+)：\1", words), words


def _said(plan: Plan) -> object:
    """A plan without the places in the library that it points to."""

    def plain(outcomes: Iterable[Outcome]) -> list[object]:
        return [_plain(each) for each in outcomes]

    return (
        plan.now,
        plan.barriers,
        [plain(each) for each in (plan.strategies, plan.advice, plan.more)],
        plain(plan.asks),
        plain(plan.nothing),
    )


def _plain(outcome: Outcome) -> object:
    if not isinstance(outcome, Advice):
        return outcome
    opens = outcome.opens
    return (
        outcome.kind,
        outcome.said,
        dict(outcome.figures),
        opens and (opens.more, opens.now, str(opens.pay), opens.told),
        outcome.change,
        outcome.clauses,
        outcome.steps,
        len(outcome.proof),
    )
