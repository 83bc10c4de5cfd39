"""Fees, deposits and marks of fraud: made sentences, half of them denied or innocent."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.reference import Reference
from indexing.reading.fees import asks_money, read_fees
from indexing.reading.restrictions import read_restrictions
from indexing.reading.spans import prose_of

ASKED = """
入职交押金200元，离职退还
押金三百，干满三个月退
工服押金100元
需交服装费150元
服装费自理，大概80块
先交报名费50元再安排面试
住宿押金300，退宿时退
要交保证金500元才能领车
每人收取体检费60元
培训费1200元，从工资里扣
岗前培训费自理
上岗前须缴纳教材费98元
中介费200元，包上岗
收介绍费一百元
需要先交钱，后上班
办证费30元，自己出
办理健康证自费
体检自费，合格后入职
工装需自费购买
餐箱自费，头盔公司给
租车押金2000元，可退
工牌押金20元
交风险金1000元
扣除服装费120元
建档费20元一个人
入会要交会员费99元
激活费50元，激活账号后接单
第一个月扣押金300元
缴纳履职保证金800元
押金：500元
吃住全包，押金100元
不限经验，押金200元
没有经验也可以，押金300元
无需学历，须交培训费600元
不收中介费，押金200元
入职前交300元
押一个月工资作为押金
面试当天收费50元
要求自己花钱买工作服
床上用品要交押金50元
""".strip().splitlines()

INNOCENT = """
无押金，无中介费
不收取任何费用
入职0费用，当天上班
零押金领车
免押金，免服装费
押金全免
不收押金，不压身份证
公司直招，不收任何中介费、培训费、押金
没有任何报名费，入会费，保证金等
入职不需要交任何钱
绝不以任何名义收取押金或者服装费
体检费由公司承担
体检费入职后报销
免费培训，免费工装
培训费用公司全额承担
健康证费用公司报销
报销体检费和来回车费
服装费：无
押金0元
本公司不会向求职者收取保证金、培训费等任何费用
凡是收押金的都是骗子，请举报
无需缴纳培训费
带薪培训，学费全免
负责收取客户押金并开收据
办理租客押金退还手续
核对投标保证金和合同
管理农民工工资保证金台账
加班费20元一小时
介绍费500元，介绍朋友来满月就发
有话费补贴和餐费补助
路费报销，水电费平摊
每月交社保五险
客房押金收退，开发票
收费员两名，早晚班
免费提供工服被褥
水电费公司承担
停车场收费岗，坐岗
推荐奖励：带人入职拿介绍费300元
严禁向应聘人员收取押金
不用交服装押金，直接上岗
""".strip().splitlines()

FRAUD = {
    "入职扣押身份证原件": "id_held",
    "身份证统一保管在公司": "id_held",
    "毕业证需抵押在公司": "id_held",
    "招转培机构直招": "train_to_hire",
    "付费培训后上岗": "train_to_hire",
    "培训后包就业，月薪过万": "train_to_hire",
    "可办理培训贷": "training_loan",
    "学费可以分期付款": "training_loan",
    "先学后付，工资还学费": "training_loan",
    "需先垫付货款，完成后返还": "advance",
    "员工自行垫资": "advance",
    "手机刷单，日结佣金": "click_farming",
    "淘宝刷好评兼职": "click_farming",
    "点赞关注返佣": "click_farming",
}
NO_FRAUD = """
不扣身份证，不压证件
面试请带身份证复印件
不是招转培，直接上岗
带薪培训后上岗
无需垫付任何资金
平台垫付，单单现结
非刷单，正规兼职
刷单勿扰
负责识别刷单等作弊行为的风控
培训合格后安排上岗
给学员讲解培训贷款以外的课程
公司垫付医药费
刷碗工两名
扣除午休，每天八小时
""".strip().splitlines()


def codes(text: str, reference: Reference) -> list[str]:
    return [found.code for found in read_fees(prose_of({"description": text}), reference.fees)]


def asked(text: str, reference: Reference) -> bool:
    return asks_money(read_fees(prose_of({"description": text}), reference.fees))


def test_fees_are_told_from_their_denials(reference: Reference) -> None:
    missed = [text for text in ASKED if not asked(text, reference)]
    false = [text for text in INNOCENT if asked(text, reference)]
    right = len(ASKED) - len(missed)
    assert len(ASKED) >= 30
    assert len(INNOCENT) >= 30
    assert 2 * right / (2 * right + len(missed) + len(false)) >= 0.95, (missed, false)


@pytest.mark.parametrize(("text", "code"), FRAUD.items())
def test_marks_of_fraud_are_found_by_their_code(text: str, code: str, reference: Reference) -> None:
    assert code in codes(text, reference)


@pytest.mark.parametrize("text", NO_FRAUD)
def test_denied_or_innocent_words_are_no_fraud(text: str, reference: Reference) -> None:
    assert codes(text, reference) == []


def test_a_denial_reaches_over_a_list_but_not_to_a_sum_of_its_own(reference: Reference) -> None:
    assert not asked("无报名费，押金", reference)
    assert asked("无报名费，押金200元", reference)
    assert asked("住宿免费，交押金", reference)


def test_marks_of_fraud_are_not_counted_as_fees(reference: Reference) -> None:
    assert not asked("手机刷单，日结", reference)


@pytest.mark.parametrize("unit", ["押金", "无费押金", "不收取费用、", "身高", "限男限", "需要先交"])
def test_a_text_of_one_word_over_and_over_takes_no_time(unit: str, reference: Reference) -> None:
    prose = prose_of({"description": unit * 6500})
    began = perf_counter()
    read_fees(prose, reference.fees)
    read_restrictions(prose, reference.restrictions)
    assert perf_counter() - began < 1  # seconds; it takes some hundredths


WORDS = st.sampled_from(
    [*"无不免押金费交收先垫刷扣证，。、\n 0２元", "押金", "培训费", "不收", "保证金"]
)


@given(text=st.lists(WORDS, max_size=60).map("".join) | st.text(max_size=200))
def test_no_text_makes_the_reader_raise_and_every_span_stands_in_it(
    text: str, reference: Reference
) -> None:
    prose = prose_of({"title": text[:10], "description": text})
    for found in read_fees(prose, reference.fees):
        assert 0 <= found.start <= found.cut_start < found.cut_end <= found.end <= len(prose.text)
        assert prose.text[found.start : found.end] == found.quote
