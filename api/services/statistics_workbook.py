"""A month's report as a workbook that a bureau files: tables, notes, signatures, cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any, Final, NamedTuple
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from api.clock import SHANGHAI
from api.services.sheet_form import new_workbook, plain
from api.services.statistics_desk import Month
from api.services.statistics_view import (
    KIND_NAMES,
    MEASURE_NAMES,
    SEX_NAMES,
    SHORT_NAMES,
    UNIT,
    cause_name,
    detail_name,
)
from registry.registration.claim import Category
from registry.registration.exits import EXIT_KINDS
from registry.statistics.criteria import CLAUSES, NAMES, Criterion
from registry.statistics.figures import ALL, TOTAL, Cell, Measure
from registry.statistics.flag import FLAG_NAMES
from registry.statistics.months import month_text

County = Callable[[str], str]
MAIN, CROSS, FLOWS = "城镇新就业", "条件与类别", "在册与进出"
OPEN, FLAGS, ENTRIES, BEFORE, INDEX = "未计入", "说明", "更正", "与上期比较", "单元格索引"
CATEGORIES: Final = {
    Category.A_SOLO: "个体经营\n（无执照）",
    Category.B_PART_TIME: "非全日制",
    Category.C_NEW_FORM: "新就业形态",
    Category.D_OTHER: "其他",
}
REASON, SAID = 46.0, 110.0  # widths of the columns that hold sentences
SIGNED: Final = (
    "单位负责人：　　　　　　统计负责人：　　　　　　填表人：　　　　　　报出日期：　　年　月　日"
)
NOTES: Final = (
    "一、本表依据临人社字〔2021〕63号第二部分；每人一个自然年度只计一次，计入首次符合条件的月份、工作地点所在县区。",
    "二、四类条件可同时符合，各类之和可以大于合计。",
    "三、已冻结月份的更正记在尚未冻结的月份，不改已冻结的数；本年累计＝各月计入＋更正增加－更正减少。",
    "四、无法判断和须人工核查的人不计入，见“未计入”；缺少的参数和来源见“说明”。",
    "五、每个数后面的逐笔记录：linggang statistics rows --cell 名称，名称见“单元格索引”。",
)


class Placed(NamedTuple):
    """A figure in the workbook: on which sheet, in which cell, which figure, how much."""

    sheet: str
    place: str
    cell: Cell
    value: int


@dataclass(slots=True)
class _Book:
    """The workbook while it is written. placed: every figure so far."""

    book: Workbook
    month: Month
    counties: Sequence[str]
    name: County
    placed: list[Placed] = field(default_factory=list)
    formats: dict[str, Format] = field(default_factory=dict)

    def style(self, name: str) -> Format:
        """One of STYLES, made once."""
        if name not in self.formats:
            self.formats[name] = self.book.add_format(STYLES[name])
        return self.formats[name]

    def figure(
        self, sheet: Worksheet, row: int, column: int, cell: Cell, strong: bool = False
    ) -> None:
        """A figure into its place; those of the whole city are strong."""
        value = self.month.figures.at(cell)
        style = "total" if strong or cell.county == ALL else "number"
        sheet.write_number(row, column, value, self.style(style))
        self.placed.append(Placed(sheet.name, xl_rowcol_to_cell(row, column), cell, value))

    def head(self, title: str, name: str, last: int, landscape: bool = True) -> Worksheet:
        """A sheet with its title, period and unit; the table begins in row 3 (from 0)."""
        sheet = self.book.add_worksheet(name)
        sheet.set_default_row(ROW)
        sheet.set_row(0, 32)
        sheet.merge_range(0, 0, 0, last, title, self.style("title"))
        frozen = self.month.frozen
        state = f"已冻结，校验值 {frozen.hash[:16]}" if frozen else "未冻结，可能变化"
        made = self.month.made_at.astimezone(SHANGHAI)
        told = f"统计期：{self.period}　{state}　生成时间：{made:%Y-%m-%d %H:%M}"
        sheet.merge_range(1, 0, 1, max(last - 2, 1), told, self.style("told"))
        sheet.write_string(1, last, f"单位：{UNIT}", self.style("unit"))
        on_paper(sheet, landscape)
        return sheet

    @property
    def period(self) -> str:
        """2026年10月."""
        year, month = self.month.period.split("-")
        return f"{year}年{int(month)}月"

    def places(self) -> list[tuple[str, str]]:
        """The total and the counties, each with its name."""
        return [(ALL, "合计"), *((code, self.name(code)) for code in self.counties)]


# Points; a Chinese character takes two of the characters that widths are counted in.
ROW: Final = 19.0
LINE: Final = 15.0
_FONT: Final[dict[str, Any]] = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_BORDER: Final[dict[str, Any]] = _FONT | {"border": 1}
STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": _FONT | {"bold": True, "font_size": 16, "align": "center"},
    "told": _FONT | {"align": "left"},
    "unit": _FONT | {"align": "right"},
    "head": _BORDER | {"bold": True, "align": "center", "text_wrap": True, "bg_color": "#DDEBE9"},
    "place": _BORDER | {"align": "left"},
    "strong": _BORDER | {"align": "left", "bold": True},
    "number": _BORDER | {"align": "right", "num_format": "#,##0", "indent": 1},
    "total": _BORDER | {"align": "right", "num_format": "#,##0", "indent": 1, "bold": True},
    "text": _BORDER | {"align": "left", "text_wrap": True, "num_format": "@"},
    "note": _FONT | {"font_size": 10, "text_wrap": True},
    "signed": _FONT,
}


def on_paper(sheet: Worksheet, landscape: bool) -> None:
    """A4, as wide as the page, in its middle; which sheet and page it is stands below."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C&A　第 &P 页")


def height(text: str, width: float) -> float:
    """How high a row must be, in points, for a text to stand whole in a column."""
    wide = sum(2 if east_asian_width(each) in "WFA" else 1 for each in text)
    return max(ROW, LINE * ceil(wide / (width - 2)) + 4)


def write_workbook(
    path: Path, month: Month, counties: Sequence[str], name: County
) -> tuple[Placed, ...]:
    """Write it; every figure in it with its cell, as the index sheet holds them too."""
    with new_workbook(path) as book:
        book.set_properties({"title": f"{month.period} 城镇新就业情况表"})
        it = _Book(book, month, counties, name)
        for write in (_main, _cross, _flows, _open, _before, _entries, _flags, _index):
            write(it)
    return tuple(it.placed)


def _main(it: _Book) -> None:
    sheet = it.head(f"{it.period}城镇新就业情况表（灵活就业人员）", MAIN, 14)
    _heads(sheet, it, 2, (("县区", 1), ("当月计入", 1), ("符合的条件（可同时符合）", 4)))
    _heads(sheet, it, 2, (("按类别", 4), ("按性别", 2), ("更正", 2), ("本年\n累计", 1)), 6)
    names = [f"{each.value}\n{SHORT_NAMES[each]}" for each in Criterion]
    names += [*CATEGORIES.values(), *SEX_NAMES.values(), "增加", "减少"]
    for column, text in enumerate(names, 2):
        sheet.write_string(3, column, text, it.style("head"))
    for row, (county, label) in enumerate(it.places(), 4):
        sheet.write_string(row, 0, label, it.style("place"))
        for column, cell in enumerate(_main_cells(county), 1):
            it.figure(sheet, row, column, cell)
    sheet.set_row(3, 50)
    for first, last, width in ((0, 0, 12), (1, 1, 10), (2, 5, 10.5), (6, 9, 11.5), (10, 14, 9)):
        sheet.set_column(first, last, width)
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(2, 3)
    _notes(sheet, it, 4 + len(it.places()) + 1, 14)


def _main_cells(county: str) -> list[Cell]:
    counted = Measure.COUNTED
    return [
        Cell(counted, county=county),
        *(Cell(counted, each.value, county) for each in Criterion),
        *(Cell(counted, TOTAL, county, each.value) for each in CATEGORIES),
        *(Cell(counted, TOTAL, county, sex=each) for each in SEX_NAMES),
        Cell(Measure.ADDED, county=county),
        Cell(Measure.REMOVED, county=county),
        Cell(Measure.YEAR, county=county),
    ]


def _heads(
    sheet: Worksheet, it: _Book, row: int, groups: Sequence[tuple[str, int]], column: int = 0
) -> None:
    """Headers over one or more columns; those over one go down two rows."""
    for text, width in groups:
        last = (row + 1, column) if width == 1 else (row, column + width - 1)
        sheet.merge_range(row, column, *last, text, it.style("head"))
        column += width


def _notes(sheet: Worksheet, it: _Book, row: int, last: int) -> None:
    criteria = [f"{each.value}（{CLAUSES[each]}）：{NAMES[each]}。" for each in Criterion]
    for number, text in enumerate((*NOTES, *criteria)):
        sheet.merge_range(row + number, 0, row + number, last, text, it.style("note"))
    end = row + len(NOTES) + len(criteria) + 1
    sheet.set_row(end, 30)
    sheet.merge_range(end, 0, end, last, SIGNED, it.style("signed"))


def _cross(it: _Book) -> None:
    sheet = it.head(f"{it.period}城镇新就业：县区、条件与类别", CROSS, 6, landscape=False)
    names = ("县区", "类别", "当月计入", *(each.value for each in Criterion))
    _row_of_heads(sheet, it, 2, names, (14, 20, 11, 11, 11, 11, 11))
    row = 3
    for county, label in it.places():
        for category, said in ((ALL, "各类"), *CATEGORIES.items()):
            style = it.style("strong" if category == ALL else "place")
            sheet.write_string(row, 0, label, style)
            sheet.write_string(row, 1, said.replace("\n", ""), style)
            for column, detail in enumerate((TOTAL, *(each.value for each in Criterion)), 2):
                cell = Cell(Measure.COUNTED, detail, county, str(category))
                it.figure(sheet, row, column, cell, category == ALL)
            row += 1
    sheet.freeze_panes(3, 2)


def _flows(it: _Book) -> None:
    exits = [(code.value, kind.name) for code, kind in EXIT_KINDS.items()]
    names = ("县区", "类别、性别", "期末在册", "当月登记", "当月退出", *(name for _, name in exits))
    sheet = it.head(f"{it.period}灵活就业人员在册与进出", FLOWS, len(names) - 1)
    _row_of_heads(sheet, it, 2, names, (12, 19, *(9.5 for _ in names[2:])))
    row = 3
    kinds = [(ALL, ALL, "全部")]
    kinds += [(each.value, ALL, said.replace("\n", "")) for each, said in CATEGORIES.items()]
    kinds += [(ALL, sex, said) for sex, said in SEX_NAMES.items()]
    for county, label in it.places():
        for category, sex, said in kinds:
            is_whole = category == sex == ALL
            style = it.style("strong" if is_whole else "place")
            sheet.write_string(row, 0, label, style)
            sheet.write_string(row, 1, said, style)
            cells = [
                Cell(each, TOTAL, county, category, sex)
                for each in (Measure.STOCK, Measure.ENTERED, Measure.LEFT)
            ]
            cells += [Cell(Measure.LEFT, code, county, category, sex) for code, _ in exits]
            for column, cell in enumerate(cells, 2):
                it.figure(sheet, row, column, cell, is_whole)
            row += 1
    sheet.freeze_panes(3, 2)


def _open(it: _Book) -> None:
    places = it.places()
    names = ("结论", "原因", *(label for _, label in places))
    sheet = it.head(f"{it.period}没有计入、须进一步核实的人", OPEN, len(names) - 1)
    _row_of_heads(sheet, it, 2, names, (13, REASON, *(8.5 for _ in places)))
    row = 3
    for measure in (Measure.REVIEW, Measure.UNDETERMINED):
        for detail in (TOTAL, *it.month.figures.details(measure)):
            cell = Cell(measure, detail)
            sheet.write_string(row, 0, MEASURE_NAMES[measure], it.style("place"))
            sheet.write_string(row, 1, detail_name(cell), it.style("text"))
            sheet.set_row(row, height(detail_name(cell), REASON))
            for column, (county, _) in enumerate(places, 2):
                it.figure(sheet, row, column, Cell(measure, detail, county))
            row += 1
    sheet.freeze_panes(3, 2)


def _before(it: _Book) -> None:
    figures, before = it.month.figures_before, it.month.before
    if figures is None or before is None:
        return
    names = ("县区", "上期计入", "本期计入", "增减", "上期在册", "本期在册", "增减")
    title = f"{it.period}与上一冻结期 {before.period} 比较"
    sheet = it.head(title, BEFORE, len(names) - 1, landscape=False)
    _row_of_heads(sheet, it, 2, names, (14, *(11 for _ in names[1:])))
    for row, (county, label) in enumerate(it.places(), 3):
        sheet.write_string(row, 0, label, it.style("place"))
        for column, measure in ((1, Measure.COUNTED), (4, Measure.STOCK)):
            cell = Cell(measure, county=county)
            then = figures.at(cell)
            sheet.write_number(row, column, then, it.style("number"))
            it.figure(sheet, row, column + 1, cell)
            change = it.month.figures.at(cell) - then
            sheet.write_number(row, column + 2, change, it.style("number"))


def _entries(it: _Book) -> None:
    names = ("记在", "所属月份", "增减", "县区", "类别", "条件", "原因", "登记编号", "状态")
    sheet = it.head(f"{it.period}更正", ENTRIES, len(names) - 1)
    _row_of_heads(sheet, it, 2, names, (10, 10, 10, 12, 14, 12, 34, 36, 10))
    pending = set(it.month.pending)
    booked = [
        each
        for each in it.month.entries
        if each.cause and month_text(each.booked) == it.month.period
    ]
    shown = [*dict.fromkeys((*booked, *it.month.pending))]
    for row, each in enumerate(shown, 3):
        words = (
            month_text(each.booked),
            month_text(each.of),
            KIND_NAMES[each.kind],
            it.name(each.county),
            CATEGORIES[each.category].replace("\n", ""),
            "、".join(each.criteria),
            cause_name(each.cause.value),
            each.registration,
            "待记入" if each in pending and it.month.frozen is None else "已记入",
        )
        for column, text in enumerate(words):
            sheet.write_string(row, column, plain(text), it.style("text"))
        sheet.set_row(row, height(words[6], 34))


def _flags(it: _Book) -> None:
    sheet = it.head(f"{it.period}说明：须知道、须处理的事项", FLAGS, 2)
    _row_of_heads(sheet, it, 2, ("事项", "说明", "数量"), (20, SAID, 10))
    for row, flag in enumerate(it.month.flags, 3):
        sheet.write_string(row, 0, FLAG_NAMES[flag.code], it.style("text"))
        sheet.write_string(row, 1, plain(flag.words), it.style("text"))
        sheet.set_row(row, height(flag.words, SAID))
        sheet.write_number(row, 2, flag.count, it.style("number"))


def _index(it: _Book) -> None:
    sheet = it.book.add_worksheet(INDEX)
    on_paper(sheet, landscape=False)
    _row_of_heads(sheet, it, 0, ("工作表", "单元格", "名称", "人数"), (16, 10, 54, 10))
    for row, each in enumerate(it.placed, 1):
        for column, text in enumerate((each.sheet, each.place, each.cell.text)):
            sheet.write_string(row, column, text, it.style("told"))
        sheet.write_number(row, 3, each.value, it.style("unit"))
    sheet.autofilter(0, 0, len(it.placed), 3)
    sheet.freeze_panes(1, 0)


def _row_of_heads(
    sheet: Worksheet, it: _Book, row: int, names: Sequence[str], widths: Sequence[float]
) -> None:
    for column, (text, width) in enumerate(zip(names, widths, strict=True)):
        sheet.write_string(row, column, text, it.style("head"))
        sheet.set_column(column, column, width)
    sheet.set_row(row, max(height(text, width) for text, width in zip(names, widths, strict=True)))
    sheet.repeat_rows(row)
