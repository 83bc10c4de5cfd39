"""The flags of a month's report: of the month itself, of its numbers, of its people."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from api.services.statistics_month import GAP, GRACE, STANDARD, Working
from registry.statistics.flag import Flag, FlagCode
from registry.statistics.flags import flags_of, months_words, unknown_numbers
from registry.statistics.months import last_day, month_of, month_text

CALLED: Final = {
    STANDARD: "城市居民最低生活保障标准",
    GRACE: "正常缴费宽限",
    GAP: "失业保险金领完后可以间断的月数",
}
UNITS: Final = {STANDARD: "元", GRACE: "期", GAP: "个月"}


def report_flags(
    working: Working, today: date, is_frozen: bool, name: Callable[[str], str], county: str = ""
) -> tuple[Flag, ...]:
    """Every flag of a month as it stands today, the month's own first.

    name: of a county by its code. county: whose flags, "" for the whole city.
    """
    counties = {person: each.county for person, each in working.listed.items()}
    return (
        *_of_month(working, today, is_frozen, county),
        *_of_numbers(working, name, county),
        *unknown_numbers(working.columns, working.counted, name, county),
        *flags_of(working.columns, working.counted, counties, county),
    )


def _of_month(working: Working, today: date, is_frozen: bool, county: str) -> Iterator[Flag]:
    month = working.month
    if last_day(month) >= today:
        words = f"{month_text(month)} 还没有结束，以下是截至 {today} 的数，不能冻结。"
        yield Flag(FlagCode.PERIOD_OPEN, words, 1)
    if not is_frozen and working.open_month < month:
        earlier = [month_text(each) for each in range(working.open_month, month)]
        words = f"本年度还有 {len(earlier)} 个更早的月份没有冻结：{'、'.join(earlier)}。"
        yield Flag(FlagCode.EARLIER_OPEN, words, len(earlier))
    yield from _corrected_later(working, county)
    if waiting := [each for each in working.corrections if county in ("", each.county)]:
        added = sum(each.weight > 0 for each in waiting)
        removed = len(waiting) - added
        words = (
            f"已冻结的月份有 {len(waiting)} 笔待更正（增加 {added}，减少 {removed}），"
            f"将记在 {month_text(working.open_month)}。"
        )
        ids = tuple(each.registration for each in waiting)
        yield Flag(FlagCode.CORRECTIONS, words, len(waiting), ids)


def _corrected_later(working: Working, county: str) -> Iterator[Flag]:
    """What reports of later months say of this one, which is frozen and does not show it."""
    later = [
        each
        for each in working.ledger
        if each.of == working.month < each.booked and county in ("", each.county)
    ]
    if later:
        added = sum(each.weight > 0 for each in later)
        booked = "、".join(sorted({month_text(each.booked) for each in later}))
        words = (
            f"冻结以后对这个月的更正有 {len(later)} 笔（增加 {added}，减少 {len(later) - added}），"
            f"记在 {booked}，不在本月的数里。"
        )
        ids = tuple(each.registration for each in later)
        yield Flag(FlagCode.CORRECTED_LATER, words, len(later), ids)


def _of_numbers(working: Working, name: Callable[[str], str], county: str) -> Iterator[Flag]:
    """A flag for each change of a number, whatever the months it is asked for."""
    found: dict[tuple[str, str, float | None, float | None, str], list[int]] = {}
    for before, now in working.changed:
        if county in ("", before.area) or not before.area:
            key = (before.name, before.area, before.value, now.value, now.source)
            found.setdefault(key, []).append(month_of(date.fromisoformat(before.day)))
    for (number, area, was, is_now, source), months in found.items():
        unit = UNITS[number]
        words = (
            f"{name(area) if area else '全市'} {months_words(months)}的{CALLED[number]}在冻结后由"
            f"{_value(was, unit)}改为{_value(is_now, unit)}（来源：{source or '没有写'}）："
            "已冻结的数不变，影响记为更正。"
        )
        yield Flag(FlagCode.NUMBER_CHANGED, words, len(months))


def _value(value: float | None, unit: str) -> str:
    return "未知" if value is None else f" {value:g} {unit}"
