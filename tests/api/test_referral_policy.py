"""The file of articles that a referral may rest on, and a bureau's own."""

from datetime import date
from pathlib import Path

import pytest

from api.policy import load_numbers, load_policy
from api.policy_number import PolicyFileBroken
from api.referral_policy import FILE, load_legal_bases
from api.settings import find_data_dir

FOLDER = find_data_dir() / "policy"
OWN = """name: legal_bases
last_checked: 2026-12-01
author: 某市人社局 办事员
bases:
  - {code: OWN, title: 某办法, article: "3", receiver: 某机关, measure: 某措施,
     start: 2026-01-01, source: 原文}
"""


def own(folder: Path, text: str) -> Path:
    (folder / FILE).write_text(text, encoding="utf-8")
    return folder


def test_every_shipped_article_names_authority_measure_and_source() -> None:
    bases = load_legal_bases(FOLDER)
    assert [basis.code for basis in bases] == ["SOCIAL_INSURANCE_FRAUD"]
    assert not bases[0].holds(date(2011, 6, 30))
    assert bases[0].holds(date(2011, 7, 1))


def test_a_bureau_adds_its_own_articles(tmp_path: Path) -> None:
    codes = [basis.code for basis in load_legal_bases(FOLDER, own(tmp_path, OWN))]
    assert codes == ["SOCIAL_INSURANCE_FRAUD", "OWN"]
    assert load_policy(FOLDER, tmp_path).numbers


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("author: 某市人社局 办事员\n", "", "缺少 author"),
        ("title: 某办法", "title: ' '", "第 2 行：title"),
        ("receiver: 某机关, ", "", "第 1 行，receiver"),
        ("code: OWN", "code: SOCIAL_INSURANCE_FRAUD", "第 2 行与第 1 行重叠"),
        ("source: 原文", "source: 原文, end: 2025-12-31", "止日"),
    ],
)
def test_a_broken_file_is_told_by_row_and_fault(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    with pytest.raises(PolicyFileBroken, match=words):
        load_legal_bases(FOLDER, own(tmp_path, OWN.replace(old, new)))


@pytest.mark.parametrize("name", ["after_control_share", "after_control_answer_days"])
def test_the_numbers_of_after_control_are_dated_and_say_that_they_are_our_choice(name: str) -> None:
    number = load_numbers(FOLDER)[name]
    found = number.on(date(2026, 11, 22), "371302")
    assert found is not None
    assert found.value
    assert found.assumed
    assert number.on(date(2021, 7, 15), "371302") is None
