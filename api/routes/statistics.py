"""`/v1/statistics`: a month's figures, what is behind each, freezing, corrections, the standard."""

from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from api.problems import documented
from api.routes.dependencies import Here
from api.routes.desk import Said
from api.routes.paging import Page, pages
from api.security.caller import Caller, allowed
from api.services.home_counties import home_counties
from api.services.own_standard import enter_standard
from api.services.statistics_desk import Month, StatisticsDesk, entry_json
from api.services.statistics_view import month_json, row_json
from registry.access.action import Action
from registry.access.principal import Resource
from registry.statistics.figures import read_cell

router = APIRouter(prefix="/v1/statistics", tags=["statistics"])
SeeingStatistics = Annotated[Caller, allowed(Action.SEE_STATISTICS)]
Freezing = Annotated[Caller, allowed(Action.FREEZE_STATISTICS)]
EnteringStandard = Annotated[Caller, allowed(Action.ENTER_STANDARD)]
Period = Annotated[str, Path(max_length=7, description="统计月份，如 2026-10")]
RowsPage = Annotated[Page, pages("statistics-rows")]
KIND: Final = "统计"
ERRORS = documented(401, 403, 404, 422, 503)
CHANGES = documented(401, 403, 404, 409, 413, 422, 503)


class OwnStandard(BaseModel):
    """The bureau's own urban minimum living standard of a county, CNY a person a month."""

    county: Annotated[str, Field(pattern=r"^\d{6}$")]
    start: date
    value: Annotated[float, Field(gt=0, le=100_000, allow_inf_nan=False)]
    source: Said


def within(caller: Caller, name: str) -> str:
    """The county that the caller sees, "" for the whole city."""
    county = caller.principal.county
    caller.on(Resource(KIND, name, counties=frozenset({county})))
    return county


def report(here: Here, caller: Caller, period: str) -> tuple[Month, tuple[str, ...]]:
    """A month as the caller sees it, and the counties in it."""
    county = within(caller, period)
    counties, _ = home_counties(here.reference)
    return here.statistics.month(period, county), (county,) if county else counties


@router.get("/{period}", operation_id="statistics", summary="城镇新就业月报", responses=ERRORS)
def month(period: Period, here: Here, caller: SeeingStatistics) -> dict[str, Any]:
    """Every figure with the name of its cell, the flags, and the last frozen month beside it."""
    found, counties = report(here, caller, period)
    return month_json(found, counties, home_counties(here.reference)[1])


@router.get(
    "/{period}/rows",
    operation_id="statisticsRows",
    summary="一个数后面的每一笔",
    responses=ERRORS,
)
def rows(
    period: Period,
    here: Here,
    caller: SeeingStatistics,
    page: RowsPage,
    cell: Annotated[str, Query(max_length=100, description="如 counted/C1/371302")],
) -> dict[str, Any]:
    """Registrations by their numbers, nobody's name; behind a ledger figure its entries."""
    county = within(caller, period)
    asked = read_cell(cell)
    start = int(page.after[0]) if page.after else 0
    found = [each for each in here.statistics.rows(period, asked) if county in ("", each.county)]
    numbered = list(enumerate(found))[start : start + page.asked]
    shown = page.of(numbered, lambda each: (each[0] + 1,))
    return {
        "cell": asked.text,
        "count": len(found),
        "rows": [row_json(each) for _, each in shown],
    }


@router.get(
    "/{period}/registrations/{registration_id}",
    operation_id="statisticsTrace",
    summary="一次登记为什么计入或没有计入",
    responses=ERRORS,
)
def trace(
    period: Period, registration_id: str, here: Here, caller: SeeingStatistics
) -> dict[str, Any]:
    """The rules, what they looked at, and what was written when it was counted; audited."""
    return opened(here.statistics, caller, period, registration_id)


def opened(desk: StatisticsDesk, caller: Caller, period: str, registration: str) -> dict[str, Any]:
    """The trace of a registration within the caller's reach, the look noted."""
    found = desk.trace(period, registration)
    caller.on(Resource("登记编号", registration, counties=frozenset({found["county"]})))
    desk.looked_at(period, registration, caller.actor)
    return found


@router.post(
    "/{period}/freezing", operation_id="freezeStatistics", summary="冻结一个月", responses=CHANGES
)
def freeze(period: Period, here: Here, caller: Freezing) -> dict[str, Any]:
    """In order, once the month is over; the corrections of earlier months are booked in it."""
    caller.on(Resource(KIND, period))
    counties, name = home_counties(here.reference)
    return month_json(here.statistics.freeze(period, caller.actor), counties, name)


@router.post(
    "/{period}/corrections",
    operation_id="correctStatistics",
    summary="把更正记入尚未冻结的月份",
    responses=CHANGES,
)
def correct(period: Period, here: Here, caller: Freezing) -> dict[str, Any]:
    """What frozen months need, as entries; again it writes nothing."""
    caller.on(Resource(KIND, period))
    return {"entries": [entry_json(each) for each in here.statistics.correct(period, caller.actor)]}


@router.put(
    "/standard/own",
    operation_id="enterStandard",
    summary="填写本局的城市居民最低生活保障标准",
    responses=CHANGES,
)
def standard(body: OwnStandard, here: Here, caller: EnteringStandard) -> dict[str, Any]:
    """From a day on, with its source; what was entered before holds until then."""
    caller.on(Resource(KIND, body.county, counties=frozenset({body.county})))
    found = enter_standard(here, body.county, body.start, body.value, body.source, caller.actor)
    return {
        "area": found.area,
        "start": found.start.isoformat(),
        "value": found.value,
        "source": found.source,
        "author": found.author,
    }
