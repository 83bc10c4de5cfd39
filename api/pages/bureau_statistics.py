"""`/bureau/statistics`: the month by county, criterion and category; each figure opens its rows."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import today
from api.pages import cartogram
from api.pages.bureau_forms import Tried
from api.pages.paged import next_of
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.routes.paging import Page, pages
from api.routes.statistics import SeeingStatistics, opened, report, within
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.home_counties import home_counties
from api.services.list_workbook import MEDIA_TYPE
from api.services.policy_words import NAMES as NUMBER_NAMES
from api.services.policy_words import SOURCES, UNITS
from api.services.statistics_view import (
    KIND_NAMES,
    MEASURE_NAMES,
    SEX_NAMES,
    SHORT_NAMES,
    category_name,
    cause_name,
    compared,
    detail_name,
    month_csv,
    row_words,
)
from api.services.statistics_workbook import CATEGORIES, write_workbook
from registry.registration.claim import Category
from registry.registration.exits import EXIT_KINDS
from registry.statistics.criteria import CLAUSES, NAMES, Criterion
from registry.statistics.figures import ALL, TOTAL, Cell, Measure, read_cell
from registry.statistics.flag import FLAG_NAMES
from registry.statistics.months import month_of, month_text, read_month

router = APIRouter(include_in_schema=False)
Asked = Annotated[str, Query(max_length=7)]
RowsPage = Annotated[Page, pages("bureau-statistics", 50)]
PAGE: Final = "/bureau/statistics"
DONE: Final = {
    "frozen": "已冻结。以后的变化记为更正，这个月的数不再变。",
    "corrected": "更正已记入。",
    "standard": "已填写，从现在起按这个标准判断；已冻结的月份不变，影响记为更正。",
}


@router.get(PAGE, response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: SeeingStatistics,
    period: Asked = "",
    category: Annotated[str, Query(max_length=16)] = "",
    done: Annotated[str, Query(max_length=16)] = "",
) -> Response:
    """The last month that is over, unless another is asked for."""
    return month_page(request, here, caller, period, category, DONE.get(done, ""))


def month_page(
    request: Request,
    here: Runtime,
    caller: Caller,
    period: str,
    category: str = "",
    done: str = "",
    tried: Tried | None = None,
) -> Response:
    """The page of a month, with what was tried on it and could not be done."""
    period = period or month_text(month_of(today(here.settings)) - 1)
    kind = category if category in set(Category) else ALL
    month, counties = report(here, caller, period)
    _, name = home_counties(here.reference)
    figures = month.figures
    places = [*counties] if caller.principal.county else [ALL, *counties]
    last = read_month(month.period)
    context: dict[str, Any] = {
        "month": month,
        "lines": [
            (county, "合计" if county == ALL else name(county), _line(county, kind))
            for county in places
        ],
        "flows": [
            (county, "合计" if county == ALL else name(county), _flow(county, kind))
            for county in places
        ],
        "exits": [kind.name for kind in EXIT_KINDS.values()],
        "at": figures.at,
        "flag_names": FLAG_NAMES,
        "keeps_rows": month.frozen is not None and here.statistics.keeps_rows(month.period),
        "criteria": [(each, SHORT_NAMES[each], NAMES[each], CLAUSES[each]) for each in Criterion],
        "categories": [(each.value, words.replace("\n", "")) for each, words in CATEGORIES.items()],
        "category": kind,
        "category_name": category_name(kind),
        "tiles": cartogram.tiles(
            lambda code: figures.at(Cell(Measure.COUNTED, TOTAL, code, kind)), name, counties
        ),
        "size": cartogram.SIZE,
        "tile": (cartogram.WIDTH, cartogram.HEIGHT),
        "open": [
            (measure, MEASURE_NAMES[measure], Cell(measure, detail), _why(measure, detail))
            for measure in (Measure.REVIEW, Measure.UNDETERMINED)
            for detail in figures.details(measure)
        ],
        "compared": compared(month, counties),
        "name": name,
        "pending": [
            (KIND_NAMES[each.kind], each, cause_name(each.cause.value), month_text(each.of))
            for each in month.pending
        ],
        "before": month_text(last - 1),
        "after": month_text(last + 1) if last < month_of(today(here.settings)) else "",
        "is_city": not caller.principal.county,
        "counties": [(code, name(code)) for code in counties],
        "day": today(here.settings),
        "done": done,
        "typed": tried.typed if tried else {},
        "faults": tried.faults if tried else (),
    }
    status = tried.status if tried else 200
    return templates.TemplateResponse(request, "bureau/statistics.html", context, status)


@router.get("/bureau/statistics/rows", response_class=HTMLResponse)
def rows(
    request: Request,
    response: Response,
    here: Here,
    caller: SeeingStatistics,
    paged: RowsPage,
    cell: Annotated[str, Query(max_length=100)],
    period: Asked,
) -> Response:
    """What is behind one figure, by registration numbers."""
    county = within(caller, period)
    asked = read_cell(cell)
    found = [each for each in here.statistics.rows(period, asked) if county in ("", each.county)]
    start = int(paged.after[0]) if paged.after else 0
    numbered = list(enumerate(found))[start : start + paged.asked]
    _, name = home_counties(here.reference)
    context: dict[str, Any] = {
        "period": period,
        "cell": asked,
        "measure": MEASURE_NAMES[asked.measure],
        "detail": detail_name(asked),
        "where": "全市" if asked.county == ALL else name(asked.county),
        "category": category_name(asked.category),
        "count": len(found),
        "as_of": here.statistics.as_of(period, asked),
        "items": [
            (
                each,
                name(each.county),
                category_name(each.category),
                SEX_NAMES[each.sex],
                row_words(each, asked.measure),
            )
            for _, each in paged.of(numbered, lambda each: (each[0] + 1,))
        ],
        "next": next_of(response),
    }
    return templates.TemplateResponse(request, "bureau/statistics_rows.html", context)


@router.get("/bureau/statistics/why", response_class=HTMLResponse)
def why(
    request: Request,
    here: Here,
    caller: SeeingStatistics,
    period: Asked,
    registration: Annotated[str, Query(max_length=64)],
) -> Response:
    """The rules of one registration as they stand, and as they stood when it was written."""
    found = opened(here.statistics, caller, period, registration)
    context: dict[str, Any] = found | {
        "place": home_counties(here.reference)[1],
        "kinds": {kind.value: name for kind, name in KIND_NAMES.items()},
        "cause": cause_name,
        "names": NUMBER_NAMES,
        "units": UNITS,
        "sources": SOURCES,
    }
    return templates.TemplateResponse(request, "bureau/statistics_why.html", context)


@router.get("/bureau/statistics/workbook")
def workbook(here: Here, caller: SeeingStatistics, period: Asked) -> Response:
    """The month as a file for Excel."""
    month, counties = report(here, caller, period)
    _, name = home_counties(here.reference)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "month.xlsx"
        write_workbook(path, month, counties, name)
        content = path.read_bytes()
    return _file(content, f"城镇新就业-{month.period}.xlsx", MEDIA_TYPE)


@router.get("/bureau/statistics/csv")
def as_csv(here: Here, caller: SeeingStatistics, period: Asked) -> Response:
    """Every figure as a line."""
    month, counties = report(here, caller, period)
    content = month_csv(month, counties, home_counties(here.reference)[1])
    return _file(content, f"城镇新就业-{month.period}.csv", "text/csv; charset=utf-8")


def _file(content: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=media_type, headers=headers)


def _line(county: str, category: str) -> list[Cell]:
    counted = Measure.COUNTED
    return [
        Cell(counted, TOTAL, county, category),
        *(Cell(counted, each.value, county, category) for each in Criterion),
        Cell(Measure.ADDED, TOTAL, county, category),
        Cell(Measure.REMOVED, TOTAL, county, category),
        Cell(Measure.YEAR, TOTAL, county, category),
    ]


def _flow(county: str, category: str) -> list[Cell]:
    whole = (Measure.STOCK, Measure.ENTERED, Measure.LEFT)
    return [
        *(Cell(each, TOTAL, county, category) for each in whole),
        *(Cell(Measure.LEFT, code.value, county, category) for code in EXIT_KINDS),
    ]


def _why(measure: Measure, detail: str) -> str:
    return detail_name(Cell(measure, detail))
