"""A person's list to take along: one sheet of A4, or a workbook."""

from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.advisor_desk import Serving, client_of, page_of
from api.pages.advisor_list import LIST, ListAsked, list_asked, ranked
from api.pages.doors import FOUND
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.list_workbook import MEDIA_TYPE, list_workbook
from api.services.lists import Recommendations
from api.services.scored import Asked
from registry.placement.mark import MarkKind, marked

router = APIRouter(include_in_schema=False)
ON_A_SHEET: Final = 10
IN_A_WORKBOOK: Final = 50


@router.get("/desk/print", response_class=HTMLResponse)
def sheet(request: Request, here: Here, caller: Serving) -> Response:
    """Ten lines in plain words, with whom to call."""
    if (asked := _asked(here, request, caller)) is None:
        return _mended_there(request)
    context: dict[str, Any] = {
        "found": _found(here, caller, asked, ON_A_SHEET),
        "to_list": page_of(LIST, **asked.address),
        "office": office_of(here, caller),
    }
    return templates.TemplateResponse(request, "advisor/print.html", context)


@router.get("/desk/list.xlsx")
def workbook(request: Request, here: Here, caller: Serving) -> Response:
    """The list as a file for Excel."""
    if (asked := _asked(here, request, caller)) is None:
        return _mended_there(request)
    made = list_workbook(_found(here, caller, asked, IN_A_WORKBOOK))
    name = quote(f"岗位清单-{asked.worker}-{asked.day.isoformat()}.xlsx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(made, media_type=MEDIA_TYPE, headers=headers)


def _asked(here: Runtime, request: Request, caller: Caller) -> ListAsked | None:
    """What the address asks for; None where it cannot be read, or names nobody."""
    try:
        asked = list_asked(here, request.query_params)
    except ValueError:
        asked = None
    if asked is None or asked.faults or not asked.worker:
        caller.shows_nobody()
        return None
    return asked


def _mended_there(request: Request) -> Response:
    """To the page of the list, which says what is wrong with its address."""
    return RedirectResponse(f"{LIST}?{request.url.query}", FOUND)


def _found(here: Runtime, caller: Caller, asked: ListAsked, limit: int) -> Recommendations:
    person = client_of(here, asked.worker, caller)
    marks = here.marks.of_worker(person.id)
    first, without = (marked(marks, kind) for kind in (MarkKind.PINNED, MarkKind.EXCLUDED))
    return ranked(here, asked, person, Asked(asked.weights, first, without), limit)


def office_of(here: Runtime, caller: Caller) -> str:
    """What the advisor's office is called."""
    division = here.reference.gazetteer.get(caller.principal.county)
    return f"{division.name}公共就业服务机构" if division else "公共就业服务机构"
