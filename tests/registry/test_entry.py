"""What an application must have before it is submitted, and how each lack is told."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.jobs.pay import PayUnit
from registry.registration.claim import (
    Category,
    CertificateStatus,
    EmploymentType,
    Engagement,
    Income,
    PlaceKind,
)
from registry.registration.commitment import Channel, Commitment
from registry.registration.employment_type import employment_type
from registry.registration.entry import Span, entry_faults
from registry.registration.register_answer import AnswerStatus, Source
from tests.registry.applicants import NOON, TODAY, answers, claim, entry

SIGNED = Commitment("1", "", Channel.ONLINE, NOON, own_act=True)


def codes(of=None, commitment=SIGNED, history=(), office=""):
    return [each.code for each in entry_faults(of or claim(), commitment, history, TODAY, office)]


def test_an_application_with_everything_has_no_fault():
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "  "}, "NAME"),
        ({"name": "名" * 51}, "NAME"),
        ({"phone": "12800000000"}, "PHONE"),
        ({"phone": "1380000000"}, "PHONE"),
        ({"phone": "8001234"}, "PHONE"),
        ({"work_content": "工"}, "WORK_CONTENT"),
        ({"work_content": "工" * 201}, "WORK_CONTENT"),
        ({"income": Income(-0.01, PayUnit.MONTH)}, "INCOME"),
        ({"income": Income(float("nan"), PayUnit.MONTH)}, "INCOME"),
        ({"engagements": (Engagement("甲", 0, 10),)}, "HOURS"),
        ({"engagements": (Engagement("甲", 24.5, 10),)}, "HOURS"),
        ({"engagements": (Engagement("甲", 8, 168.5),)}, "HOURS"),
        ({"engagements": (Engagement("甲", 8, 0),)}, "HOURS"),
        ({"start_date": date(2026, 11, 23)}, "START_IN_FUTURE"),
        ({"certificate": CertificateStatus.NONE}, "CERTIFICATE_MISSING"),
        ({"certificate_number": "1" * 17}, "CERTIFICATE_NUMBER"),
        ({"certificate_number": "1" * 15 + "A"}, "CERTIFICATE_NUMBER"),
        ({"place": "371312"}, "WORK_PLACE"),
    ],
)
def test_a_lack_is_told_by_its_code(changes, code):
    assert codes(claim(**changes)) == [code]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "名"},
        {"name": "名" * 50},
        {"phone": "0539-8000000"},
        {"phone": "05398000000"},
        {"work_content": "帮工"},
        {"work_content": "工" * 200},
        {"income": Income(0, PayUnit.MONTH)},
        {"engagements": (Engagement("甲", 24, 168), Engagement("乙"))},
        {"engagements": (Engagement("甲", 0.5, 0.5),)},
        {"start_date": TODAY},
        {"start_date": date(2020, 1, 1)},
        {"certificate": CertificateStatus.ISSUED_NOW},
        {"certificate_number": "1" * 16},
        {"certificate_number": "1" * 18},
        {"place_kind": PlaceKind.HUKOU, "place": "410102"},
        {"work_place": "371302001001"},
        {"place": "371302001001"},
    ],
)
def test_the_other_side_of_each_edge_is_no_fault(changes):
    assert codes(claim(**changes)) == []


@pytest.mark.parametrize(
    ("start", "found"),
    [(date(2026, 3, 1), []), (date(2026, 2, 28), ["START_UNDER_16"])],
)
def test_work_may_begin_on_the_16th_birthday_and_not_before(start, found):
    assert codes(claim(born=date(2010, 3, 1), start_date=start)) == found


def test_who_is_still_under_16_may_submit_and_is_told_so_by_the_decision():
    assert codes(claim(born=date(2012, 3, 1))) == []


@pytest.mark.parametrize("kind", PlaceKind)
def test_any_one_of_the_four_places_will_do_where_the_office_serves_it(kind):
    assert codes(claim(place_kind=kind), office="371302") == []
    assert codes(claim(place_kind=kind), office="371300") == []
    assert codes(claim(place_kind=kind), office="371325") == ["PLACE"]
    assert codes(claim(place_kind=kind), office="") == []


def test_the_promise_must_be_signed_and_be_her_own_act():
    assert codes(commitment=None) == ["COMMITMENT_MISSING"]
    assert codes(commitment=replace(SIGNED, own_act=False)) == ["NOT_OWN_ACT"]
    assert codes(commitment=replace(SIGNED, assisted_by="officer-1")) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param({}, [], id="scanned, by an officer"),
        pytest.param({"scan_hash": ""}, ["COMMITMENT_NOT_SCANNED"], id="no scan"),
        pytest.param({"scan_hash": "0" * 65}, ["SCAN_HASH"], id="a digit too many"),
        pytest.param({"scan_hash": "G" * 64}, ["SCAN_HASH"], id="no digits of a hash"),
        pytest.param({"assisted_by": ""}, ["COMMITMENT_NO_OFFICER"], id="nobody typed"),
        pytest.param({"own_act": False}, ["NOT_OWN_ACT"], id="an officer signed"),
    ],
)
def test_a_promise_on_paper_is_hers_scanned_and_names_the_officer(changes, found):
    paper = replace(SIGNED, channel=Channel.PAPER, assisted_by="officer-1", scan_hash="0" * 64)
    assert codes(commitment=replace(paper, **changes)) == found


BEFORE = Span(date(2026, 3, 1), date(2026, 8, 31))


@pytest.mark.parametrize(
    ("start", "found"),
    [
        pytest.param(date(2026, 8, 31), [], id="the day of exit, which was not covered"),
        pytest.param(date(2026, 8, 30), ["OVERLAP"], id="the last day that was covered"),
        pytest.param(date(2026, 1, 1), ["OVERLAP"], id="before it all"),
    ],
)
def test_a_new_registration_begins_where_the_last_one_ended(start, found):
    assert codes(claim(start_date=start), history=[BEFORE]) == found


@given(st.dates(date(2020, 1, 1), TODAY), st.dates(date(2020, 1, 1), TODAY), st.dates())
def test_two_registrations_never_share_a_day(first, ended, start):
    span = Span(min(first, ended), max(first, ended))
    found = entry_faults(claim(start_date=start), SIGNED, [span], TODAY)
    assert any(each.code == "OVERLAP" for each in found) is (start < span.exit)


def test_every_lack_is_told_at_once_with_a_clause_and_how_to_mend_it():
    nothing = claim(
        name="",
        phone="",
        work_content="",
        start_date=date(2027, 1, 1),
        certificate=CertificateStatus.NONE,
        category=Category.B_PART_TIME,
        engagements=(Engagement("某店", 30, 10),),
    )
    found = entry_faults(nothing, None, (), TODAY)
    assert len(found) == 7
    assert all(each.clause and not each.passed and each.detail.endswith("。") for each in found)
    assert any("某店" in each.detail for each in found)


@pytest.mark.parametrize(
    ("held", "kind"),
    [
        pytest.param({}, EmploymentType.FIRST, id="no record anywhere"),
        pytest.param({Source.EMPLOYMENT: ["unemployed"]}, EmploymentType.RE, id="unemployed"),
        pytest.param({Source.EMPLOYMENT: ["flexible"]}, EmploymentType.RE, id="flexible before"),
        pytest.param({Source.INSURANCE: ["unit_pension"]}, EmploymentType.RE, id="a unit paid"),
        pytest.param({Source.BUSINESS: ["operator"]}, EmploymentType.RE, id="had a licence"),
        pytest.param({Source.INSURANCE: ["pension"]}, EmploymentType.FIRST, id="says no work"),
    ],
)
def test_the_kind_of_employment_follows_from_what_lies_before(held, kind):
    entries = {source: [entry(each) for each in kinds] for source, kinds in held.items()}
    assert employment_type(answers(entries), TODAY) is kind


@pytest.mark.parametrize(
    ("since", "kind"),
    [(date(2026, 11, 21), EmploymentType.RE), (TODAY, EmploymentType.FIRST)],
)
def test_only_what_lies_before_the_first_day_counts(since, kind):
    entries = {Source.EMPLOYMENT: [entry("unit", since)]}
    assert employment_type(answers(entries), TODAY) is kind


def test_without_the_employment_register_the_kind_is_unknown_unless_others_tell():
    silent = AnswerStatus.SILENT
    assert employment_type(answers(employment=silent), TODAY) is None
    told = {Source.BUSINESS: [entry("operator", date(2015, 1, 1), date(2016, 1, 1))]}
    assert employment_type(answers(told, employment=silent), TODAY) is EmploymentType.RE
