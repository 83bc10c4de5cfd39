"""/desk: the form to find a person, and whom the advisor serves, folder by folder."""

from dataclasses import dataclass
from itertools import groupby
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.pages.advisor_desk import (
    Keeping,
    Serving,
    To,
    asked_of,
    back,
    client_of,
    done_words,
    page_of,
)
from api.pages.advisor_guidance import PAGE as GUIDANCE
from api.pages.advisor_list import LIST, list_page
from api.pages.counties import county_choices
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.caseload import KIND, LONGEST_FOLDER, Served
from registry.access.principal import Resource
from registry.errors import InvalidField

router = APIRouter(include_in_schema=False)
CASELOAD: Final = "/desk"
FolderField = Annotated[str, Form(max_length=400)]


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder as it is shown; name: "" for none."""

    name: str
    clients: tuple[Served, ...]


@dataclass(frozen=True, slots=True)
class NotMoved:
    """A client who could not be put where the form said."""

    worker: str
    typed: str
    words: str


@router.get("/desk", response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: Keeping,
    folder: Annotated[str | None, Query(max_length=400)] = None,
) -> Response:
    """The caseload; of one folder where one is asked for."""
    return _page(request, here, caller, folder)


@router.post("/desk/{worker_id}/client")
def serve(
    request: Request,
    worker_id: str,
    here: Here,
    caller: Serving,
    folder: FolderField = "",
    to: To = "",
) -> Response:
    """Serve her from now on."""
    client_of(here, worker_id, caller)
    try:
        here.caseload.put(worker_id, folder, caller.actor)
    except InvalidField as fault:
        asked = {"worker": worker_id, **asked_of(to), "folder": folder}
        return list_page(request, here, caller, asked, ((fault.field, fault.reason),))
    return back(to, "client", f"{LIST}?worker={worker_id}")


@router.post("/desk/{worker_id}/folder")
def move(
    request: Request,
    worker_id: str,
    here: Here,
    caller: Keeping,
    folder: FolderField = "",
    to: To = "",
) -> Response:
    """Put one's own client into another folder."""
    served_by = here.caseload.accounts_of(worker_id)
    caller.on(Resource(KIND, worker_id, clients_of=served_by))
    try:
        here.caseload.put(worker_id, folder, caller.actor)
    except InvalidField as fault:
        not_moved = NotMoved(worker_id, folder, fault.reason)
        return _page(request, here, caller, asked_of(to).get("folder"), not_moved)
    return back(to, "folder", CASELOAD)


@router.post("/desk/{worker_id}/leave")
def leave(worker_id: str, here: Here, caller: Keeping, to: To = "") -> Response:
    """Serve her no longer; where she is no client of one's own, that is so already."""
    if caller.may(Resource(KIND, worker_id, clients_of=here.caseload.accounts_of(worker_id))):
        here.caseload.remove(worker_id, caller.actor)
    return back(to, "left", CASELOAD)


def _client(worker: str, account: str) -> Resource:
    """A client of an advisor."""
    return Resource(KIND, worker, clients_of=frozenset({account}))


def _page(
    request: Request,
    here: Runtime,
    caller: Caller,
    folder: str | None,
    not_moved: NotMoved | None = None,
) -> Response:
    account = caller.principal.account
    caller.shows_nobody()
    clients = [
        each
        for each in here.caseload.of_account(account)
        if caller.may(_client(each.worker, account))
    ]
    due = here.guidance_sessions.due(account, [each.worker for each in clients])
    folders = tuple(
        Folder(name, tuple(each)) for name, each in groupby(clients, key=lambda one: one.folder)
    )
    context = {
        "done": done_words(request.query_params),
        "folders": [each for each in folders if folder in (None, each.name)],
        "due": [
            (each, page_of(GUIDANCE, worker=each.worker, session=each.session))
            for each in due
            if caller.may(_client(each.worker, account))
        ],
        "names": [each.name for each in folders],
        "folder": folder,
        "number": len(clients),
        "counties": county_choices(here),
        "county": caller.principal.county,
        "gazetteer": here.reference.gazetteer,
        "longest": LONGEST_FOLDER,
        "not_moved": not_moved,
        "faults": [(f"folder-{not_moved.worker}", not_moved.words)] if not_moved else [],
    }
    status = 422 if not_moved else 200
    return templates.TemplateResponse(request, "advisor/caseload.html", context, status)
