"""When a posting is worked: the kind of hours, its clock windows, days, hours and nights."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from indexing.reading.clock_windows import DAY, ClockWindow, clock_windows
from indexing.reading.spans import Prose, Span, any_of
from indexing.reading.working_days import (
    CYCLE,
    LABELS,
    TEXT,
    cycle_days,
    days_a_week,
    has_impossible_hours,
    hours_a_day,
    hours_of_rest,
    own_days,
    window_days,
)
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.week import Window, touches_night

# ------------------------------------------------------------------ the worker chooses
_FLEXIBLE: Final = any_of(
    r"时间(?<!休息时间)[^,。;\n]{0,4}(?:自由|灵活|不限|弹性|自己(?:安排|定|挑|选|说了算))",
    "(?:自由|灵活|自主|自行|弹性)(?:安排|支配|控制)?(?:工作|上班)?(?:时间|时段|排班|接单|上线)",
    "(?:空余|空闲|业余|碎片|任意)时间",
    "不坐班",
    "弹性(?:工作制?|上班|办公)",
    "想(?:做|干)就(?:做|干)",
    "随时(?:上线|接单|可做)",
    "不限时间",
    "不受时间",
    "上午下午(?:都行|都可以?|均可)",
)
_FLEXIBLE_LABEL: Final = any_of(
    "时间自由", "时间灵活", "自由排班", "不坐班", "弹性(?:上班|时间)", "灵活(?:排班|时间)"
)
# ------------------------------------------------------------------ shifts in turn
_ROTATING: Final = any_of(
    "[两二三四234] ?班(?:倒|制|轮|运转)",
    "[二两三四]班[三两二]",
    "倒班",
    "轮班",
    "翻班",
    "轮岗值",
    "轮流(?:值|上)班",
    "排班(?!休)",
    "早班[或、和/及与]?(?:中班[或、和/及与]?)?晚班",
    "早中?晚[两2三3]?个?班",
    "白夜班",
    r"白班[^。;\n\d只]{0,6}夜班",
    "上(?:24|12)(?:小时)?[休歇]",
    "大小班",
    "两个?班次",
    "班次轮",
    "轮休制?班",
    "[半一]个?月一?倒(?!数)",
    "倒一?次班",
    "白夜休",
    "跳班",
    "黑白两?班",
    r"轮(?<=[\d班夜白]轮)换",
    "值班制",
)
_NO_ROTATION: Final = re.compile(r"(?:不|无|没有|免|别)[^,。;\n]{0,3}$")
# 负责员工排班 is a manager's duty, not her shifts.
_SCHEDULING: Final = re.compile(
    "(?:员工|人员|保安|队员|班组|店员|合理|负责|安排|做好|进行|编制|制定|协调|日常|考勤|调岗|懂得?|熟悉|制作)"
    r"[^,。;\n]{0,5}$"
)
# ------------------------------------------------------------------ one weekly pattern
# A night shift denied by what follows it: 夜班不上, 夜班可不上, 夜班自愿.
_CLAUSE_END: Final = "(?=[了也都,。;!)\\s]|$)"
_DENIED: Final = (
    "[^,。;\\n不无没]{0,3}(?:不(?:用|需要?|必|想|愿意?)?(?:上|做|来|干|排|值|安排)"
    f"|没有|无|免|自愿){_CLAUSE_END}"
)
_STEADY: Final = any_of(
    "长白",
    "白班",
    "正常班",
    "单(?<!单单)休",
    "常白",
    f"夜(?<!接受夜)班(?!补|津|费|{_DENIED})",
    "[早晚中]班",
    "行政班",
    "周末兼职",
    "(?:星期|周)[天日]休",
    "[朝早][九八]晚",
    "正常工作制",
    "固定(?:班|时间)",
    "双休",
)
_DAY_ONLY: Final = any_of(
    "长白",
    "[纯全常]白",
    "白班(?:居多|为主)",
    "只上白班",
    "(?:无|没有|不上)夜班",
    f"夜班(?:(?:可以?)?不(?:上|做)|没有|无){_CLAUSE_END}",
    "不用?熬夜",
    "(?:不|无需)倒班",
)
# ------------------------------------------------------------------ nights
_NIGHT: Final = any_of(
    "夜班",
    "通宵",
    "大夜",
    "小夜",
    "值夜",
    "上夜",
    "夜间(?:值|工作|巡|配)",
    "三班",
    "24小时(?:岗|值|制|轮|班)",
    "[上做][一1]天?班?休[一1]天",
    "上24",
    "四班三",
)
_NIGHT_ASKED: Final = re.compile(r"(?:接受|适应|能上|可上|服从|需要?|会有)[^,。;\n不无]{0,3}夜班")
_NIGHT_DENIED: Final = re.compile(_DENIED)
_NOT_ASKED: Final = re.compile("(?:不|无|没有?|免|别)$")
# 不能上夜班的勿扰 asks for nights.
_UNWELCOME: Final = re.compile(r"[^,。;\n]{0,4}[,]?(?:勿|别|慎|免|不要|不招|不考虑|绕)")
_NO_NIGHT: Final = re.compile(r"(?:不|无|没有?|免|只上白班)[^,。;\n]{0,6}$")
# ------------------------------------------------------------------ alternatives
_SHIFT_NAMES: Final = frozenset(["早", "中", "晚", "夜", "大夜", "小夜", "白", "跳", "连", *"ABCD"])
_OR_ELSE: Final = re.compile(r" ?或者? ?(?=[\d早中晚上下])")
_OR: Final = re.compile(r" ?(?:或者?|(?P<slash>/)) ?(?=[\d早中晚上下])")
_CHOICE: Final = any_of(
    r"(?:班次?|时段|时间段?)[^,。;\n]{0,4}(?:任选|可选|自选|自由选择|任意选|自己选|挑选)",
    "(?:任选|自选|可选|选择)(?:其中)?[一1]?个?(?:班|时段|时间段)",
    "[二两三四][个班]?(?:时段|班次)?选一",
    "选其一",
    "择一",
)
LEAST_AGREED: Final = 0.6  # clock times to hours a day: less is a part of the day,
MOST_AGREED: Final = 1.7  # more a span to choose hours from
_LUNCH: Final = 180  # minutes: 7:00-12:00/13:00-17:00 is one day with a break


class HoursReading(NamedTuple):
    """The hours, and the span that proves them (None: nothing is said).

    odd: the text states hours that no day or week has (每天40小时).
    """

    hours: Hours
    quote: Span | None
    odd: bool = False


def read_hours(prose: Prose) -> HoursReading:
    """Hours from parts hours_text, title, description and alias; tags fill what they leave open."""
    clocks = _clocks(prose)
    kind, quote = _kind(prose, clocks)
    if kind is HoursKind.ROTATING:
        clocks = _other_shift(clocks, quote)
    if quote is None and clocks:
        quote = clocks[0].span
    a_week, stated = days_a_week(prose), hours_a_day(prose)
    night = _night(prose, clocks, kind)
    if kind is HoursKind.FIXED and stated and _contradicts(prose, clocks, stated):
        kind, clocks, night = HoursKind.UNSTATED, [], night or None
    choice = _shifts(prose, clocks) if kind is HoursKind.ROTATING else []
    days = window_days(prose, a_week) if clocks else ()
    hours = Hours(
        kind=kind,
        windows=tuple(
            Window(own or days, clock.start, clock.end)
            for own, clock in zip(own_days(prose, _spans(clocks)), clocks, strict=True)
        ),
        hours_per_day=stated or _length(prose, kind, clocks) or _shift_length(choice),
        days_per_week=a_week,
        night=night,
        quote=quote.text if quote else "",
        choice=tuple(map(len, choice)),
    )
    return HoursReading(hours, quote, has_impossible_hours(prose))


def _contradicts(prose: Prose, clocks: Sequence[ClockWindow], stated: float) -> bool:
    """Whether the clock times are so far from the hours a day stated that neither is certain.

    A text cut off after the morning (每天10小时, 8:00-12:00上午...), when to arrive (9:30-10:00), a
    span to choose from; more windows than the hours fill may be shifts and are kept.
    """
    clocks = next(iter(_by_days(prose, clocks)), [])
    total = sum(clock.minutes for clock in clocks) / 60
    chosen = len(clocks) == 1 and total > MOST_AGREED * stated
    return bool(clocks) and (chosen or total < LEAST_AGREED * stated)


def _clocks(prose: Prose) -> list[ClockWindow]:
    """The windows of the source's own field of hours, else the text's, the titles', the tags'."""
    parts = (("hours_text",), ("description",), ("title", "alias"), LABELS)
    return next(filter(None, (clock_windows(prose, *each) for each in parts)), [])


def _kind(prose: Prose, clocks: Sequence[ClockWindow]) -> tuple[HoursKind, Span | None]:
    """The kind by the text, else by the tags; the span is None where clock times prove it."""
    flexible = None if clocks else _flexible(prose)
    if flexible:
        return HoursKind.FLEXIBLE, prose.span(*flexible.span())
    rotation = _rotation(prose, TEXT) or _cycle(prose)
    day_only = prose.first(_DAY_ONLY, *TEXT)
    comes_first = rotation and (day_only is None or rotation.start < day_only.start())
    if comes_first or _alternatives(prose, clocks):
        return HoursKind.ROTATING, rotation
    if clocks:
        return HoursKind.FIXED, None
    steady = day_only or prose.first(_STEADY, *TEXT)
    if steady:
        return HoursKind.FIXED, prose.span(*steady.span())
    return _kind_of_labels(prose, rotation)


def _flexible(prose: Prose) -> re.Match[str] | None:
    return prose.first(_FLEXIBLE, *TEXT) or prose.first(_FLEXIBLE_LABEL, *LABELS)


def _kind_of_labels(prose: Prose, rotation: Span | None) -> tuple[HoursKind, Span | None]:
    rotation = rotation or _rotation(prose, LABELS)
    if rotation:
        return HoursKind.ROTATING, rotation
    steady = prose.first(_STEADY, *LABELS) or prose.first(CYCLE, *TEXT, *LABELS)
    if steady:
        return HoursKind.FIXED, prose.span(*steady.span())
    return HoursKind.UNSTATED, None


def _rotation(prose: Prose, parts: tuple[str, ...]) -> Span | None:
    """Words of shift work, neither denied nor a manager's duty."""
    for found in prose.find(_ROTATING, *parts):
        before = prose.before(found.start(), 10)
        duty = found.group() == "排班" and _SCHEDULING.search(before)
        if not duty and not _NO_ROTATION.search(before):
            return prose.span(*found.span())
    return None


def _cycle(prose: Prose) -> Span | None:
    """A cycle that is no week (做一休一, 上二休二) moves through the week like a rota."""
    found = prose.first(CYCLE, *TEXT)
    return prose.span(*found.span()) if found and sum(cycle_days(found)) != 7 else None


def _alternatives(prose: Prose, clocks: Sequence[ClockWindow]) -> bool:
    """Whether the windows are shifts to choose from: named, joined by 或, or overlapping."""
    if len(clocks) < 2:
        return False
    named = {clock.shift for clock in clocks} & _SHIFT_NAMES
    joined = any(_either(prose, clock, clocks) for clock in clocks)
    days = _by_days(prose, clocks)
    overlap = any(map(_overlap, days))
    round_the_clock = any(sum(clock.minutes for clock in day) >= DAY for day in days)
    settled = prose.first(_DAY_ONLY, *TEXT)  # 固定班不倒班: a day or a night shift for good
    chosen = bool(_shifts(prose, clocks))
    return len(named) > 1 or joined or chosen or overlap or (round_the_clock and not settled)


def _by_days(prose: Prose, clocks: Sequence[ClockWindow]) -> list[list[ClockWindow]]:
    """The windows in groups of the same days: 周六9:00-16:00 is another day's."""
    groups: dict[tuple[int, ...], list[ClockWindow]] = {}
    for days, clock in zip(own_days(prose, _spans(clocks)), clocks, strict=True):
        groups.setdefault(days, []).append(clock)
    return list(groups.values())


def _spans(clocks: Sequence[ClockWindow]) -> list[Span]:
    return [clock.span for clock in clocks]


def _overlap(clocks: Sequence[ClockWindow]) -> bool:
    ordered = sorted((clock.start, clock.minutes) for clock in clocks)
    return any(first[0] + first[1] > second[0] for first, second in pairwise(ordered))


def _shifts(prose: Prose, clocks: Sequence[ClockWindow]) -> list[list[ClockWindow]]:
    """The shifts of which one alone is worked: joined by 或, or said to be chosen from.

    None where a break parts a window in two: which part goes with which is then not known.
    """
    whole = len({clock.span.start for clock in clocks}) == len(clocks) > 1
    joined = any(_OR_ELSE.match(prose.plain, clock.span.end) for clock in clocks)
    if not whole or not (joined or prose.first(_CHOICE, *TEXT)):
        return []
    shifts = [[clocks[0]]]
    for before, clock in pairwise(clocks):
        if clock.shift or _OR.match(prose.plain, before.span.end) or clock.start < before.end:
            shifts.append([])
        shifts[-1].append(clock)
    return shifts if len(shifts) > 1 else [[clock] for clock in clocks]


def _either(prose: Prose, clock: ClockWindow, clocks: Sequence[ClockWindow]) -> bool:
    """Whether 或 or / and another time stand behind a window; the / of a lunch is none."""
    found = _OR.match(prose.plain, clock.span.end)
    lunch = any(0 < other.start - clock.end <= _LUNCH for other in clocks)
    return found is not None and not (found["slash"] and lunch)


def _other_shift(clocks: list[ClockWindow], quote: Span | None) -> list[ClockWindow]:
    """Two shifts of twelve hours of which only one is written (8-8，两班倒) are both.

    quote: the words of shift work; 上一天休一天 alone says nothing of another shift.
    """
    alone = quote is not None and CYCLE.match(quote.text) is not None
    if len(clocks) == 1 and clocks[0].minutes == DAY // 2 and not alone:
        only = clocks[0]
        return [only, only._replace(start=only.end % DAY, end=only.start or DAY)]
    return clocks


def _length(prose: Prose, kind: HoursKind, clocks: Sequence[ClockWindow]) -> float | None:
    """Hours a day of one fixed set of windows, less a break written without clock times."""
    if kind is not HoursKind.FIXED or len(_by_days(prose, clocks)) != 1:
        return None
    rest = hours_of_rest(prose) if len(clocks) == 1 else 0
    net = round(sum(clock.minutes for clock in clocks) / 60 - rest, 2)
    return net if 0 < net <= 24 else None


def _shift_length(shifts: Sequence[Sequence[ClockWindow]]) -> float | None:
    """Hours a day where every shift to choose from is equally long."""
    lengths = {sum(clock.minutes for clock in shift) for shift in shifts}
    return round(lengths.pop() / 60, 2) if len(lengths) == 1 else None


def _night(prose: Prose, clocks: Sequence[ClockWindow], kind: HoursKind) -> bool | None:
    """Whether some work falls in 22:00-06:00; None where nothing is said."""
    asked = "夜班" in prose.plain and _says_night(prose, _NIGHT_ASKED, _NOT_ASKED, TEXT)
    if asked or any(touches_night(clock.start, clock.minutes) for clock in clocks):
        return True
    day_only = kind is not HoursKind.ROTATING and prose.first(_DAY_ONLY, *TEXT)
    parts = TEXT if clocks and kind is HoursKind.FIXED else TEXT + LABELS
    if not day_only and _says_night(prose, _NIGHT, _NO_NIGHT, parts):
        return True
    return False if clocks or day_only or kind is HoursKind.FIXED else None


def _says_night(
    prose: Prose, words: re.Pattern[str], denial: re.Pattern[str], parts: tuple[str, ...]
) -> bool:
    """Whether words of nights stand there, denied neither before (`denial`) nor behind."""
    return any(
        _UNWELCOME.match(prose.plain, found.end())
        or not (
            denial.search(prose.before(found.start(), 8))
            or _NIGHT_DENIED.match(prose.plain, found.end())
        )
        for found in prose.find(words, *parts)
    )
