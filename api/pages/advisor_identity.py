"""The number on her registration, shown to be held beside her card; each look leaves a record."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.database import reading
from api.pages.advisor_desk import Revealing, client_of, page_of
from api.pages.advisor_list import LIST
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.security.things import REGISTRATION_ID, registration_of
from api.services.registration_view import claim_json
from api.store import registrations
from api.store.people import person_of
from registry.access import fields
from registry.errors import UnknownName

router = APIRouter(include_in_schema=False)


@router.post("/desk/{worker_id}/identity", response_class=HTMLResponse)
def reveal(request: Request, worker_id: str, here: Here, caller: Revealing) -> Response:
    """Name and number of her latest registration, where it is of the advisor's county too."""
    client_of(here, worker_id, caller)
    with reading(here.engine) as connection:
        person = person_of(connection, worker_id)
        briefs = registrations.of_person(connection, person) if person else ()
    if not briefs:
        raise UnknownName(REGISTRATION_ID, worker_id)
    registration_of(here, briefs[-1].id, caller)
    shown = here.registrar.reveal(
        briefs[-1].id,
        caller.actor,
        "card",
        lambda _, one: fields.shown(
            claim_json(one.claim), caller.principal.role, fields.CARD_FIELDS
        ),
    )
    context = {"worker_id": worker_id, "to_list": page_of(LIST, worker=worker_id), "shown": shown}
    return templates.TemplateResponse(request, "advisor/identity.html", context)
