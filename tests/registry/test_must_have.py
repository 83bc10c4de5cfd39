"""What a posting must state before it is published."""

from dataclasses import replace
from datetime import date

import pytest

from registry.jobs.holds import hold_finding
from registry.jobs.lint import LintRule, LintRules
from registry.jobs.must_have import MUST_HAVES, findings, missing
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.posting import Posting
from registry.places import Place

WHOLE = Posting(
    "s",
    "1",
    "保洁员",
    description="打扫办公室",
    employer="某保洁公司",
    pay=Pay(20, 25, PayUnit.HOUR),
    place=Place("371302"),
    headcount=2,
    valid_until=date(2026, 12, 31),
)


def test_a_whole_posting_lacks_nothing() -> None:
    assert missing(WHOLE, live_source=False, holds=True) == ()
    assert missing(WHOLE, live_source=False, holds=False) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pay": None}, "pay_missing"),
        ({"employer": ""}, "employer_missing"),
        ({"place": Place()}, "place_missing"),
        ({"description": ""}, "content_missing"),
        ({"valid_until": None}, "validity_missing"),
    ],
)
def test_each_missing_thing_holds_it_back_by_its_own_code(
    change: dict[str, object], code: str
) -> None:
    lacking = replace(WHOLE, **change)
    assert missing(lacking, live_source=False, holds=True) == (code,)
    assert [found.code for found in findings(lacking, False) if not found.passed] == [code]


def test_a_live_source_stands_for_a_last_day() -> None:
    assert missing(replace(WHOLE, valid_until=None), live_source=True, holds=True) == ()


def test_remote_work_needs_no_place() -> None:
    assert missing(replace(WHOLE, place=Place(remote=True)), live_source=False, holds=True) == ()


def test_an_occupation_says_what_the_work_is() -> None:
    silent = replace(WHOLE, description="", occupation="4-09-08-01")
    assert missing(silent, live_source=False, holds=True) == ()


def test_a_missing_number_of_people_is_only_flagged() -> None:
    silent = replace(WHOLE, headcount=None)
    assert missing(silent, live_source=False, holds=True) == ()
    assert missing(silent, live_source=False, holds=False) == ("headcount_missing",)


def test_every_must_have_has_a_clause_and_a_reason_for_people() -> None:
    assert len({each.code for each in MUST_HAVES}) == len(MUST_HAVES)
    for each in MUST_HAVES:
        assert each.clause
        assert hold_finding(each.code, LintRules(())).detail == each.reason


def test_what_holds_a_posting_is_told_with_its_clause_whether_lacking_or_worded() -> None:
    rule = LintRule("sex", frozenset({"sex"}), "就业促进法 27", "请删去。", True, ())
    found = [hold_finding(code, LintRules((rule,))) for code in ("pay_missing", "lint_sex", "old")]
    assert [each.clause for each in found] == ["人力资源市场暂行条例 24", "就业促进法 27", ""]
    assert [each.detail for each in found][1:] == ["请删去。", "old"]
    assert not any(each.passed for each in found)
