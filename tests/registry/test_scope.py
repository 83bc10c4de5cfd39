"""Who is a flexible worker: each edge from both sides."""

from datetime import date

import pytest

from registry.registration.claim import Category, Engagement, Situation
from registry.registration.decision import Outcome, decide
from registry.registration.scope import (
    CATEGORY_NAMES,
    SITUATION_NAMES,
    part_time_criterion,
    scope_criteria,
    scope_flags,
)
from registry.workers.identity import Sex
from tests.registry.applicants import TODAY, claim


def decided(**changes):
    return decide(TODAY, scope_criteria(claim(**changes), TODAY))


@pytest.mark.parametrize(
    ("born", "outcome"),
    [
        pytest.param(date(2010, 11, 22), Outcome.ELIGIBLE, id="16 today"),
        pytest.param(date(2010, 11, 23), Outcome.INELIGIBLE, id="15 years and 364 days"),
        pytest.param(date(1935, 1, 1), Outcome.ELIGIBLE, id="91 years: no age ends it"),
    ],
)
def test_scope_begins_on_the_16th_birthday_and_ends_at_no_age(born, outcome):
    assert decided(born=born).outcome is outcome


def test_under_16_the_clause_and_the_age_are_told():
    found = decided(born=date(2010, 11, 23))
    assert found.code == "UNDER_16"
    assert "15 周岁" in found.deciding[0].finding.detail
    assert "劳动法 15" in found.deciding[0].finding.clause


@pytest.mark.parametrize(
    ("born", "is_minor"),
    [(date(2010, 11, 22), True), (date(2008, 11, 23), True), (date(2008, 11, 22), False)],
)
def test_a_minor_worker_is_16_or_17(born, is_minor):
    flags = scope_flags(claim(born=born), TODAY)
    assert ("minor_worker" in flags) is is_minor


def test_who_is_under_16_is_no_minor_worker():
    assert not scope_flags(claim(born=date(2010, 11, 23)), TODAY)


@pytest.mark.parametrize(
    ("day", "week", "outcome"),
    [
        pytest.param(4.0, 24.0, Outcome.ELIGIBLE, id="exactly both limits"),
        pytest.param(4.0, 24.5, Outcome.REVIEW, id="half an hour a week more"),
        pytest.param(4.1, 20.0, Outcome.REVIEW, id="six minutes a day more"),
        pytest.param(4.0, None, Outcome.UNDETERMINED, id="week not told"),
        pytest.param(None, 24.0, Outcome.UNDETERMINED, id="day not told"),
    ],
)
def test_part_time_is_four_hours_a_day_and_24_a_week(day, week, outcome):
    found = part_time_criterion(Engagement("某店", day, week))
    assert found.outcome is outcome
    assert found.finding.clause == "63号 一；劳动合同法 68"
    assert "某店" in found.finding.detail


def test_the_limit_holds_for_each_employer_by_itself():
    both = (Engagement("甲", 4, 24), Engagement("乙", 4, 24))
    assert decided(category=Category.B_PART_TIME, engagements=both).outcome is Outcome.ELIGIBLE
    one_over = (Engagement("甲", 4, 24), Engagement("乙", 4, 25))
    found = decided(category=Category.B_PART_TIME, engagements=one_over)
    assert (found.outcome, found.code) == (Outcome.REVIEW, "NOT_PART_TIME")


def test_hours_bind_nobody_but_part_time_workers():
    long = (Engagement("平台", 9, 54, platform=True),)
    assert decided(category=Category.C_NEW_FORM, engagements=long).outcome is Outcome.ELIGIBLE


def test_part_time_work_without_hours_says_what_is_missing():
    found = decided(category=Category.B_PART_TIME)
    assert found.outcome is Outcome.UNDETERMINED
    assert found.deciding[0].missing


@pytest.mark.parametrize(
    ("hours", "is_long"),
    [((11, 66), False), ((11.5, 66), True), ((11, 66.5), True)],
)
def test_long_hours_are_those_of_all_engagements_and_bar_nothing(hours, is_long):
    day, week = hours
    two = (Engagement("甲", day - 4, week - 24), Engagement("乙", 4, 24))
    flags = scope_flags(claim(engagements=two), TODAY)
    assert ("long_hours" in flags) is is_long


def test_hours_that_were_not_told_are_not_counted():
    known = (Engagement("甲", 11, 66), Engagement("乙"))
    assert not scope_flags(claim(engagements=known), TODAY)


def test_the_outcomes_are_in_order_of_gravity():
    names = [each.name for each in sorted(Outcome)]
    assert names == ["ELIGIBLE", "UNDETERMINED", "REVIEW", "INELIGIBLE"]


def test_a_sex_that_contradicts_the_number_is_looked_at_and_not_refused():
    assert decided(sex=Sex.FEMALE).code == "SEX_MISMATCH"
    assert decided(sex=Sex.FEMALE).outcome is Outcome.REVIEW
    assert decided(sex=Sex.MALE).outcome is Outcome.ELIGIBLE
    assert decided(sex=None).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize("situation", Situation)
def test_what_the_notice_does_not_name_goes_to_a_person(situation):
    found = decided(situations=(situation,))
    assert (found.outcome, found.code) == (Outcome.REVIEW, situation.value)
    assert SITUATION_NAMES[situation] in found.deciding[0].finding.detail


@pytest.mark.parametrize("category", Category)
def test_every_category_is_named_in_the_decision(category):
    findings = [each.finding for each in decided(category=category).criteria]
    assert any(CATEGORY_NAMES[category] in each.detail for each in findings)


def test_the_gravest_criterion_decides_and_all_are_kept():
    found = decided(
        born=date(2012, 1, 1), sex=Sex.FEMALE, situations=(Situation.FULL_TIME_STUDENT,)
    )
    assert found.outcome is Outcome.INELIGIBLE
    assert [each.finding.code for each in found.deciding] == ["UNDER_16"]
    codes = {each.finding.code for each in found.criteria}
    assert {"SEX_MISMATCH", "FULL_TIME_STUDENT"} <= codes


@pytest.mark.parametrize(
    ("born", "is_past"),
    [
        pytest.param(date(1971, 6, 5), True, id="F55 from 2026-11"),
        pytest.param(date(1971, 7, 5), False, id="F55 from 2026-12, F50 long past"),
    ],
)
def test_a_woman_is_past_the_statutory_month_once_past_it_in_either_class(born, is_past):
    number = claim(born=born).identity._replace(sex=Sex.FEMALE)
    assert ("past_statutory_age" in scope_flags(claim(identity=number), TODAY)) is is_past
