"""The hit table's file: read whole, or refused in one Chinese line that names row and key."""

from pathlib import Path

import pytest

from api.cross_check_policy import FILE, load_hit_table
from api.policy_number import PolicyFileBroken
from api.settings import find_data_dir
from registry.registration.hits import Effect
from registry.registration.register_answer import Source

ROW = "{source: business, kind: operator, effect: refuse, code: A, clause: c, reason: r%s}"


def loaded(folder: Path, text: str):
    (folder / FILE).write_text(text, encoding="utf-8")
    return load_hit_table(folder)


def rows(*more: str) -> str:
    return "\n".join(["hits:", *(f"  - {ROW % each}" for each in more)])


def test_the_shipped_table_speaks_of_every_register() -> None:
    table = load_hit_table(find_data_dir() / "policy")
    assert {row.source for row in table} == set(Source)
    assert {row.effect for row in table} == set(Effect)


def test_a_row_is_read_with_its_defaults(tmp_path: Path) -> None:
    (row,) = loaded(tmp_path, rows(""))
    assert (row.running, row.months_ago, row.when, row.leaves_by) == (True, (None, None), {}, "")


@pytest.mark.parametrize(("written", "read"), [("any", None), ("true", True), ("false", False)])
def test_running_is_yes_no_or_any(tmp_path: Path, written: str, read: bool | None) -> None:
    assert loaded(tmp_path, rows(f", running: {written}"))[0].running is read


def test_months_may_be_open_at_either_end(tmp_path: Path) -> None:
    assert loaded(tmp_path, rows(", months_ago: [null, 1]"))[0].months_ago == (None, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("name: x", "没有 hits 列表", id="no rows"),
        pytest.param("hits:", "没有 hits 列表", id="empty rows"),
        pytest.param("hits: {a: b}", "没有 hits 列表", id="no list"),
        pytest.param("hits: [1]", "第 1 行：应当是对象", id="a row that is a number"),
        pytest.param(
            rows("", ", runing: any"),
            "第 2 行：不认识的栏目“runing”；是否想写：running",
            id="misspelt key",
        ),
        pytest.param(rows(", effect: stop"), "第 1 行，effect：不是可选的值", id="unknown effect"),
        pytest.param(
            rows(", source: police"), "第 1 行，source：不是可选的值", id="unknown register"
        ),
        pytest.param(
            rows(", leaves_by: X9"), "第 1 行，leaves_by：不是可选的值", id="unknown exit"
        ),
        pytest.param(rows(", running: perhaps"), "第 1 行，running：应当是 true", id="perhaps"),
        pytest.param(rows(", months_ago: 3"), "第 1 行，months_ago：应当是列表", id="one month"),
        pytest.param(rows(", months_ago: [1]"), "第 1 行，months_ago.1：缺少", id="half a range"),
        pytest.param(rows(", kind: A b"), "第 1 行，kind：写法不对", id="a kind with a blank"),
        pytest.param(rows(", code: low"), "第 1 行，code：写法不对", id="a code in small letters"),
        pytest.param(rows(", clause: ''"), "第 1 行，clause：是空的", id="no clause"),
        pytest.param(
            rows(", when: {status: 1}"), "第 1 行，when.status：应当是文字", id="a number"
        ),
        pytest.param("hits:\n  - {source: business}", "第 1 行，kind：缺少", id="only a register"),
    ],
)
def test_a_fault_is_told_by_row_and_key(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(PolicyFileBroken, match=r"^cross_check\.yaml") as raised:
        loaded(tmp_path, text)
    assert words in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyFileBroken, match=FILE):
        load_hit_table(tmp_path)
