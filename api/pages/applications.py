"""Her applications: where each stands, whether it may be passed on, her words, how it ended."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.doors import FOUND
from api.pages.forms import fault_of
from api.pages.herself import herself
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.security.placement_things import application_thing
from api.services.application_view import application_json
from registry.access.action import Action
from registry.errors import LinggangError
from registry.placement.application import STATE_NAMES, State
from registry.placement.outcome import TELLABLE, Telling
from registry.placement.record import KIND_NAMES, SAID_NAMES, Application, Kind, Said
from registry.workers.consent import Channel, Purpose

router = APIRouter(include_in_schema=False)
Acting = Annotated[Caller, herself(Action.WANT_POSTING)]
Text = Annotated[str, Form(max_length=4000)]
# What she is told of where it stands.
WORDS: Final = {
    State.WANTED: "还没有发给单位：要您同意才发。",
    State.PASSED: "已发给单位，等它答复。",
    State.SEEN: "单位已看，等它答复。",
    State.ANSWERED: "单位已答复，见下面的经过。",
    State.INTERVIEW: "单位约您面试。",
    State.HIRED: "已录用。",
    State.REFUSED: "这次没有录用，看看别的岗位。",
    State.DISPUTED: "您和单位说的不一样，工作人员会来核实。",
    State.LASTED_7: "已在岗满 7 天。",
    State.LASTED_30: "已在岗满 30 天。",
    State.LEFT_EARLY: "没有做满 30 天。",
    State.STAY_DISPUTED: "是否在岗，您和单位说的不一样，工作人员会来核实。",
    State.WITHDRAWN: "您已撤回。",
    State.LAPSED: "一直没有回应，这次申请已结束。",
}


@router.get("/applications/{application_id}", response_class=HTMLResponse)
def page(application_id: str, request: Request, here: Here, caller: Acting) -> Response:
    """Where it stands, what happened, what she can do."""
    return _page(request, here, caller, _hers(here, caller, application_id))


@router.post("/applications/{application_id}/pass")
def pass_on(
    application_id: str, request: Request, here: Here, caller: Acting, version: Text = ""
) -> Response:
    """Her consent to this one firm, and what waited for it passed on."""
    one = _hers(here, caller, application_id)
    who = caller.principal
    try:
        here.consents.give(
            who.worker, Purpose.PASS_TO_FIRM, caller.actor, Channel.ONLINE, version, one.firm
        )
        here.applications.forward(one.id, caller.actor)
    except LinggangError as error:
        return _page(request, here, caller, _hers(here, caller, application_id), error)
    return _seen(one)


@router.post("/applications/{application_id}/reply")
def reply(
    application_id: str, request: Request, here: Here, caller: Acting, words: Text = ""
) -> Response:
    """Her words to the firm."""
    one = _hers(here, caller, application_id)
    try:
        here.applications.reply(one.id, words, caller.actor)
    except LinggangError as error:
        return _page(request, here, caller, one, error, words)
    return _seen(one)


@router.post("/applications/{application_id}/withdraw")
def withdraw(application_id: str, request: Request, here: Here, caller: Acting) -> Response:
    """She no longer wants it."""
    one = _hers(here, caller, application_id)
    try:
        here.applications.withdraw(one.id, caller.actor)
    except LinggangError as error:
        return _page(request, here, caller, one, error)
    return _seen(one)


@router.post("/applications/{application_id}/tell")
def tell(
    application_id: str,
    request: Request,
    here: Here,
    caller: Acting,
    said: Text = "",
    kind: Text = "",
) -> Response:
    """What became of it, in one tap."""
    one = _hers(here, caller, application_id)
    try:
        told = Telling(Said(said), None, Kind(kind) if kind else None)
        here.applications.tell(one.id, told, caller.actor)
    except ValueError:
        return _seen(one)
    except LinggangError as error:
        return _page(request, here, caller, one, error)
    return _seen(one)


def _hers(here: Runtime, caller: Caller, application_id: str) -> Application:
    one = here.application_reader.get(application_id, caller.actor)
    caller.on(application_thing(one))
    return one


def _seen(one: Application) -> Response:
    return RedirectResponse(f"/applications/{one.id}", FOUND)


def _page(
    request: Request,
    here: Runtime,
    caller: Caller,
    one: Application,
    error: LinggangError | None = None,
    typed: str = "",
) -> Response:
    reader = here.application_reader
    posting, history = reader.posting(one.posting), reader.history(one.id, caller.actor)
    shown = application_json(one, posting, caller.actor.role, history)
    context: dict[str, Any] = {
        "one": shown,
        "posting": posting,
        "words": WORDS[one.state],
        "state_name": STATE_NAMES[one.state],
        "events": {each["event"] for each in shown["next"]},
        "tellable": [(said.value, SAID_NAMES[said]) for said in Said if _may_tell(one, said)],
        "kinds": [(kind.value, name) for kind, name in KIND_NAMES.items()],
        "text": here.consents.text(Purpose.PASS_TO_FIRM) if one.state is State.WANTED else None,
        "typed": typed,
        "faults": [fault_of(error, "words")] if error else [],
    }
    return templates.TemplateResponse(
        request, "worker/application.html", context, status_of(error) if error else 200
    )


def _may_tell(one: Application, said: Said) -> bool:
    return one.state is not State.WANTED and said in TELLABLE.get(one.state, ())
