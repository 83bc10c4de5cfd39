"""灵活就业登记 by commitment: one question a page, a check page, the promise, the live result."""

import json
from datetime import date
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.asked import home_divisions
from api.pages.doors import FOUND
from api.pages.forms import Fault, Sent, fault_of, text_of
from api.pages.register_steps import (
    CATEGORIES,
    CERTIFICATES,
    FIELDS,
    NAMES,
    PLACE_KINDS,
    STEPS,
    TYPES,
    Answers,
    asked,
    claim_of,
    faults_of,
    first_open,
    next_step,
)
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.routes.registrations import Applying
from api.runtime import Runtime
from api.security.caller import NotAllowed
from api.security.keys import KeyUnusable
from api.security.things import claim_thing
from registry.access.account_role import AccountRole
from registry.dated_text import in_use
from registry.errors import InvalidField, LinggangError
from registry.registration.claim import Category
from registry.registration.commitment import Channel, Commitment
from registry.workers.identity import mask

router = APIRouter(include_in_schema=False)
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
KEPT: Final = "answers"  # the field in which sealed answers travel


@router.get("/register", response_class=HTMLResponse)
def begin(request: Request, here: Here, caller: Applying) -> Response:
    """What it is, what is asked, and the first question."""
    _require_worker(caller.principal.role)
    caller.shows_nobody()
    return _step(request, here, {}, STEPS[0].name, is_first=True)


@router.post("/register", response_class=HTMLResponse)
def answer(
    request: Request,
    here: Here,
    caller: Applying,
    form: Sent,
    step: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """One answer; the next question, or the page to check them all."""
    _require_worker(caller.principal.role)
    caller.shows_nobody()
    answers = _answers(here, text_of(form, KEPT, 20_000))
    if (to := text_of(form, "to", 20)) in NAMES:  # back, or to change one answer
        return _step(request, here, answers, to)
    at = next((each for each in STEPS if each.name == step), STEPS[0])
    answers = dict(answers) | {name: text_of(form, name, 400) for name in at.fields}
    if faults := faults_of(at, answers, here.reference, _today(here), here.settings.office):
        return _step(request, here, answers, at.name, faults)
    following = next_step(answers, at.name)
    if text_of(form, "back", 2) == "1":  # from the check page, to which it leads again
        following = first_open(answers, here.reference, _today(here), here.settings.office)
    return _step(request, here, answers, following) if following else _check(request, here, answers)


@router.post("/register/sending", response_class=HTMLResponse)
def send(request: Request, here: Here, caller: Applying, form: Sent) -> Response:
    """Her promise under the text she was shown, and the application; the registers are asked."""
    _require_worker(caller.principal.role)
    caller.shows_nobody()
    answers = _answers(here, text_of(form, KEPT, 20_000))
    version, signed = text_of(form, "version", 16), text_of(form, "promise", 4)
    if first := first_open(answers, here.reference, _today(here), here.settings.office):
        open_one = next(each for each in STEPS if each.name == first)
        lacking = faults_of(open_one, answers, here.reference, _today(here), here.settings.office)
        return _step(request, here, answers, first, lacking)
    if signed != "yes":
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
        promise = Commitment(text.version, text.hash, Channel.ONLINE, at, own_act=True)
        here.registrar.sign(one.id, promise, caller.actor)
        standing = here.registrar.submit(one.id, caller.actor)
    except LinggangError as error:
        fault = fault_of(error, *FIELDS, "promise")
        return _check(request, here, answers, (fault,), status_of(error))
    if standing.faults:
        faults = tuple(Fault(_field_of(each.code), each.detail) for each in standing.faults)
        return _check(request, here, answers, faults, 422)
    return RedirectResponse(f"/registrations/{one.id}", FOUND)


def _require_worker(role: AccountRole) -> None:
    if role is not AccountRole.WORKER:
        raise NotAllowed("这是本人办理的页面：替人办理请从“服务对象”进入。")


def _field_of(code: str) -> str:
    return next((step.fields[0] for step in STEPS if code in step.codes), "")


def _today(here: Runtime) -> date:
    return here.registrar.today()


def _answers(here: Runtime, sealed: str) -> Answers:
    """What was answered on the pages before; nothing where it is not of our making."""
    try:
        found = json.loads(here.keys.opened(sealed)) if sealed else {}
    except (KeyUnusable, ValueError):
        found = {}
    return {name: str(found[name]) for name in FIELDS if name in found}


def _context(here: Runtime, answers: Answers) -> dict[str, Any]:
    return {
        "answers": answers,
        "kept": here.keys.sealed(json.dumps(dict(answers), ensure_ascii=False)),
        "choices": CHOICES,
        "hints": CATEGORY_HINTS,
        "counties": [
            (each.code, each.name) for each in home_divisions(here.reference, here.settings.office)
        ],
    }


def _step(
    request: Request,
    here: Here,
    answers: Answers,
    name: str,
    faults: tuple[Fault, ...] = (),
    *,
    is_first: bool = False,
) -> Response:
    steps = asked(answers)
    number = [each.name for each in steps].index(name) if name in {s.name for s in steps} else 0
    open_now = first_open(answers, here.reference, _today(here), here.settings.office)
    context = _context(here, answers) | {
        "step": steps[number],
        "number": number + 1,
        "count": len(steps),
        "before": steps[number - 1].name if number else "",
        "to_check": not open_now or open_now == name,
        "faults": faults,
        "is_first": is_first,
    }
    return templates.TemplateResponse(
        request, "worker/register.html", context, 422 if faults else 200
    )


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
