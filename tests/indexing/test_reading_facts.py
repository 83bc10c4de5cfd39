"""All readers together: one posting, any text, every span inside the text, and fast."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexing.reading.facts import Facts, PostingText, posting_prose, read_facts
from registry.certificates import Certificate, Certificates
from registry.jobs.hours import HoursKind
from registry.jobs.pay import PayUnit

TABLE = Certificates([Certificate("健康证", "健康"), Certificate("叉车证", "特种设备")])
# Words the readers look for, so that random texts reach into every rule.
WORDS = st.sampled_from(
    [
        *(
            "月薪",
            "6000",
            "-7000元",
            "/小时",
            "一天",
            "8:30",
            "至",
            "17点半",
            "晚",
            "夜班",
            "两班倒",
        ),
        *(
            "做六休一",
            "月休4天",
            "健康证",
            "优先",
            "无需",
            "自备",
            "电动车",
            "高中",
            "以上学历",
            "3年",
        ),
        *("经验", "招", "5名", "包吃住", "居家", "底薪", "+", "提成", "万", "k", "。", "，", "\n"),
        *("原标题：《", "<b>", "&nbsp;", "😀", "\x00", "８", "～", "年薪", "一", "对", "负", "0"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300), st.lists(st.one_of(WORDS, st.text(max_size=3)), max_size=60).map("".join)
)


def facts_of(text: PostingText) -> Facts:
    return read_facts(text, TABLE)


def test_one_posting_read_whole() -> None:
    facts = facts_of(
        PostingText(
            title="招叉车工2名",
            description="上班8:00-17:00，月休4天，工资5500-6500元/月，高中以上，需叉车证，包吃住。",
            tags=("五险",),
            pay_min=5000,
            pay_max=7000,
        )
    )
    assert facts.pay is not None
    assert (facts.pay.minimum, facts.pay.maximum, facts.pay.unit) == (5500, 6500, PayUnit.MONTH)
    assert facts.hours.kind is HoursKind.FIXED
    assert facts.hours.days_per_week == 6
    assert facts.certificates == ("叉车证",)
    assert (facts.education, facts.headcount) == ("高中", 2)
    assert facts.meals
    assert facts.lodging
    assert not facts.remote
    assert facts.quotes["pay"].text == "5500-6500元/月"
    assert facts.quotes["叉车证"].text == "叉车证"


def test_the_source_s_own_title_speaks_as_a_title() -> None:
    facts = facts_of(PostingText("保洁", "工作轻松\n原标题：《保洁月薪4000-4500》"))
    assert facts.pay is not None
    assert facts.pay.minimum == 4000


def test_the_pay_column_wins_over_the_description() -> None:
    facts = facts_of(PostingText("搬运", "上月有人月薪9000元", pay_text="180-220元/天"))
    assert facts.pay is not None
    assert (facts.pay.unit, facts.pay.minimum) == (PayUnit.DAY, 180)


@settings(deadline=None)
@given(title=TEXTS, description=TEXTS, tag=TEXTS, pay=st.floats() | st.none())
def test_no_text_makes_a_reader_raise_and_every_span_lies_inside(
    title: str, description: str, tag: str, pay: float | None
) -> None:
    text = PostingText(
        title, description, (tag,), (tag,), pay, pay, tag, description, tag, experience=tag
    )
    facts = facts_of(text)
    whole = posting_prose(text).text
    for span in facts.quotes.values():
        assert 0 <= span.start <= span.end <= len(whole)
        assert span.text == whole[span.start : span.end]


@pytest.mark.parametrize(
    "piece", ["1", "一", "上班", "包", "8:", "有", "不", "6000-", " ", "<", "时间"]
)
def test_a_hundred_thousand_characters_are_cut_and_read_at_once(piece: str) -> None:
    text = PostingText("搬运", piece * (100_000 // len(piece)))
    begin = perf_counter()
    facts = facts_of(text)
    assert perf_counter() - begin < 1
    assert facts.text_cut
