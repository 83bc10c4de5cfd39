"""/desk/entitlements: what the person in front may claim, and what she says of herself for it."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import today
from api.pages.advisor_desk import Serving, back, client_of, done_words, page_of
from api.pages.advisor_list import LIST
from api.pages.entitlement_sections import context_of
from api.pages.forms import Fault, Sent, fault_of, text_of
from api.pages.stated_form import AGREE, CHOICES, read_stated, typed_of
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.entitlements import PURPOSE, Answers
from registry.workers.consent import Channel

router = APIRouter(include_in_schema=False)
PAGE: Final = "/desk/entitlements"
ONCE: Final = "按刚才填写的对照，没有保存。"
CHANNELS: Final = (
    (Channel.SCREEN.value, "本人看过屏幕，当面同意"),
    (Channel.PAPER.value, "本人已在纸面签字"),
)


@router.get(PAGE, response_class=HTMLResponse)
def page(
    request: Request,
    here: Here,
    caller: Serving,
    worker: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Her answers beside the form; that they were read is kept."""
    person = client_of(here, worker.strip(), caller)
    found = here.entitlements.of_worker(person.id, "", today(here.settings), caller.actor)
    kept = found.stated
    typed = typed_of(kept.stated if kept else None)
    return _page(request, here, found, typed, [], done_words(request.query_params))


@router.post("/desk/{worker_id}/entitlements", response_class=HTMLResponse)
def state(request: Request, worker_id: str, here: Here, caller: Serving, sent: Sent) -> Response:
    """Keep what she says by her consent, or answer by it once and keep nothing."""
    person = client_of(here, worker_id, caller)
    typed, stated, faults = read_stated(sent)
    faults += [fault_of(each, *typed) for each in here.entitlements.faults(stated)]
    agree = text_of(sent, "agree")
    once = text_of(sent, "act") == "once"
    if not once and agree not in dict(CHANNELS):
        faults.append(Fault("agree", AGREE))
    if faults or once:
        day = today(here.settings)
        found = (
            _read(here, person.id, caller)
            if faults
            else here.entitlements.once(person.id, "", stated, day)
        )
        return _page(request, here, found, typed, faults, "" if faults else ONCE)
    version = here.consents.text(PURPOSE).version
    here.entitlements.keep(person.id, stated, caller.actor, Channel(agree), version)
    return back("", "stated", page_of(PAGE, worker=person.id))


def _read(here: Runtime, worker: str, caller: Caller) -> Answers:
    return here.entitlements.of_worker(worker, "", today(here.settings), caller.actor)


def _page(
    request: Request,
    here: Runtime,
    found: Answers,
    typed: dict[str, Any],
    faults: list[Fault],
    done: str,
) -> Response:
    context = context_of(found) | {
        "worker_id": found.worker,
        "to_list": page_of(LIST, worker=found.worker),
        "typed": typed,
        "choices": CHOICES,
        "channels": CHANNELS,
        "text": here.consents.text(PURPOSE),
        "faults": faults,
        "done": done,
    }
    status = 422 if faults else 200
    return templates.TemplateResponse(request, "advisor/entitlements.html", context, status)
