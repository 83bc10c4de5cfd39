"""The file of credit's time boxes: what stands in it, and what is said of a broken one."""

from datetime import date
from pathlib import Path

import pytest

from api.credit_policy import FILE, load_credit_terms
from api.policy_number import PolicyFileBroken
from api.settings import find_data_dir
from registry.registration.credit_terms import DeadlineKind, TermKind, TermNotInForce

FOLDER = find_data_dir() / "policy"
TERMS = load_credit_terms(FOLDER)
TEXT = (FOLDER / FILE).read_text(encoding="utf-8")
FIRST = date(2026, 4, 1)


@pytest.mark.parametrize(
    ("kind", "months"),
    [
        (TermKind.LIGHT, (0, 3)),
        (TermKind.GENERAL, (3, 12)),
        (TermKind.SERIOUS, (12, 36)),
        (TermKind.DELETION, (0, 60)),
    ],
)
def test_the_boxes_are_those_of_the_rules(kind: TermKind, months: tuple[int, int]) -> None:
    term = TERMS.term(kind, FIRST)
    assert (term.least_months, term.most_months) == months
    assert not term.assumed


@pytest.mark.parametrize("kind", [TermKind.LIGHT, TermKind.GENERAL, TermKind.SERIOUS])
def test_the_levels_begin_with_the_new_rule(kind: TermKind) -> None:
    with pytest.raises(TermNotInForce, match="2026-03-31"):
        TERMS.term(kind, date(2026, 3, 31))


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (DeadlineKind.OBJECTION, 3),
        (DeadlineKind.OBJECTION_WITH_OTHERS, 7),
        (DeadlineKind.CORRECTION, 3),
    ],
)
def test_the_deadlines_begin_with_the_provinces_ordinance(kind: DeadlineKind, days: int) -> None:
    assert TERMS.deadline(kind, date(2020, 10, 1)).days == days
    with pytest.raises(TermNotInForce):
        TERMS.deadline(kind, date(2020, 9, 30))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("kind: LIGHT", "kind: LIGHTER", "terms 第 2 行，kind"),
        ("least_months: 3", "least_months: 13", "terms 第 3 行.*least_months"),
        ("least_months: 3", "least_months: -1", "terms 第 3 行"),
        ("most_months: 3,", "most_months: 0,", "terms 第 2 行"),
        ("most_months: 3,", "most_months: '3',", "terms 第 2 行，most_months"),
        ("most_months: 3,", "", "terms 第 2 行，most_months"),
        ("kind: LIGHT,", "kind: LIGHT, month: 1,", "terms 第 2 行，month"),
        ("kind: LIGHT,", "kind: LIGHT, end: 2026-03-31,", "止日"),
        ("kind: LIGHT,", "kind: GENERAL,", "第 3 行与第 2 行重叠"),
        ("source: P18", "source: ''", "terms 第 2 行.*source"),
        ("days: 3", "days: 0", "deadlines 第 1 行：days"),
        ("clause: 山东省社会信用条例 39", "clause: ''", "deadlines 第 1 行"),
        ("working: true", "working: 1", "deadlines 第 1 行，working"),
        ("\ndeadlines:", "\ndeadline:", "deadlines.*列表"),
    ],
)
def test_a_broken_file_is_told_by_row_and_fault(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    (tmp_path / FILE).write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PolicyFileBroken, match=words):
        load_credit_terms(tmp_path)


def test_a_new_rule_follows_the_old_one(tmp_path: Path) -> None:
    row = "  - {kind: LIGHT, start: 2026-04-01,"
    later = (
        "  - {kind: LIGHT, start: 2028-01-01, least_months: 0, most_months: 2, "
        "clause: 新办法, source: s}\n"
    )
    text = TEXT.replace(row, later + row + " end: 2027-12-31,")
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    terms = load_credit_terms(tmp_path)
    assert terms.term(TermKind.LIGHT, date(2027, 12, 31)).most_months == 3
    assert terms.term(TermKind.LIGHT, date(2028, 1, 1)).most_months == 2
