"""What the statistician does on the page of a month: freeze, correct, enter the own standard."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.pages.bureau_forms import carried_out, day_of, said
from api.pages.bureau_statistics import PAGE, month_page
from api.pages.forms import Sent, text_of
from api.routes.dependencies import Here
from api.routes.statistics import KIND, EnteringStandard, Freezing
from api.services.own_standard import enter_standard
from registry.access.principal import Resource
from registry.errors import InvalidField

router = APIRouter(include_in_schema=False)
NO_COUNTY: Final = "请选择县区。"


@router.post("/bureau/statistics/freezing")
def freeze(request: Request, here: Here, caller: Freezing, form: Sent) -> Response:
    """Freeze the month of the form; the page again where it cannot be frozen."""
    period = text_of(form, "period", 7)
    caller.on(Resource(KIND, period))

    def act() -> str:
        here.statistics.freeze(period, caller.actor)
        return f"{PAGE}?period={period}&done=frozen"

    return carried_out(
        form, act, lambda tried: month_page(request, here, caller, period, tried=tried)
    )


@router.post("/bureau/statistics/corrections")
def correct(request: Request, here: Here, caller: Freezing, form: Sent) -> Response:
    """Write the corrections of frozen months."""
    period = text_of(form, "period", 7)
    caller.on(Resource(KIND, period))

    def act() -> str:
        here.statistics.correct(period, caller.actor)
        return f"{PAGE}?period={period}&done=corrected"

    return carried_out(
        form, act, lambda tried: month_page(request, here, caller, period, tried=tried)
    )


@router.post("/bureau/statistics/standard")
def standard(request: Request, here: Here, caller: EnteringStandard, form: Sent) -> Response:
    """The bureau's own standard of a county, from a day on, with its source."""
    period, county = text_of(form, "period", 7), text_of(form, "county", 6)
    caller.on(Resource(KIND, county, counties=frozenset({county or caller.principal.county})))

    def act() -> str:
        if not county:
            raise InvalidField("county", "missing", NO_COUNTY)
        value = _number(text_of(form, "value", 12))
        start = day_of(form, "start")
        source = said(form, "source", "请写明来源：文件名、文号或网址。")
        enter_standard(here, county, start, value, source, caller.actor)
        return f"{PAGE}?period={period}&done=standard"

    return carried_out(
        form, act, lambda tried: month_page(request, here, caller, period, tried=tried)
    )


def _number(text: str) -> float:
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found <= 100_000:
        raise InvalidField("value", "value", "请只写数字，单位是元/人/月，如 900。")
    return found
