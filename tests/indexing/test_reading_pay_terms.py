"""Pay terms of a text: each kind, with figures and without, denied, and what is none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.reading.pay_terms import read_pay_terms
from indexing.reading.spans import prose_of
from registry.jobs.pay_terms import PayTermKind

WORDS = (
    "底薪 保底 提成 抽成 佣金 扣款 超时 扣 罚 全勤 奖 补贴 餐补 绩效 单价 每单 /单"
    " 一公里 每天 工资 个点 提点 5 3000 0 0% 2.5 -8 20% 百 k 元 起 + 最高 不低于 封顶"
    " 无 不 免 零 首月 的 ， 。 ( ) 一 两千 个月 / : ８"
)
# Words the reader looks for, so that random texts reach into every rule.
PIECES = st.sampled_from([*WORDS.split(), " ", "\n"])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(PIECES, st.text(max_size=2)), max_size=50).map("".join),
)


def terms_of(text: str, kind: PayTermKind | None = None) -> list[str]:
    read = read_pay_terms(prose_of({"description": text}))
    return [str(one.term) for one in read if kind in (None, one.term.kind)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("跑单4-8元/单，多劳多得", ["4–8元/单"]),
        ("每单6元起，收件0.8元/件", ["6元/单起", "0.8元/件"]),
        ("单价5-7一单", ["5–7元/单"]),
        ("平均单价6-10元", ["单价6–10元"]),
        ("1单5块，每公里加2元", ["5元/单"]),
        ("超出部分2元/公里", ["2元/公里"]),
        ("一趟300，一天两趟", ["300元/趟"]),
        ("卸货14.5/吨", ["14.5元/吨"]),
        ("按件7.5元", ["7.5元/件"]),
        ("每小时20元", []),
        ("每箱24瓶，每趟3-6单", []),
        ("餐费10元/份，门票50元/张", []),
        ("每单30分钟送到，3公里以内", []),
    ],
)
def test_unit_prices(text: str, terms: list[str]) -> None:
    assert terms_of(text, PayTermKind.UNIT_PRICE) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("提成30%", ["提成30%"]),
        ("5%-20%高提成", ["提成5–20%"]),
        ("业绩提成3-5个点", ["业绩提成3–5%"]),
        ("提成高达70%", ["提成最高70%"]),
        ("提点40-60", ["提点40–60%"]),
        ("每单提成2元", ["提成2元/单"]),
        ("送单提成：5元/单", ["送单提成5元/单"]),
        ("底薪加提成", ["提成"]),
        ("底薪4000+20%抽成", ["抽成20%"]),
        ("底薪+抽成", ["抽成"]),
        ("流水分成60%", ["流水分成60%"]),
        ("不限提成，上不封顶提成", ["提成"]),
        ("没有提成", ["无提成"]),
        ("底薪+提成 8000-12000", ["提成"]),
        ("负责核算提成，提成核算准确", []),
        ("每日分成两班", []),
    ],
)
def test_commission(text: str, terms: list[str]) -> None:
    assert terms_of(text, PayTermKind.COMMISSION) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("平台抽成20%", ["平台抽成20%"]),
        ("抽成为流水的15%-20%", ["平台抽成15–20%"]),
        ("0抽成，单单到手", ["不抽成"]),
        ("平台抽成0%", ["不抽成"]),
        ("首月零抽成", ["首月不抽成"]),
        ("前三个月免佣", ["前三个月不抽成"]),
        ("提成20%", []),
        ("底薪+抽成，仓库盘点抽点", []),
    ],
)
def test_what_a_platform_takes(text: str, terms: list[str]) -> None:
    assert terms_of(text, PayTermKind.PLATFORM_CUT) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("超时扣款，差评扣20元", ["超时扣款", "差评扣款20元"]),
        ("迟到一次扣50", ["迟到一次扣款50元"]),
        ("投诉罚款100元/次", ["投诉罚款100元/次"]),
        ("旷工一天扣三天工资", ["旷工一天扣三天工资"]),
        ("无扣款", ["不扣罚"]),
        ("超时不扣款", ["超时不扣罚"]),
        ("无超时罚款", ["超时不扣罚"]),
        ("工资不压不扣", ["不扣罚"]),
        ("三年内没有扣过12分，无一次性扣12分", []),
        ("员工折扣，会钉纽扣，扣除社保", []),
        ("押金200元，服装费100元", []),
        ("处理客户罚款单，退货的扣款", []),
    ],
)
def test_deductions(text: str, terms: list[str]) -> None:
    assert terms_of(text, PayTermKind.DEDUCTION) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("全勤奖200元，冲单奖", ["全勤奖200元", "冲单奖"]),
        ("500元全勤300元餐补", ["全勤奖500元", "餐补300元"]),
        ("全勤 366元 餐补 600元", ["全勤奖366元", "餐补600元"]),
        ("夜班补贴30/晚，每天补贴20元", ["夜班补贴30元/晚", "补贴20元/天"]),
        ("6-9月高温补贴300元/月", ["高温补贴300元/月"]),
        ("恶劣天气补贴1-3元/单", ["恶劣天气补贴1–3元/单"]),
        ("介绍奖500元/人，新人留任奖金1000", ["介绍奖500元/人", "新人留任奖1000元"]),
        ("工资4300元 全勤奖 餐补", ["全勤奖", "餐补"]),
        ("干满一个月奖励2000元", ["奖励2000元"]),
        ("岗位补贴100-500+全勤50", ["岗位补贴100–500元", "全勤奖50元"]),
        ("工龄奖每年100元", ["工龄奖100元/年"]),
        ("餐补每天15元、老员工介绍奖", ["餐补15元/天", "老员工介绍奖"]),
        ("底薪4000+500绩效", ["绩效500元"]),
        ("达成6万的绩效业绩，绩效考核", []),
        ("年终奖：13薪", ["年终奖"]),
        ("底薪+提成+全勤奖 8000-12000", ["全勤奖"]),
        ("获得奖项，奖学金，抽奖活动，制定奖励制度", []),
        ("无全勤奖，协助申请补贴", []),
        ("及时补货，补充商品", []),
    ],
)
def test_incentives(text: str, terms: list[str]) -> None:
    assert terms_of(text, PayTermKind.INCENTIVE) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("底薪3000+提成", ["底薪3000元"]),
        ("无责底薪4k起步", ["无责底薪4000元起"]),
        ("2800底薪", ["底薪2800元"]),
        ("试用期底薪2500元/月", ["试用期底薪2500元/月"]),
        ("基本工资2000-2500", ["基本工资2000–2500元"]),
        ("保底6000，多劳多得", ["保底6000元"]),
        ("月薪保底9000+，包住", ["保底9000元/月起"]),
        ("时薪保底20元，保底150元/天", ["保底20元/小时", "保底150元/天"]),
        ("保底不低于5000", ["保底5000元起"]),
        ("底薪加提成", ["底薪"]),
        ("没有无责底薪，无保底", ["无底薪", "无保底"]),
        ("保底260个工时，保底单量40单", []),
        ("底薪5", ["底薪"]),
    ],
)
def test_base_and_guarantee(text: str, terms: list[str]) -> None:
    kinds = (PayTermKind.BASE, PayTermKind.GUARANTEE)
    read = read_pay_terms(prose_of({"description": text}))
    assert [str(one.term) for one in read if one.term.kind in kinds] == terms


def test_several_terms_of_one_text_stand_in_its_order() -> None:
    text = "底薪3000元，4-8元/单，提成5%，平台抽成10%，超时扣款，全勤奖200，餐补"
    assert terms_of(text) == [
        "底薪3000元",
        "4–8元/单",
        "提成5%",
        "平台抽成10%",
        "超时扣款",
        "全勤奖200元",
        "餐补",
    ]


def test_a_term_told_twice_is_told_once_and_the_figure_wins_over_the_name() -> None:
    text = {
        "title": "骑手 全勤奖200",
        "description": "全勤奖200元，底薪3000",
        "tags": "全勤奖,底薪加提成",
    }
    read = read_pay_terms(prose_of(text))
    assert [str(one.term) for one in read] == ["全勤奖200元", "底薪3000元", "提成"]


def test_a_word_belongs_to_one_term_alone() -> None:
    read = read_pay_terms(prose_of({"description": "全勤全勤奖200"}))
    assert [one.span.text for one in read] == ["全勤奖200"]


def test_the_quote_holds_the_words_as_they_were_written() -> None:
    read = read_pay_terms(prose_of({"description": "待遇：每单提成２元，包住"}))
    assert [(one.term.quote, one.span.text) for one in read] == [("每单提成２元", "每单提成２元")]


@settings(deadline=None)
@given(title=TEXTS, description=TEXTS, tag=TEXTS)
def test_no_text_makes_the_reader_raise_and_no_place_is_told_twice(
    title: str, description: str, tag: str
) -> None:
    prose = prose_of({"title": title, "description": description, "tags": tag})
    reached = 0
    for term, span in read_pay_terms(prose):
        assert reached <= span.start < span.end <= len(prose.text)
        assert term.quote == span.text == prose.text[span.start : span.end]
        reached = span.end
