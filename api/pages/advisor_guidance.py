"""/desk/guidance: a person's session of guidance, each step a small form."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import FormData

from api.clock import today
from api.pages.advisor_desk import Serving, back, client_of, done_words, page_of
from api.pages.advisor_list import LIST
from api.pages.forms import Fault, Sent, fault_of, text_of
from api.pages.guidance_fields import fields_of
from api.pages.guidance_read import read_step
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.guidance_sessions import PURPOSE
from api.services.guidance_words import CHANNEL_NAMES, STEPS, day_words, done
from api.store.guidance import Kept
from registry.errors import InvalidField, LinggangError, UnknownName
from registry.guidance.follow_up import left
from registry.guidance.record import PRIORITY_NAMES
from registry.guidance.session import STATE_NAMES, TABLE, Event, State
from registry.workers.consent import Channel
from registry.workers.worker import Worker

router = APIRouter(include_in_schema=False)
PAGE: Final = "/desk/guidance"
PLAN: Final = "/desk/plan"
EVENT: Final = "步骤"
ASK_CONSENT: Final = "请选本人怎么同意的；没有同意不能开始。"
# Faults that are about no one field of the page.
NOWHERE: Final = ("shown", "text_version", "results")


@router.get(PAGE, response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: Serving,
    worker: Annotated[str, Query(max_length=200)] = "",
    session: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """The session that is open, else the last one; that it was read is kept."""
    person = client_of(here, worker.strip(), caller)
    return _page(request, here, caller, person, session)


@router.post("/desk/{worker_id}/guidance", response_class=HTMLResponse)
def receive(
    request: Request,
    worker_id: str,
    here: Here,
    caller: Serving,
    channel: Annotated[str, Form(max_length=16)] = "",
    text_version: Annotated[str, Form(max_length=16)] = "",
) -> Response:
    """Begin a session with her consent."""
    person = client_of(here, worker_id, caller)
    try:
        if channel not in CHANNEL_NAMES:
            raise InvalidField("channel", "choice", ASK_CONSENT)
        desk = here.guidance_sessions
        desk.open(person.id, caller.actor, Channel(channel), text_version)
    except LinggangError as error:
        return _page(request, here, caller, person, "", error)
    return back("", "guidance", page_of(PAGE, worker=person.id))


@router.post("/desk/guidance/{session_id}/{event}", response_class=HTMLResponse)
def step(
    request: Request, session_id: str, event: str, here: Here, caller: Serving, sent: Sent
) -> Response:
    """Take a step; sent twice it is taken once."""
    desk = here.guidance_sessions
    person = client_of(here, desk.worker_of(session_id), caller)
    if event not in set(Event):
        raise UnknownName(EVENT, event)
    what, seen = Event(event), text_of(sent, "seen")
    places: dict[str, str] = {}
    try:
        read = read_step(what, sent, desk.before_step(session_id))
        places.update(read.places)
        desk.take(session_id, read.made, caller.actor, seen, text_of(sent, "shown"))
    except LinggangError as error:
        return _page(request, here, caller, person, session_id, error, (what, sent, places))
    return back("", "step", page_of(PAGE, worker=person.id, session=session_id))


def _page(
    request: Request,
    here: Runtime,
    caller: Caller,
    person: Worker,
    session_id: str,
    error: LinggangError | None = None,
    refused: tuple[Event, FormData, Mapping[str, str]] | None = None,
) -> Response:
    """The page; with what was refused and why, everything typed still in it."""
    found = here.guidance_sessions.of_worker(person.id, caller.actor, session_id)
    kept = chosen(found, session_id)
    places = refused[2] if refused else {}
    context: dict[str, Any] = {
        "worker_id": person.id,
        "to_list": page_of(LIST, worker=person.id),
        "to_plan": page_of(PLAN, worker=person.id),
        "own": PAGE,
        "kept": kept,
        "others": [_brief(each) for each in found if each is not kept],
        "may_begin": all(each.session.state is State.CLOSED for each in found),
        "text": here.consents.text(PURPOSE),
        "channels": [(each.value, name) for each, name in CHANNEL_NAMES.items()],
        "done": done_words(request.query_params),
        "faults": _faults(error, places) if error else [],
    }
    if kept is not None:
        sent = refused[1] if refused else None
        context |= _shown(here, kept) | fields_of(here, caller, person, kept.session, sent)
    status = status_of(error) if error else 200
    return templates.TemplateResponse(request, "advisor/guidance.html", context, status)


def _shown(here: Runtime, kept: Kept) -> dict[str, Any]:
    """What is done, by whom, and what is next."""
    session, day = kept.session, today(here.settings)
    parts = done(session)
    days = left(session.due, session.follow_ups)
    return {
        "steps": STEPS,
        "parts": parts,
        "names": here.accounts.names({one.entered.by for each in parts.values() for one in each}),
        "next": [row.event for row in TABLE.steps if row.source is session.state],
        "state": STATE_NAMES[session.state],
        "priority": [PRIORITY_NAMES[each] for each in session.needs.priority]
        if session.needs
        else [],
        "days_left": [(day_words(each), each <= day) for each in days],
        "agreed": session.plan,
        "letters": session.letters.letters if session.letters else (),
        "print_at": page_of(f"{PAGE}/print", worker=session.worker, session=session.id),
        "pdf_at": page_of(f"{PAGE}.pdf", worker=session.worker, session=session.id),
    }


def chosen(found: Sequence[Kept], session_id: str) -> Kept | None:
    """The one that is named; else the open one or the last; None where there is none."""
    named = (each for each in found if each.session.id == session_id)
    return next(named, None) or next(iter(found), None)


def _brief(kept: Kept) -> tuple[str, str]:
    session = kept.session
    opened = session.reception.entered.on
    words = f"{opened} 开始，{STATE_NAMES[session.state]}"
    return page_of(PAGE, worker=session.worker, session=session.id), words


def _faults(error: LinggangError, places: Mapping[str, str]) -> list[Fault]:
    """Each of them at its field of the form."""
    if not isinstance(error, InvalidField):
        return [fault_of(error)]
    return [Fault(_field(path, places), reason) for path, _, reason in error.each]


def _field(path: str, places: Mapping[str, str]) -> str:
    name = places.get(path, path)
    return "" if name in NOWHERE else name
