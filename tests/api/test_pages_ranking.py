"""The published principle of the ranking: taken from its tables, and true."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.pages.law import law_of
from api.pages.ranking import COMPARES, NEVER, USES
from api.runtime import Runtime
from api.settings import Settings
from matcher.constraints import RULES
from matcher.lines import MOST_OF_ONE_EMPLOYER
from matcher.ranking import BESIDE_VALUE, CHANCE, FITS, GATES, VALUE, WORTH_LISTING
from registry.workers.worker import Worker
from tests.api.page_checks import page_of, words_of
from tests.builders import DAY


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    here = Runtime(Settings(home=tmp_path_factory.mktemp("ranking"), as_of=DAY))
    with TestClient(create_app(here)) as client:
        yield page_of(client.get("/ranking"))
    here.close()


def test_every_term_stands_there_with_its_weight_from_the_table(text: str) -> None:
    words = words_of(text)
    for term in CHANCE + VALUE:
        row = f"{FITS[term.fit]} {term.weight * 100:.0f}% {COMPARES[term.fit]}"
        assert row.replace(" ", "") in words.replace(" ", "")
        assert f"{term.neutral * 100:.0f} 分" in words
    for extra in BESIDE_VALUE:
        assert f"“{FITS[extra.fit]}”" in words
        assert f"{extra.share * 100:.0f}%" in words
    assert "得分 ＝ 可能 × 合意" in words
    for gate in GATES:
        assert f"打到 {gate.at(0.5) * 100:.0f}%" in words
    assert f"不到 {WORTH_LISTING * 100:.0f} 分的，离您会做的远" in words
    assert f"最多先列 {MOST_OF_ONE_EMPLOYER} 条" in words


def test_every_fit_is_explained(text: str) -> None:
    assert set(COMPARES) == set(FITS)


def test_every_rule_that_bars_stands_there_without_numbers_of_our_own(text: str) -> None:
    assert all(rule.reason in text for rule in RULES)
    assert "R7" not in text
    assert "{" not in words_of(text)


def test_all_that_ranking_is_handed_of_a_person_is_told_and_nothing_else_is_handed() -> None:
    """A new field of a worker must be told of here before it can be used."""
    assert {each.name for each in fields(Worker)} - {"id"} == set(USES)


def test_what_is_never_used_is_no_field_of_a_worker(text: str) -> None:
    assert all(each in text for each in NEVER)
    never = ("sex", "gender", "ethnic", "hukou", "marital", "health", "disab", "credit", "faith")
    assert not [each.name for each in fields(Worker) if each.name.startswith(never)]


def test_it_says_how_to_turn_it_off_and_where_to_complain(text: str) -> None:
    assert 'href="/me/consents"' in text
    assert 'href="/report"' in text
    assert "10 个工作日内答复" in text


@pytest.mark.parametrize(
    ("clause", "law"),
    [
        ("人社部发〔2022〕38号（R7.7）", "人社部发〔2022〕38号"),
        ("网络招聘五部门通知（R7.5）；R7.6", "网络招聘五部门通知"),
        ("R7.5", ""),
        ("63号 一；劳动法 15", "63号 一；劳动法 15"),
        ("", ""),
    ],
)
def test_a_clause_is_shown_without_our_own_numbers(clause: str, law: str) -> None:
    assert law_of(clause) == law
