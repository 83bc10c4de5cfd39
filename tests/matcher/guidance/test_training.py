"""Training: what may be claimed, which course jobs ask for, and the warning that goes with it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.guidance.advice import Ask, Kind, Nothing, Question
from matcher.guidance.certificate import certificate
from matcher.guidance.ground import Course, Ground
from matcher.guidance.training import BAIT, MOST_COURSES, training
from registry.entitlements.entitlement import DECIDED_BY, Benefit
from registry.entitlements.facts import Circumstance, Facts, FlexibleWork
from registry.jobs.posting import Requirements
from tests.builders import posting, worker
from tests.matcher.guidance.ground_town import CLEANER, RIDER, ground, many
from tests.matcher.guidance.said import advice, said, unsaid
from tests.registry.entitled import DAY, known

HEALTH = Course("健康证", "医院", 3, None, "免费", "食品安全法 45", assumed=True)
C1 = Course("驾驶证C1", "车管所", 60, 58, "以公布为准", "规定")
BY_DEGREE = Course("健康证", "要有学历", None, None, "以公布为准", "条例", by_degree=True)
COURSES = {"健康证": HEALTH, "驾驶证C1": C1}
NONE_OF_IT = Facts(county="371302")


def asking(*names: str, size: int = 1, first: int = 1) -> list:  # type: ignore[type-arg]
    asks = Requirements(certificates=names)
    return many(size, first, occupation=CLEANER, requirements=asks)


def trained() -> Ground:
    """Trained, flexible since, said by the office to be on the list: likely."""
    return ground(worker(), facts=known(trained_on=DAY, training_in_list=True))


def test_trained_before_the_work_and_on_the_list_is_likely_and_an_office_decides() -> None:
    first = advice(training(trained()))[0]
    assert first.said == "likely"
    assert first.figures["decided"] == DECIDED_BY
    assert "没有查到" in str(first.figures["amount"])


def test_untrained_is_told_what_to_do_first() -> None:
    found = advice(training(ground(worker(), facts=known(training_in_list=True))))
    assert [each.said for each in found[:2]] == ["not_yet", "not_yet"]
    assert "结业" in str(found[0].figures["why"])


@pytest.mark.parametrize("trained_on", [None, DAY])
def test_nobody_is_sent_to_register_before_training_and_the_order_is_asked_first(
    trained_on: date | None,
) -> None:
    unregistered = known(training_in_list=True, trained_on=trained_on, work=FlexibleWork())
    found = advice(training(ground(worker(), facts=unregistered)))
    words = dict(said(next(each for each in found if each.said == "not_yet")))
    assert not any("先办理灵活就业登记" in each for each in words.values())
    for key in ("texts.not_yet.advisor", "texts.not_yet.worker", "steps.first"):
        assert "培训和灵活就业登记" in words[key]
        assert "问清" in words[key]


def test_whose_training_is_not_told_is_asked_for_it_and_not_refused() -> None:
    found = advice(training(ground(worker(), facts=NONE_OF_IT)))
    assert found[0].said == "unknown"
    assert "结业" in str(found[0].figures["lacks"])


def test_nobody_asked_about_policies_asks_for_her_circumstances_and_trade() -> None:
    assert training(ground(worker())) == (
        Ask(Kind.TRAINING, Question.CIRCUMSTANCES, "policies"),
        Ask(Kind.TRAINING, Question.TRADES, "courses"),
    )


def test_with_a_trade_and_no_policy_that_helps_there_is_nothing() -> None:
    met = ground(worker(occupations=(CLEANER,)), facts=known(trained_on=DAY), entitlements=())
    not_listed = known(trained_on=DAY, startup_trained_on=DAY, training_in_list=False)
    nothing = ground(worker(occupations=(CLEANER,)), facts=not_listed)
    assert isinstance(training(met)[-1], Ask)
    assert training(nothing) == (Nothing(Kind.TRAINING, "nothing"),)


@pytest.mark.parametrize(
    ("circumstances", "licensed_on", "opens"),
    [
        pytest.param(frozenset({Circumstance.FORMERLY_POOR}), None, True, id="a group, no licence"),
        pytest.param(frozenset(), None, False, id="of no group"),
        pytest.param(frozenset({Circumstance.FORMERLY_POOR}), DAY, True, id="licensed already"),
    ],
)
def test_a_licence_opens_what_nothing_else_stands_against(
    circumstances: frozenset[Circumstance], licensed_on: date | None, opens: bool
) -> None:
    facts = known(circumstances=circumstances, licensed_since=licensed_on)
    found = advice(training(ground(worker(), facts=facts)))
    business = [each for each in found if each.said == "business"]
    assert len(business) == (2 if opens else 0)
    if opens:
        assert "30 万元" in str(business[0].figures["amount"])


def test_the_course_that_most_jobs_ask_for_comes_first_with_a_number_that_recounting_gives() -> (
    None
):
    postings = [*asking("健康证", size=3), *asking("驾驶证C1", size=2, first=10), *asking(first=20)]
    town = ground(worker(occupations=(CLEANER,)), postings, courses=COURSES)
    courses = [each for each in advice(training(town)) if each.said == "course"]
    found = [(each.figures["certificate"], each.figures["jobs"]) for each in courses]
    assert found == [("健康证", 3), ("驾驶证C1", 2)]
    assert {each.figures["of"] for each in courses} == {6}


@pytest.mark.parametrize(
    ("held", "occupation", "told"),
    [
        pytest.param((), CLEANER, True, id="not held"),
        pytest.param(("驾驶证C1",), CLEANER, False, id="held"),
        pytest.param(("驾驶证A1",), CLEANER, False, id="a better one is held"),
        pytest.param((), RIDER, False, id="no job of hers asks"),
    ],
)
def test_a_course_is_told_only_where_it_is_lacking_and_asked(
    held: tuple[str, ...], occupation: str, told: bool
) -> None:
    her = worker(occupations=(occupation,), certificates=held)
    found = advice(training(ground(her, asking("驾驶证C1"), courses=COURSES)))
    assert any(each.said == "course" for each in found) is told


@pytest.mark.parametrize(
    ("held", "told"), [((), False), (("健康证",), False), (("驾驶证C1",), True)]
)
def test_what_is_only_had_on_top_of_another_is_told_to_who_holds_that(
    held: tuple[str, ...], told: bool
) -> None:
    on_top = Course("驾驶证A1", "车管所", 90, None, "以公布为准", "规定", needs=("驾驶证C1",))
    her, jobs = worker(occupations=(CLEANER,), certificates=held), asking("驾驶证A1", size=12)
    town = ground(her, jobs, courses={"驾驶证A1": on_top})
    assert any(each.said == "course" for each in advice(training(town))) is told
    opens = [each.figures["certificate"] for each in advice(certificate(town))]
    assert opens == (["驾驶证A1"] if told else [])


def test_one_job_sent_twice_counts_once() -> None:
    one = asking("健康证")[0]
    twice = [one, replace(one, source="another")]
    town = ground(worker(occupations=(CLEANER,)), twice, courses=COURSES)
    assert advice(training(town))[0].figures["jobs"] == 1


def test_what_takes_a_degree_is_said_to_and_no_training_is_named() -> None:
    town = ground(worker(occupations=(CLEANER,)), asking("健康证"), courses={"健康证": BY_DEGREE})
    (only,) = advice(training(town))
    assert only.said == "degree"
    assert "学历" in dict(said(only))["texts.degree.advisor"]


def test_all_training_is_told_with_its_clauses_and_the_warning() -> None:
    town = ground(worker(occupations=(CLEANER,)), asking("健康证"), facts=known(), courses=COURSES)
    for each in advice(training(town)):
        assert each.clauses
        if each.said != "business":
            assert set(BAIT) <= set(each.clauses)
            assert "refuse" in {step.text for step in each.steps}


@given(st.lists(st.sampled_from(["健康证", "驾驶证C1", ""]), max_size=12))
def test_the_count_of_each_course_is_that_of_counting_by_hand(names: list[str]) -> None:
    postings = [
        posting(str(place), occupation=CLEANER,
                requirements=Requirements(certificates=(name,) if name else ()))
        for place, name in enumerate(names)
    ]  # fmt: skip
    town = ground(worker(occupations=(CLEANER,)), postings, courses=COURSES)
    found = {each.figures["certificate"]: each.figures["jobs"] for each in advice(training(town))}
    assert found == {name: names.count(name) for name in COURSES if names.count(name)}
    assert len(found) <= MOST_COURSES
    assert training(town) == training(town)


def test_every_text_is_said_of_somebody_with_all_its_figures() -> None:
    poor = known(circumstances=frozenset({Circumstance.FORMERLY_POOR}))
    her = worker(occupations=(CLEANER,))
    not_listed = known(trained_on=DAY, startup_trained_on=DAY, training_in_list=False)
    towns = [
        trained(),
        ground(her, asking("健康证"), facts=poor, courses=COURSES),
        ground(her, asking("健康证"), courses={"健康证": BY_DEGREE}),
        ground(worker(), facts=NONE_OF_IT),
        ground(worker()),
        ground(her, facts=not_listed),
    ]
    assert unsaid(Kind.TRAINING, [each for town in towns for each in training(town)]) == set()
    assert trained().beside.entitlement(Benefit.TRAINING) is not None
