"""What is chosen of what was tried: by numbers as they may be told, and by nothing else."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.disclosure import LEAST
from matcher.guidance.firm.advice import ENOUGH, Advice, Ask, Kind, Nothing, Tried, stated
from matcher.guidance.firm.plan import MOST_CHANGES, advice_of, plan_of

NUMBERS = st.none() | st.integers(2, 60).map(lambda fives: 5 * fives)
TRIED = st.lists(
    st.builds(
        Tried,
        kind=st.sampled_from(Kind),
        said=st.sampled_from(["one", "other", "third"]),
        more=NUMBERS,
        by_law=st.booleans(),
        is_proof=st.booleans(),
        is_other=st.booleans(),
    ),
    max_size=20,
)


def way(more: int | None, said: str = "one", kind: Kind = Kind.HOURS) -> Tried:
    return Tried(kind, said, more)


def best(found: Advice | Nothing) -> Tried:
    assert isinstance(found, Advice)
    return found.best


@pytest.mark.parametrize(
    ("people", "told"),
    [
        (-20, None), (0, None), (1, None), (5, None), (9, None), (10, 10), (14, 10), (15, 15),
        (19, 15), (20, 20), (1_000_004, 1_000_000),
    ],
)  # fmt: skip
def test_people_are_told_down_to_fives_and_not_below_ten(people: int, told: int | None) -> None:
    assert stated(people) == told


@given(st.integers(-50, 10_000))
def test_one_person_more_or_less_hardly_ever_changes_what_is_told(people: int) -> None:
    told = stated(people)
    assert told is None or (told % LEAST == 0 and ENOUGH <= told <= people < told + LEAST)


def test_nobody_one_and_nine_people_cannot_be_told_apart() -> None:
    plans = [plan_of(None, None, [way(stated(people))]) for people in range(ENOUGH)]
    assert all(plan == plans[0] for plan in plans)


@given(TRIED)
def test_at_most_three_are_proposed_by_what_they_add_and_all_that_the_law_asks(
    tried: Sequence[Tried],
) -> None:
    plan = plan_of(None, None, tried)
    added = [each.best.more or 0 for each in plan.changes]
    assert len(added) <= MOST_CHANGES
    assert added == sorted(added, reverse=True)
    assert [each.best for each in plan.required] == [each for each in tried if each.by_law]
    assert len({each.best.kind for each in plan.changes}) == len(added)
    assert all(not each.best.is_proof and each.best.more for each in plan.changes)
    assert plan == plan_of(None, None, list(tried))


def test_of_equal_numbers_the_kind_looked_at_first_stands_first() -> None:
    kinds = [Kind.PLACE, Kind.BACKGROUND, Kind.PAY, Kind.SILENT]
    plan = plan_of(None, None, [way(20, kind=kind) for kind in kinds])
    assert [each.best.kind for each in plan.changes] == [Kind.PAY, Kind.SILENT, Kind.BACKGROUND]


def test_of_pay_and_hours_the_first_that_does_half_of_it_is_proposed() -> None:
    ways = [way(10), way(20), way(35), way(40)]
    assert best(advice_of(Kind.PAY, ways, None)).more == 20
    assert best(advice_of(Kind.HOURS, ways, None)).more == 20
    assert best(advice_of(Kind.SILENT, ways, None)).more == 40


def test_other_ways_are_other_texts_and_two_at_most() -> None:
    ways = [way(40), way(35), way(30, "other"), way(25, "third"), way(20, "fourth")]
    found = advice_of(Kind.SILENT, ways, None)
    assert isinstance(found, Advice)
    assert [each.said for each in found.also] == ["other", "third"]


@pytest.mark.parametrize(("suited", "told"), [(None, True), (100, True), (105, False)])
def test_less_than_a_tenth_of_those_it_suits_is_not_worth_a_change(
    suited: int | None, told: bool
) -> None:
    assert isinstance(advice_of(Kind.HOURS, [way(10)], suited), Advice) is told


@pytest.mark.parametrize(("suited", "told"), [(None, True), (15, True), (20, False)])
def test_another_place_is_told_where_more_live_there_than_it_suits(
    suited: int | None, told: bool
) -> None:
    site = Tried(Kind.PLACE, "site", 20, is_other=True)
    assert isinstance(advice_of(Kind.PLACE, [site], suited), Advice) is told


def test_whom_something_shuts_out_is_proof_and_no_proposal() -> None:
    proof = Tried(Kind.HOURS, "shut", 50, is_proof=True)
    found = advice_of(Kind.HOURS, [way(10), proof, Tried(Kind.HOURS, "x", None, is_proof=True)], 10)
    assert isinstance(found, Advice)
    assert (found.best.more, found.proof) == (10, (proof,))
    assert isinstance(advice_of(Kind.HOURS, [way(None), proof], 10), Nothing)


def test_what_is_not_known_is_neither_a_change_nor_nothing() -> None:
    plan = plan_of(10, 10, [way(10)], [Ask(Kind.PAY, "by_piece"), Nothing(Kind.PLACE, "remote")])
    assert [each.kind for each in plan.asks] == [Kind.PAY]
    assert [each.kind for each in plan.nothing] == [Kind.PLACE]
