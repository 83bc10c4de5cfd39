"""A month's report as JSON and CSV, and how counties, criteria, categories and flags are called."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any, Final

from api.services.statistics_desk import Month, entry_json
from api.services.statistics_rows import Row
from registry.registration.claim import Category
from registry.registration.exits import EXIT_KINDS, ExitCode
from registry.registration.scope import CATEGORY_NAMES
from registry.statistics.criteria import CLAUSES, NAMES, Criterion
from registry.statistics.entry import CAUSE_NAMES, EntryKind
from registry.statistics.figures import ALL, TOTAL, Cell, Figures, Measure
from registry.statistics.months import month_text
from registry.statistics.reason import WORDS, Reason
from registry.statistics.ruling import VERDICT_NAMES, Verdict
from registry.workers.identity import Sex

County = Callable[[str], str]
UNIT: Final = "人"
MEASURE_NAMES: Final = {
    Measure.COUNTED: "当月计入",
    Measure.ADDED: "更正增加",
    Measure.REMOVED: "更正减少",
    Measure.YEAR: "本年累计",
    Measure.REVIEW: "须人工核查",
    Measure.UNDETERMINED: "无法判断",
    Measure.STOCK: "期末在册",
    Measure.ENTERED: "当月登记",
    Measure.LEFT: "当月退出",
}
KIND_NAMES: Final = {
    EntryKind.COUNTED: "计入",
    EntryKind.ADDED: "更正增加",
    EntryKind.REMOVED: "更正减少",
}
SEX_NAMES: Final = {Sex.MALE.value: "男", Sex.FEMALE.value: "女"}
SHORT_NAMES: Final = {
    Criterion.C1: "初次就业且收入达标",
    Criterion.C2: "初次参保且初次就业",
    Criterion.C3: "断缴后恢复缴费",
    Criterion.C4: "领取失业金后续缴",
}
COUNTED_BY: Final = frozenset({Measure.COUNTED, Measure.ADDED, Measure.REMOVED, Measure.YEAR})


def detail_name(cell: Cell) -> str:
    """What a figure's detail is called."""
    if cell.detail == TOTAL:
        return "合计"
    if cell.measure in COUNTED_BY:
        return SHORT_NAMES[Criterion(cell.detail)]
    if cell.measure is Measure.LEFT:
        return EXIT_KINDS[ExitCode(cell.detail)].name
    return WORDS[Reason[cell.detail]].rstrip("。")


def category_name(code: str) -> str:
    """What a category is called; ALL for all of them."""
    return "各类" if code == ALL else CATEGORY_NAMES[Category(code)]


def cells_of(figures: Figures, counties: tuple[str, ...]) -> Iterator[Cell]:
    """Every cell of a report: each measure and detail by county and category, and the totals.

    counties: those shown, whether or not they have a figure.
    """
    places = (ALL, *counties, *(each for each in figures.counties() if each not in counties))
    for measure in Measure:
        fixed = tuple(each.value for each in Criterion) if measure in COUNTED_BY else ()
        details = dict.fromkeys((TOTAL, *fixed, *figures.details(measure)))
        for detail in details:
            for county in places:
                for category in (ALL, *(each.value for each in Category)):
                    yield Cell(measure, detail, county, category)


def month_json(month: Month, counties: tuple[str, ...], name: County) -> dict[str, Any]:
    """{"period", "frozen", "totals", "cells", "flags", "pending", "criteria", "compared"}."""
    figures = month.figures
    return {
        "period": month.period,
        "unit": UNIT,
        "made_at": month.made_at.isoformat(timespec="seconds"),
        "frozen": _frozen(month),
        "totals": {each.value: figures.at(Cell(each)) for each in Measure},
        "cells": [
            {
                "cell": cell.text,
                "measure": cell.measure.value,
                "detail": cell.detail,
                "county": cell.county,
                "county_name": "合计" if cell.county == ALL else name(cell.county),
                "category": cell.category,
                "value": figures.at(cell),
            }
            for cell in cells_of(figures, counties)
            if figures.at(cell) or (cell.category == ALL and cell.measure in COUNTED_BY)
        ],
        "criteria": [
            {"code": each.value, "name": NAMES[each], "clause": CLAUSES[each]} for each in Criterion
        ],
        "flags": [
            {"code": each.code.value, "words": each.words, "count": each.count}
            for each in month.flags
        ],
        "pending": [entry_json(each) for each in month.pending],
        "compared": compared(month, counties),
    }


def compared(month: Month, counties: tuple[str, ...]) -> dict[str, Any] | None:
    """The month beside the last frozen one before it, by county; None where there is none."""
    before = month.figures_before
    if before is None or month.before is None:
        return None
    return {
        "period": month.before.period,
        "rows": [
            {
                "county": county,
                "counted": month.figures.at(Cell(Measure.COUNTED, county=county)),
                "counted_before": before.at(Cell(Measure.COUNTED, county=county)),
                "stock": month.figures.at(Cell(Measure.STOCK, county=county)),
                "stock_before": before.at(Cell(Measure.STOCK, county=county)),
            }
            for county in (ALL, *counties)
        ],
    }


def row_json(row: Row) -> dict[str, Any]:
    """A line behind a figure, without the person."""
    return {
        "registration": row.registration,
        "county": row.county,
        "category": row.category,
        "sex": row.sex,
        "registered_on": row.registered_on,
        "criteria": list(row.criteria),
        "verdict": row.verdict,
        "code": row.code,
        "left": row.left,
        "entry": entry_json(row.entry) if row.entry else None,
    }


def month_csv(month: Month, counties: tuple[str, ...], name: County) -> bytes:
    """Every figure as a line, in UTF-8 with its mark."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["统计期", "指标", "明细", "县区代码", "县区", "类别", "单元格", "人数"])
    for cell in cells_of(month.figures, counties):
        if count := month.figures.at(cell):
            county = "合计" if cell.county == ALL else name(cell.county)
            words = (MEASURE_NAMES[cell.measure], detail_name(cell), cell.county, county)
            writer.writerow([month.period, *words, category_name(cell.category), cell.text, count])
    return text.getvalue().encode("utf-8-sig")


def _frozen(month: Month) -> dict[str, str] | None:
    if month.frozen is None:
        return None
    return {
        "hash": month.frozen.hash,
        "before": month.frozen.before,
        "at": month.frozen.frozen_at.isoformat(timespec="seconds"),
        "by": month.frozen.frozen_by,
    }


def cause_name(code: str) -> str:
    """Why a correction was made, in words."""
    return next((name for cause, name in CAUSE_NAMES.items() if cause.value == code), "")


def reason_words(verdict: str, code: str) -> str:
    """A row's verdict and why, in words."""
    said = VERDICT_NAMES[Verdict[verdict]]
    return f"{said}：{WORDS[Reason[code]]}" if code else said


def row_words(row: Row, measure: Measure) -> str:
    """Why a row stands behind a figure of a measure, in words."""
    if measure is Measure.LEFT and row.left:
        return EXIT_KINDS[ExitCode(row.left)].name
    if row.entry is not None:
        cause = cause_name(row.code)
        return f"{KIND_NAMES[row.entry.kind]}（{month_text(row.entry.of)}）{cause and '：' + cause}"
    return reason_words(row.verdict, row.code)
