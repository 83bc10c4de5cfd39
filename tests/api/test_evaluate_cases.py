"""The rules against their cases: all hold, a wrong one is told with why, a bad file with where."""

import json
import re
from pathlib import Path
from typing import get_args

import pytest
import yaml

from api.cases.files import CaseFileBroken, read_cases
from api.cases.models import KINDS
from api.cli.main import main
from api.cli.register import register
from api.services.evaluate_cases import evaluate_cases, load_rules
from api.settings import find_data_dir

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
RULES = load_rules(find_data_dir() / "policy")
REPORT = evaluate_cases(CASES, RULES)
FAILURES = {failure["case"]: failure for failure in REPORT["failures"]}

GOOD = """
- id: 1
  title: 差一天满16周岁
  clause: 63号 一
  facts: {born: 2010-11-23, sex: 男}
  expect: {decision: INELIGIBLE, code: UNDER_16}
"""


def written(folder: Path, text: str, name: str = "cases.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", REPORT["cases"], ids=lambda case: case["case"])
def test_the_rules_say_what_the_case_expects(case):
    assert case["passed"], FAILURES[case["case"]]
    assert case["clause"]


def test_every_kind_of_case_is_among_them():
    assert {type(case) for case in read_cases(CASES)} == set(KINDS.values())


def test_every_rule_that_a_case_names_stands_in_the_docs():
    text = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| (\S+) \|", text, re.M))
    named = {rule for case in read_cases(CASES) for rule in case.rules}
    assert named <= told
    assert all(case.rules for case in read_cases(CASES))


def test_every_case_that_the_docs_name_exists():
    text = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    rows = [line.split("|") for line in text.splitlines() if re.match(r"\| (R?\d|§)", line)]
    named = {number for cells in rows for number in re.findall(r"\bT?\d+[a-z]?\b", cells[-2])}
    assert named
    assert named <= {case.id for case in read_cases(CASES)}


def test_a_wrong_expectation_fails_with_what_why_and_the_clause(tmp_path):
    wrong = GOOD.replace("UNDER_16", "PENSIONER").replace("INELIGIBLE", "ELIGIBLE")
    report = evaluate_cases(written(tmp_path, wrong), RULES)
    assert (report["passed"], report["failed"]) == (0, 1)
    (failure,) = report["failures"]
    assert (failure["case"], failure["clause"]) == ("1", "63号 一")
    assert failure["expected"] == "decision：ELIGIBLE；code：PENSIONER"
    assert failure["got"] == "decision：INELIGIBLE；code：UNDER_16"
    assert "未满16周岁" in failure["why"]
    assert report["cases"] == [
        {"case": "1", "title": "差一天满16周岁", "clause": "63号 一", "passed": False}
    ]


# What a kind of case asks for beside its facts.
MORE = {
    "steps": "\n  steps: [{event: exit, by: person}]",
    "entitlement": "\n  benefit: social_insurance_subsidy",
}
# Every key that a case may expect, once wrong: a key that is never compared would pass.
WRONG = [
    ("decision", "{born: 1990-01-01, sex: 男}", {
        "decision": "REVIEW", "code": "DUPLICATE", "clause": "63号 六", "codes": "[UNDER_16]",
        "flags": "[minor_worker]", "faults": "[PHONE]", "consequences": "[BENEFIT_STOPS]",
        "state": "DRAFT", "employment_type": "RE", "mismatches": "[EMPLOYMENT_TYPE]",
    }),
    ("decision", "{born: 2009-01-01, sex: 男}", {
        "flags": "[]", "no_flags": "[minor_worker]", "codes": "[]",
    }),
    ("exit", "{started: 2026-03-01, reported: {exit: X4, day: 2026-08-31}}", {
        "state": "ACTIVE", "exit": "X1", "day": "2026-09-01", "employment": "'010'",
        "offers": "贷款", "told": "异议", "code": "EXIT_IN_FUTURE", "doubts": "[SHAREHOLDER]",
    }),
    ("reinstatement", "{started: 2026-03-01}", {"state": "EXITED", "since": "2026-03-01"}),
    ("identity", "{id: 11010519491231002X}", {
        "valid": "false", "code": "id_form", "born": "1949-12-30", "sex": "男",
    }),
    ("age", "{born: 2000-01-01, days: [2020-01-01]}", {"ages": "[19]"}),
    ("retirement", "{class: M60, born: 1965-01}", {
        "delay": "2", "statutory": "2025-01", "age": "60y0m", "earliest": "none",
        "latest": "none", "least_months": "186",
    }),
    ("credit", "{declared: FIRST, started: 2026-11-02, found: 2026-11-22}", {
        "credit": "SUSPECT", "path": "checked", "state": "PENDING_REVIEW", "impossible": "只能",
    }),
    ("counting", "{period: 2026-08, registration: {start: 2026-08-01}}", {
        "gate": "FAILS RURAL", "c1": "HOLDS", "c2": "HOLDS", "c3": "HOLDS", "c4": "HOLDS",
        "counted": "[2026-08]", "verdict": "HOLDS", "code": "RURAL",
    }),
    ("parameter", "{name: urban_minimum_living_standard, area: '371302', day: 2020-07-01}", {
        "value": "500", "known": "false", "inferred": "false",
    }),
    ("entitlement", "{hardship: 2026-01-01}", {
        "answer": "NOT", "code": "NOT_PAID", "clause": "63号 一", "met": "[graduate]",
        "not_met": "[paid]", "unknown": "[paid]", "missing": "[drawn]", "group": "G2",
        "term": "24", "until": "2030-01", "to_retirement": "1", "left": "1", "cap": "500",
        "told": "已经断缴",
    }),
    ("steps", "{state: ACTIVE}", {"state": "ACTIVE", "impossible": "只能"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "facts", "key", "value"),
    [(ask, facts, key, value) for ask, facts, keys in WRONG for key, value in keys.items()],
)
def test_every_key_of_an_expectation_is_compared(tmp_path, ask, facts, key, value):
    steps = MORE.get(ask, "")
    text = f"""
- id: 1
  title: 期望写错了
  clause: 63号 一
  kind: {ask}
  facts: {facts}{steps}
  expect: {{{key}: {value}}}
"""
    report = evaluate_cases(written(tmp_path, text), RULES)
    assert report["failed"] == 1
    assert report["failures"][0]["expected"].startswith(f"{key}：")


def test_no_key_of_an_expectation_is_left_out_above():
    kinds = {ask: set() for ask, _, _ in WRONG}
    for ask, _, keys in WRONG:
        kinds[ask] |= set(keys)
    models = {
        ask: get_args(kind.model_fields["expect"].annotation)[0] for ask, kind in KINDS.items()
    }
    assert kinds == {ask: set(model.model_fields) for ask, model in models.items()}


def test_a_number_that_is_not_valid_fails_its_case_and_not_the_run(tmp_path):
    text = GOOD.replace("born: 2010-11-23, sex: 男", 'id: "371399201011239010"')
    (failure,) = evaluate_cases(written(tmp_path, text), RULES)["failures"]
    assert failure["got"] == "没有结论"
    assert "校验码" in failure["why"]
    assert "371399201011239010" not in json.dumps(failure)


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        pytest.param("born:", "bron:", "facts.bron：不认识的栏目“bron”；是否想写：born", id="key"),
        pytest.param("facts:", "fakts:", "不认识的栏目“fakts”", id="key of the case"),
        pytest.param(
            "{born", "{category: E, born", "facts.category：“E”不可选；可选：", id="choice"
        ),
        pytest.param("{born", "{registers: {police: []}, born", "“police”不可选", id="register"),
        pytest.param(
            "{born",
            "{registers: {insurance: [{knd: pension}]}, born",
            "facts.registers.insurance.0.knd：不认识的栏目“knd”；是否想写：kind",
            id="key of a record",
        ),
        pytest.param(
            "born: 2010-11-23, sex: 男", "sex: 男", "请写 id，或者写 born 和 sex", id="nobody"
        ),
        pytest.param("2010-11-23", "someday", "facts.born：应当是日期", id="no day"),
        pytest.param("2010-11-23", "20101123", "facts.born：应当是日期", id="a day as a number"),
        pytest.param(
            "born: 2010-11-23",
            "id: 371399201011239011",
            "facts.id：应当是文字（加引号）",
            id="a number",
        ),
        pytest.param(
            "{decision: INELIGIBLE, code: UNDER_16}", "{}", "没有写任何期望", id="expects nothing"
        ),
        pytest.param("  clause: 63号 一\n", "", "clause：缺少这一项", id="no clause"),
        pytest.param("INELIGIBLE", "MAYBE", "expect.decision：“MAYBE”不可选", id="outcome"),
        pytest.param(
            "  facts", "  kind: fate\n  facts", "kind：“fate”不可选；可选：decision", id="kind"
        ),
        pytest.param("sex: 男", "sex: 男, sex: 女", "“sex”写了两次", id="key twice"),
        pytest.param("- id: 1", "- id: 1 : 2", "不是可读的 YAML", id="no YAML"),
        pytest.param("- id: 1", "x: 1\ny: [", "不是可读的 YAML", id="not closed"),
        pytest.param("\n- id: 1", GOOD + "\n- id: 1", "编号 1 与 cases.yaml 里的重复", id="twice"),
    ],
)
def test_a_malformed_case_is_one_line_with_file_case_and_key(tmp_path, wrong, right, words):
    assert wrong in GOOD
    with pytest.raises(CaseFileBroken, match=r"^cases\.yaml") as raised:
        evaluate_cases(written(tmp_path, GOOD.replace(wrong, right)), RULES)
    assert words in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_suspicion_is_found_and_not_written_in(tmp_path):
    facts = "declared: FIRST, started: 2026-11-02, found: 2026-11-22"
    act = "then: [{event: suspect, day: 2026-11-22}]"
    text = GOOD.replace("born: 2010-11-23, sex: 男", f"{facts}, {act}").replace(
        "{decision: INELIGIBLE, code: UNDER_16}\n", "{credit: CLEAN}\n  kind: credit\n"
    )
    with pytest.raises(CaseFileBroken, match=r"facts\.then\.0\.event：疑点由"):
        read_cases(written(tmp_path, text))


@pytest.mark.parametrize("text", ["", "a: 1", "- 1", "[]"])
def test_a_file_of_another_shape_is_told_what_it_should_be(tmp_path, text):
    with pytest.raises(CaseFileBroken, match="id、kind、clause、facts、expect"):
        read_cases(written(tmp_path, text))


def test_the_case_at_fault_is_named_by_place_and_number(tmp_path):
    text = GOOD + GOOD.replace("id: 1", "id: 7b").replace("sex: 男", "sex: 1")
    with pytest.raises(CaseFileBroken, match=r"第 2 例（id 7b），facts\.sex"):
        read_cases(written(tmp_path, text))


def test_a_folder_is_read_with_what_lies_below_it(tmp_path):
    (tmp_path / "more").mkdir()
    written(tmp_path, GOOD)
    written(tmp_path, GOOD.replace("id: 1", "id: 2"), "more/other.yaml")
    assert [case.id for case in read_cases(tmp_path)] == ["1", "2"]


def run(monkeypatch, capsys, path) -> tuple[int, str, str]:
    monkeypatch.setattr("sys.argv", ["linggang", "evaluate", "cases", str(path), "--json"])
    with pytest.raises(SystemExit) as ended:
        main()
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_the_command_prints_json_and_ends_with_0_where_all_hold(monkeypatch, capsys):
    code, out, _ = run(monkeypatch, capsys, CASES)
    report = json.loads(out)
    assert (code, report["failed"], report["failures"]) == (0, 0, [])
    assert report["passed"] == len(report["cases"])


def test_the_command_ends_with_1_where_one_fails(monkeypatch, capsys, tmp_path):
    path = written(tmp_path, GOOD.replace("UNDER_16", "PENSIONER"))
    code, out, _ = run(monkeypatch, capsys, path)
    assert (code, json.loads(out)["failed"]) == (1, 1)


@pytest.mark.parametrize("name", ["nowhere.yaml", "empty"])
def test_the_command_tells_in_one_line_that_there_are_no_cases(monkeypatch, capsys, tmp_path, name):
    (tmp_path / "empty").mkdir()
    code, out, err = run(monkeypatch, capsys, tmp_path / name)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("错误：")


def test_no_case_holds_a_number_that_could_be_a_persons():
    for path in CASES.rglob("*.yaml"):
        for number in re.findall(r"(?<!\d)\d{17}[\dXx](?!\d)", path.read_text(encoding="utf-8")):
            assert number.startswith(("371399", "11010519491231002"))


def test_the_cases_are_plain_yaml():
    for path in CASES.rglob("*.yaml"):
        assert yaml.safe_load(path.read_text(encoding="utf-8"))


def test_register_says_what_the_rules_say_without_any_expectation(tmp_path, capsys):
    path = written(tmp_path, GOOD[: GOOD.index("  expect")])
    with pytest.raises(CaseFileBroken, match="没有写任何期望"):
        read_cases(path)
    register(path, as_json=True)
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["id"], found["decision"], found["code"]) == ("1", "INELIGIBLE", "UNDER_16")
    register(path)
    assert "INELIGIBLE UNDER_16" in capsys.readouterr().out
