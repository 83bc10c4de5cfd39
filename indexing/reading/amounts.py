"""Amounts of money in a text: figures and ranges with the unit and the role their words give."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from indexing.reading.spans import Prose, Span
from registry.jobs.pay import PayUnit


class Role(StrEnum):
    """What an amount is, by the words beside it."""

    FRAME = "frame"  # 薪资范围
    TOTAL = "total"  # 综合薪资、月入
    FLOOR = "floor"  # 保底
    BASE = "base"  # 底薪、基本工资
    TRIAL = "trial"  # 试用期、培训期
    APPRENTICE = "apprentice"  # 学徒三个月, while one learns the job
    EXTRA = "extra"  # 奖金、补贴、加班费、押金
    GUESS = "guess"  # 一天能赚
    BARE = "bare"  # nothing said


@dataclass(frozen=True, slots=True)
class Amount:
    """One quoted amount in CNY; high None when open upwards (9000+). unit None when not written."""

    low: float
    high: float | None
    unit: PayUnit | None
    role: Role
    marked: bool  # written with 元, k, 千 or 万
    open: bool  # a range or 9000+, not one bare figure
    span: Span


_FIGURE: Final = (
    r"\d{1,3}(?:,\d{3}){1,2}(?!\d)"
    r"|\d{3}0(?=[1-9][、.)])"  # 5000到60002、: the list number of what follows
    r"|\d{1,7}(?:\.\d{1,2})?(?!\d|\.\d)"
    r"|[一二两三四五六七八九]{1,2}(?=[千万])"
)
_SCALE: Final = r"[万wW千kK](?![a-zA-Z])"
_AMOUNT: Final = re.compile(
    r"(?=[\d一二两三四五六七八九])(?<![\d./])(?:(?<!\d:)|(?!\d\d(?!\d)))"
    rf"(?P<low>{_FIGURE}) ?(?P<low_scale>{_SCALE})?(?P<yuan>元|块钱?)?"
    rf"(?: ?(?:-{{1,3}}|至|到) ?(?P<high>{_FIGURE}) ?(?P<high_scale>{_SCALE})?"
    rf"(?:-(?P<top>{_FIGURE}) ?(?P<top_scale>{_SCALE})?)?)?"
    r" ?(?P<yuan_after>元|块钱?|RMB|rmb)? ?(?P<open>\+|以上|起|多|左右|不等|-?上不封顶)?"
)
_SCALES: Final = {"万": 10_000, "w": 10_000, "千": 1000, "k": 1000}
_HAN: Final = {digit: str(value) for value, digit in enumerate("一二三四五六七八九", 1)} | {
    "两": "2"
}
# What follows an amount that is no money: ages, sizes, counts, clock times, lengths of time.
_LIST_NUMBER: Final = re.compile(r"\d{1,2}(?:[、)]|\.(?!\d))")
_NO_MONEY: Final = re.compile(
    r" ?(?:周?岁|后|cm|CM|厘米|米|平|公里|km|KM|kg|公斤|斤|点|(?<!\d{4}):|号|日(?!结|薪|常)|人"
    "|名(?!额)|单(?![价休])|件|个(?!人)|年(?![薪龄])|小时|分(?!配)|天|周(?![末边休一])|班(?!次)|家(?!属)|位(?![置于])"
    "|次(?!月)|票|%|倍|险|楼|层|届|级|度|多?家|期|项|条(?!件)|岗(?!位)|休|秒|款"
    r"|辆|台|强|座|寸|(?<!\d{3})(?<!\d{3} )月(?!薪))"
)
_AFTER: Final = (
    (PayUnit.HOUR, r"(?:/|一|每|元|块|per) ?(?:每|一)?个?(?:小时|钟头|[hH](?![a-zA-Z])|时(?!间))"),
    (PayUnit.SHIFT, r"(?:/|一|每)(?:每|一)?个?(?:班(?!车)|晚|夜班)"),
    (PayUnit.DAY, r"(?:/|一|每|元|块)(?:人/?)?(?:每|一)?(?:天|日(?!结)|个?工(?![资作具人种厂序]))"),
    (PayUnit.MONTH, r"(?:/|一|每|元)(?:每|一)?个?(?:月(?!休)|[mM]on)"),
    (PayUnit.YEAR, r"(?:/|一|每|元)(?:每|一)?(?:年(?!龄))"),
    (
        PayUnit.PIECE,
        "(?:/|一|每|元)(?:每|一)?(?:[单件票趟吨份套场斤箱车米平句条篇首张辆棵桌间亩]|个(?![月小班钟工]))",
    ),
)
_UNIT_AFTER: Final = re.compile(
    r" ?(?:" + "|".join(f"(?P<{unit.value}>{pattern})" for unit, pattern in _AFTER) + ")"
)
# What opens an amount upwards behind its unit: 4000元/月起.
_OPEN_AFTER: Final = re.compile(" ?(?:以上|起(?![步薪])|-?上不封顶)")
_AT_LEAST: Final = re.compile("(?:不低于?|不少于|至少|打底) ?$")
_BEFORE: Final = (
    (PayUnit.HOUR, r"时薪|小时工资|[每一]个?小时|小时费|[每一]个?钟"),
    (PayUnit.DAY, r"日薪|日工资|日入|日结(?![^\d]*[月时])|每天|每日|(?<!休)一天|日均"),
    (PayUnit.SHIFT, r"每班|每个班|一个班|每晚"),
    (PayUnit.MONTH, r"月薪|月入|月收入|月工资|月综合|月均|月平均|每月|一个月|月保底|月到手|^月"),
    (PayUnit.YEAR, r"年薪|年收入|年入|年综合"),
    (
        PayUnit.PIECE,
        r"单价|[每一](?:[单件票吨斤张辆箱套条篇趟间棵桌亩]|平方?|个(?![月小班钟工]))|单件|计件|按单|单均",
    ),
)
_UNIT_BEFORE: Final = re.compile("|".join(f"(?P<{unit.value}>{words})" for unit, words in _BEFORE))
_ROLE: Final = re.compile(
    r"(?P<trial>试用|培训期|实习期|试岗|试工(?!程))"
    r"|(?P<apprentice>学徒(?!工)|学的时候)"
    r"|(?P<base>底薪|基本工资|基本薪|基础工资|基础收入|固定工资|固定薪|无责)"
    r"|(?P<floor>保底)"
    r"|(?P<frame>(?:薪资|工资|薪酬|月薪|薪水)(?:范围|区间|幅度))"
    r"|(?P<total>薪资|薪酬|月薪|月入|收入|综合|工资|待遇|到手|薪水|工价|[时日年]薪|月均|平均|薪金|正式工"
    r"|小时工|临时工|短期工|暑假工|寒假工|长期工|报酬|可达|能拿|优秀|转正后?|整体|每天|日入|每小时|薪|月|日均)"
    r"|(?P<extra>奖|补|津贴|(?<!按单)提成|加班|押金|介绍|返|红包|社保|公积金|保险|报销|费|罚|绩效|分红|全勤|高温"
    r"|工龄|满|超|业绩|销售|融资|注册|客单|价格|年龄|身高|体重|人数|面积|成立|扣|加(?=[^\d]?$)|房租|借支|预支|贷|每月休"
    r"|租|名额|占|流水|日活|粉丝|用户|乘客|变现|现金|提现|垫付|(?:电话|微信|QQ|编号)(?=[^\d]{0,3}$))"
)
_ROLE_AFTER: Final = re.compile(
    r" ?(?:元|/月|一个月|每月|的|左右|\+){0,4}"
    r"(?:(?P<base>(?:无责)?的?底薪(?!(?<= 底薪)[+加])|基本工资|保障底薪|无责|\d(?:\.\d)?倍)"
    "|(?P<floor>保底)"
    r"|(?P<extra>[的\-:]?(?:现金)?(?:全勤|高温|房|餐|夜班|交通|岗位|住房|话|车|工龄|生活|租房|加班|介绍"
    "|推荐|激励|入职|在职|新人|额外|年终|留任|伙食|饭){0,3}(?:加班(?!算)|奖|补|津贴|费|红包|提成|押金|返|基金))"
    "|(?P<total>到手|工资|薪|综合))"
)
_EMOJI: Final = "\U0001f000-\U0001faff\u2600-\u27bf\u200d\ufe0f"
# 底薪+提成+全勤 before a figure: the figure is their sum; so it is behind 底薪4000+提成=.
_SUM: Final = re.compile(
    r"(?:底薪|基本工资|固定工资|保底)(?:[^\d,。;\n]{0,24}[+加][^\d,。;\n]{1,8}"
    rf"|\d{{3,6}}元?[+加][^\d,。;\n]{{1,8}}[={_EMOJI}] ?)$"
)
_ADDEND: Final = re.compile(r"\)[+加]")  # 底薪+加班费(2000-2500)+绩效: one part of the sum
_GUESS: Final = re.compile("[天日].{0,4}(?:能|赚|挣|大概|平均|一般).{0,4}$|一般一天$")
# 试用期综合3600 is a trial's, 试用期后 is not.
_TRIAL: Final = re.compile(
    "(?:试用期|培训期|实习期)(?![^,、 ]*(?:后|过|转正|底薪|基本|无责))[^,、 ]*$"
)
# 学徒三个月保底2600 is the apprentice's; 学徒期后保底3000 is not.
_APPRENTICE: Final = re.compile("学徒(?!工|[^,、 ]*(?:后|过|转正))[^,、 ]*$")
_SHIFT: Final = re.compile(
    r"(?:[白夜早晚中]班|(?<!\w)[白夜]):? ?$"
)  # 白班3600: a shift's month, if not its hours
_SENTENCE_END: Final = re.compile(r"[。;!?\n]")
_CLAUSE_END: Final = re.compile(r"[,、 ]")
_REACH: Final = 14  # characters before an amount in which its words are looked for
_SUM_REACH: Final = 40  # and those of a sum


def amounts(prose: Prose, *parts: str) -> Iterator[Amount]:
    """Every amount of money in the named parts, in order; ages, sizes and times left out."""
    for found in prose.find(_AMOUNT, *parts):
        unit_after = _UNIT_AFTER.match(prose.plain, found.end())
        if unit_after is None and _is_no_money(found, prose.plain):
            continue
        end = unit_after.end() if unit_after else found.end()
        low, high = _figures(found)
        if low <= 0 or (high is not None and high < low):
            continue
        reach = max(0, found.start() - _SUM_REACH)
        before = _SENTENCE_END.split(prose.plain[reach : found.start()])[-1]
        opened = unit_after and _OPEN_AFTER.match(prose.plain, end)
        if low == high and (opened or _AT_LEAST.search(before[-4:])):
            high = None
        yield Amount(
            low,
            high,
            _unit(unit_after, _CLAUSE_END.split(before.rstrip())[-1]),
            Role.TOTAL
            if low >= 1000 and _SHIFT.search(before[-5:])
            else _role(before, prose.plain, end),
            bool(found["yuan"] or found["yuan_after"] or found["low_scale"] or found["high_scale"]),
            high is None or high > low,
            prose.span(found.start(), end),
        )


def _is_no_money(found: re.Match[str], plain: str) -> bool:
    if _LIST_NUMBER.match(plain, found.start()):
        return True
    marked = found["yuan"] or found["yuan_after"]
    return not marked and _NO_MONEY.match(plain, found.end()) is not None


def _figures(found: re.Match[str]) -> tuple[float, float | None]:
    """Lowest and highest figure in CNY; a scale written once holds for both (6-8千, 七八千)."""
    last_scale = found["top_scale"] or found["high_scale"]
    if len(found["low"]) == 2 and found["low"][0] in _HAN:
        lower, higher = (_figure(digit, found["low_scale"]) for digit in tuple(found["low"]))
        return lower, higher
    low = _figure(found["low"], found["low_scale"] or last_scale)
    if found["high"] is None:
        exact = found["open"] in (None, "左右", "不等")
        return low, low if exact else None
    high = _figure(found["top"] or found["high"], last_scale or found["low_scale"])
    unscaled = _figure(found["low"], found["low_scale"])
    return (low if low <= high else unscaled), high


def _figure(text: str, scale: str | None) -> float:
    digits = "".join(_HAN.get(digit, digit) for digit in text)
    figure = float(digits.replace(",", ""))
    return round(figure * _SCALES[scale.lower()], 2) if scale else figure


def _unit(after: re.Match[str] | None, before: str) -> PayUnit | None:
    found = after
    if found is None:
        for found in _UNIT_BEFORE.finditer(before):  # noqa: B007 - the last one stands nearest
            pass
    return PayUnit(found.lastgroup) if found and found.lastgroup else None


def _role(before: str, plain: str, end: int) -> Role:
    """The role the words after the amount give, else the nearest words before it."""
    plus = plain[end - 1 : end] == "+"  # 保底3000+提成: the words after it are another amount's
    after = None if plus else _ROLE_AFTER.match(plain, end)
    if after and after.lastgroup:
        return Role(after.lastgroup)
    if _SUM.search(before) and not _ADDEND.match(plain, end):
        return Role.TOTAL
    near = before[-_REACH:]
    if _GUESS.search(near):
        return Role.GUESS
    if _APPRENTICE.search(near):
        return Role.APPRENTICE
    if _TRIAL.search(near):
        return Role.TRIAL
    nearest = None
    for nearest in _ROLE.finditer(near):  # noqa: B007 - the last one stands nearest
        pass
    role = Role(nearest.lastgroup) if nearest and nearest.lastgroup else Role.BARE
    apart = nearest is not None and _CLAUSE_END.search(near, nearest.end())
    return Role.BARE if role is Role.EXTRA and apart else role
