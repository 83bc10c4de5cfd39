"""The cross-check: five registers' answers make one decision, with every hit listed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.registration.cross_check import assess, consequences
from registry.registration.decision import Outcome
from registry.registration.register_answer import AnswerStatus, Entry, Source
from tests.registry.applicants import TABLE, TODAY, answers, claim, entry

CONTRACT = {Source.CONTRACTS: [entry("full_time", date(2026, 3, 1))]}


def decided(entries=None, of=None, **status):
    return assess(of or claim(), answers(entries, **status), TABLE, TODAY)


def test_five_clean_answers_are_enough():
    found = decided()
    assert (found.outcome, found.code) == (Outcome.ELIGIBLE, "")
    assert found.sources == tuple(sorted(Source))
    asked = [each.finding.code for each in found.criteria].count("SOURCE_ANSWERED")
    assert asked == 5


@pytest.mark.parametrize("source", Source)
def test_a_register_that_was_not_asked_counts_as_silent(source):
    four = [each for each in answers() if each.source is not source]
    found = assess(claim(), four, TABLE, TODAY)
    assert (found.outcome, found.code) == (Outcome.REVIEW, "SOURCE_SILENT")


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (AnswerStatus.SILENT, "SOURCE_SILENT"),
        (AnswerStatus.MALFORMED, "SOURCE_MALFORMED"),
        (AnswerStatus.CONFLICT, "SOURCE_CONFLICT"),
    ],
)
def test_an_answer_that_cannot_be_used_is_our_task_and_no_refusal(status, code):
    found = decided(business=status)
    assert (found.outcome, found.code) == (Outcome.REVIEW, code)
    assert "工作人员" in found.deciding[0].finding.detail
    assert "工商注册" in found.deciding[0].finding.detail


def test_entries_of_an_answer_that_cannot_be_used_are_not_believed():
    found = decided(CONTRACT, contracts=AnswerStatus.CONFLICT)
    assert found.code == "SOURCE_CONFLICT"


def test_a_blocking_hit_decides_though_another_register_is_silent():
    found = decided(CONTRACT, business=AnswerStatus.SILENT)
    assert (found.outcome, found.code) == (Outcome.INELIGIBLE, "LABOUR_CONTRACT")


def test_all_hits_are_listed_and_the_refusal_says_source_day_and_how_to_mend():
    both = CONTRACT | {Source.INSURANCE: [entry("pension", date(2026, 1, 1))]}
    found = decided(both)
    assert {each.finding.code for each in found.deciding} == {"LABOUR_CONTRACT", "PENSIONER"}
    detail = next(each.finding.detail for each in found.deciding)
    assert detail.startswith("社保登记（2026-01-01 起）：")
    assert "社保经办机构" in detail


def test_a_record_of_an_unknown_kind_goes_to_a_person():
    found = decided({Source.SHAREHOLDERS: [entry("trust")]})
    assert (found.outcome, found.code) == (Outcome.REVIEW, "UNKNOWN_RECORD")


def test_a_pass_is_told_too():
    found = decided({Source.INSURANCE: [entry("work_injury")]})
    assert found.outcome is Outcome.ELIGIBLE
    assert "WORK_INJURY_ONLY" in [each.finding.code for each in found.criteria]


@pytest.mark.parametrize(("hours", "outcome"), [("24", Outcome.ELIGIBLE), ("24.5", Outcome.REVIEW)])
def test_hours_of_a_filed_part_time_contract_are_judged(hours, outcome):
    filed = entry("part_time", employer="某店", hours_per_day="4", hours_per_week=hours)
    assert decided({Source.CONTRACTS: [filed]}).outcome is outcome


def test_hours_that_are_no_number_are_unknown():
    filed = entry("part_time", hours_per_day="四", hours_per_week="24")
    found = decided({Source.CONTRACTS: [filed]})
    assert (found.outcome, found.code) == (Outcome.UNDETERMINED, "HOURS_MISSING")


@pytest.mark.parametrize("told", [{"hours_per_day": "4"}, {"hours_per_week": "24"}])
def test_half_of_the_hours_is_not_enough(told):
    found = decided({Source.CONTRACTS: [entry("part_time", **told)]})
    assert found.code == "HOURS_MISSING"


def test_what_passed_and_what_did_not_is_told_with_each_finding():
    findings = {each.finding.code: each.finding.passed for each in decided(CONTRACT).criteria}
    assert findings["LABOUR_CONTRACT"] is False
    assert all(passed for code, passed in findings.items() if code != "LABOUR_CONTRACT")


def test_flags_of_hits_stand_beside_those_of_the_claim():
    registered = {
        Source.EMPLOYMENT: [entry("unemployed")],
        Source.INSURANCE: [entry("flexible_pension")],
    }
    found = decided(registered, of=claim(born=date(2009, 1, 1)))
    assert set(found.flags) == {"minor_worker", "re_employed", "pays_flexibly"}


BENEFIT = {Source.INSURANCE: [entry("unemployment_benefit", date(2026, 8, 1))]}


def test_a_benefit_that_ends_is_told_until_she_says_she_knows():
    told = consequences(claim(), answers(BENEFIT), TABLE, TODAY)
    assert [(each.code, each.clause) for each in told] == [("BENEFIT_STOPS", "社会保险法 51")]
    assert not told[0].passed
    assert consequences(claim(stops_benefit=True), answers(BENEFIT), TABLE, TODAY) == ()
    assert decided(BENEFIT).outcome is Outcome.ELIGIBLE


def test_a_record_of_an_unknown_kind_ends_nothing_by_itself():
    held = {Source.INSURANCE: [entry("annuity")]}
    assert consequences(claim(), answers(held), TABLE, TODAY) == ()


def test_nothing_ends_where_nothing_is_drawn():
    over = {Source.INSURANCE: [entry("unemployment_benefit", None, date(2026, 11, 21))]}
    assert consequences(claim(), answers(over), TABLE, TODAY) == ()


ENTRIES = st.sampled_from(
    [(row.source, Entry(row.kind, None, None, dict(row.when))) for row in TABLE]
)


@given(st.lists(ENTRIES, max_size=5), ENTRIES)
def test_one_more_record_never_makes_a_decision_milder(held, more):
    def outcome(pairs):
        grouped = {
            source: [one for register, one in pairs if register is source] for source in Source
        }
        return decided(grouped).outcome

    assert outcome([*held, more]) >= outcome(held)


@given(st.permutations(answers(CONTRACT, business=AnswerStatus.SILENT)))
def test_the_order_of_the_answers_changes_nothing(shuffled):
    found = assess(claim(), shuffled, TABLE, TODAY)
    assert (found.outcome, found.code) == (Outcome.INELIGIBLE, "LABOUR_CONTRACT")
