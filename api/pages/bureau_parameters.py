"""`/bureau/parameters`: the dated numbers of policy, where each is from, which are the bureau's."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import today
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.services.policy_words import NAMES, line_of, source_words, value_words
from registry.access.action import Action
from registry.access.principal import Resource
from registry.parameters import EVERYWHERE

router = APIRouter(include_in_schema=False)
SeeingParameters = Annotated[Caller, allowed(Action.SEE_PARAMETERS)]
ORDER: Final = {name: place for place, name in enumerate(NAMES)}


@router.get("/bureau/parameters", response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: SeeingParameters,
    own: Annotated[str, Query(max_length=1)] = "",
) -> Response:
    """All of them, or only those that the bureau has of its own."""
    county = caller.principal.county
    caller.on(Resource("政策参数", "", counties=frozenset({county})))
    day = today(here.settings)
    lines = [line_of(number, day) for number in here.policy.numbers.values()]
    lines.sort(key=lambda line: (ORDER.get(line.code, len(ORDER)), line.code))
    context: dict[str, Any] = {
        "lines": [line for line in lines if line.is_own or not own],
        "count": len(lines),
        "owns": sum(line.is_own for line in lines),
        "own": bool(own),
        "day": day,
        "value_words": value_words,
        "source_words": source_words,
        "area": lambda code: _area(here, code),
    }
    return templates.TemplateResponse(request, "bureau/parameters.html", context)


def _area(here: Runtime, code: str) -> str:
    if code == EVERYWHERE:
        return "各地"
    found = here.reference.gazetteer.get(code)
    return found.name if found else code
