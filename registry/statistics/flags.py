"""The flags of people in a month: short histories, conflicts, back-payments, doubles."""

from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np

from registry.statistics.columns import Columns
from registry.statistics.counting import Counted
from registry.statistics.flag import Flag, FlagCode
from registry.statistics.gate import gate
from registry.statistics.months import NEVER, january, month_text
from registry.statistics.reason import Reason
from registry.statistics.ruling import Bools, Verdict

FEW = 3  # months that are named one by one
WORDS = {
    FlagCode.HISTORY_MISSING: "{} 人没有任何来源的历史记录，只能判断为无法判断或不符合。",
    FlagCode.HISTORY_SHORT: "{} 人因来源的记录不够早而无法判断，没有计入。",
    FlagCode.HISTORY_OLD: "{} 人的参保记录没有到期末，期末的情况无从得知。",
    FlagCode.SOURCE_CONFLICT: "{} 人的来源记录互相矛盾，没有计入，须人工核对。",
    FlagCode.BACK_PAID: "{} 人有补缴的月份，按已缴计算。",
    FlagCode.PAYMENT_GAP: "{} 人的缴费有断档，按断缴判断。",
    FlagCode.TWO_COUNTIES: "{} 人本年度在两个县区登记且都符合条件，只在先登记的县区计一次。",
    FlagCode.LISTED: "{} 人已在其他渠道的计入名单上，没有重复计入。",
    FlagCode.LISTED_ELSEWHERE: "{} 人在名单上的县区与登记的就业县区不同，请核对。",
}


def flags_of(
    columns: Columns, counted: Counted, listed: Mapping[str, str], county: str = ""
) -> tuple[Flag, ...]:
    """Of one county, "" for all. listed: by person the county of the bureau's list, "" unsaid."""
    seen = np.array([county in ("", each.county) for each in columns.rows], np.bool_)
    return tuple(
        Flag(code, WORDS[code].format(len(rows)), len(rows), rows)
        for code, mask in _masks(columns, counted, listed)
        if (rows := tuple(columns.rows[row].id for row in _rows(mask & seen)))
    )


def unknown_numbers(
    columns: Columns, counted: Counted, name: Callable[[str], str], only: str = ""
) -> tuple[Flag, ...]:
    """The counties whose standard is not known, in which months, and who waits for it.

    name: of a county by its code. only: one county, "" for all.
    """
    reason = counted.standing.reason
    waits = (reason == Reason.DIBAO_UNKNOWN) & (counted.standing.verdict != Verdict.FAILS)
    found: dict[str, list[int]] = {}
    for row in _rows(waits):
        found.setdefault(columns.rows[row].county, []).append(row)
    return tuple(
        Flag(
            FlagCode.NUMBER_UNKNOWN,
            f"{name(county)} {months_words(columns.start_month[rows].tolist())}的"
            "城市居民最低生活保障标准没有查到，"
            f"{len(rows)} 人无法判断：请填写本局取值、起日和来源。",
            len(rows),
            tuple(columns.rows[row].id for row in rows),
        )
        for county, rows in sorted(found.items())
        if only in ("", county)
    )


def months_words(months: Iterable[int]) -> str:
    """Months named: each where they are few, else from when to when and how many."""
    known = sorted(set(months))
    if len(known) <= FEW:
        return "、".join(map(month_text, known)) + " "
    return f"{month_text(known[0])} 至 {month_text(known[-1])} 中 {len(known)} 个月"


def _masks(
    columns: Columns, counted: Counted, listed: Mapping[str, str]
) -> Iterator[tuple[FlagCode, Bools]]:
    month = counted.month
    passed = gate(columns, month)
    here = passed.verdict != Verdict.FAILS
    open_ = here & (counted.standing.verdict == Verdict.UNDETERMINED)
    reach = (columns.work_from, columns.insured_from, columns.business_from)
    missing = np.logical_and.reduce([each == NEVER for each in reach])
    yield FlagCode.HISTORY_MISSING, here & missing
    yield FlagCode.HISTORY_SHORT, open_ & (counted.standing.reason == Reason.NO_HISTORY)
    yield FlagCode.HISTORY_OLD, here & ~missing & (columns.insured_to < month)
    yield FlagCode.SOURCE_CONFLICT, here & columns.in_conflict
    yield FlagCode.BACK_PAID, here & columns.back_paid
    yield FlagCode.PAYMENT_GAP, here & (columns.resumed < NEVER)
    yield FlagCode.TWO_COUNTIES, _in_two_counties(columns, counted)
    on_list = np.fromiter((each.person in listed for each in columns.rows), np.bool_, len(columns))
    in_year = (counted.months >= january(month)) & (counted.months <= month)
    yield FlagCode.LISTED, on_list & in_year
    elsewhere = (listed.get(each.person, "") not in ("", each.county) for each in columns.rows)
    other = np.fromiter(elsewhere, np.bool_, len(columns))
    yield FlagCode.LISTED_ELSEWHERE, on_list & in_year & other


def _in_two_counties(columns: Columns, counted: Counted) -> Bools:
    """Rows that would count too, were it not for an earlier one of hers in another county."""
    month = counted.month
    in_year = (counted.months >= january(month)) & (counted.months <= month)
    first = {columns.rows[row].person: columns.rows[row].county for row in _rows(counted.first)}
    found = np.zeros(len(columns), np.bool_)
    for row in _rows(in_year & ~counted.first):
        one = columns.rows[row]
        found[row] = first.get(one.person, one.county) != one.county
    return found


def _rows(mask: Bools) -> list[int]:
    return [int(row) for row in np.flatnonzero(mask)]
