"""The wording of postings: held with its clause, a clean text offered, files checked."""

import gzip
import importlib.util
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.data_files import DataFileBroken
from api.feeds.lint import clean_text, lint_posting
from api.feeds.postings import read_posting
from api.reference import Reference, load_reference
from registry.jobs.lint import HOLDING, Action
from registry.jobs.posting import Posting, PostingState, Profile
from tests.api.small_town import row

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
CASE_65 = "招男小工1名,年龄55岁以下,月薪3500"


def holding(posting: Posting, reference: Reference) -> list[str]:
    found = lint_posting(posting, reference)
    return [each.code for each in found if each.action in HOLDING]


def cleaned(posting: Posting, reference: Reference) -> Posting:
    clean = clean_text(posting, reference)
    assert clean is not None
    return replace(
        posting,
        title=clean.title,
        description=clean.description,
        tags=clean.tags,
        welfare=clean.welfare,
    )


def test_rulebook_case_65_sex_blocks_age_holds_and_a_rewrite_is_offered(
    reference: Reference,
) -> None:
    posting = Posting("s", "65", CASE_65)
    found = {each.code: each.action for each in lint_posting(posting, reference)}
    assert found == {"sex": Action.BLOCK, "age": Action.HOLD}
    clean = cleaned(posting, reference)
    assert clean.title == "招小工1名,月薪3500"
    assert lint_posting(clean, reference) == ()


def test_an_unlawful_posting_is_held_in_public_and_only_flagged_in_the_archive(
    reference: Reference,
) -> None:
    data = row("1", "保洁员", description="限女，45岁以下，五官端正，擦玻璃")
    public = read_posting(data, reference)
    assert (public.state, public.holds) == (PostingState.HELD, ("lint_sex", "lint_age"))
    assert "lint_appearance" in public.flags
    archived = read_posting(data, reference, profile=Profile.ARCHIVE)
    assert (archived.state, archived.holds) == (PostingState.ARCHIVED, ())
    assert {"lint_sex", "lint_age", "lint_appearance"} <= set(archived.flags)


def test_innocent_words_publish(reference: Reference) -> None:
    data = row("1", "保洁员", description="男女不限，18周岁以上，无押金，打扫女更衣室")
    assert read_posting(data, reference).state is PostingState.PUBLISHED


def test_the_words_of_tags_are_linted_and_cleaned(reference: Reference) -> None:
    posting = Posting(
        "s", "1", "保安", tags=("只上白班", "18-45岁", "限男"), welfare=("押金100元",)
    )
    assert set(holding(posting, reference)) == {"age", "sex", "deposit"}
    clean = cleaned(posting, reference)
    assert (clean.tags, clean.welfare) == (("只上白班", "18周岁以上"), ())


def test_what_no_cut_makes_lawful_gets_no_rewrite(reference: Reference) -> None:
    assert clean_text(Posting("s", "1", "手机兼职", "刷单，日结"), reference) is None


def test_a_title_that_is_all_unlawful_falls_back_to_its_occupation(reference: Reference) -> None:
    posting = Posting("s", "1", "限女", "擦玻璃")
    assert clean_text(posting, reference) is None
    assert cleaned(replace(posting, occupation_label="保洁员"), reference).title == "保洁员"


WORDS = st.sampled_from(
    [
        *(
            "男",
            "女",
            "限",
            "优先",
            "18",
            "-",
            "45岁",
            "以下",
            "以上",
            "不超过",
            "年龄",
            "：",
            "，",
        ),
        *("。", "\n", "1、", "（", "）", "押金", "200元", "无", "本地户口", "已婚", "汉族", "乙肝"),
        *("招", "小工", "包住", "不限", "要求", "性别", "服装费", "自理", "工资 "),
    ]
)


@given(text=st.lists(WORDS, max_size=40).map("".join) | st.text(max_size=120))
def test_the_rewrite_lints_clean_of_holds_and_rewritten_is_itself(
    text: str, reference: Reference
) -> None:
    posting = Posting("s", "1", "分拣员", text)
    if not holding(posting, reference):
        assert cleaned(posting, reference) == posting
    elif clean_text(posting, reference) is not None:
        clean = cleaned(posting, reference)
        assert holding(clean, reference) == []
        assert cleaned(clean, reference) == clean


def test_the_page_of_examples_is_up_to_date(reference: Reference) -> None:
    path = ROOT / "docs/examples/make_rewrites.py"
    spec = importlib.util.spec_from_file_location("make_rewrites", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.PAGE.read_text(encoding="utf-8") == module.page(reference)


# ------------------------------------------------------------------ files
def phrase_codes(reference: Reference) -> set[str]:
    return {"age"} | set(reference.restrictions.codes) | set(reference.fees.codes)


def test_every_row_of_the_lexicon_has_one_rule_and_no_rule_is_idle(reference: Reference) -> None:
    judged = [code for rule in reference.lint_rules.rules for code in rule.codes]
    assert sorted(judged) == sorted(phrase_codes(reference))
    lawful = {code for each in reference.lint_rules.lawful for code in each.codes}
    assert lawful <= set(judged)


def test_every_rule_is_in_force_and_says_why(reference: Reference) -> None:
    for rule in reference.lint_rules.rules:
        assert rule.on(None) is not None, rule.code
        assert rule.clause
        assert rule.reason.endswith("。")


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("lexicon/fees.yaml", "kind: fraud", "kind: trick", "应是 sex"),
        ("lexicon/fees.yaml", "code: advance", "code: deposit", "code 重复：deposit"),
        ("lexicon/fees.yaml", "'招转培'", "'招转(培'", "读不懂"),
        ("lexicon/fees.yaml", "anchors: [垫]", "anchors: []", "advance 的 anchors 为空"),
        ("lexicon/fees.yaml", "rows:", "rows: [", "不是可读的 YAML"),
        ("lexicon/restrictions.yaml", "rows:", "row:", "缺少 rows"),
        ("policy/posting_lint.yaml", "action: hold", "action: maybe", "应是 block、hold、warn"),
        ("policy/posting_lint.yaml", "start: 2008-01-01", "start: soon", "起止日期不对"),
        ("policy/posting_lint.yaml", "clause: 劳动合同法 9", "because: x", "缺少 clause"),
        ("policy/posting_lint.yaml", "far_above_times: 3", "far_above_times: 1", "大于 1"),
        ("policy/lawful_conditions.yaml", "words: [井下]", "words: 井下", "words 应是一个列表"),
        ("policy/lawful_conditions.yaml", "conditions:\n", "- 1\n", "data/policy/lawful"),
    ],
)
def test_a_broken_table_is_named_with_its_fault(
    tmp_path: Path, file: str, old: str, new: str, fault: str
) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("*.npz", "samples"))
    text = (data / file).read_text("utf-8")
    assert old in text
    (data / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(DataFileBroken, match=fault):
        load_reference(data)


def test_a_missing_table_or_encoding_is_named(tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("*.npz", "samples"))
    table = data / "policy/posting_lint.yaml"
    contents: list[Any] = ["性别".encode("gbk"), b"[1, 2]"]
    for content, fault in zip(contents, ("UTF-8", "名称: 值"), strict=True):
        table.write_bytes(content)
        with pytest.raises(DataFileBroken, match=fault):
            load_reference(data)
    table.unlink()
    with pytest.raises(DataFileBroken, match="读不到文件"):
        load_reference(data)


@pytest.mark.realdata
def test_all_real_postings_are_linted_and_their_rewrites_are_clean(
    datasets: Path, reference: Reference
) -> None:
    for name in ("flexible", "other"):
        with gzip.open(datasets / f"postings/{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                data = json.loads(line)
                text = str(data.get("description") or "")
                posting = Posting("s", "1", str(data.get("title") or "无题"), text)
                if holding(posting, reference) and clean_text(posting, reference):
                    assert holding(cleaned(posting, reference), reference) == []
