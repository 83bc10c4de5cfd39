"""A guidance session to take along: two pages of A4 at most, as a page to print or as PDF."""

from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import now, today
from api.pages.advisor_desk import Serving, client_of, page_of
from api.pages.advisor_guidance import PAGE, chosen
from api.pages.advisor_sheet import office_of
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.guidance_change import KIND
from api.services.guidance_paper import Paper, paper_of
from api.services.guidance_pdf import MEDIA_TYPE
from api.services.guidance_words import done
from registry.errors import UnknownName
from registry.guidance.record import Session

router = APIRouter(include_in_schema=False)
WorkerId = Annotated[str, Query(max_length=200)]
SessionId = Annotated[str, Query(max_length=64)]
PRINT: Final = f"{PAGE}/print"
PDF: Final = f"{PAGE}.pdf"


@router.get(PRINT, response_class=HTMLResponse)
def sheet(
    request: Request, here: Here, caller: Serving, worker: WorkerId = "", session: SessionId = ""
) -> Response:
    """The sheet as a page."""
    found = _session(here, caller, worker, session)
    asked = {"worker": found.worker, "session": found.id}
    context = {
        "paper": _paper(here, caller, found),
        "to_session": page_of(PAGE, **asked),
        "pdf_at": page_of(PDF, **asked),
        "worker_id": found.worker,
    }
    return templates.TemplateResponse(request, "advisor/guidance_print.html", context)


@router.get(PDF)
def pdf(here: Here, caller: Serving, worker: WorkerId = "", session: SessionId = "") -> Response:
    """The sheet as PDF; 503 where the machine has no Chinese letters."""
    found = _session(here, caller, worker, session)
    made = here.paper_setter.pdf(_paper(here, caller, found), now(here.settings))
    name = quote(f"职业指导-{found.worker}-{found.reception.entered.on}.pdf")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(made, media_type=MEDIA_TYPE, headers=headers)


def _session(here: Runtime, caller: Caller, worker: str, session: str) -> Session:
    """The session that is asked for, else the one that is open or the last; UnknownName."""
    person = client_of(here, worker.strip(), caller)
    kept = chosen(here.guidance_sessions.of_worker(person.id, caller.actor, session), session)
    if kept is None:
        raise UnknownName(KIND, session or person.id)
    return kept.session


def _paper(here: Runtime, caller: Caller, session: Session) -> Paper:
    by = {one.entered.by for each in done(session).values() for one in each}
    names = here.accounts.names(by)
    return paper_of(session, names, office_of(here, caller), today(here.settings))
