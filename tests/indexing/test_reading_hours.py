"""Hours: kind, clock windows, hours a day, days a week, nights."""

import pytest

from indexing.reading.hours import read_hours
from indexing.reading.spans import prose_of
from registry.jobs.hours import Hours, HoursKind

WEEKDAYS = (1, 2, 3, 4, 5)


def read(description: str, tags: str = "", welfare: str = "") -> Hours:
    parts = {"title": "", "description": description, "tags": tags, "welfare": welfare}
    return read_hours(prose_of(parts)).hours


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        pytest.param("上班8:30-17:30", ["08:30-17:30"], id="plain"),
        pytest.param("时间：０８：００～２２：００", ["08:00-22:00"], id="full width"),
        pytest.param("8:30—5:30", ["08:30-17:30"], id="an unmarked afternoon"),
        pytest.param("上午八点到下午四点", ["08:00-16:00"], id="Chinese numerals"),
        pytest.param("早8点到晚6点", ["08:00-18:00"], id="早 to 晚"),
        pytest.param("早七对晚七", ["07:00-19:00"], id="对"),
        pytest.param("朝九晚六", ["09:00-18:00"], id="朝九晚六"),
        pytest.param("8点半至下午5点半", ["08:30-17:30"], id="half past"),
        pytest.param("晚上22点到次日6点", ["22:00-06:00"], id="past midnight"),
        pytest.param("18:00-02:00", ["18:00-02:00"], id="an evening"),
        pytest.param("18:30-7:30", ["18:30-07:30"], id="not an hour in the evening"),
        pytest.param("12:00-24:00", ["12:00-24:00"], id="until midnight"),
        pytest.param(
            "9:00-12:00，14:00-18:00", ["09:00-12:00", "14:00-18:00"], id="a lunch gap written out"
        ),
        pytest.param(
            "8:00-12:00 1:30-5:30", ["08:00-12:00", "13:30-17:30"], id="an unmarked second window"
        ),
        pytest.param(
            "8:00-18:00，午休12:00-14:00", ["08:00-12:00", "14:00-18:00"], id="a break taken out"
        ),
        pytest.param(
            "8:00-17:00或8:00-18:00，午休12:00-13:00，午休12:00-13:00",
            ["08:00-12:00", "13:00-17:00", "13:00-18:00"],
            id="alternatives that share a morning",
        ),
        pytest.param("上班时间8-17点", ["08:00-17:00"], id="bare hours after 时间"),
        pytest.param("8.30-18.30", ["08:30-18:30"], id="dots"),
        pytest.param("晚上6:00-8:00", ["18:00-20:00"], id="the end is in the evening too"),
        pytest.param("下午：1:30-05:30", ["13:30-17:30"], id="the end is in the afternoon too"),
        pytest.param("晚上10点到12点", ["22:00-24:00"], id="until midnight from an evening"),
        pytest.param("晚上10点到早上6点", ["22:00-06:00"], id="a named morning"),
        pytest.param("晚上8:00-8:00", ["20:00-08:00"], id="round to the same hour"),
        pytest.param(
            "6:00-21:00（11:00-16:30休息）\n5:30-19:00（休息13:00-17:00）",
            ["06:00-11:00", "16:30-21:00", "05:30-13:00", "17:00-19:00"],
            id="each bracket is the break of its own window",
        ),
        pytest.param(
            "9:00-21:00（中间吃饭11:00-12:00，17:00-18:00）",
            ["09:00-11:00", "12:00-17:00", "18:00-21:00"],
            id="two breaks in one bracket",
        ),
        pytest.param("8:30-17:30 一天八小时", ["08:30-17:30"], id="a day's hours behind"),
        pytest.param("8:00-------20：00", ["08:00-20:00"], id="a long line"),
        pytest.param("②.20:00-5:00", ["20:00-05:00"], id="a list's full stop before"),
        pytest.param("班次1：07:00-15:00", ["07:00-15:00"], id="a list's colon before"),
        pytest.param("早班6:00-14:00，晚班14:00:22:00", ["06:00-14:00", "14:00-22:00"], id="colon"),
        pytest.param("8:00-12:00.13:00-17:00", ["08:00-12:00", "13:00-17:00"], id="a full stop"),
        pytest.param("8:30:-17:00", ["08:30-17:00"], id="a colon too many"),
        pytest.param("7:0-16:00", ["07:00-16:00"], id="one naught"),
        pytest.param("早上9点一晚上7点", ["09:00-19:00"], id="一 as a line"),
        pytest.param("早上7点上岗晚5点下班", ["07:00-17:00"], id="上岗 to 下班"),
        pytest.param("早7点工作到下午4点下班", ["07:00-16:00"], id="工作到"),
        pytest.param("10点到晚上的9点", ["10:00-21:00"], id="晚上的"),
        pytest.param("早上9.30点到下午5.30个别时候6点", ["09:30-17:30"], id="个 of 个别"),
        pytest.param("上班:7:30－4:308小时工作制", ["07:30-16:30"], id="a figure grown on"),
        pytest.param("早上6点-7点打卡", [], id="when to arrive"),
        pytest.param("下班时间：16:00-18:00", [], id="when one may leave"),
        pytest.param("上下班时间：8:00-18:00", ["08:00-18:00"], id="上下班时间"),
        pytest.param("早9晚6，午12晚21", ["09:00-18:00", "12:00-21:00"], id="午"),
        pytest.param("8:00-12:00:下午1:00-5:00", ["08:00-12:00", "13:00-17:00"], id="午 of 下午"),
        pytest.param(
            "宿舍4-6人，8-8两班倒", ["08:00-20:00", "20:00-08:00"], id="two shifts behind"
        ),
        pytest.param("宿舍4-6人，8-8元", [], id="bare figures"),
        pytest.param(
            "20:00-6:00，1:00-2:00休息", ["20:00-01:00", "02:00-06:00"], id="a break at night"
        ),
        pytest.param(
            "早九晚六（9:00-12:00/13:30-18:00）", ["09:00-12:00", "13:30-18:00"], id="summed up"
        ),
        pytest.param(
            "8:00-20:00、8:00-14:00、14:00-20:00",
            ["08:00-20:00", "08:00-14:00", "14:00-20:00"],
            id="halves without a break are shifts",
        ),
        pytest.param(
            "早九晚五，9:00-12:00 13:00-17:00",
            ["09:00-12:00", "13:00-17:00"],
            id="a second morning stays one",
        ),
        pytest.param("年龄18-45岁，3-5人", [], id="ages and numbers"),
        pytest.param("面试时间：9:00-11:00", [], id="an interview"),
        pytest.param("营业时间10:00-22:00", [], id="opening hours"),
        pytest.param("一对一上课", [], id="one to one"),
        pytest.param("时薪20-21一小时，夜班20-21一小时", [], id="pay an hour"),
        pytest.param("25:00-33:00", [], id="no time of day"),
    ],
)
def test_clock_windows(text: str, windows: list[str]) -> None:
    assert [str(window) for window in read(text).windows] == windows


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("长白班，不倒班", HoursKind.FIXED),
        ("朝九晚五，双休", HoursKind.FIXED),
        ("两班倒，十二小时", HoursKind.ROTATING),
        ("三班两运转", HoursKind.ROTATING),
        ("做一休一", HoursKind.ROTATING),
        ("早班7:00-15:00，晚班15:00-23:00", HoursKind.ROTATING),
        ("8:00-12:00或14:00-18:00", HoursKind.ROTATING),
        ("长白班为主，个别岗位倒班", HoursKind.FIXED),
        ("时间自由，自己接单", HoursKind.FLEXIBLE),
        ("利用业余时间即可", HoursKind.FLEXIBLE),
        ("负责员工排班和考勤", HoursKind.UNSTATED),
        ("无需倒班", HoursKind.FIXED),
        ("半个月一倒，管住", HoursKind.ROTATING),
        ("早班或晚班都要能上", HoursKind.ROTATING),
        ("排班休息，8:00-17:00", HoursKind.FIXED),
        ("排班上岗，8:00-17:00", HoursKind.ROTATING),
        ("休息时间可灵活调整", HoursKind.UNSTATED),
        ("半个月倒一次班", HoursKind.ROTATING),
        ("每个月倒数第二天发薪", HoursKind.UNSTATED),
        ("周一至周五9:00-18:00，周六9:00-16:00", HoursKind.FIXED),
        ("9:00-18:00，12:00-21:00", HoursKind.ROTATING),
        ("每天工作8小时", HoursKind.UNSTATED),
        ("活不累", HoursKind.UNSTATED),
    ],
)
def test_kind(text: str, kind: HoursKind) -> None:
    assert read(text).kind is kind


def test_tags_count_only_where_the_text_is_silent() -> None:
    assert read("仓库打包", tags="两班倒").kind is HoursKind.ROTATING
    assert read("早八晚五", tags="两班倒,夜班").kind is HoursKind.FIXED
    assert read("物业保安", tags="只上白班,只上夜班").kind is HoursKind.FIXED
    assert read("物业保安", tags="白班,夜班").kind is HoursKind.ROTATING


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("做六休一", 6),
        ("上五休二", 5),
        ("做一休一", 3.5),
        ("双休", 5),
        ("每周单休", 6),
        ("大小周", 5.5),
        ("月休4天", 6),
        ("月休四天", 6),
        ("每月休息8天", 5),
        ("月休4-6天", None),
        ("全年无休", 7),
    ],
)
def test_days_a_week(text: str, days: float | None) -> None:
    assert read(text).days_per_week == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("9:00-18:00，双休", WEEKDAYS),
        ("9:00-18:00，周一至周六", (1, 2, 3, 4, 5, 6)),
        ("周末兼职，9:00-18:00", (6, 7)),
        ("9:00-18:00，单休", (1, 2, 3, 4, 5, 6, 7)),
    ],
)
def test_days_of_the_windows(text: str, days: tuple[int, ...]) -> None:
    assert {window.days for window in read(text).windows} == {days}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        pytest.param("周一至周五：8:00-17:00，周六：8:00-12:00", [WEEKDAYS, (6,)], id="two"),
        pytest.param("周一 ~ 周五 8:00-12:00，13:00-17:00", [WEEKDAYS] * 2, id="goes on"),
        pytest.param("周三至周五13:00-20:00，周末9:00-18:00", [(3, 4, 5), (6, 7)], id="周末"),
        pytest.param("周六周日上午9:00-12:00", [(6, 7)], id="two days"),
        pytest.param("周三到周五是9:00-18:00", [(3, 4, 5)], id="是 between"),
        pytest.param("周五至周一10:00-20:00", [(1, 2, 3, 4, 5, 6, 7)], id="runs backwards"),
        pytest.param("9:00-18:00 周日单休", [(1, 2, 3, 4, 5, 6)], id="周日单休"),
    ],
)
def test_a_window_may_name_its_own_days(text: str, days: list[tuple[int, ...]]) -> None:
    assert [window.days for window in read(text).windows] == days


def test_windows_of_the_description_come_before_those_of_the_title() -> None:
    parts = {"title": "客服早9晚6", "description": "上班9:00-18:30", "tags": "", "welfare": ""}
    assert [str(window) for window in read_hours(prose_of(parts)).hours.windows] == ["09:00-18:30"]


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("每天40小时", True),
        ("每周工作200小时", True),
        ("每天24小时", False),
        ("每周40小时", False),
        ("每月工作160小时", False),
    ],
)
def test_hours_that_no_day_has_are_told(text: str, odd: bool) -> None:
    assert read_hours(prose_of({"description": text})).odd is odd


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("周一至周五9:00-18:00，周六9:00-16:00", None),
        ("每天4小时", 4),
        ("8小时工作制", 8),
        ("一天工作十小时", 10),
        ("每天8-12小时", None),
        ("24小时在线答复", None),
        ("早八晚五，中午休息一小时", 8),
        ("9:00-12:00，14:00-18:00", 7),
        ("两班倒，8:00-20:00", None),
    ],
)
def test_hours_a_day(text: str, hours: float | None) -> None:
    assert read(text).hours_per_day == hours


@pytest.mark.parametrize(
    ("text", "night"),
    [
        pytest.param("20:00-22:00", False, id="until ten exactly"),
        pytest.param("20:00-22:30", True, id="past ten"),
        pytest.param("6:00-14:00", False, id="from six exactly"),
        pytest.param("5:30-14:00", True, id="before six"),
        pytest.param("要上夜班", True, id="a night shift"),
        pytest.param("不上夜班", False, id="none"),
        pytest.param("9:00-17:00，不需要倒班或上夜班", False, id="none at all"),
        pytest.param("长白班，没有夜班", False, id="days only"),
        pytest.param("8:00-17:00，夜班不上", False, id="denied behind"),
        pytest.param("夜班可不上", False, id="need not"),
        pytest.param("8:00-17:00，不需要上夜班", False, id="not asked"),
        pytest.param("不能上夜班的勿扰", True, id="denied twice"),
        pytest.param("夜班不用做重活", True, id="something else denied"),
        pytest.param("两班倒", None, id="two shifts say nothing"),
        pytest.param("三班倒", True, id="three shifts have a night"),
        pytest.param("两班倒，8-20点", True, id="the other shift is a night"),
        pytest.param("活不累", None, id="nothing said"),
    ],
)
def test_night(text: str, night: bool | None) -> None:
    assert read(text).night is night


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("每天10小时，8:00-12:00上午", HoursKind.UNSTATED, id="a morning of ten hours"),
        pytest.param("每天10小时，8:00-14:00", HoursKind.FIXED, id="six of ten"),
        pytest.param("每天8小时，8:00-21:30", HoursKind.FIXED, id="13.5 for 8"),
        pytest.param("做满8小时即可，每天8小时，8:00-22:00", HoursKind.UNSTATED, id="14 for 8"),
    ],
)
def test_clock_times_far_from_the_hours_stated_are_not_certain(text: str, kind: HoursKind) -> None:
    hours = read(text)
    assert (hours.kind, bool(hours.windows)) == (kind, kind is HoursKind.FIXED)
    assert hours.hours_per_day
    assert hours.quote


@pytest.mark.parametrize(
    ("text", "choice", "a_day"),
    [
        pytest.param(
            "9:00-12:00、13:00-18:00/10:00-12:00、13:00-19:00二选一",
            (2, 2),
            8.0,
            id="two windows each",
        ),
        pytest.param("早班8:00-12:00，晚班14:00-18:00，班次任选", (1, 1), 4.0, id="班次任选"),
        pytest.param("时间段：8:00-12:00或12:00-16:00", (1, 1), 4.0, id="joined by 或"),
        pytest.param("白班8:00-20:00，夜班20:00-8:00，班次可自选", (1, 1), 12.0, id="day or night"),
        pytest.param(
            "早班7:00-15:00，晚班15:00-23:30，三选一", (1, 1), None, id="of unequal length"
        ),
        pytest.param(
            "时间段9:00-12:00/14:00-17:00/18:00-21:00三选一", (1, 1, 1), 3.0, id="of three"
        ),
        pytest.param("早班8:00-16:00，晚班16:00-24:00，轮换", (), None, id="a rota"),
        pytest.param("8:00-12:00/13:00-17:00", (), 8.0, id="a lunch gap"),
        pytest.param("8:00-17:00或8:00-18:00，午休12:00-13:00", (), None, id="broken windows"),
        pytest.param("8:00-12:00，岗位可自选", (), 4.0, id="one window"),
    ],
)
def test_shifts_to_choose_from_are_told_from_a_rota(
    text: str, choice: tuple[int, ...], a_day: float | None
) -> None:
    hours = read(text)
    assert (hours.choice, hours.hours_per_day) == (choice, a_day)
    assert len(hours.shifts) == max(len(choice), 1)
    assert sum(hours.shifts, ()) == hours.windows
