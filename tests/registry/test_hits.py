"""The hit table: which row speaks of a record, by month, by day and by fact."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.registration.hits import Effect, HitRule, hits_of, months_since
from registry.registration.register_answer import Entry, Source
from tests.registry.applicants import TABLE, TODAY, entry


def effect_of(source: Source, one: Entry, as_of: date = TODAY) -> tuple[Effect, str] | None:
    hits = hits_of(source, [one], TABLE, as_of)
    return (hits[0].rule.effect, hits[0].rule.code) if hits and hits[0].rule else None


@pytest.mark.parametrize(
    ("month", "ago"),
    [
        ("2026-11", 0),
        ("2026-10", 1),
        ("2025-12", 11),
        ("2027-01", -2),
        ("2026-13", None),
        ("2026-00", None),
        ("2026", None),
        ("2026-", None),
        ("", None),
        ("2026-11-01", None),
        ("二〇二六-十", None),
        ("2026-²", None),
    ],
)
def test_months_are_counted_from_the_month_to_the_days_month(month, ago):
    assert months_since(month, TODAY) == ago


def test_the_first_and_the_last_day_of_a_month_are_the_same_month():
    assert months_since("2026-10", date(2026, 11, 1)) == 1
    assert months_since("2026-10", date(2026, 11, 30)) == 1


@pytest.mark.parametrize(
    ("payer", "through", "found"),
    [
        pytest.param("unit", "2026-12", (Effect.REFUSE, "UNIT_INSURED"), id="paid ahead"),
        pytest.param("unit", "2026-11", (Effect.REFUSE, "UNIT_INSURED"), id="this month"),
        pytest.param("unit", "2026-10", (Effect.REVIEW, "UNIT_INSURED_RECENT"), id="last month"),
        pytest.param("unit", "2026-09", (Effect.NOTHING, "UNIT_INSURED_BEFORE"), id="two ago"),
        pytest.param("unit", "soon", (Effect.REVIEW, "RECORD_UNCLEAR"), id="no month"),
        pytest.param("agency", "2026-12", (Effect.REVIEW, "AGENCY_PAYER"), id="agency, ahead"),
        pytest.param("agency", "2026-11", (Effect.REVIEW, "AGENCY_PAYER"), id="agency, now"),
        pytest.param("agency", "2026-10", (Effect.REVIEW, "AGENCY_PAYER"), id="agency, last"),
        pytest.param("agency", "2026-09", (Effect.NOTHING, "UNIT_INSURED_BEFORE"), id="agency, 2"),
    ],
)
def test_who_paid_a_pension_and_until_when(payer, through, found):
    one = entry("unit_pension", payer=payer, paid_through=through)
    assert effect_of(Source.INSURANCE, one) == found


@pytest.mark.parametrize(
    ("since", "until", "counts"),
    [
        pytest.param(TODAY, None, True, id="from today"),
        pytest.param(date(2026, 11, 23), None, False, id="from tomorrow"),
        pytest.param(None, TODAY, True, id="to the end of today"),
        pytest.param(None, date(2026, 11, 21), False, id="to the end of yesterday"),
        pytest.param(None, None, True, id="without days"),
    ],
)
def test_a_record_counts_on_the_days_it_is_in_force_both_ends_included(since, until, counts):
    assert (effect_of(Source.CONTRACTS, entry("full_time", since, until)) is not None) is counts


@pytest.mark.parametrize(
    ("status", "found"),
    [
        ("active", (Effect.REFUSE, "LICENSED_SELF")),
        ("cancelled", (Effect.NOTHING, "LICENCE_CANCELLED")),
        ("revoked", (Effect.REVIEW, "LICENCE_REVOKED")),
        ("suspended", (Effect.REVIEW, "LICENCE_SUSPENDED")),
        ("moved", (Effect.REVIEW, "RECORD_UNCLEAR")),
    ],
)
def test_a_licence_means_what_its_status_says(status, found):
    assert effect_of(Source.BUSINESS, entry("operator", status=status)) == found


def test_a_role_in_a_firm_that_is_gone_means_nothing():
    assert effect_of(Source.BUSINESS, entry("role", status="cancelled"))[0] is Effect.NOTHING
    assert effect_of(Source.BUSINESS, entry("role", status="revoked"))[0] is Effect.REVIEW
    assert effect_of(Source.BUSINESS, entry("role", until=date(2020, 1, 1))) is None


def test_a_kind_that_the_table_does_not_know_is_a_hit_without_a_row():
    hits = hits_of(Source.BUSINESS, [entry("franchise")], TABLE, TODAY)
    assert [hit.rule for hit in hits] == [None]


def test_a_kind_belongs_to_its_register():
    hits = hits_of(Source.SHAREHOLDERS, [entry("pension")], TABLE, TODAY)
    assert [hit.rule for hit in hits] == [None]


def test_of_several_rows_the_first_counts():
    rows = [
        HitRule(Source.BUSINESS, "x", Effect.REVIEW, "FIRST", "c", "r", when={"a": "1"}),
        HitRule(Source.BUSINESS, "x", Effect.REFUSE, "SECOND", "c", "r"),
    ]
    found = [hits_of(Source.BUSINESS, [entry("x", a=value)], rows, TODAY)[0].rule for value in "12"]
    assert [rule.code for rule in found if rule] == ["FIRST", "SECOND"]


FACTS = st.dictionaries(
    st.sampled_from(["status", "payer", "paid_through"]),
    st.sampled_from(["", "active", "cancelled", "agency", "unit", "2026-11", "2026-1o", "注销"]),
)


@given(st.sampled_from(TABLE), FACTS)
def test_no_record_in_force_goes_unseen_whatever_its_facts(row, facts):
    one = Entry(row.kind, date(2020, 1, 1), None, facts)
    assert hits_of(row.source, [one], TABLE, TODAY)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.source}-{row.kind}-{row.code}")
def test_every_row_can_be_reached(row):
    ago = next((each for each in row.months_ago if each is not None), None)
    month = 12 * TODAY.year + TODAY.month - 1 - (ago or 0)
    through = {} if ago is None else {"paid_through": f"{month // 12}-{month % 12 + 1:02d}"}
    one = Entry(row.kind, date(2020, 1, 1), None, {**through, **row.when})
    assert hits_of(row.source, [one], TABLE, TODAY)[0].rule == row


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.source}-{row.kind}-{row.code}")
def test_every_row_says_why_and_a_refusal_how_to_mend_it(row):
    assert row.reason.endswith("。")
    assert row.clause
    assert row.effect is not Effect.REFUSE or row.mend.endswith("。")
    assert row.effect is Effect.REFUSE or row.leaves_by in ("", "X6a")
