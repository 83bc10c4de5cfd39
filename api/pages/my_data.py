"""My data: what she agreed to, who looked, a copy of everything, deleting it."""

import json
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.clock import SHANGHAI
from api.database import reading
from api.pages.doors import FOUND
from api.pages.herself import Herself, HerselfActing, herself
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.store import choices, jobs
from registry.access.action import Action
from registry.workers.consent import PURPOSE_NAMES, Channel, Purpose, agrees

router = APIRouter(include_in_schema=False)
Looking = Annotated[Caller, herself(Action.SEE_WHO_LOOKED)]
Text = Annotated[str, Form(max_length=200)]
# What is agreed to for oneself; a firm is agreed to where it is about one.
OWN_PURPOSES: Final = (Purpose.RECOMMENDATION, Purpose.POOL, Purpose.LEARNING)
# Agreed to where it is asked for; here it can be withdrawn.
FOR_ITSELF: Final = (Purpose.ENTITLEMENTS, Purpose.GUIDANCE)


@router.get("/me/consents", response_class=HTMLResponse)
def consents(request: Request, here: Here, caller: Herself) -> Response:
    """What holds, with its text, and the way to change each by one tap."""
    worker = caller.principal.worker
    entries = here.consents.of_worker(worker) if worker else ()
    with reading(here.engine) as connection:
        kept = choices.get(connection, worker)
        firms = {
            firm: jobs.source_name(connection, firm) or firm
            for firm in dict.fromkeys(each.firm for each in entries if each.firm)
            if agrees(entries, Purpose.PASS_TO_FIRM, firm)
        }
    held = [each for each in FOR_ITSELF if agrees(entries, each)]
    texts = [here.consents.text(purpose) for purpose in (*OWN_PURPOSES, *held)]
    context = {
        "texts": [
            (each, PURPOSE_NAMES[each.purpose], agrees(entries, each.purpose)) for each in texts
        ],
        "firms": firms,
        "hidden": kept.hidden,
        "personalised": kept.personalised,
        "entries": [
            (each, PURPOSE_NAMES[each.purpose], each.at.astimezone(SHANGHAI)) for each in entries
        ][::-1],
    }
    return templates.TemplateResponse(request, "worker/consents.html", context)


@router.post("/me/consents")
def consent(
    here: Here,
    caller: HerselfActing,
    purpose: Text = "",
    given: Text = "",
    version: Text = "",
    firm: Text = "",
) -> Response:
    """Agreed or withdrawn; in effect at once."""
    who, what = caller.principal, Purpose(purpose) if purpose in set(Purpose) else None
    if what is not None and given == "yes":
        here.consents.give(who.worker, what, caller.actor, Channel.ONLINE, version, firm)
    elif what is not None:
        here.consents.withdraw(who.worker, what, caller.actor, Channel.ONLINE, firm)
    return RedirectResponse("/me/consents", FOUND)


@router.post("/me/choices")
def choose(
    here: Here, caller: HerselfActing, hidden: Text = "", personalised: Text = ""
) -> Response:
    """Hidden from firms or not; lists by her profile or not."""
    worker, actor = caller.principal.worker, caller.actor
    if hidden:
        here.consents.choose(worker, actor, hidden=hidden == "yes")
    if personalised:
        here.consents.choose(worker, actor, personalised=personalised == "yes")
    return RedirectResponse("/me/consents", FOUND)


@router.get("/me/seen", response_class=HTMLResponse)
def seen(request: Request, here: Here, caller: Looking) -> Response:
    """Which firms and offices looked at her data, and on which day."""
    worker = caller.principal.worker
    context = {"looks": here.seen_by.of_worker(worker) if worker else []}
    return templates.TemplateResponse(request, "worker/seen.html", context)


@router.get("/me/data", response_class=HTMLResponse)
def data(request: Request, here: Here, caller: Herself) -> Response:
    """What there is of her, and how to take or delete it."""
    return _data(request, here, caller)


@router.post("/me/data/copy")
def copy(here: Here, caller: Herself) -> Response:
    """All of it, as a file of hers."""
    who = caller.principal
    made = here.my_data.copy(who.worker, who.person, caller.actor)
    text = json.dumps(made, ensure_ascii=False, indent=1)
    headers = {"Content-Disposition": 'attachment; filename="linggang-my-data.json"'}
    return Response(text, media_type="application/json", headers=headers)


@router.post("/me/data/delete", response_class=HTMLResponse)
def delete(request: Request, here: Here, caller: Herself, sure: Text = "") -> Response:
    """What law lets be deleted, at once, once she says that she is sure."""
    if sure != "yes":
        fault = ("sure", "要删除，请先勾选“我明白删除后找不回来”。")
        return _data(request, here, caller, (fault,), 422)
    done = here.my_data.delete(caller.principal.worker, caller.actor, Channel.ONLINE)
    return templates.TemplateResponse(request, "worker/deleted.html", {"kept": done["kept"]})


def _data(
    request: Request,
    here: Runtime,
    caller: Caller,
    faults: tuple[tuple[str, str], ...] = (),
    status: int = 200,
) -> Response:
    context = {"has_profile": bool(caller.principal.worker), "faults": faults}
    return templates.TemplateResponse(request, "worker/data.html", context, status)
