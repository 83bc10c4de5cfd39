"""您可以申请: a worker's policies, and what she says of herself for them."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.clock import today
from api.pages.doors import FOUND
from api.pages.entitlement_sections import context_of
from api.pages.forms import Fault, Sent, fault_of, text_of
from api.pages.herself import Herself, HerselfActing
from api.pages.stated_form import AGREE, CHOICES, read_stated, typed_of
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.entitlements import PURPOSE, Answers
from registry.workers.consent import Channel

router = APIRouter(include_in_schema=False)
PAGE: Final = "/me/entitlements"
DONE: Final = {"kept": "已保存。下面按您填写的重新对照。", "forgotten": "您填写的情况已删除。"}
ONCE: Final = "下面按您刚才填写的对照，没有保存。"


@router.get(PAGE, response_class=HTMLResponse)
def page(request: Request, here: Here, caller: Herself, done: str = "") -> Response:
    """Every policy of hers."""
    who = caller.principal
    day = today(here.settings)
    found = here.entitlements.of_worker(who.worker, who.person, day, caller.actor)
    return _page(request, found, DONE.get(done, ""))


@router.get(f"{PAGE}/facts", response_class=HTMLResponse)
def form(request: Request, here: Here, caller: Herself) -> Response:
    """What she may say of herself, with what she said before."""
    who = caller.principal
    day = today(here.settings)
    kept = here.entitlements.of_worker(who.worker, who.person, day, caller.actor).stated
    return _form(request, here, typed_of(kept.stated if kept else None), [])


@router.post(f"{PAGE}/facts", response_class=HTMLResponse)
def state(request: Request, here: Here, caller: HerselfActing, sent: Sent) -> Response:
    """Keep it by her consent, or answer by it once and keep nothing."""
    typed, stated, faults = read_stated(sent)
    faults += [fault_of(each, *typed) for each in here.entitlements.faults(stated)]
    once = text_of(sent, "act") == "once"
    if not once and not text_of(sent, "agree"):
        faults.append(Fault("agree", AGREE))
    if faults:
        return _form(request, here, typed, faults)
    if once:
        return _page(request, _once(here, caller, stated), ONCE)
    version = here.consents.text(PURPOSE).version
    worker, actor = caller.principal.worker, caller.actor
    here.entitlements.keep(worker, stated, actor, Channel.ONLINE, version)
    return RedirectResponse(f"{PAGE}?done=kept", FOUND)


@router.post(f"{PAGE}/forget")
def forget(here: Here, caller: HerselfActing) -> Response:
    """Delete what she said, and withdraw her consent."""
    here.entitlements.forget(caller.principal.worker, caller.actor, Channel.ONLINE)
    return RedirectResponse(f"{PAGE}?done=forgotten", FOUND)


def _once(here: Runtime, caller: Caller, stated: Any) -> Answers:
    who = caller.principal
    return here.entitlements.once(who.worker, who.person, stated, today(here.settings))


def _page(request: Request, found: Answers, done: str) -> Response:
    context = context_of(found) | {"done": done}
    return templates.TemplateResponse(request, "worker/entitlements.html", context)


def _form(request: Request, here: Runtime, typed: dict[str, Any], faults: list[Fault]) -> Response:
    context = {
        "typed": typed,
        "choices": CHOICES,
        "faults": faults,
        "text": here.consents.text(PURPOSE),
    }
    status = 422 if faults else 200
    return templates.TemplateResponse(request, "worker/stated.html", context, status)
