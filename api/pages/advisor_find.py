"""/desk/find: a person by id, identity number or telephone, else by words and county."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.advisor_desk import Serving, client_of, page_of
from api.pages.advisor_list import LIST
from api.pages.counties import county_choices
from api.pages.doors import FOUND
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.security.things import profile_thing
from api.services.find_person import FIELD, MOST_FOUND, is_number
from registry.errors import InvalidField

router = APIRouter(include_in_schema=False)
FIND: Final = "/desk/find"
LONGEST: Final = 60
EMPTY: Final = "请写编号、身份证号、手机号，或她会做的活。"


@router.get("/desk/find", response_class=HTMLResponse)
def results(
    request: Request,
    here: Here,
    caller: Serving,
    who: Annotated[str, Query(max_length=200)] = "",
    county: Annotated[str, Query(max_length=6)] = "",
) -> Response:
    """Whom the words may mean, in her county; an address with somebody's number is given up."""
    if is_number(who):
        caller.shows_nobody()
        return RedirectResponse(FIND, FOUND)
    return _page(request, here, caller, who, county)


@router.post("/desk/find", response_class=HTMLResponse)
def find(
    request: Request,
    here: Here,
    caller: Serving,
    who: Annotated[str, Form(max_length=200)] = "",
    county: Annotated[str, Form(max_length=6)] = "",
) -> Response:
    """To the one person meant, else to those whom the words may mean.

    Sent as a form, so that no number of hers stands in an address.
    """
    caller.shows_nobody()
    try:
        if not who.strip():
            raise InvalidField(FIELD, "missing", EMPTY)
        found = here.find.exactly(who, caller.actor)
    except InvalidField as fault:
        return _page(request, here, caller, who, county, fault)
    if found:
        client_of(here, found, caller)
        return RedirectResponse(page_of(LIST, worker=found), FOUND)
    words = " ".join(who.split())[:LONGEST]
    return RedirectResponse(page_of(FIND, who=words, county=county), FOUND)


def _page(
    request: Request,
    here: Runtime,
    caller: Caller,
    who: str,
    county: str,
    fault: InvalidField | None = None,
) -> Response:
    caller.shows_nobody()
    own = caller.principal.county
    words = "" if is_number(who) else who
    found = () if fault else here.find.by_words(words, own or county)
    context: dict[str, Any] = {
        "words": words,
        "asked": bool(words) and fault is None,
        "found": [each for each in found if caller.may(profile_thing(each))],
        "most": MOST_FOUND,
        "counties": county_choices(here),
        "county": own or county,
        "own": own,
        "gazetteer": here.reference.gazetteer,
        "faults": [(fault.field, fault.reason)] if fault else [],
    }
    return templates.TemplateResponse(request, "advisor/find.html", context, 422 if fault else 200)
