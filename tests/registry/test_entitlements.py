"""Entitlements at their edges, both sides; the worked rows are cases/entitlements.yaml."""

from dataclasses import fields, replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.entitlements.condition import Holds, all_hold, any_holds
from registry.entitlements.days import months_after
from registry.entitlements.entitlement import POLICIES, Answer, Benefit, Door
from registry.entitlements.every import entitlements
from registry.entitlements.facts import (
    CIRCUMSTANCE_NAMES,
    PLATFORM_NAMES,
    RHYTHM_NAMES,
    SCHOOL_NAMES,
    Circumstance,
    Drawn,
    Facts,
    FlexibleWork,
    Group,
    PlatformWork,
    Rhythm,
    School,
)
from registry.entitlements.hardship import GROUNDS
from registry.entitlements.paid import MONTHS, owed_through
from registry.entitlements.questions import QUESTIONS
from registry.registration.claim import Category
from registry.registration.exits import ExitCode
from registry.registration.retirement import RetireClass, months_left
from registry.statistics.months import month_of
from registry.statistics.rhythm import due
from registry.workers.identity import Sex, age_on
from tests.registry.entitled import DAY, answer, found, holds, known, numbers, told, untold

SUBSIDY, HARDSHIP = Benefit.SOCIAL_INSURANCE, Benefit.HARDSHIP
YES, NO, UNKNOWN = Holds.YES, Holds.NO, Holds.UNKNOWN
HOLDS = st.lists(st.sampled_from(Holds), min_size=1)
FACTS = tuple(each.name for each in fields(Facts) if each.name != "county")


def recognised(**changes):
    return known(**({"hardship_on": date(2025, 1, 1)} | changes))


# ---------------------------------------------------------------- yes, no, unknown


@given(HOLDS)
def test_one_no_makes_no_and_one_yes_makes_any_yes(each: list[Holds]) -> None:
    assert (all_hold(each) is NO) == (NO in each)
    assert (all_hold(each) is YES) == (set(each) == {YES})
    assert (any_holds(each) is YES) == (YES in each)
    assert (any_holds(each) is NO) == (set(each) == {NO})


@given(st.sampled_from(Benefit), st.sets(st.sampled_from(FACTS)))
def test_what_nobody_told_never_makes_a_no_of_what_was_likely(
    benefit: Benefit, gone: set[str]
) -> None:
    full = known(circumstances=frozenset(Circumstance), hardship_on=date(2025, 1, 1))
    before, after = answer(benefit, full), answer(benefit, untold(full, *gone))
    if before.answer is Answer.LIKELY:
        assert after.answer is not Answer.NOT
    if after.answer is Answer.LIKELY:
        assert before.answer is Answer.LIKELY


@pytest.mark.parametrize("benefit", Benefit)
def test_where_nothing_is_known_nothing_is_denied_and_every_question_is_asked(benefit) -> None:
    one = answer(benefit, Facts(county="371302"))
    assert one.answer is Answer.UNKNOWN
    assert set(one.missing) <= set(QUESTIONS)
    assert one.missing


def test_every_fact_has_a_question_and_every_answer_names_its_policy() -> None:
    assert set(FACTS) <= set(QUESTIONS)
    assert set(POLICIES) == set(Benefit)
    assert [each.benefit for each in entitlements(known(), numbers(), DAY)]
    named = (CIRCUMSTANCE_NAMES, Circumstance), (SCHOOL_NAMES, School), (RHYTHM_NAMES, Rhythm)
    for names, kinds in (*named, (PLATFORM_NAMES, PlatformWork)):
        assert set(names) == set(kinds)


@pytest.mark.parametrize("benefit", Benefit)
def test_every_condition_has_clause_source_and_day_and_says_why(benefit) -> None:
    for facts in (known(), known(circumstances=frozenset(Circumstance)), Facts()):
        for top in answer(benefit, facts).conditions:
            for each in top.walk():
                assert each.basis.clause
                assert each.basis.source
                assert each.basis.dated
                assert each.seen.detail
                assert bool(each.seen.code) == (each.holds is not YES)
                assert (each.holds is UNKNOWN) == bool(each.seen.missing)


# ---------------------------------------------------------------- how long


@given(st.dates(date(1965, 1, 1), date(1972, 12, 31)), st.dates(date(2025, 1, 1), DAY))
def test_under_60_months_at_the_first_approval_it_runs_until_retirement(
    born: date, approved: date
) -> None:
    facts = recognised(sex=Sex.MALE, born=born, drawn=Drawn(approved.replace(day=1), 1, Group.H))
    term = answer(SUBSIDY, facts).term
    assert term is not None
    near = months_left(RetireClass.M60, born, approved) < 60
    assert (term.months is None) == near
    assert (term.until is not None) == near


@pytest.mark.parametrize(
    ("paid", "answered", "left"),
    [(0, Answer.LIKELY, 36), (35, Answer.LIKELY, 1), (36, Answer.NOT, 0), (40, Answer.NOT, 0)],
)
def test_36_months_less_those_already_paid(paid: int, answered: Answer, left: int) -> None:
    one = answer(
        SUBSIDY, recognised(drawn=Drawn(date(2023, 1, 1) if paid else None, paid, Group.H))
    )
    assert (one.answer, one.term.left) == (answered, left)


@pytest.mark.parametrize(("paid", "left"), [(23, 1), (24, 0)])
def test_24_months_for_graduates_less_those_already_paid(paid: int, left: int) -> None:
    facts = known(
        graduated_on=date(2025, 6, 30),
        school=School.HIGHER,
        drawn=Drawn(date(2025, 7, 1), paid, Group.G2),
    )
    one = answer(SUBSIDY, facts)
    assert one.term.left == left
    assert one.answer is (Answer.LIKELY if left else Answer.NOT)


def test_months_drawn_as_a_graduate_are_not_taken_off_those_of_hardship() -> None:
    facts = recognised(drawn=Drawn(date(2023, 1, 1), 24, Group.G2))
    assert answer(SUBSIDY, facts).term.left == 36


def test_who_drew_but_does_not_say_since_when_is_asked() -> None:
    one = answer(SUBSIDY, recognised(drawn=Drawn(None, 5, None)))
    assert (one.answer, one.missing) == (Answer.UNKNOWN, ("drawn",))


@pytest.mark.parametrize(("day", "left"), [(date(2030, 2, 28), 1), (date(2030, 3, 1), 0)])
def test_until_retirement_ends_with_the_statutory_month(day: date, left: int) -> None:
    facts = known(
        day,
        sex=Sex.MALE,
        born=date(1969, 2, 10),
        hardship_on=date(2025, 1, 1),
        drawn=Drawn(date(2025, 4, 1), 50, Group.H),
    )
    one = answer(SUBSIDY, facts, day)
    assert one.term.left == left
    assert one.answer is (Answer.LIKELY if left else Answer.NOT)


@pytest.mark.parametrize("code", ExitCode)
def test_every_exit_stops_it_from_its_day_on(code: ExitCode) -> None:
    ends = date(2026, 11, 22)
    work = FlexibleWork(date(2026, 1, 1), date(2026, 1, 1), Category.D_OTHER, ends, code)
    assert holds(SUBSIDY, recognised(work=work), "registered", ends - timedelta(1)) is YES
    stopped = found(answer(SUBSIDY, recognised(work=work), ends), "registered")
    assert (stopped.holds, stopped.seen.code) == (NO, f"STOPPED_{code}")


@given(st.booleans(), st.booleans())
def test_never_more_than_one_group_at_once(hard: bool, graduated: bool) -> None:
    facts = known(
        hardship_on=date(2025, 1, 1) if hard else None,
        graduated_on=date(2025, 6, 30) if graduated else None,
        **({"school": School.HIGHER} if graduated else {}),
    )
    one = answer(SUBSIDY, facts)
    assert (one.answer is Answer.LIKELY) == (hard or graduated)
    assert bool(one.notes) == (hard and graduated)
    assert one.term is None or isinstance(one.term.group, Group)


# ---------------------------------------------------------------- paid


@pytest.mark.parametrize(
    ("rhythm", "owed"),
    [
        (Rhythm.MONTHLY, date(2026, 9, 1)),
        (Rhythm.QUARTERLY, date(2026, 6, 1)),
        (Rhythm.HALF_YEARLY, date(2025, 12, 1)),
        (Rhythm.YEARLY, date(2024, 12, 1)),
    ],
)
def test_paid_normally_is_one_period_after_the_last_due(rhythm: Rhythm, owed: date) -> None:
    assert owed_through(rhythm, DAY, 1) == owed
    before = (owed - timedelta(1)).replace(day=1)
    assert holds(SUBSIDY, recognised(rhythm=rhythm, paid_through=owed), "paid") is YES
    assert holds(SUBSIDY, recognised(rhythm=rhythm, paid_through=before), "paid") is NO


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from(Rhythm), st.integers(0, 2))
def test_paying_normally_means_what_the_statistics_mean(
    day: date, rhythm: Rhythm, grace: int
) -> None:
    ended = month_of(day + timedelta(1)) - 1
    statistics = due(ended, np.int64(MONTHS[rhythm]), grace)
    assert month_of(owed_through(rhythm, day, grace)) == statistics


def test_without_a_rhythm_only_what_holds_for_all_is_told() -> None:
    def asked(month: date) -> Holds:
        return holds(SUBSIDY, untold(recognised(paid_through=month), "rhythm"), "paid")

    assert asked(date(2026, 9, 1)) is YES
    assert asked(date(2026, 8, 1)) is UNKNOWN
    assert asked(date(2024, 12, 1)) is UNKNOWN
    assert asked(date(2024, 11, 1)) is NO


# ---------------------------------------------------------------- hardship


@pytest.mark.parametrize(
    ("sex", "born", "met"),
    [
        pytest.param(Sex.FEMALE, date(1986, 11, 23), NO, id="a woman, a day short of 40"),
        pytest.param(Sex.FEMALE, date(1986, 11, 22), YES, id="a woman, 40 today"),
        pytest.param(Sex.MALE, date(1976, 11, 23), NO, id="a man, a day short of 50"),
        pytest.param(Sex.MALE, date(1976, 11, 22), YES, id="a man, 50 today"),
    ],
)
def test_4050_counts_from_the_birthday(sex: Sex, born: date, met: Holds) -> None:
    facts = known(sex=sex, born=born, unemployed_since=date(2026, 10, 1))
    assert holds(HARDSHIP, facts, "age_4050") is met


@given(st.sampled_from(Sex), st.dates(date(1960, 1, 1), date(2010, 1, 1)))
def test_4050_agrees_with_the_age_on_the_day(sex: Sex, born: date) -> None:
    least = 40 if sex is Sex.FEMALE else 50
    met = holds(HARDSHIP, known(sex=sex, born=born), "age_4050")
    assert (met is YES) == (age_on(born, DAY) >= least)


@pytest.mark.parametrize(
    ("since", "met"), [(date(2025, 11, 22), YES), (date(2025, 11, 23), NO), (None, NO)]
)
def test_jobless_for_a_year_running_counts_from_the_day_it_is_full(since, met) -> None:
    assert holds(HARDSHIP, known(unemployed_since=since), "jobless") is met


def test_there_are_nine_grounds_and_each_alone_is_enough_while_unemployed() -> None:
    assert len(GROUNDS) == 9
    ticked = [Circumstance(row.rule) for row in GROUNDS if row.rule in set(Circumstance)]
    assert len(ticked) == 7
    for each in ticked:
        facts = known(circumstances=frozenset({each}), unemployed_since=date(2026, 10, 1))
        assert answer(HARDSHIP, facts).answer is Answer.LIKELY
        employed = answer(HARDSHIP, replace(facts, unemployed_since=told(None)))
        assert (employed.answer, employed.code) == (Answer.NOT, "NOT_UNEMPLOYED")
        assert employed.opens


def test_who_is_past_the_statutory_age_is_not_recognised_anew() -> None:
    facts = known(
        sex=Sex.MALE, born=date(1965, 1, 1), unemployed_since=date(2024, 1, 1)
    )  # statutory 2025-02
    assert holds(HARDSHIP, facts, "working_age", date(2025, 1, 31)) is YES
    assert holds(HARDSHIP, facts, "working_age", date(2025, 2, 1)) is NO


# ---------------------------------------------------------------- graduates


@pytest.mark.parametrize(
    ("day", "met"),
    [
        (date(2024, 6, 29), NO),
        (date(2024, 6, 30), YES),
        (date(2026, 6, 30), YES),
        (date(2026, 7, 1), NO),
    ],
)
def test_two_years_from_graduation_are_counted_by_the_calendar_both_days_included(day, met) -> None:
    facts = known(day, graduated_on=date(2024, 6, 30), school=School.HIGHER)
    assert holds(Benefit.GRADUATE, facts, "graduated", day) is met


@given(st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.integers(0, 60))
def test_months_after_a_day_keep_the_day_or_take_the_last_of_the_month(
    day: date, months: int
) -> None:
    later = months_after(day, months)
    assert (12 * later.year + later.month) - (12 * day.year + day.month) == months
    assert later.day == day.day or (later + timedelta(1)).day == 1


def test_after_two_years_who_was_approved_in_time_is_not_turned_away_unread() -> None:
    facts = known(
        graduated_on=date(2024, 6, 30),
        school=School.HIGHER,
        drawn=Drawn(date(2025, 1, 1), 20, Group.G2),
    )
    one = answer(SUBSIDY, facts)
    assert (one.answer, one.missing) == (Answer.UNKNOWN, ("graduate_rest",))


# ---------------------------------------------------------------- training, loan, tax, injury


@pytest.mark.parametrize(
    ("started", "met"),
    [(date(2026, 5, 20), YES), (date(2026, 5, 21), YES), (date(2026, 5, 19), UNKNOWN)],
)
def test_flexible_work_begins_on_the_day_the_training_ends_or_later(started, met) -> None:
    work = FlexibleWork(started, started, Category.D_OTHER)
    facts = known(trained_on=date(2026, 5, 20), work=work, training_in_list=True)
    assert holds(Benefit.TRAINING, facts, "work_after") is met


def test_who_is_trained_and_only_not_registered_yet_lacks_nothing_but_that() -> None:
    facts = known(trained_on=date(2026, 5, 20), training_in_list=True, work=FlexibleWork())
    one = answer(Benefit.TRAINING, facts)
    assert (one.answer, one.code, len(one.deciding)) == (Answer.NOT, "NOT_REGISTERED", 1)


def test_the_two_trainings_do_not_answer_for_each_other() -> None:
    facts = known(trained_on=date(2026, 5, 20), training_in_list=True)
    assert answer(Benefit.TRAINING, facts).answer is Answer.LIKELY
    assert answer(Benefit.STARTUP_TRAINING, facts).code == "NOT_TRAINED"


def test_a_licence_opens_the_loan_and_an_online_shop_is_never_told_no() -> None:
    veteran = known(circumstances=frozenset({Circumstance.VETERAN}))
    refused = answer(Benefit.STARTUP_LOAN, veteran)
    assert (refused.answer, refused.code) == (Answer.NOT, "NO_LICENCE")
    assert refused.opens
    licensed = replace(veteran, licensed_since=told(date(2026, 11, 22)))
    assert answer(Benefit.STARTUP_LOAN, licensed).answer is Answer.LIKELY
    assert answer(Benefit.STARTUP_LOAN, licensed, DAY - timedelta(1)).answer is Answer.NOT
    shop = known(circumstances=frozenset({Circumstance.ONLINE_SHOP}))
    assert answer(Benefit.STARTUP_LOAN, shop).code == "LICENCE_OR_PLATFORM_SHOP"


@pytest.mark.parametrize("category", Category)
def test_who_may_keep_a_shop_and_was_not_asked_is_asked_first(category: Category) -> None:
    work = FlexibleWork(DAY, DAY, category)
    facts = untold(known(work=work), "circumstances")
    may = category in {Category.A_SOLO, Category.C_NEW_FORM}
    assert holds(Benefit.STARTUP_LOAN, facts, "licence") is (UNKNOWN if may else NO)


@pytest.mark.parametrize(("taken", "met"), [(2, YES), (3, NO)])
def test_a_third_loan_may_be_had_and_a_fourth_may_not(taken: int, met: Holds) -> None:
    assert holds(Benefit.STARTUP_LOAN, known(loans_taken=taken), "times") is met


@pytest.mark.parametrize("benefit", [Benefit.TAX_OWN, Benefit.TAX_HIRED])
@pytest.mark.parametrize(
    ("since", "met"), [(date(2026, 5, 22), YES), (date(2026, 5, 23), NO), (None, NO)]
)
def test_half_a_year_of_unemployment_opens_both_doors_of_the_relief(benefit, since, met) -> None:
    assert holds(benefit, known(unemployed_since=since), "jobless") is met


@pytest.mark.parametrize(
    ("day", "met"), [(date(2027, 12, 31), YES), (date(2028, 1, 1), NO), (date(2018, 12, 31), NO)]
)
def test_the_relief_is_open_through_its_last_day(day: date, met: Holds) -> None:
    assert holds(Benefit.TAX_OWN, known(day), "in_force", day) is met


def test_the_relief_is_not_had_twice() -> None:
    facts = known(circumstances=frozenset({Circumstance.FORMERLY_POOR}), tax_relief_used=True)
    assert answer(Benefit.TAX_HIRED, facts).code == "USED"


def test_a_graduate_has_the_relief_in_the_calendar_year_of_graduation() -> None:
    facts = known(graduated_on=date(2026, 6, 30), school=School.HIGHER)
    assert holds(Benefit.TAX_OWN, facts, "graduation_year") is YES
    assert holds(Benefit.TAX_OWN, facts, "graduation_year", date(2027, 1, 1)) is NO


def test_the_injury_cover_is_a_right_that_nobody_applies_for() -> None:
    rider = known(platform=PlatformWork.DELIVERY)
    one = answer(Benefit.INJURY, rider)
    assert (one.answer, one.missing) == (Answer.UNKNOWN, ("platform_joined",))
    assert one.policy.door is Door.RIGHT
    insured = replace(rider, platform_insured=told(True))
    assert answer(Benefit.INJURY, insured).answer is Answer.LIKELY
    assert answer(Benefit.INJURY, known()).code == "NOT_COVERED"


@pytest.mark.parametrize(("day", "met"), [(date(2025, 7, 1), YES), (date(2025, 6, 30), NO)])
def test_the_injury_pilot_begins_on_its_first_day(day: date, met: Holds) -> None:
    assert holds(Benefit.INJURY, known(day), "running", day) is met


def test_what_is_missing_counts_only_where_it_could_change_the_answer() -> None:
    one = answer(SUBSIDY, untold(recognised(), "graduated_on", "worked_since_graduation"))
    assert one.answer is Answer.LIKELY
    assert one.missing == ()
