"""Whom a firm asked to reach, what they answered; name and telephone by a tap that is kept."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response

from api.pages.firm import a_firm, clock_time, of_firm, shown
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.contact import REQUEST
from api.store.contacts import Contact
from registry.access.action import Action
from registry.access.principal import Resource
from registry.errors import LinggangError
from registry.workers.contact_request import STEPS, State

router = APIRouter(include_in_schema=False)
MOST: Final = 200


def _of_request(
    request_id: str, here: Here, one: Annotated[Caller, a_firm(Action.ASK_CONTACT)]
) -> Caller:
    """A firm, the request of the path being its own."""
    one.on(Resource(REQUEST, request_id, firm=here.contact().firm_of(request_id)))
    return one


Seeing = Annotated[Caller, of_firm(Action.ASK_CONTACT)]
Revealing = Annotated[Caller, Depends(_of_request, scope="function")]


@router.get("/firm/contacts", response_class=HTMLResponse)
def page(request: Request, here: Here, caller: Seeing) -> Response:
    """All requests, the last first; who agreed is shown by name only when asked for."""
    return _page(request, here, caller)


@router.post("/firm/contacts/{request_id}/reveal", response_class=HTMLResponse)
def reveal(request_id: str, request: Request, here: Here, caller: Revealing) -> Response:
    """Name and telephone on the same page, once; that it was looked at is kept."""
    try:
        found = here.contact().reveal(request_id, caller.principal.firm, caller.actor)
    except LinggangError as error:
        return _page(request, here, caller, error=error)
    return _page(request, here, caller, {request_id: found})


def _page(
    request: Request,
    here: Runtime,
    caller: Caller,
    revealed: dict[str, Contact] | None = None,
    error: LinggangError | None = None,
) -> Response:
    found = here.contact().all_of_firm(caller.principal.firm, MOST)
    postings = here.application_reader.postings(one.posting for one in found)
    context = {
        "error": str(error) if error else "",
        "rows": [
            (one, postings.get(one.posting), clock_time(one.asked_at), STEPS.state_names[one.state])
            for one in found
        ],
        "granted": State.GRANTED,
        "revealed": revealed or {},
    }
    return shown(request, "contacts", context, error)
