"""/desk/consents: what the person in front agrees to or takes back, written down at once."""

from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.database import reading
from api.pages.advisor_desk import TakingConsent, back, client_of, done_words, page_of
from api.pages.advisor_list import LIST
from api.pages.forms import fault_of
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.store import jobs
from registry.errors import InvalidField, LinggangError
from registry.placement.application import OPEN
from registry.workers.consent import PURPOSE_NAMES, Channel, ConsentText, Purpose, agrees

router = APIRouter(include_in_schema=False)
CONSENTS: Final = "/desk/consents"
HOW_GIVEN: Final = (
    (Channel.SCREEN.value, "本人看过屏幕，当面说的"),
    (Channel.PAPER.value, "本人签了纸"),
)
HOW_TAKEN_BACK: Final = (*HOW_GIVEN, (Channel.PHONE.value, "本人打电话说的"))
NOT_CHOSEN: Final = "请从所列的事项和方式中选。"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing she may agree to. firm: its source, "" where it is about none."""

    purpose: Purpose
    firm: str
    name: str
    text: ConsentText
    given: bool


@router.get("/desk/consents", response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: TakingConsent,
    worker: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Each purpose with its text, and whether she agrees to it."""
    return _page(request, here, caller, worker.strip())


@router.post("/desk/{worker_id}/consents", response_class=HTMLResponse)
def take(
    request: Request,
    worker_id: str,
    here: Here,
    caller: TakingConsent,
    purpose: Annotated[str, Form(max_length=40)] = "",
    firm: Annotated[str, Form(max_length=200)] = "",
    given: Annotated[str, Form(max_length=8)] = "",
    channel: Annotated[str, Form(max_length=16)] = "",
    text_version: Annotated[str, Form(max_length=16)] = "",
) -> Response:
    """Her own act, taken down; what waited for it is passed on."""
    client_of(here, worker_id, caller)
    try:
        if purpose not in set(Purpose) or channel not in set(Channel):
            raise InvalidField("", "choice", NOT_CHOSEN)
        what, how = Purpose(purpose), Channel(channel)
        if given:
            here.consents.give(worker_id, what, caller.actor, how, text_version, firm)
        else:
            here.consents.withdraw(worker_id, what, caller.actor, how, firm)
    except LinggangError as error:
        return _page(request, here, caller, worker_id, error)
    return back("", "given" if given else "withdrawn", page_of(CONSENTS, worker=worker_id))


def _page(
    request: Request,
    here: Runtime,
    caller: Caller,
    worker_id: str,
    error: LinggangError | None = None,
) -> Response:
    person = client_of(here, worker_id, caller)
    entries = here.consents.of_worker(person.id)
    firms = _firms(here, person.id) | {each.firm: each.firm for each in entries if each.firm}
    about: list[tuple[Purpose, str]] = [
        (each, "") for each in Purpose if each is not Purpose.PASS_TO_FIRM
    ]
    about[:0] = [(Purpose.PASS_TO_FIRM, firm) for firm in sorted(firms)]
    context = {
        "worker_id": person.id,
        "to_list": page_of(LIST, worker=person.id),
        "asked": [
            Asked(
                purpose,
                firm,
                PURPOSE_NAMES[purpose] + (f"：{firms[firm]}" if firm else ""),
                here.consents.text(purpose),
                agrees(entries, purpose, firm),
            )
            for purpose, firm in about
        ],
        "how_given": HOW_GIVEN,
        "how_taken_back": HOW_TAKEN_BACK,
        "done": done_words(request.query_params),
        "faults": [fault_of(error)] if error else [],
    }
    status = status_of(error) if error else 200
    return templates.TemplateResponse(request, "advisor/consents.html", context, status)


def _firms(here: Runtime, worker_id: str) -> dict[str, str]:
    """The firms of her open applications, by source, with their names."""
    sources = {
        one.firm for one in here.application_reader.of_worker(worker_id) if one.state in OPEN
    }
    with reading(here.engine) as connection:
        return {each: jobs.source_name(connection, each) or each for each in sources}
