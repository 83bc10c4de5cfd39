"""Clock windows in a text: from–to times with halves of the day, lunch gaps and midnight."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from indexing.reading.spans import Prose, Span, any_of

NOON: Final = 720
DAY: Final = 1440
EVENING: Final = 1080
MORNING: Final = 360  # an unmarked window from here on that ends at 12:00 is a morning
LONGEST_BREAK: Final = 180
SHORTEST: Final = 45  # minutes of a window that ends in the evening it begins in
LONGEST_GAP: Final = 240  # between the windows of one day
# A late shift without a half of the day (晚班3:20) starts after noon, from these minutes on.
EVENING_FROM: Final = {"晚": 60, "夜": 300}

_PART: Final = (
    "早上|早晨|清晨|上午|中午|(?<![上下中])午|下午|傍晚|晚上|夜里|凌晨|次日|第二天|隔天|早|朝|晚|夜"
)
_HAN_HOUR: Final = r"十[一二]|[一二三四五六七八九十]"


_MINUTE: Final = r"[0-5]\d(?!\d)|[0-5]\d(?=\d{1,2}(?:、|个?小时)|\d\d:)|0(?=[-至到])|半|整"


def _time(side: str) -> str:
    """A pattern of one clock time with groups such as `from_hour`."""
    return (
        rf"(?P<{side}_part>(?:{_PART}){{1,2}})?(?: |的|(?<=[午上]):)?"
        rf"(?P<{side}_hour>\d{{1,2}}|{_HAN_HOUR})(?!\d)"
        rf"(?:(?P<{side}_mark> ?(?:[:点时]|[.;](?=[0-5]\d))+ ?)"
        rf"(?P<{side}_minute>{_MINUTE})?(?:[分点]|:(?=-))?)?"
        rf" ?(?P<{side}_half>[aApP][mM])?"
    )


_START: Final = (
    r"(?=[\d 早清上中午下傍晚夜凌次第隔朝一二三四五六七八九十])"
    r"(?:(?<![\d.周期])(?:(?<!\d:)|(?=\D|\d\d:\d))"
    r"|(?<=:\d\d)|(?<=(?<!\d)\.)"  # ②.19:00 begins at 19
    r"|(?<=:\d\d\.)(?=\d{1,2}:))"
)
# 早上6点上工,晚上6点收工 is a window too.
_BETWEEN: Final = (
    r"(?: ?(?:-{1,20}|至|到|对) ?|(?<=[点半])一(?=晚|下午)|(?<=:\d\d):(?=\d\d:\d)"
    "|(?P<shown>(?:上[工班岗]|接班|开[工始])[, ]{0,2}(?=次|第|晚|下午|傍|夜|中)|工作到|上到|干到)"
    "|(?P<joined>)(?=晚|下午|夜))"
)
_WINDOW: Final = re.compile(_START + _time("from") + _BETWEEN + _time("to"))
_LOOK: Final = re.compile(
    # what joins two times, a colon only before another: 14:00:22:00
    r"[-至到对上接开晚下夜干工一:](?<=[\d一二三四五六七八九十半整分点mM :].)(?!(?<=:)(?!\d\d:\d))"
)
_CONTEXT: Final = re.compile(
    r"(?:时间|时段|上班|[早中晚夜白][班:]|工时|[A-Z]班|班次|班制|两班|作息)[^\d]{0,6}$"
)
_CONTEXT_BEHIND: Final = re.compile("点?[, ]?(?:[两二三]班|长?[白夜]班|倒班)")
# A window of something else than work: an interview, opening hours, a break.
_OTHER: Final = any_of(
    "咨询", "联系", "服务时间", "营业", "电话", "报名", "致电", "投递", "接待", "回复", "车接"
)
_OWN_TIME: Final = re.compile(r"(?:(?:工作|上班)时间|时间\])[^\d,、]{0,12}$")
_INTERVIEW: Final = re.compile(
    r"(?:面试|集合|接人|报名|咨询|(?<!上)下班时间)(?:时间)?[^\d时班]{0,12}$"
)
_BREAK_BEFORE: Final = re.compile(
    r"(?:休息?|歇|午休|吃饭|用餐|午餐)[^\d]{0,6}(?:[\d.]{1,3} ?(?:个?小时|分钟)[^\d]{0,2})?$"
)
_BREAK_AFTER: Final = re.compile(r"[^\d,]{0,4}(?:休息|午休|吃饭|用餐|娱乐)")
# Within one bracket a break is one however long it is: 6:00-21:00(11:00-16:30休息).
_OPEN_BRACKET: Final = re.compile(r"\((?P<inside>[^()\n]{0,60})$")
_BRACKET_BREAK: Final = r"休息?|歇|午休|吃饭|用餐|[午晚早]餐"
_BREAK_IN_BRACKET: Final = re.compile(rf"(?:{_BRACKET_BREAK})[^\d]{{0,8}}$")
_BREAK_TO_BRACKET: Final = re.compile(rf"[^\d()\n]{{0,8}}(?:{_BRACKET_BREAK})(?![\d一二两月])")
_NO_WINDOW: Final = re.compile(
    r" ?(?:周?岁|元|块|cm|[kK]|万|千|一?个?小时|%|分钟)"
    r"|人|号|天|月|年|个(?!别)|一天|单|\.\d|[点分]?(?:左右)?(?:前?打卡|到岗|签到|报到|集合)"
)
_KNOCK_OFF: Final = re.compile(" ?点?下班")
_HAN_JOIN: Final = re.compile("[点时:]")
# A figure pair so near behind a window is one too: 8:00-12:00,14-18.
_CHAINED: Final = re.compile("[,、/;和与及 ]{1,3}")
_SHIFT_NAME: Final = re.compile(r"(早|白|中|晚|夜|大夜|小夜|跳|连|[A-D])班?[^\d]{0,6}$")
_EVENING: Final = ("下午", "傍晚", "晚上", "晚", "夜里", "夜")
_HAN: Final = {digit: value for value, digit in enumerate("一二三四五六七八九十", 1)}


class ClockWindow(NamedTuple):
    """One from–to time: minutes after midnight, start in [0, 1440), end in (0, 1440].

    shift: the shift's name beside it (早班, 夜班), or "".
    """

    start: int
    end: int
    shift: str
    span: Span

    @property
    def minutes(self) -> int:
        """Length in minutes, in (0, 1440]."""
        return (self.end - self.start) % DAY or DAY


class _Break(NamedTuple):
    """A break, and the one window it lies in; None: every window around it."""

    window: ClockWindow
    within: ClockWindow | None


def clock_windows(prose: Prose, *parts: str) -> list[ClockWindow]:
    """Work windows in the named parts, in order, each once, breaks taken out of them."""
    work: list[ClockWindow] = []
    breaks: list[_Break] = []
    last_end = 0
    for found in prose.find(_WINDOW, *parts, look=_LOOK):
        chained = _CHAINED.fullmatch(prose.plain, last_end, found.start()) is not None
        if _is_other(found, prose) or not (chained or _is_clock(found, prose)):
            continue
        last_end, after_break = found.end(), chained and bool(breaks)
        before = prose.before(found.start(), 30)
        bracketed = _bracketed_break(found, work, breaks[-1:] if after_break else (), prose)
        if bracketed:
            breaks.append(bracketed)
            continue
        window = _resolved(found, _shift(before), work, prose)
        if window is None or _is_no_work(found, before, prose):
            continue
        if _is_break(window, before, prose):
            breaks.append(_Break(window, None))
        else:
            work.append(window)
    once: dict[tuple[int, int], ClockWindow] = {}
    for window in work:
        for part in _without(window, breaks):
            once.setdefault((part.start, part.end), part)
    return [window for window in once.values() if not _is_summed_up(window, once.values())]


def _is_summed_up(whole: ClockWindow, windows: Iterable[ClockWindow]) -> bool:
    """Whether two others are the same day with its break told: 早九晚六(9:00-12:00,13:00-18:00)."""
    begins = [each.end for each in windows if each.start == whole.start and each != whole]
    ends = [each.start for each in windows if each.end == whole.end and each != whole]
    return any(0 < end - begin <= LONGEST_BREAK for begin in begins for end in ends)


def _bracketed_break(
    found: re.Match[str], work: Sequence[ClockWindow], last: Sequence[_Break], prose: Prose
) -> _Break | None:
    """The break that a bracket behind a window names, of any length, if it lies in that window.

    last: the break this one is chained to (休息11:00-12:00,17:00-18:00), if any.
    """
    lead = prose.plain[max(0, found.start() - 60) : found.start()]
    bracket = _OPEN_BRACKET.search(lead)
    if bracket is None or not work:
        return None
    named = (
        (last and last[0].window.span.start >= found.start() - len(bracket["inside"]))
        or _BREAK_IN_BRACKET.search(bracket["inside"])
        or _BREAK_TO_BRACKET.match(prose.plain, found.end())
    )
    window = _resolved(found, "", (), prose) if named else None
    if window is None:
        return None
    later = window._replace(start=window.start + NOON, end=window.end + NOON)
    inside = [each for each in (window, later) if _lies_in(each, work[-1])]
    return _Break(inside[0], work[-1]) if inside else None


def _lies_in(rest: ClockWindow, window: ClockWindow) -> bool:
    return window.start < rest.start < rest.end < window.end


def _is_other(found: re.Match[str], prose: Prose) -> bool:
    """Whether what follows makes the figures something else, or the end alone a time (5点下班)."""
    written_out = all(found[f"{side}_minute"] for side in ("from", "to")) and all(
        ":" in (found[f"{side}_mark"] or "") for side in ("from", "to")
    )  # 13:30-17:30 一天 is a time, 8-10 一天 none
    if not written_out and _NO_WINDOW.match(prose.plain, found.end()):
        return True
    return not found["shown"] and _KNOCK_OFF.match(prose.plain, found.end()) is not None


def _shift(before: str) -> str:
    found = _SHIFT_NAME.search(before[-14:])
    return found.group(1) if found else ""


def _is_no_work(found: re.Match[str], before: str, prose: Prose) -> bool:
    further = prose.plain[max(0, found.start() - 16) : found.start()]
    other = _OTHER.search(before) and not _OWN_TIME.search(before)
    return bool(other) or _INTERVIEW.search(further) is not None


def _is_break(window: ClockWindow, before: str, prose: Prose) -> bool:
    if window.minutes > LONGEST_BREAK:
        return False
    named = _BREAK_BEFORE.search(before) or _BREAK_AFTER.match(prose.plain, window.span.end)
    return named is not None


def _is_clock(found: re.Match[str], prose: Prose) -> bool:
    """Whether two figures are times of day: by a mark such as : or 点, or by the words before."""
    marks = [found["from_mark"] or "", found["to_mark"] or ""]
    parted = any(found[f"{side}_{name}"] for side in ("from", "to") for name in ("part", "half"))
    if not parted and not any(marks) and not _in_digits(found):
        return False  # 一对一
    if found["joined"] is not None and not (found["from_part"] or _HAN_JOIN.search(marks[0])):
        return False  # 周一至周五下午
    if parted or any(sign in mark for mark in marks for sign in ":点时"):
        return True
    if all(marks) and found["from_minute"] and found["to_minute"]:
        return True
    behind = _CONTEXT_BEHIND.match(prose.plain, found.end())
    return (behind or _CONTEXT.search(prose.before(found.start(), 14))) is not None


def _in_digits(found: re.Match[str]) -> bool:
    return found["from_hour"].isdigit() and found["to_hour"].isdigit()


def _resolved(
    found: re.Match[str], shift: str, work: Sequence[ClockWindow], prose: Prose
) -> ClockWindow | None:
    """The window in 24 hours: an unmarked 5:30 after 8:30 is in the afternoon.

    work: the windows before it. One that is told a second time stays what it was.
    """
    start, start_sure = _minutes(found, "from")
    end, end_sure = _minutes(found, "to")
    if max(start, end) > DAY or (start == end and start_sure and end_sure):
        return None
    again = any((start, end) == (window.start, window.end) for window in work)
    last = work[-1] if work and not again else None
    if not start_sure and start < NOON and _after_noon(start, end, end_sure, shift, last):
        start += NOON
    unsure = not end_sure and end <= NOON and end <= start < end + NOON - _shortest(start)
    if unsure or _inherits(found, start, end):
        end += NOON
    return ClockWindow(start % DAY, (end - 1) % DAY + 1, shift, prose.span(*found.span()))


def _after_noon(start: int, end: int, end_sure: bool, shift: str, last: ClockWindow | None) -> bool:
    """Whether an unmarked start before noon means the afternoon: 晚班3:20; 8:30-12:00 1:30-5:30."""
    if start >= EVENING_FROM.get(shift, NOON):
        return True
    if last is None or end_sure or (start >= MORNING and end == NOON):
        return False
    return start < last.end <= start + NOON < last.end + LONGEST_GAP


def _inherits(found: re.Match[str], start: int, end: int) -> bool:
    """Whether the end is in the evening that its start names: 晚上6:00-8:00, 晚上10点到12点.

    晚上10点到6点 and 晚上8:00-8:00 go on into the morning.
    """
    afternoon = (found["from_part"] or "").endswith(_EVENING) or (
        found["from_half"] or ""
    ).lower() == "pm"
    if not afternoon or found["to_part"] or found["to_half"] or not NOON < start < DAY:
        return False
    in_twelve_hours = _hour(found["from_hour"]) < 12
    padded = found["to_hour"].startswith("0") and not found["from_hour"].startswith("0")
    late = start >= EVENING and padded  # 晚上8:30-09:30 may end in the morning
    return in_twelve_hours and not late and start + SHORTEST <= end + NOON <= DAY


def _shortest(start: int) -> int:
    """Minutes an evening window lasts at least: 18:30-7:30 ends in the morning, not at 19:30."""
    return 150 if start >= 17 * 60 else 0


def _minutes(found: re.Match[str], side: str) -> tuple[int, bool]:
    """Minutes after midnight, and whether the half of the day is certain."""
    hour = _hour(found[f"{side}_hour"])
    minute = found[f"{side}_minute"]
    minutes = 30 if minute == "半" else int(minute) if minute and minute != "整" else 0
    part, half = found[f"{side}_part"] or "", (found[f"{side}_half"] or "").lower()
    evening = half == "pm" or part.endswith(_EVENING)
    padded = found[f"{side}_hour"].startswith("0")
    if evening and hour < 12:
        late = part.startswith(("晚", "夜")) and hour <= 4
        return hour * 60 + minutes + (0 if late else NOON), True
    if hour == 12 and part.startswith(("晚", "夜", "凌晨")):
        return minutes if minutes else DAY, True
    if part == "中午" and hour < 4:
        hour += 12
    return hour * 60 + minutes, bool(part or half) or padded or hour > 12 or hour == 0


def _hour(text: str) -> int:
    return int(text) if text.isdigit() else sum(_HAN[digit] for digit in text)


def _without(window: ClockWindow, breaks: Sequence[_Break]) -> Iterator[ClockWindow]:
    """The window with the breaks that lie inside it taken out, past midnight too."""
    begun = 0  # minutes after the window's start
    inside = {(rest.start - window.start) % DAY: rest for rest in _breaks_of(window, breaks)}
    for since in sorted(inside):
        if begun < since < since + inside[since].minutes < window.minutes:
            yield _part(window, begun, since)
            begun = since + inside[since].minutes
    yield _part(window, begun, window.minutes)


def _part(window: ClockWindow, since: int, until: int) -> ClockWindow:
    """From so many minutes after a window's start until so many."""
    start, end = window.start + since, window.start + until
    return window._replace(start=start % DAY, end=(end - 1) % DAY + 1)


def _breaks_of(window: ClockWindow, breaks: Sequence[_Break]) -> list[ClockWindow]:
    """Its own bracket's breaks and loose ones; a window without its own shares the short ones."""
    own = [rest for rest, within in breaks if within == window]
    loose = [rest for rest, within in breaks if within is None]
    shared = [rest for rest, _ in breaks if rest.minutes <= LONGEST_BREAK]
    return own + loose if own else shared
