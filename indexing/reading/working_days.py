"""Days a week and hours a day of a posting: 双休, 做六休一, 月休4天, 每天8小时."""

import re
from collections.abc import Sequence
from typing import Final

from indexing.reading.spans import Prose, Span, any_of
from registry.jobs.week import EVERY_DAY

TEXT: Final = ("hours_text", "title", "description", "alias")
LABELS: Final = ("tags", "welfare")
WEEKS_A_MONTH: Final = 4.345

_HAN: Final = {digit: value for value, digit in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_NUMBER_OF_ONE: Final = r"[\d一二两三四五六七八九十]"
_NUMBER: Final = rf"\d{{1,2}}|{_NUMBER_OF_ONE}"
_TO: Final = "(?:至|到|-)"

CYCLE: Final = re.compile(  # 做六休一, 上二休二
    rf"[做上干](?P<on>{_NUMBER})天?[休歇](?P<off>\d|[一二两三四五])(?!\d|天假)"
)
_WEEKDAYS: Final = any_of(
    "双休(?!日?(?:加班|除外|奖))",
    "[五5]天(?:八小时|8小时|工作|制)",
    f"周一{_TO}周?五",
    "每周(?:工作)?[五5]天",
    r"工(?<!个工)作日(?=[早晚上中下\d: ])",
    "周末(?:休息|不用来|不上班)",
)
_SIX_DAYS: Final = any_of(
    "单休",
    "周休一",
    "[一每]周(?:轮休|可?休息?)[一1]天",
    f"周一{_TO}周?六",
    "[六6]天(?:八|工作|制)",
    "每周[六6]天",
)
_WEEKEND: Final = any_of(
    "周末(?:兼职|班|两天)",
    "周六[、和至到及-]?周?日(?:兼职|上班|工作)",
    r"周六周日(?=[, ]?早?\d)",
)
_SUNDAYS_OFF: Final = any_of("(?:周|星期)[日天](?:休息|单?休(?!闲)|不用来|不上班)")
DAYS_A_WEEK: Final = (
    (5.5, any_of("大小周", "单双休", "大小休", "单双周")),
    (6.0, _SIX_DAYS),
    (5.0, _WEEKDAYS),
    (2.0, _WEEKEND),
    (7.0, any_of("(?:无|没有)(?:休息|休)日?", "全[年月]无休", "不休息")),
)
_DAY_RANGE: Final = re.compile(
    rf"(?:周|星期)(?P<first>[一二三四五六]){_TO}(?:周|星期)?(?P<last>[二三四五六日天])"
    "(?!轮|随便|调|选)"
)
# The days of one window, right before it: 周六9:00-12:00, 周一至周五: 早9:30-18:00.
_OWN_DAYS: Final = re.compile(
    r"(?<!\+)(?:周末|(?:周|星期)(?P<first>[一二三四五六日天])"
    rf"(?:(?P<to> ?{_TO} ?)?[、和及]?(?:周|星期|(?<=[至到、和及六-]))"
    "(?P<last>[一二三四五六日天]))?)[,: 是为]{0,2}$"
)
_NO_DAYS_BETWEEN: Final = re.compile("[,、/;和 ]{0,3}")
_DAY_NUMBERS: Final = {name: day for day, name in enumerate("一二三四五六日", 1)} | {"天": 7}
_A_MONTH: Final = (
    "(?:可以?|带薪|轮流?|有)?(?:休息?|调休|轮休|假-?)息?"
    rf"({_NUMBER})(?! ?[-至到/]\d| ?个小时)"
)
_DAYS_OFF: Final = any_of(
    f"月{_A_MONTH}",
    f"每个?月{_A_MONTH}",
    rf"天(?:(?<=(\d\d)天)|(?<=({_NUMBER_OF_ONE})天))(?:月休|公休)",
)

_HOURS_A_DAY: Final = re.compile(
    r"(?=[\d四五六七八九十])(?<![\d.\-至到/])(?P<hours>\d{1,2}(?:\.5)?|[四五六七八九十]) ?"
    r"(?:个?小时|(?<=\d)[hH](?=/天|制|工作))"
    r"(?! ?住家)(?P<more>制|工作制?|/天|一天|一班|每天|左右|排班|以上|以内)?"
)
_HOURS_LOOK: Final = any_of("小时", "[hH](?:/天|制|工作)")
_HOURS_LEAD: Final = any_of("每[天日班]", "日均", "一天", "一个班", "上班", "工作", "时长", "班")
_NOT_A_DAY: Final = any_of(
    "休息",
    "吃饭",
    "午休",
    "加班",
    "超过",
    "月工时",
    "元",
    "24小时(?:在线|热水|咨询)",
    "提前",
    "每工作",
    "连续工作",
)
# More hours than there are: 每天40小时, 每周工作200小时.
_HOURS_OF: Final = re.compile(
    r"(?:每[天日]|一天|日均)[工作上班]{0,4}(?P<day>\d{2,3}) ?个?小时"
    r"|每周[工作上班]{0,4}(?P<week>\d{3}) ?个?小时"
)
_REST: Final = re.compile(
    r"(?:休息?|歇|午休|吃饭)[^\d,。;\n]{0,6}(?P<rest>一个半|[一两俩半12]|1\.5) ?个?小时"
    r"|(?P<meal>[一半1]|1\.5) ?个?小时(?:的?午[饭休餐]|吃饭|休息)"
)
_REST_HOURS: Final = {
    "一个半": 1.5,
    "1.5": 1.5,
    "一": 1,
    "1": 1,
    "两": 2,
    "俩": 2,
    "2": 2,
    "半": 0.5,
}


def cycle_days(found: re.Match[str]) -> tuple[int, int]:
    """Days worked and days off of a CYCLE."""
    return _number(found["on"]), _number(found["off"])


def days_a_week(prose: Prose) -> float | None:
    """Days a week in (0, 7]; None if not said. The text's own words before the tags'."""
    for parts in (TEXT, LABELS):
        cycle = prose.first(CYCLE, *parts)
        if cycle:
            on, off = cycle_days(cycle)
            return round(7 * on / (on + off), 2)
        for days, pattern in DAYS_A_WEEK:
            if _stated(prose, pattern, parts):
                return days
        off_days = prose.first(_DAYS_OFF, *parts)
        if off_days:
            return _week_of_days_off(_number(off_days[off_days.lastindex or 0]))
    return None


def window_days(prose: Prose, a_week: float | None) -> tuple[int, ...]:
    """The days clock times hold on, 1 is Monday: 双休 is 1-5, 周末兼职 6-7, else every day.

    a_week: days a week, if known.
    """
    if prose.first(_WEEKEND, *TEXT):
        return (6, 7)
    named = prose.first(_DAY_RANGE, *TEXT)
    if named and "面试" not in prose.before(named.start(), 10) and (days := _days(named)):
        return days
    if a_week in (None, 6.0) and prose.first(_SUNDAYS_OFF, *TEXT):
        return (1, 2, 3, 4, 5, 6)
    if a_week == 5 and (prose.first(_WEEKDAYS, *TEXT) or prose.first(CYCLE, *TEXT)):
        return (1, 2, 3, 4, 5)
    return EVERY_DAY


def own_days(prose: Prose, windows: Sequence[Span]) -> list[tuple[int, ...]]:
    """The days named right before each window, or before the one it goes on from; () for none."""
    days: list[tuple[int, ...]] = []
    end = 0
    for window in windows:
        named = _OWN_DAYS.search(prose.plain, max(0, window.start - 12), window.start)
        goes_on = days and (
            window.end == end or _NO_DAYS_BETWEEN.fullmatch(prose.plain, end, window.start)
        )
        days.append(_days(named) if named else days[-1] if goes_on else ())
        end = window.end
    return days


def _days(named: re.Match[str]) -> tuple[int, ...]:
    """周一至周五 as 1 to 5, 周六周日 as 6 and 7, 周六 as 6; () for a range that runs backwards."""
    if named["first"] is None:  # 周末
        return (6, 7)
    first, last = _DAY_NUMBERS[named["first"]], _DAY_NUMBERS[named["last"] or named["first"]]
    through = named.re is _DAY_RANGE or named["to"]
    return tuple(range(first, last + 1)) if through else tuple(sorted({first, last}))


def hours_a_day(prose: Prose) -> float | None:
    """Hours a day the text states, in [1, 24]; None where it states none or a range (8-12小时)."""
    for found in prose.find(_HOURS_A_DAY, *TEXT, *LABELS, look=_HOURS_LOOK):
        before = prose.before(found.start(), 10)
        asked = found["more"] or _HOURS_LEAD.search(before)
        if asked and not _NOT_A_DAY.search(before[-8:] + found.group()):
            hours = float(_HAN.get(found["hours"]) or found["hours"])
            return hours if 1 <= hours <= 24 else None
    return None


def has_impossible_hours(prose: Prose) -> bool:
    """Whether the text states more than 24 hours a day or 168 a week."""
    return any(
        int(found["day"] or 0) > 24 or int(found["week"] or 0) > 168
        for found in prose.find(_HOURS_OF, *TEXT, look=_HOURS_LOOK)
    )


def hours_of_rest(prose: Prose) -> float:
    """Hours of a break the text states without its clock times (中午休息一小时), else 0."""
    rest = prose.first(_REST, *TEXT)
    return _REST_HOURS[rest["rest"] or rest["meal"]] if rest else 0.0


def _stated(prose: Prose, pattern: re.Pattern[str], parts: tuple[str, ...]) -> bool:
    """Whether the words stand there and are not the days of the interview."""
    found = prose.first(pattern, *parts)
    return (
        found is not None and "面试" not in prose.plain[max(0, found.start() - 10) : found.start()]
    )


def _week_of_days_off(days_off: int) -> float | None:
    """Days a week of so many days off a month, to the half: 月休4 is 6, 月休8 is 5."""
    return round((7 - days_off / WEEKS_A_MONTH) * 2) / 2 if 0 < days_off < 25 else None


def _number(text: str) -> int:
    return _HAN[text] if text in _HAN else int(text)
