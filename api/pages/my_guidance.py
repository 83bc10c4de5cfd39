"""怎样找到更多: a worker's plan on her telephone, short; every number may be looked into."""

from typing import Annotated, Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.clock import today
from api.database import reading
from api.pages.doors import FOUND
from api.pages.herself import Herself
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.routes.guidance import NOT_PERSONAL
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.consents import may_personalise
from api.services.guidance_taken import change_of, code_of, told_of
from api.services.guidance_words import Line, lines_of
from api.services.guide import Guided
from api.services.guide_view import plan_json
from api.services.my_data import AdviceChanged, NoProfile
from api.store import guidance, workers
from registry.guidance.session import State
from registry.jobs.posting import Profile
from registry.workers.consent import NoConsent
from registry.workers.worker import Worker

router = APIRouter(include_in_schema=False)
PAGE: Final = "/me/guidance"
# What the button beside advice says, by its kind and what it says; a kind alone has one button.
BUTTONS: Final = {
    "week": "把这段时间加进我的空闲时间",
    "neighbours": "把这个工种加进想做的活",
    "area farther": "按这个放宽路程",
    "area county": "加上这个县区",
    "certificate": "我有这个证，补进资料",
}
# Where a question is answered, with the words of the link; what is not here, in her profile.
PROFILE: Final = ("/me/profile", "去补充")
ANSWERED: Final = {
    "circumstances": ("/me/entitlements/facts", "去填写"),
    "looked_at": ("/jobs", "去看岗位"),
    "work": ("/register", "去登记"),
    "birth": ("/register", "去登记"),
    "paid_months": None,  # 社保窗口或“爱山东”
}
Text = Annotated[str, Form(max_length=100)]


@router.get(PAGE, response_class=HTMLResponse)
def page(request: Request, here: Here, caller: Herself, done: str = "") -> Response:
    """Her plan; where she has no profile, or wants no list of her own, what is to be done."""
    return _page(request, here, caller, done)


@router.post(f"{PAGE}/take")
def take(
    request: Request, here: Here, caller: Herself, kind: Text = "", said: Text = "", mark: Text = ""
) -> Response:
    """What advice tells is made so in her profile, exactly as it was shown."""
    person, is_personal = _person(here, caller.principal.worker)
    if person is None:
        raise NoProfile
    if not is_personal:
        raise NoConsent(NOT_PERSONAL)
    change = change_of(_guided(here, caller, person).plan, kind, said, mark)
    try:
        if change is None:
            raise AdviceChanged
        here.my_data.take(person, change, caller.actor)
    except AdviceChanged as error:
        return _page(request, here, caller, error=error)
    return RedirectResponse(f"{PAGE}?{urlencode({'done': code_of(change)})}", FOUND)


def _page(
    request: Request,
    here: Runtime,
    caller: Caller,
    done: str = "",
    error: AdviceChanged | None = None,
) -> Response:
    context = _context(here, caller, done) | {"error": error}
    status = status_of(error) if error else 200
    return templates.TemplateResponse(request, "worker/guidance.html", context, status)


def _context(here: Runtime, caller: Caller, done: str) -> dict[str, Any]:
    person, is_personal = _person(here, caller.principal.worker)
    agreed = _agreed(here, caller.principal.worker)
    if person is None or not is_personal:
        return {"has_profile": person is not None, "plan": None, "agreed": agreed}
    plan = plan_json(_guided(here, caller, person), here.guidance_texts)
    return {
        "has_profile": True,
        "plan": plan,
        "agreed": agreed,
        "added": told_of(done, person, here.reference),
        "buttons": BUTTONS,
        "answered": {each["question"]: PROFILE for each in plan["asks"]} | ANSWERED,
    }


def _guided(here: Runtime, caller: Caller, person: Worker) -> Guided:
    return here.guide.plan(person, today(here.settings), Profile.PUBLIC, caller.actor)


def _agreed(here: Runtime, worker: str) -> tuple[Line, ...]:
    """What she agreed on with an advisor in the session that is open; nothing where none is."""
    if not worker:
        return ()
    with reading(here.engine) as connection:
        kept = guidance.of_worker(connection, here.keys, worker)
    open_one = (each.session for each in kept if each.session.state is not State.CLOSED)
    session = next(open_one, None)
    return lines_of(session.plan) if session and session.plan else ()


def _person(here: Runtime, worker: str) -> tuple[Worker | None, bool]:
    """Her profile, and whether lists may go by it."""
    if not worker:
        return None, False
    with reading(here.engine) as connection:
        return workers.get(connection, worker), may_personalise(connection, worker)
