"""Pay: unit, range, base and commission, several quotes, fields as the last resort."""

import pytest

from indexing.reading.pay import PayReading, read_pay
from indexing.reading.spans import prose_of
from registry.jobs.pay import PayUnit, Settlement


def read(
    description: str, pay_min: float | None = None, pay_max: float | None = None, title: str = ""
) -> PayReading:
    return read_pay(prose_of({"title": title, "description": description}), pay_min, pay_max)


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        pytest.param("时薪25元，管午饭", PayUnit.HOUR, 25, 25, id="时薪"),
        pytest.param("每小时20-22元", PayUnit.HOUR, 20, 22, id="每小时 before"),
        pytest.param("工钱 18 元/ 小时", PayUnit.HOUR, 18, 18, id="slash and blank"),
        pytest.param("二十来个人，19一小时", PayUnit.HOUR, 19, 19, id="一小时 without 元"),
        pytest.param("日薪180到220", PayUnit.DAY, 180, 220, id="日薪"),
        pytest.param("搬货260/天", PayUnit.DAY, 260, 260, id="per day"),
        pytest.param("一天150日结", PayUnit.DAY, 150, 150, id="日结 is no day number"),
        pytest.param("夜班保底240元/班", PayUnit.SHIFT, 240, 240, id="shift"),
        pytest.param("月薪5500~6500", PayUnit.MONTH, 5500, 6500, id="month"),
        pytest.param("综合工资6-8千", PayUnit.MONTH, 6000, 8000, id="a scale for both"),
        pytest.param("月入8k-1.2万", PayUnit.MONTH, 8000, 12000, id="two scales"),
        pytest.param("到手七八千", PayUnit.MONTH, 7000, 8000, id="Chinese numerals"),
        pytest.param("薪资：4,500-5,000元", PayUnit.MONTH, 4500, 5000, id="thousands"),
        pytest.param("薪资6-10-12k", PayUnit.MONTH, 6000, 12000, id="three figures"),
        pytest.param("底薪+提成+全勤4000-9000", PayUnit.MONTH, 4000, 9000, id="a sum"),
        pytest.param("月薪6500-7500月休四天", PayUnit.MONTH, 6500, 7500, id="月 of the next word"),
        pytest.param(
            "工资5000到60002、坐岗", PayUnit.MONTH, 5000, 6000, id="a list number grown on"
        ),
        pytest.param("综合工资4000-5000.交社保", PayUnit.MONTH, 4000, 5000, id="a full stop"),
        pytest.param("计件工资9-18K", PayUnit.MONTH, 9000, 18000, id="a month of piece work"),
        pytest.param("年薪12-15万", PayUnit.YEAR, 120_000, 150_000, id="year"),
        pytest.param("每单4.5-6元，多劳多得", PayUnit.PIECE, 4.5, 6, id="per order"),
        pytest.param("0.3元/件", PayUnit.PIECE, 0.3, 0.3, id="per piece"),
        pytest.param("综合薪资9000+", PayUnit.MONTH, 9000, None, id="open upwards"),
        pytest.param("薪资4200元/月起", PayUnit.MONTH, 4200, None, id="opened behind its unit"),
        pytest.param("工资6500-上不封顶", PayUnit.MONTH, 6500, None, id="no upper bound"),
        pytest.param("月薪不低于5200", PayUnit.MONTH, 5200, None, id="at least"),
        pytest.param("工资4000+，干得好也是4000+", PayUnit.MONTH, 4000, None, id="open twice"),
        pytest.param("时薪19元/小时起步", PayUnit.HOUR, 19, 19, id="起步 opens nothing"),
        pytest.param("当场日结160，管饭", PayUnit.DAY, 160, 160, id="日结 before the figure"),
        pytest.param("日结时薪21", PayUnit.HOUR, 21, 21, id="日结 of another unit"),
        pytest.param(
            "底薪3800＋提成🎉🎉7k-1.1w🎉", PayUnit.MONTH, 7000, 11000, id="emoji between a sum"
        ),
        pytest.param("底薪3800+提成=7000-11000", PayUnit.MONTH, 7000, 11000, id="a sum told"),
        pytest.param(
            "底薪2300+加班费(1800-2600)+绩效(300-500)，到手5000-6000",
            PayUnit.MONTH,
            5000,
            6000,
            id="addends of a sum",
        ),
        pytest.param("收入(5000-9000)=基础收入(4000-7000)+补贴", PayUnit.MONTH, 5000, 9000, id="="),
        pytest.param(
            "试用期3400，转正后4200-5000", PayUnit.MONTH, 3400, 5000, id="trial and after"
        ),
        pytest.param("学徒期三个月2000，转正4000", PayUnit.MONTH, 4000, 4000, id="an apprentice"),
        pytest.param(
            "学徒工月工资3000-3500", PayUnit.MONTH, 3000, 3500, id="a job for apprentices"
        ),
        pytest.param("白班3900\n夜班4300", PayUnit.MONTH, 3900, 4300, id="a shift's month"),
        pytest.param("综合5500-8000，试用期工资3500", PayUnit.MONTH, 5500, 8000, id="told before"),
        pytest.param(
            "一岗保底7000以上，二岗保底6000以上", PayUnit.MONTH, 6000, None, id="two floors"
        ),
        pytest.param("每天打底350", PayUnit.DAY, 350, None, id="打底"),
        pytest.param("组装20元/小时，打磨22元/小时", PayUnit.HOUR, 20, 22, id="rates of two jobs"),
        pytest.param("单价5-9元/单，综合7000-9000", PayUnit.PIECE, 5, 9, id="a piece is all"),
        pytest.param("按单提成6元一单，一天能赚300", PayUnit.PIECE, 6, 6, id="a guess a day"),
        pytest.param(
            "底薪3000，另每单5元，综合7000-9000", PayUnit.MONTH, 7000, 9000, id="a base too"
        ),
        pytest.param("日薪300，每单5元", PayUnit.DAY, 300, 300, id="a day's rate beside a piece"),
        pytest.param("白3900 夜4300管住", PayUnit.MONTH, 3900, 4300, id="白 and 夜 alone"),
        pytest.param("白班18元/小时，夜班20元/小时", PayUnit.HOUR, 18, 20, id="a shift's hour"),
        pytest.param(
            "普工18元/小时，周日24元/小时", PayUnit.HOUR, 18, 18, id="another hour is no range"
        ),
        pytest.param("240元/天，一天240-260左右", PayUnit.DAY, 240, 260, id="a range from it"),
        pytest.param(
            "待遇多劳多得 6500-9000岗位要求：", PayUnit.MONTH, 6500, 9000, id="岗 of 岗位"
        ),
        pytest.param("工资4600 月休三天", PayUnit.MONTH, 4600, 4600, id="月 of 月休"),
        pytest.param("综合收入8000-9500：五险", PayUnit.MONTH, 8000, 9500, id="a colon behind"),
        pytest.param(
            "薪资：6000-9000元/月 底薪+提成", PayUnit.MONTH, 6000, 9000, id="what it is of"
        ),
        pytest.param("收入按提成制，不设上限", PayUnit.COMMISSION, None, None, id="commission"),
        pytest.param("糊纸盒，计件", PayUnit.PIECE, None, None, id="piece without a price"),
    ],
)
def test_a_quote_in_the_text(
    text: str, unit: PayUnit, low: float | None, high: float | None
) -> None:
    reading = read(text)
    assert (reading.unit, reading.minimum, reading.maximum) == (unit, low, high)
    assert reading.unit_stated


@pytest.mark.parametrize(
    ("low", "high", "unit"),
    [
        pytest.param(25, 30, PayUnit.HOUR, id="an hour"),
        pytest.param(120, 120, PayUnit.HOUR, id="the dearest hour"),
        pytest.param(121, 180, PayUnit.DAY, id="a day"),
        pytest.param(1500, 1500, PayUnit.DAY, id="the dearest day"),
        pytest.param(1501, 2600, PayUnit.MONTH, id="the cheapest month"),
        pytest.param(4000, 6000, PayUnit.MONTH, id="a month"),
        pytest.param(300_001, 400_000, PayUnit.YEAR, id="a year"),
    ],
)
def test_fields_alone_get_the_unit_of_their_size(low: float, high: float, unit: PayUnit) -> None:
    reading = read("待遇从优", low, high)
    assert (reading.unit, reading.minimum, reading.maximum) == (unit, low, high)
    assert not reading.unit_stated
    assert reading.quote is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("年龄18-45岁，身高165以上", id="age and height"),
        pytest.param("全勤奖300元，餐补450元/月", id="bonus and allowance"),
        pytest.param("介绍一人奖励2000元，押金500", id="reward and deposit"),
        pytest.param("加班费25元/小时", id="overtime"),
        pytest.param("试用期3000元", id="trial"),
        pytest.param("上班8:00-17:00，电话13800138000", id="times and a telephone"),
        pytest.param("厂区3000平方，员工1200人", id="sizes"),
        pytest.param("1、月休4天 2、每月20号发工资", id="list numbers and dates"),
        pytest.param("全勤奖🎉1000元", id="an emoji before a bonus"),
        pytest.param("白班7.30-19.30，夜班19.30-7.30", id="hours of shifts"),
        pytest.param("招5-8岗，2000-3000人", id="counts"),
    ],
)
def test_other_figures_are_no_pay(text: str) -> None:
    reading = read(text)
    assert reading.minimum is None


def test_the_finest_unit_is_the_most_specific_statement() -> None:
    reading = read("小时工24元/小时，综合下来月薪6000-7000", 6000, 8000)
    assert (reading.unit, reading.minimum) == (PayUnit.HOUR, 24)
    assert [other.text for other in reading.others] == ["6000-7000"]


def test_a_day_rate_of_the_title_that_the_text_repeats_wins_over_the_hour() -> None:
    reading = read("36元/小时，360一天，吃住都有", title="急招打包360一天")
    assert (reading.unit, reading.minimum) == (PayUnit.DAY, 360)


def test_a_base_alone_does_not_replace_the_fields() -> None:
    reading = read("底薪3000+提成", 5000, 8000)
    assert (reading.minimum, reading.maximum) == (5000, 8000)
    assert read("底薪3000+提成").minimum == 3000


def test_an_open_total_at_the_fields_top_stands_and_within_them_gives_way() -> None:
    reading = read("综合薪资6000以上", 3000, 6000)
    assert (reading.minimum, reading.maximum) == (6000, None)
    reading = read("综合薪资6000以上", 5000, 9000)
    assert (reading.minimum, reading.maximum) == (5000, 9000)


def test_totals_of_several_jobs_span_one_range() -> None:
    reading = read("店长综合工资8000-12000，导购综合工资6000-9000", 8000, 12000)
    assert (reading.minimum, reading.maximum) == (6000, 12000)


def test_a_figure_far_off_the_fields_is_something_else() -> None:
    assert read("公司注册，业绩好每月工资1000", 8000, 9000).minimum == 8000


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("12小时制：4300-5200", 4300, 5200, id="overlapping"),
        pytest.param("展厅4310-5207", 4000, 6000, id="not in round figures"),
        pytest.param("产值1500-2500", 4000, 6000, id="apart"),
        pytest.param("综合薪资4500-5500。套餐4000-6000", 4500, 5500, id="beside a total"),
    ],
)
def test_a_bare_range_that_agrees_with_the_fields_is_pay(
    text: str, low: float, high: float
) -> None:
    reading = read(text, 4000, 6000)
    assert (reading.minimum, reading.maximum) == (low, high)


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        pytest.param("月薪5元", True, id="a month of five"),
        pytest.param("时薪3000元", True, id="an hour of thousands"),
        pytest.param("工资9000万元/月", True, id="millions"),
        pytest.param("月薪5元，实际综合工资5000元/月", False, id="pay is told too"),
        pytest.param("每月话费5元", False, id="no word of pay"),
        pytest.param("司龄工资100元/月", False, id="an allowance"),
        pytest.param("月薪5000元", False, id="plausible"),
    ],
)
def test_pay_that_cannot_be_meant_is_told(text: str, odd: bool) -> None:
    assert read(text).odd is odd
    assert read(text, 4000, 6000).odd is odd


def test_a_zero_field_means_nothing() -> None:
    assert read("面议", 0, 1000).pay is None


def test_an_open_range_is_kept_as_its_lower_end_in_a_posting() -> None:
    pay = read("综合薪资9000+，日结").pay
    assert pay is not None
    assert (pay.minimum, pay.maximum, pay.settlement) == (9000, 9000, Settlement.DAILY)


@pytest.mark.parametrize(
    ("text", "settlement"),
    [
        ("工资日结", Settlement.DAILY),
        ("做一周发一次，周结", Settlement.WEEKLY),
        ("随走随结", Settlement.ON_COMPLETION),
        ("每月15号发工资", Settlement.MONTHLY),
        ("月结不压工资", Settlement.MONTHLY),
        ("工资半月结", Settlement.HALF_MONTHLY),
        ("半个月发一次工资", Settlement.HALF_MONTHLY),
        ("15天一结", Settlement.HALF_MONTHLY),
        ("每月15日发工资，压半个月发", Settlement.MONTHLY),
        ("2025年开业", None),
    ],
)
def test_settlement(text: str, settlement: Settlement | None) -> None:
    assert read(text).settlement is settlement


def test_the_quote_is_the_words_of_the_text() -> None:
    quote = read("地点好找，每小时２０～２２元").quote
    assert quote is not None
    assert quote.text.startswith("２０～２２元")
