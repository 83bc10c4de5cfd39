"""灵活就业登记 by commitment: one question a page, a check page, the promise, the live result.

Nothing is kept by the service before she sends it.
"""

import json
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.counties import county_choices
from api.pages.doors import FOUND
from api.pages.forms import Fault, Sent, fault_of, text_of
from api.pages.herself import herself
from api.pages.register_steps import (
    CATEGORIES,
    CERTIFICATES,
    FIELDS,
    NAMES,
    PLACE_KINDS,
    STEPS,
    TYPES,
    Answers,
    Step,
    asked,
    claim_of,
    faults_of,
    next_step,
)
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.security.keys import KeyUnusable
from api.security.things import claim_thing
from registry.access.action import Action
from registry.dated_text import in_use
from registry.errors import InvalidField, LinggangError, UnknownName
from registry.registration.claim import Category
from registry.registration.commitment import Channel, Commitment
from registry.workers.identity import mask

router = APIRouter(include_in_schema=False)
Applying = Annotated[Caller, herself(Action.APPLY_REGISTRATION)]
CHOICES: Final = {
    "category": CATEGORIES,
    "employment_type": TYPES,
    "place_kind": PLACE_KINDS,
    "certificate": CERTIFICATES,
}
CATEGORY_HINTS: Final = {
    Category.A_SOLO.value: "摆摊、接活、帮工等，没有营业执照",
    Category.B_PART_TIME.value: "给单位干，每天平均不超过 4 小时、每周不超过 24 小时",
    Category.C_NEW_FORM.value: "送外卖、开网约车、做主播等，和平台没有劳动合同",
    Category.D_OTHER.value: "上面都不是，请先问窗口",
}
UNITS: Final = {"hours_per_day": "每天 {} 小时", "hours_per_week": "每周 {} 小时"}
# Answers wait in the browser, sealed and for this account alone: back and forth lose nothing.
COOKIE: Final = "register"
PATH: Final = "/register"
LONGEST: Final = 200  # characters of one answer, so that all fit into a cookie


@router.get("/register", response_class=HTMLResponse)
def begin(request: Request, here: Here, caller: Applying) -> Response:
    """What it is, what is asked, and the first question; answers that wait are taken up."""
    return _step(request, here, caller, STEPS[0].name, is_first=True)


@router.get("/register/check", response_class=HTMLResponse)
def check(request: Request, here: Here, caller: Applying) -> Response:
    """All answers, the promise; or the first question that is open."""
    answers = _answers(request, here, caller)
    if first := _open_step(here, answers):
        return RedirectResponse(f"/register/{first}?again=1", FOUND)
    return _check(request, here, answers)


@router.get("/register/{step}", response_class=HTMLResponse)
def question(
    step: str,
    request: Request,
    here: Here,
    caller: Applying,
    again: Annotated[str, Query(max_length=1)] = "",
    changes: Annotated[str, Query(max_length=1)] = "",
) -> Response:
    """One question with what was answered before. again: its answer is judged, too."""
    if step not in NAMES:
        raise UnknownName("问题", step)
    return _step(request, here, caller, step, is_judged=bool(again), is_change=bool(changes))


@router.post("/register/check", response_class=HTMLResponse)
def send(
    request: Request,
    here: Here,
    caller: Applying,
    version: Annotated[str, Form(max_length=16)] = "",
    promise: Annotated[str, Form(max_length=4)] = "",
) -> Response:
    """Her promise under the text she was shown, and the application; the registers are asked."""
    answers = _answers(request, here, caller)
    if first := _open_step(here, answers):
        return RedirectResponse(f"/register/{first}?again=1", FOUND)
    if promise != "yes":
        fault = Fault("promise", "请读完承诺书，勾选“我已阅读并承诺”后再提交。")
        return _check(request, here, answers, (fault,), 422)
    try:
        claim = claim_of(answers, here.reference, _today(here))
        caller.principal = here.accounts.as_person(caller.principal, claim.identity.number)
        caller.on(claim_thing(here, "", claim))
        one = here.registrar.apply(claim, caller.actor)
        text = in_use(here.registrar.texts, _today(here))
        if version != text.version:
            raise InvalidField("promise", "old_text", "承诺书已更新：请重新阅读后再勾选。")
        at = here.registrar.clock()
        signature = Commitment(text.version, text.hash, Channel.ONLINE, at, own_act=True)
        here.registrar.sign(one.id, signature, caller.actor)
        standing = here.registrar.submit(one.id, caller.actor)
    except LinggangError as error:
        fault = fault_of(error, *FIELDS, "promise")
        return _check(request, here, answers, (fault,), status_of(error))
    if standing.faults:
        faults = tuple(Fault(_field_of(each.code), each.detail) for each in standing.faults)
        return _check(request, here, answers, faults, 422)
    done = RedirectResponse(f"/registrations/{one.id}", FOUND)
    done.delete_cookie(COOKIE, PATH, secure=here.settings.https, httponly=True)
    return done


@router.post("/register/{step}")
def answer(step: str, request: Request, here: Here, caller: Applying, form: Sent) -> Response:
    """One answer, kept by the browser, sealed; the next question, or the same with its fault."""
    at = next((each for each in STEPS if each.name == step), None)
    if at is None:
        raise UnknownName("问题", step)
    typed = {name: text_of(form, name, LONGEST) for name in at.fields}
    answers = dict(_answers(request, here, caller)) | typed
    if _faults(here, at, answers):
        to = f"{step}?again=1"
    elif text_of(form, "changes", 1):  # from the check page, to which it leads again
        to = _open_step(here, answers) or "check"
    else:
        to = next_step(answers, at.name) or "check"
    done = RedirectResponse(f"/register/{to}", FOUND)
    kept = here.keys.sealed(
        json.dumps([caller.principal.account, answers], ensure_ascii=False, separators=(",", ":"))
    )
    is_tls = here.settings.https
    done.set_cookie(COOKIE, kept, path=PATH, secure=is_tls, httponly=True, samesite="lax")
    return done


def _field_of(code: str) -> str:
    return next((step.fields[0] for step in STEPS if code in step.codes), "")


def _today(here: Runtime) -> date:
    return here.registrar.today()


def _faults(here: Runtime, step: Step, answers: Answers) -> tuple[Fault, ...]:
    return faults_of(step, answers, here.reference, _today(here), here.settings.office)


def _open_step(here: Runtime, answers: Answers) -> str:
    """The first question whose answer lacks or is wrong; "" where none is."""
    return next((each.name for each in asked(answers) if _faults(here, each, answers)), "")


def _answers(request: Request, here: Runtime, caller: Caller) -> Answers:
    """What this account answered on the pages before; nothing that is not of our making."""
    sealed = request.cookies.get(COOKIE, "")
    try:
        account, found = json.loads(here.keys.opened(sealed)) if sealed else ("", {})
    except (KeyUnusable, ValueError):
        return {}
    is_hers = account == caller.principal.account
    return {name: str(found[name]) for name in FIELDS if name in found} if is_hers else {}


def _context(here: Runtime, answers: Answers) -> dict[str, Any]:
    return {
        "answers": answers,
        "choices": CHOICES,
        "hints": CATEGORY_HINTS,
        "counties": county_choices(here),
    }


def _step(
    request: Request,
    here: Here,
    caller: Caller,
    name: str,
    *,
    is_first: bool = False,
    is_judged: bool = False,
    is_change: bool = False,
) -> Response:
    answers = _answers(request, here, caller)
    steps = asked(answers)
    number = next((at for at, each in enumerate(steps) if each.name == name), 0)
    context = _context(here, answers) | {
        "step": steps[number],
        "number": number + 1,
        "count": len(steps),
        "before": steps[number - 1].name if number else "",
        "faults": _faults(here, steps[number], answers) if is_judged else (),
        "is_first": is_first,
        "is_change": is_change,
    }
    return templates.TemplateResponse(request, "worker/register.html", context)


def _check(
    request: Request,
    here: Here,
    answers: Answers,
    faults: tuple[Fault, ...] = (),
    status: int = 200,
) -> Response:
    text = in_use(here.registrar.texts, _today(here))
    shown = [(step, _words(here, step.fields, answers)) for step in asked(answers)]
    context = _context(here, answers) | {"shown": shown, "text": text, "faults": faults}
    return templates.TemplateResponse(request, "worker/register_check.html", context, status)


def _words(here: Runtime, fields: tuple[str, ...], answers: Answers) -> str:
    """An answer as it is read back to her; of her number the first six digits."""
    told = []
    for name in fields:
        value = answers.get(name, "")
        if not value:
            continue
        division = here.reference.gazetteer.get(value) if name.endswith("place") else None
        named = dict(CHOICES.get(name, ())).get(value, value)
        shown = mask(value) if name == "id_no" else division.name if division else named
        told.append(UNITS.get(name, "{}").format(shown))
    return "，".join(told)
