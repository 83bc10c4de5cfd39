"""The benchmark of feeds: a workbook with bad rows in it, its error workbook, that one corrected.

Everything in it is made up. A tenth of the rows is bad by default, of every kind that a workbook
can hold, so that what is said of each can be compared with what was broken.
"""

import resource
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from os import times
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from api.database import reading
from api.feeds.columns import ADDED, COLUMNS, REQUIRED
from api.feeds.row import Row
from api.feeds.rows import read_rows
from api.runtime import Runtime
from api.services.error_workbook import write_error_workbook
from api.services.feed_in import FeedTaken, Terms
from api.services.sheet_form import CellStyles, new_workbook
from api.store.withdrawals import open_ids

SOURCE: Final = "bench"
HEADER: Final = tuple(column.name for column in COLUMNS)
TRADES: Final = (
    ("保洁员", "打扫办公室和走廊，倒垃圾，擦玻璃，工具单位配", "22", "26", "小时"),
    ("装卸工", "卸车、码垛，两人一组，中午管一顿饭，活干完就走", "180", "220", "天"),
    ("仓库分拣员", "按单拣货、复核、打包，站着干活，有空调", "4200", "5200", "月"),
    ("外卖骑手", "午高峰晚高峰送餐，熟悉附近小区，自备电动车", "5", "7", "单"),
    ("饭店服务员", "点单、传菜、收台，两班倒，提供工装", "3500", "4200", "月"),
)
COUNTIES: Final = ("兰山区", "罗庄区", "河东区", "沂水县", "莒南县", "费县")
WINDOWS: Final = ("周一至周五 08:00-12:00；周一至周五 13:30-17:30", "每天 09:00-17:00", "")
LONG: Final = 13_912_345_678_901_234  # a number of which Excel has lost the end


@dataclass(frozen=True, slots=True)
class Break:
    """One way to break a row: the column, what is put there, and what must be said of it.

    told: the column that is named, where it is another one.
    """

    column: str
    value: object
    code: str
    told: str = ""

    @property
    def named(self) -> str:
        """The column that must be named."""
        return self.told or self.column


class ExcelError:
    """Stands for a cell that shows #N/A."""


BREAKS: Final = (
    Break("岗位名称", "", "missing"),
    Break("岗位名称", "长" * 201, "too_long"),
    Break("编号", "A/7", "bad_id"),
    Break("编号", LONG, "number_precision"),
    Break("最低工资", "很多", "wrong_type"),
    Break("最低工资", "-5", "pay_not_positive"),
    Break("最高工资", "1", "pay_range", "最低工资"),
    Break("计薪单位", "两周", "unknown_name"),
    Break("结算方式", "年底结", "unknown_name"),
    Break("县区", "兰三区", "unknown_name"),
    Break("纬度", "北", "wrong_type"),
    Break("工时类型", "有时", "unknown_name"),
    Break("班次", "随时来", "hours"),
    Break("每天小时", "40", "out_of_range"),
    Break("每周天数", "9", "out_of_range"),
    Break("职业代码", "9-99-99-99", "unknown_name"),
    Break("工作年限", "-2", "out_of_range"),
    Break("人数", "-3", "out_of_range"),
    Break("包吃", "也许", "not_a_choice"),
    Break("向劳动者收费", "200", "fee_not_zero"),
    Break("发布日期", "2026-13-40", "date"),
    Break("有效期至", "2026-01-05", "date_order"),
    Break("有效期至", 46348, "date_as_number"),
    Break("地址", date(2026, 3, 5), "text_as_date"),
    Break("联系电话", LONG, "number_precision"),
    Break("用人单位", ExcelError(), "excel_error"),
)


def good_row(number: int) -> dict[str, str]:
    """A whole row, every value as text."""
    title, text, low, high, unit = TRADES[number % len(TRADES)]
    return {
        "编号": f"M{number:06d}",
        "岗位名称": f"{title} {low}-{high}元{number % 97}号店",
        "用人单位": f"测速{number % 1000}服务有限公司",
        "最低工资": low,
        "最高工资": high,
        "计薪单位": unit,
        "结算方式": "周结",
        "县区": COUNTIES[number % len(COUNTIES)],
        "地址": f"=测试路{number % 300}号",
        "纬度": "35.06",
        "经度": "118.33",
        "工时类型": "固定",
        "班次": WINDOWS[number % len(WINDOWS)],
        "人数": str(number % 9 + 1),
        "包吃": "是" if number % 2 else "否",
        "向劳动者收费": "0",
        "岗位说明": f"{text}。{number}",
        "联系电话": "0539-0000000",
        "发布日期": "2026-11-01",
        "有效期至": "2026-12-31",
        "来源": SOURCE,
    }


def breaks_of(rows: int, bad: int) -> dict[int, Break]:
    """Which of the rows, from 0, is broken how: spread evenly, each way in turn."""
    places = (place * rows // bad for place in range(bad))
    return dict(zip(places, cycle(BREAKS), strict=False))


def write_made(path: Path, rows: int, breaks: Mapping[int, Break]) -> None:
    """A workbook of made rows, some of them broken."""
    with new_workbook(path, constant_memory=True) as book:
        sheet, styles = book.add_worksheet("岗位"), CellStyles(book)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for place, name in enumerate(HEADER):
            sheet.write_string(0, place, name)
        for number in range(rows):
            row = good_row(number)
            broken = breaks.get(number)
            for place, name in enumerate(HEADER):
                if broken is not None and broken.column == name:
                    _write(sheet, styles, number + 1, place, broken.value, day)
                else:
                    styles.write(sheet, number + 1, place, row.get(name, ""))


def _write(
    sheet: Worksheet, styles: CellStyles, row: int, column: int, value: object, day: object
) -> None:
    if isinstance(value, ExcelError):
        sheet.write_formula(row, column, "=NA()", None, "#N/A")
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, int):
        sheet.write_number(row, column, value)
    else:
        styles.write(sheet, row, column, str(value))


def correct(errors: Path, out: Path, breaks: Mapping[int, Break]) -> int:
    """The error workbook with every broken cell mended, all else left; how many rows it has."""
    rows = [row.data for row in read_rows(errors, REQUIRED) if isinstance(row, Row)]
    header = [*ADDED, *(name for name in rows[0] if name not in ADDED)]
    with new_workbook(out, constant_memory=True) as book:
        sheet, styles = book.add_worksheet("待改的岗位"), CellStyles(book)
        for place, name in enumerate(header):
            sheet.write_string(0, place, name)
        for line, row in enumerate(rows, 1):
            number = int(row["原行号"]) - 2
            column = breaks[number].column
            mended = {**row, column: good_row(number).get(column, "")}
            for place, name in enumerate(header):
                styles.write(sheet, line, place, mended.get(name, ""))
    return len(rows)


def measure_feeds(here: Runtime, rows: int, bad: int) -> dict[str, Any]:
    """A made workbook in, its error workbook out and, corrected, in again; into an empty store.

    unnamed: bad rows whose refusal does not name row, column and code as they were broken.
    lost: good rows that are not in the store, after the first file and after the corrected one.
    """
    made, errors, mended = (here.settings.home / f"{name}.xlsx" for name in ("made", "bad", "good"))
    breaks = breaks_of(rows, bad)
    write_made(made, rows, breaks)
    begun, worked = perf_counter(), _worked()
    taken = here.feeds.take(made, Terms(source=SOURCE))
    taken_s, worked_s = perf_counter() - begun, _worked() - worked
    first = _stored(here)
    begun = perf_counter()
    write_error_workbook(taken.report, made, errors, here.reference)
    errors_s = perf_counter() - begun
    correct(errors, mended, breaks)
    again = here.feeds.take(mended, Terms())
    repeated = here.feeds.take(made, Terms(source=SOURCE))
    return {
        "rows": rows,
        "bad": bad,
        "file_mb": round(made.stat().st_size / 1e6, 1),
        "rows_a_second": round(rows / taken_s),
        "rows_a_cpu_second": round(rows / worked_s),
        "refused": len(taken.report.refused),
        "unnamed": _unnamed(taken, breaks),
        "lost": rows - bad - first,
        "error_workbook_s": round(errors_s, 1),
        "corrected": {
            "rows": again.report.rows,
            "inserted": again.report.counts.inserted,
            "refused": len(again.report.refused),
            "lost": rows - _stored(here),
        },
        "again": {
            "inserted": repeated.report.counts.inserted,
            "updated": repeated.report.counts.updated,
        },
        "peak_mib": _peak(),
    }


def _worked() -> float:
    """Seconds that processors worked for this process and those it started."""
    spent = times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _unnamed(taken: FeedTaken, breaks: Mapping[int, Break]) -> int:
    told = {
        (each.refusal.row, each.refusal.field, each.refusal.code)
        for each in taken.report.refused
        if each.refusal.reason
    }
    expected = {(number + 2, each.named, each.code) for number, each in breaks.items()}
    return len(expected ^ told)


def _stored(here: Runtime) -> int:
    with reading(here.engine) as connection:
        return len(open_ids(connection, SOURCE))


def _peak() -> dict[str, int]:
    """MiB that this process, and the largest of those it started, ever held."""
    who = {"service": resource.RUSAGE_SELF, "workbook_reader": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(each).ru_maxrss // 1024 for name, each in who.items()}
