"""A posting's occupation, from its title first."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.reference import load_reference
from indexing.reading.name_scan import NameScan
from indexing.reading.occupation import OccupationReading, read_occupation

OCCUPATIONS = load_reference(Path(__file__).parents[2] / "data").occupations


@pytest.mark.parametrize(
    ("title", "code"),
    [
        pytest.param("快递分拣员", "4-02-07-09", id="a parcel sorter is no courier"),
        pytest.param("外卖客服", "4-04-05-03", id="answers calls for riders"),
        pytest.param("保安队长/主管", "4-07-05-01", id="leads guards"),
        pytest.param("空调维修工", "4-12-03-01", id="the longer of two that overlap"),
        pytest.param("美容师傅急招美团骑手", "4-10-08-01", id="what follows 急招"),
        pytest.param("某某物业管理招聘保安", "4-07-05-01", id="the employer's trade is not meant"),
        pytest.param("(直招)美容师", "4-10-03-01", id="brackets first"),
        pytest.param("临时工（保洁）", "4-09-08-01", id="how long is not what"),
        pytest.param("直播/产品运营", "4-13-01-05", id="a shared last word"),
        pytest.param("测试普工", "8-00-00-00", id="no software tester"),
        pytest.param("美发学徒", "4-10-03-02", id="learns hairdressing"),
        pytest.param("电池厂普工", "6-24-04-00", id="makes batteries"),
        pytest.param("Java开发工程师（快递电商方向）", "2-02-10-03", id="an engineer of software"),
        pytest.param("ＣＮＣ操作员", "6-18-01-07", id="full width"),
        pytest.param("不是销售 纯客服", "4-04-05-03", id="not what it says it is not"),
        pytest.param("普工", "8-00-00-00", id="general"),
        pytest.param("包装工程师", "2-02-30-02", id="工 begins 工程师 and ends no 包装工"),
        pytest.param("值守保安住处楼下有食堂", "4-07-05-01", id="a place beside a person"),
        pytest.param("保洁兼绿化", "4-09-08-01", id="what stands before 兼"),
        pytest.param("秩序部领班", "4-07-05-01", id="leads guards, no waiters"),
        pytest.param(
            "比亚迪驻场保安", "4-07-05-01", id="a name that begins with 比 denies nothing"
        ),
        pytest.param("宠物美容学徒", "4-10-07-03", id="learns grooming"),
        pytest.param("门窗安装工", "6-29-04-02", id="fits windows"),
        pytest.param("招聘专员", "4-07-03-07", id="hires for a living"),
    ],
)
def test_the_title_names_the_work(title: str, code: str) -> None:
    assert read_occupation(title, "", OCCUPATIONS).code == code


def test_a_general_title_is_made_special_by_the_text() -> None:
    reading = read_occupation("招聘普工/操作工", "负责电池组装，锂电池检测", OCCUPATIONS)
    assert reading.code == "6-24-04-00"
    assert reading.confidence < 0.6


@pytest.mark.parametrize(
    ("text", "tags", "employer", "code"),
    [
        pytest.param("两班倒，坐着上班", (), "某某电子有限公司", "6-25-04-07", id="its employer"),
        pytest.param("做汽车座椅", (), "某某电子有限公司", "6-22-01-02", id="the text first"),
        pytest.param("包装锂电池", (), "", "6-24-04-00", id="the product, not what is done to it"),
        pytest.param(
            "", ("包装工", "组装工", "分拣工"), "", "8-00-00-00", id="tags for any factory"
        ),
        pytest.param("", ("包装", "贴标", "质检"), "", "6-31-05-00", id="most of the tags"),
        pytest.param("", (), "某某自动化科技", "8-00-00-00", id="what is used in any factory"),
    ],
)
def test_a_general_title_asks_text_then_employer_then_tags(
    text: str, tags: tuple[str, ...], employer: str, code: str
) -> None:
    reading = read_occupation("普工", text, OCCUPATIONS, tags=tags, employer=employer)
    assert reading.code == code


def test_an_employer_does_not_change_a_trade_that_the_title_names() -> None:
    reading = read_occupation("文员", "", OCCUPATIONS, employer="某某汽车零部件有限公司")
    assert reading.code == "3-01-01-01"


def test_without_a_telling_title_the_text_decides_with_less_confidence() -> None:
    reading = read_occupation("月入过万等你来", "招聘外卖骑手，骑手自由接单", OCCUPATIONS)
    assert reading.code == "4-10-08-01"
    assert reading.confidence <= 0.45


def test_the_original_title_quoted_in_the_text_counts() -> None:
    text = "包吃住。原标题：《安检员长白班》"
    assert read_occupation("招人啦", text, OCCUPATIONS).code == "4-07-05-02"


@pytest.mark.parametrize("text", ["", "我们是一家有活力的公司", "骑手 保洁 厨师 会计 电工"])
def test_unsure_is_none(text: str) -> None:
    assert read_occupation("等你加入", text, OCCUPATIONS) == OccupationReading(None, "", 0.0, "")


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_text_breaks_the_reader(title: str, text: str) -> None:
    reading = read_occupation(title, text, OCCUPATIONS)
    assert 0 <= reading.confidence <= 1
    assert reading.code is None or OCCUPATIONS.get(reading.code) is not None


@given(st.text("ab快递员分拣", max_size=12))
def test_mentions_lie_in_the_text_and_none_inside_another(text: str) -> None:
    scan = NameScan({"快递": "1", "快递员": "2", "分拣员": "3", "ab": "4"})
    found = list(scan.mentions(text))
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.start < two.start and one.end < two.end for one, two in pairwise(found))


def _labelled(folder: Path) -> list[tuple[dict[str, str], str]]:
    postings = {row["id"]: row for row in json.loads((folder / "postings.json").read_text("utf-8"))}
    labels = map(json.loads, (folder / "labels.jsonl").read_text("utf-8").splitlines())
    return [(postings[row["id"]], row["occupation_code"]) for row in labels]


@pytest.mark.realdata
def test_most_real_postings_get_the_occupation_that_a_reader_gave_them(datasets: Path) -> None:
    rows = _labelled(datasets / "extraction")
    held_out = set(sorted((row["id"] for row, _ in rows), key=_digest)[:40])
    tuned = [(row, code) for row, code in rows if row["id"] not in held_out]
    start = perf_counter()
    read = [
        (read_occupation(row["title"], f"{row['skills']}，{row['description']}", OCCUPATIONS), code)
        for row, code in tuned
    ]
    seconds = perf_counter() - start
    exact = sum(reading.code == code for reading, code in read) / len(read)
    minor = sum((reading.code or "")[:7] == code[:7] for reading, code in read) / len(read)
    assert exact >= 0.75
    assert minor >= 0.85
    assert len(read) / seconds > 1000


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


TIES = """
from api.reference import load_reference
from api.settings import find_data_dir
from indexing.reading.occupation import read_occupation
known = load_reference(find_data_dir()).occupations
words = sorted({each.word for each in known.refinements})
texts = [first + second for first in words[::9] for second in words[::7] if first != second]
print([read_occupation("普工", text, known).code for text in texts])
"""


def test_two_processes_read_the_same_where_words_weigh_the_same() -> None:
    """Sets have another order in every process, and what comes in again must be the same."""
    answers = {
        subprocess.run(
            [sys.executable, "-c", TIES],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(answers) == 1
