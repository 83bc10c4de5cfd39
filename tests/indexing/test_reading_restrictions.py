"""Conditions on the worker: made sentences by kind, and the innocent uses of the same words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.reference import Reference
from indexing.reading.restrictions import kinds_of, read_restrictions
from indexing.reading.spans import prose_of
from registry.jobs.passage import Kind, Passage

FOUND = {
    Kind.SEX: """
        限男
        只招女的，会做面食
        女士优先
        招男小工1名
        男性，25-40岁，能上夜班
        要求：女，18-35岁
        1、男，25-45岁，身体健康
        性别要求：男
        招聘女服务员两名
        不要男的
        男40岁以下，女35岁以下
        分拣员（女）
        只限招本市女性
        男生站班女生坐班
        请个男司机
        女性育婴师优先
        限女孩
    """,
    Kind.AGE: """
        年龄18-45岁
        ４５周岁以下
        年龄不超过55周岁
        20至40岁之间
        年龄要求25—35
        要求三十岁以上五十岁以下
        四十五岁以内
        年龄：23-48
        50岁封顶
        35岁以下优先
        要年轻点的
        95后优先
        年满18周岁至60周岁
        30岁以上，有耐心
        小于40岁
        女55以下
        十八到四十五岁
    """,
    Kind.REGION: """
        限本地户口
        本市户籍优先
        外地的勿扰
        只要本地人
        不要外地人
        家住附近优先
        要求上海户口
        户籍：本省
        只招就近人员
    """,
    Kind.ETHNICITY: """
        限汉族
        少数民族勿扰
        汉族优先
        民族：汉
        无宗教信仰
        不要少数民族
    """,
    Kind.MARRIAGE: """
        已婚已育优先
        未婚
        要求单身
        非孕期
        两年内不打算怀孕
        婚姻状况：已婚
        孕妇勿扰
    """,
    Kind.APPEARANCE: """
        形象气质佳
        五官端正
        身高165cm以上
        净身高1.7米以上
        一米七以上，身高达标
        身高一米六五以上
        无纹身
        男生175以上，女生165以上
        相貌端庄
        不能染发
        体重不超过140斤
        身材匀称
        颜值高
    """,
    Kind.HEALTH: """
        身体健康
        身体好，能干重活
        无传染病史
        视力良好
        无色盲色弱
        乙肝勿扰
        四肢健全
        残疾人勿扰
        没有高血压、心脏病
        体检合格后上岗
    """,
}
INNOCENT = [
    "男女不限",
    "男、女不限，能干就行",
    "性别不限",
    "不限男女老少",
    "年龄不限",
    "18周岁以上",
    "年满十八周岁",
    "不限户籍",
    "小哥哥小姐姐都来",
    "照顾男性老人",
    "护理女病人",
    "女装导购",
    "男鞋厂包装",
    "女工宿舍有空调",
    "男女宿舍分开",
    "三八妇女节有礼品",
    "照看3-6岁的孩子",
    "带16-18岁学生写作业",
    "团队平均年龄25岁",
    "服务60岁以上老人",
    "面向18-35岁的客户",
    "公司成立20年",
    "需3年以上经验",
    "本地生活平台推广",
    "外地来的报销车费",
    "就近分配，不用倒车",
    "协助办理户口迁移",
    "夫妻可安排单间，单身宿舍也有",
    "婚假产假按国家规定",
    "婚庆公司布场",
    "不看颜值",
    "维护公司形象",
    "身高不限",
    "纹身也可以",
    "美发店招烫染助理",
    "年度健康体检",
    "需健康证",
    "关注客户身体健康",
    "残疾人优先",
    "接受残疾人",
    "少数民族均可",
    "每人限领1份",
    "提供（男生）住宿",
    "不看年龄",
    "民族乐器老师",
    "搬运货架高度1.8米",
    "预防疾病的宣传",
    "视力训练师",
    "高压锅体检测",
]


def read(text: str, reference: Reference) -> tuple[Passage, ...]:
    return read_restrictions(prose_of({"description": text}), reference.restrictions)


def lines(kind: Kind) -> list[str]:
    return [line.strip() for line in FOUND[kind].strip().splitlines()]


@pytest.mark.parametrize(
    ("kind", "text"), [pytest.param(kind, text, id=text) for kind in FOUND for text in lines(kind)]
)
def test_a_condition_is_found_under_its_kind(kind: Kind, text: str, reference: Reference) -> None:
    assert kind in kinds_of(read(text, reference))


@pytest.mark.parametrize("text", INNOCENT)
def test_innocent_words_set_no_condition(text: str, reference: Reference) -> None:
    assert [(found.code, found.quote) for found in read(text, reference)] == []


@pytest.mark.parametrize(
    ("text", "low", "high", "keep"),
    [
        pytest.param("18-45岁", 18, 45, "18周岁以上", id="of age is kept"),
        pytest.param("16周岁到50周岁", 16, 50, "16周岁以上", id="a lower lawful bound too"),
        pytest.param("14-45岁", 14, 45, "16周岁以上", id="never below 16"),
        pytest.param("19-45岁", 19, 45, "", id="a bound above 18 is a limit itself"),
        pytest.param("十八到四十五岁", 18, 45, "18周岁以上", id="Chinese numerals"),
        pytest.param("30岁以上", 30, None, "", id="open above"),
        pytest.param("不超过55岁", None, 55, "", id="open below"),
    ],
)
def test_the_bounds_of_an_age_limit_and_what_of_it_is_lawful(
    text: str, low: int | None, high: int | None, keep: str, reference: Reference
) -> None:
    (found,) = read(text, reference)
    assert (found.low, found.high, found.keep) == (low, high, keep)


@pytest.mark.parametrize(("years", "limits"), [(16, False), (18, False), (19, True)])
def test_a_lower_bound_alone_limits_from_nineteen_on(
    years: int, limits: bool, reference: Reference
) -> None:
    assert bool(read(f"{years}周岁以上", reference)) is limits


def test_heights_by_sex_are_heights_only(reference: Reference) -> None:
    found = read("男，身高170cm以上；女，身高160cm以上", reference)
    assert kinds_of(found) == {Kind.APPEARANCE}


def test_only_the_unlawful_word_is_taken_out(reference: Reference) -> None:
    (found,) = read("招男小工1名", reference)
    assert found.quote == "招男小工"
    assert "招男小工1名"[found.cut_start : found.cut_end] == "男"


WORDS = st.sampled_from(
    [
        *"男女限岁，。、\n-１8",
        "18",
        "45岁",
        "以上",
        "不限",
        "优先",
        "户口",
        "身高",
        "身体健康",
        "年龄",
    ]
)


@given(text=st.lists(WORDS, max_size=60).map("".join) | st.text(max_size=200))
def test_no_text_makes_the_reader_raise_and_every_span_stands_in_it(
    text: str, reference: Reference
) -> None:
    prose = prose_of({"title": text[:10], "description": text, "tags": text[:5]})
    for found in read_restrictions(prose, reference.restrictions):
        assert 0 <= found.start <= found.cut_start < found.cut_end <= found.end <= len(prose.text)
        assert prose.text[found.start : found.end] == found.quote
