"""The tree of an answer: what programs read of it, and what people do."""

from datetime import date

from registry.parameters import DatedValue, Parameter
from registry.trace import VERSION, Input, Trace, number_used, trace_json, trace_text

DAY = date(2026, 8, 1)
STANDARD = Parameter(
    "urban_minimum_living_standard",
    "CNY/person/month",
    DAY,
    (
        DatedValue("371302", date(2026, 1, 1), None, 900, "本局文件", author="李某"),
        DatedValue("371311", date(2021, 1, 1), date(2026, 12, 31), None, "not found"),
    ),
)
LEAF = Trace(
    "C1",
    "初次就业，收入不低于低保标准",
    "63号 二（一）",
    "HOLDS",
    "成立",
    "月收入 900 元，不低于标准 900 元。",
    inputs=(Input("月收入", "900", "本人申报"),),
    numbers=(number_used(STANDARD, DAY, "371302"),),
)
TREE = Trace("R4.5", "计入", "63号 二", "HOLDS", "成立", children=(LEAF,))


def test_the_json_has_these_keys_and_its_version_at_the_top_alone():
    found = trace_json(TREE)
    assert found["version"] == VERSION == 1
    (leaf,) = found["children"]
    assert set(leaf) == set(found) - {"version"}
    assert set(leaf) == {
        *("rule", "name", "clause", "verdict", "said", "code", "detail"),
        *("inputs", "numbers", "children"),
    }
    assert leaf["inputs"] == [{"name": "月收入", "value": "900", "source": "本人申报"}]
    assert leaf["numbers"] == [
        {
            "name": "urban_minimum_living_standard",
            "unit": "CNY/person/month",
            "area": "371302",
            "day": "2026-08-01",
            "value": 900,
            "start": "2026-01-01",
            "end": None,
            "source": "本局文件",
            "author": "李某",
            "assumed": False,
            "inferred": False,
        }
    ]


def test_the_text_has_a_line_a_rule_and_indents_what_it_rests_on():
    assert trace_text(TREE).splitlines() == [
        "[成立] R4.5 计入（63号 二）",
        "  [成立] C1 初次就业，收入不低于低保标准（63号 二（一））",
        "    月收入 900 元，不低于标准 900 元。",
        "    · 月收入：900（本人申报）",
        (
            "    · urban_minimum_living_standard（371302，2026-08-01）：900 CNY/person/month，"
            "2026-01-01 起，来源 本局文件，李某 填写"
        ),
    ]


def test_a_number_that_is_not_known_and_one_that_is_not_written_are_told_apart():
    unknown = number_used(STANDARD, DAY, "371311")
    unwritten = number_used(STANDARD, DAY, "371322")
    assert (unknown.value, unwritten.value) == (None, None)
    text = trace_text(Trace("C1", "", "", "UNDETERMINED", "无法判断", numbers=(unknown, unwritten)))
    assert "371311，2026-08-01）：未查到，2021-01-01 至 2026-12-31，来源 not found" in text
    assert "371322，2026-08-01）：没有写明" in text


def test_a_code_stands_beside_the_verdict():
    trace = Trace("C1", "收入", "", "UNDETERMINED", "无法判断", code="DIBAO_UNKNOWN")
    assert trace_text(trace) == "[无法判断 DIBAO_UNKNOWN] C1 收入"


def test_a_walk_meets_every_rule_once_parents_first():
    assert [each.rule for each in TREE.walk()] == ["R4.5", "C1"]
