"""The evaluations of search: their files, figures and refusals; on real data their bounds."""

import gzip
import json

import numpy as np
import pytest

from api.services.evaluate_ranking import compared, measured
from api.services.evaluate_search import evaluate_search
from api.services.evaluate_titles import evaluate_titles
from api.settings import find_data_dir
from indexing.model import load_model
from registry.errors import InvalidField
from tests.indexing.small_model import small_model

MODEL = small_model()
POSTINGS = [
    {"title": "外卖骑手", "description": "送餐，日结", "skills": ["健康证"], "welfare": None},
    {"title": "月嫂", "description": "住家"},
    {"title": "仓库理货", "description": "夜班"},
]
QUERIES = {
    "families": {"rider": "骑手", "porter": "搬运"},
    "queries": [{"family": "rider", "q": "送餐 外卖"}, {"family": "porter", "q": "扛货"}],
}


JUDGED = "1\t0\t7\t1\n"


@pytest.fixture
def search(tmp_path):
    """Writes queries and postings and asks: search(queries, lines, suffix) → figures."""

    def ask(queries=QUERIES, lines=None, suffix=""):
        (tmp_path / "q.json").write_text(json.dumps(queries), "utf-8")
        text = "\n".join(lines or [json.dumps(row) for row in POSTINGS])
        with gzip.open(tmp_path / "p.jsonl.gz", "wt", encoding="utf-8") as file:
            file.write(text)
        return evaluate_search([f"{tmp_path / 'p.jsonl.gz'}{suffix}"], tmp_path / "q.json", MODEL)

    return ask


@pytest.fixture
def titles(tmp_path):
    """Writes the three files and asks: titles(qrels, corpus, against) → figures."""

    def ask(qrels=JUDGED, corpus="c_id\tjobtitle\n7\t保姆\n8\t叉车司机\n", against=None):
        (tmp_path / "c.tsv").write_text(corpus, "utf-8")
        (tmp_path / "q.tsv").write_text("q_id\tjobtitle\n1\t家政保姆\n2\t电工\n", "utf-8")
        (tmp_path / "r.tsv").write_text(qrels, "utf-8")
        return evaluate_titles(*(tmp_path / f"{name}.tsv" for name in "cqr"), MODEL, against)

    return ask


def test_a_phrase_that_finds_its_posting_first_scores_one(search):
    found = search()
    assert (found["ndcg@10"], found["mrr"]) == (1, 1)
    assert (found["queries"], found["documents"]) == (1, 3)  # no posting is a porter's
    assert found["intervals"]["mrr"] == [1, 1]


def test_only_the_first_rows_are_read_where_a_number_follows_the_path(search):
    assert search(suffix=":2")["documents"] == 2


def test_plain_files_are_read_too(tmp_path):
    (tmp_path / "p.ndjson").write_text(json.dumps(POSTINGS[0]), "utf-8")
    (tmp_path / "q.json").write_text(json.dumps(QUERIES), "utf-8")
    assert evaluate_search([f"{tmp_path / 'p.ndjson'}"], tmp_path / "q.json", MODEL)["mrr"] == 1


@pytest.mark.parametrize("line", ["{", "[]", '{"name": "x"}'])
def test_a_row_that_is_no_posting_is_named(search, line):
    with pytest.raises(InvalidField, match=r"p\.jsonl\.gz\[2\]"):
        search(lines=[json.dumps(POSTINGS[0]), line])


@pytest.mark.parametrize(
    "queries", [[], {}, {"families": {"a": "("}, "queries": []}, {"families": {}, "queries": [1]}]
)
def test_queries_of_another_shape_are_refused(search, queries):
    with pytest.raises(InvalidField, match="families"):
        search(queries)


def test_a_query_of_an_unknown_family_is_refused(search):
    with pytest.raises(InvalidField, match="pilot"):
        search({"families": {"a": "b"}, "queries": [{"family": "pilot", "q": "开飞机"}]})


def test_a_title_that_finds_its_like_first_scores_one(titles):
    found = titles()
    assert (found["map"], found["ndcg@10"], found["p@10"]) == (1, 1, 0.1)
    assert (found["queries"], found["documents"]) == (1, 2)  # query 2 was not judged


def test_each_similarity_is_measured_alone_beside_both(titles):
    parts = titles()["parts"]
    assert list(parts) == ["vector", "char"]
    assert parts["char"]["map"] == 1
    assert parts["char"]["gain"] == {"map": [0, 0, 0], "ndcg@10": [0, 0, 0], "p@10": [0, 0, 0]}


def test_a_model_compared_with_itself_gains_nothing(titles):
    assert "against" not in titles()
    other = titles(against=MODEL)["against"]
    assert (other["map"], other["gain"]["map"]) == (1, [0, 0, 0])


def test_a_gain_is_that_of_each_query_and_its_interval_holds_it():
    first, second = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    gain = compared([first, first, first], [first, second, second], ("mrr",))["gain"]["mrr"]
    assert gain[0] == pytest.approx(1 / 3, abs=1e-4)
    assert 0 <= gain[1] < gain[0] < gain[2] <= 0.5


@pytest.mark.parametrize("qrels", ["1 0 7\n", "1 0 7 yes\n"])
def test_a_judgement_that_cannot_be_read_is_named(titles, qrels):
    with pytest.raises(InvalidField, match=r"r\.tsv\[1\]"):
        titles(qrels)


def test_a_title_row_without_a_title_is_named(titles):
    with pytest.raises(InvalidField, match=r"c\.tsv\[2\]"):
        titles(corpus="c_id\tjobtitle\n7\n")


def test_rankings_without_anything_relevant_are_left_out():
    found = measured([np.array([0.0, 1.0]), np.zeros(2)], ("mrr",))
    assert (found["mrr"], found["queries"]) == (0.5, 1)


@pytest.fixture(scope="module")
def real_model(tmp_path_factory):
    return load_model(find_data_dir() / "lexicon", tmp_path_factory.mktemp("lexicon"))


@pytest.mark.realdata
def test_expert_judged_titles_find_their_like(datasets, real_model):
    files = (datasets / "titles" / f"{name}.tsv" for name in ("corpus", "queries", "qrels"))
    assert evaluate_titles(*files, real_model)["map"] >= 0.53


@pytest.mark.realdata
def test_everyday_phrases_find_their_trade(datasets, real_model):
    postings = [datasets / "postings" / "flexible.jsonl.gz", datasets / "postings/other.jsonl.gz"]
    asked = datasets / "colloquial" / "queries.json"
    found = evaluate_search([str(postings[0]), f"{postings[1]}:2000"], asked, real_model)
    assert found["ndcg@10"] >= 0.74
