"""The verdict on passages: by rule, by date, and with what the law allows some trades."""

from datetime import date

import pytest

from registry.jobs.lint import (
    Action,
    DatedAction,
    LawfulCondition,
    LintRule,
    LintRules,
    lint,
    marks,
)
from registry.jobs.passage import Kind, Passage


def passage(code: str, quote: str = "限男", **changes: int) -> Passage:
    return Passage(code, Kind.SEX, 0, len(quote), quote, 0, len(quote), **changes)


def rule(code: str, *values: DatedAction, codes: frozenset[str] = frozenset()) -> LintRule:
    return LintRule(code, codes or frozenset({code}), "某法 1", "请删去。", True, values)


OLD = DatedAction(date(2020, 1, 1), date(2021, 12, 31), Action.WARN)
NEW = DatedAction(date(2022, 1, 1), None, Action.BLOCK)
RULES = LintRules([rule("sex", OLD, NEW), rule("age", NEW, codes=frozenset({"age", "age_words"}))])


@pytest.mark.parametrize(
    ("day", "action"),
    [
        pytest.param(date(2019, 12, 31), None, id="the day before the first value"),
        pytest.param(date(2020, 1, 1), Action.WARN, id="its first day"),
        pytest.param(date(2021, 12, 31), Action.WARN, id="its last day"),
        pytest.param(date(2022, 1, 1), Action.BLOCK, id="the next value's first day"),
        pytest.param(None, Action.BLOCK, id="no day: the value that stands"),
    ],
)
def test_what_is_done_depends_on_the_day(day: date | None, action: Action | None) -> None:
    found = lint([passage("sex")], RULES, "限男", day=day)
    assert [each.action for each in found] == ([action] if action else [])


def test_a_finding_says_code_clause_quote_and_reason() -> None:
    (found,) = lint([passage("age_words", "要年轻的")], RULES, "要年轻的")
    assert (found.code, found.mark, found.quote) == ("age", "lint_age", "要年轻的")
    assert (found.clause, found.reason) == ("某法 1", "请删去。")


def test_every_passage_is_judged_even_after_one_blocks() -> None:
    found = lint([passage("sex"), passage("sex", "限女"), passage("age")], RULES, "")
    assert [each.quote for each in found] == ["限男", "限女", "限男"]
    assert marks(found, holding=True) == ("lint_sex", "lint_age")
    assert marks(found, holding=False) == ()


def test_a_passage_without_a_rule_is_no_finding() -> None:
    assert lint([passage("unheard")], RULES, "") == ()


BATH = LawfulCondition("bath", frozenset({"sex"}), (), ("女浴",), "某法 2", contains="女")
MINE = LawfulCondition("mine", frozenset({"sex"}), ("6-16",), (), "某法 3", contains="男")
DRIVER = LawfulCondition("driver", frozenset({"age"}), ("4-02",), (), "某法 4", "", 22, 60)
LAWFUL = LintRules(RULES.rules, [BATH, MINE, DRIVER])


@pytest.mark.parametrize(
    ("quote", "text", "occupation", "lawful"),
    [
        pytest.param("限女", "女浴室保洁", None, True, id="by the words of the text"),
        pytest.param("限男", "女浴室保洁", None, False, id="but not the other sex"),
        pytest.param("限女", "饭店保洁", None, False, id="nor elsewhere"),
        pytest.param("限男", "采煤", "6-16-01-01", True, id="by the occupation"),
        pytest.param("限男", "采煤", "6-15-01-01", False, id="not of another"),
        pytest.param("限男", "采煤", None, False, id="nor of an unknown one"),
    ],
)
def test_a_condition_of_the_law_is_no_violation_where_it_applies(
    quote: str, text: str, occupation: str | None, lawful: bool
) -> None:
    assert (lint([passage("sex", quote)], LAWFUL, text, occupation) == ()) is lawful


@pytest.mark.parametrize(
    ("low", "high", "lawful"),
    [(18, 60, True), (22, 60, True), (23, 60, False), (18, 59, False), (None, 60, True)],
)
def test_an_age_limit_is_excused_within_the_bounds_of_the_law(
    low: int | None, high: int, lawful: bool
) -> None:
    limit = Passage("age", Kind.AGE, 0, 1, "x", 0, 1, "", low, high)
    assert (lint([limit], LAWFUL, "", "4-02-02-02") == ()) is lawful


def test_a_rule_is_found_by_its_code_and_by_its_mark() -> None:
    assert RULES.named("sex") is RULES.named("lint_sex") is RULES.rules[0]
    assert RULES.named("pay_missing") is None
