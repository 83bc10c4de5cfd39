"""`/bureau/audit`: what was done, by whom and where, latest first; whether the chain is whole."""

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.database import snapshot
from api.pages.paged import next_of
from api.pages.templates import templates
from api.routes.audit import EVERYBODYS, ReadingAudit
from api.routes.dependencies import Here, ReadDb
from api.routes.paging import Page, pages
from api.services.audit_report import verify_chain
from api.services.audit_words import MATTERS, action_words
from api.store import accounts, audit
from registry.actor import THE_SYSTEM
from registry.audit import AuditRecord

router = APIRouter(include_in_schema=False)
AuditPage = Annotated[Page, pages("bureau-audit", 50)]
Text = Annotated[str, Query(max_length=128)]
AT_ONCE: Final = 2000  # records of a chain that is verified whenever the page is opened


@router.get("/bureau/audit", response_class=HTMLResponse)
def page(
    request: Request,
    response: Response,
    here: Here,
    caller: ReadingAudit,
    connection: ReadDb,
    paged: AuditPage,
    subject: Text = "",
    action: Text = "",
    actor: Text = "",
    verify: Annotated[str, Query(max_length=1)] = "",
) -> Response:
    """The records asked for; a long chain is verified where somebody asks for it."""
    caller.on(EVERYBODYS)
    before = int(paged.after[0]) if paged.after else None
    asked = {
        name: text.strip()
        for name, text in {"subject": subject, "action": action, "actor": actor}.items()
    }
    if named := accounts.by_name(connection, asked["actor"]):
        asked["actor"] = named.id
    found = audit.matching(connection, before, paged.asked, **asked)
    shown = paged.of(found, lambda one: (one.sequence,))
    acting = {asked["actor"], *(one.actor for one in shown)}
    count = (audit.head_of(connection) or (0, ""))[0]
    report = None
    if verify or count <= AT_ONCE:
        with snapshot(here.engine) as moment:
            report = verify_chain(moment, here.keys.audit)
    context: dict[str, Any] = asked | {
        "items": [(one, _told(one)) for one in shown],
        "names": accounts.names_of(connection, acting) | {THE_SYSTEM.id: "系统"},
        "divisions": here.reference.gazetteer,
        "actions": tuple(MATTERS.items()),
        "action_words": action_words,
        "count": count,
        "report": report,
        "next": next_of(response),
        "is_first": before is None,
    }
    return templates.TemplateResponse(request, "bureau/audit.html", context)


def _told(one: AuditRecord) -> list[tuple[str, str]]:
    """The detail of a record as names and values; as it stands where it is no table."""
    try:
        found = json.loads(one.detail)
    except ValueError:
        return [("", one.detail)]
    if not isinstance(found, dict):
        return [("", one.detail)]
    return [(name, str(value)) for name, value in found.items() if value not in (None, "", [], {})]
