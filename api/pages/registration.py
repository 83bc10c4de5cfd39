"""My registration: where it stands, what was checked, what was told, what I can do."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.database import reading
from api.pages.counties import full_name
from api.pages.doors import FOUND
from api.pages.forms import Fault, fault_of
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.routes.desk import Acting, Seeing
from api.runtime import Runtime
from api.services.registration_view import status_json
from api.store import registrations
from registry.errors import LinggangError
from registry.registration.application import Event, State
from registry.registration.exits import EXIT_KINDS, ExitCode
from registry.registration.register_answer import SOURCE_NAMES, Source
from registry.registration.scope import CATEGORY_NAMES

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=8000)]
# What she is told of where it stands, in a sentence.
WORDS: Final = {
    State.DRAFT: "还没有提交。",
    State.CHECKING: "正在核查。有的登记处没有回话时会自动再问，不用您跑。",
    State.PENDING_REVIEW: "由工作人员核查，会告知您结果。",
    State.ACTIVE: "已登记，即时办结。",
    State.REFUSED: "不予登记，理由见下。60 日内可以提出异议，由另一位工作人员核查。",
    State.EXITED: "已退出登记。",
    State.REVOKED: "已撤销登记，理由见下。60 日内可以提出异议，由另一位工作人员核查。",
    State.WITHDRAWN: "您已撤回。",
}
EXITS: Final = tuple(
    (code.value, kind.name) for code, kind in EXIT_KINDS.items() if kind.by_herself
)
BUTTONS: Final = {
    Event.ACCEPT.value: "接受，不再办了",
    Event.ASK_OFFICER.value: "要求工作人员核查",
    Event.WITHDRAW.value: "撤回申请",
}


@router.get("/registrations/{registration_id}", response_class=HTMLResponse)
def page(registration_id: str, request: Request, here: Here, _: Seeing) -> Response:
    """Where it stands, every reason with its clause."""
    return _page(request, here, registration_id)


@router.post("/registrations/{registration_id}/choice")
def choose(
    registration_id: str, request: Request, here: Here, herself: Acting, choice: Text = ""
) -> Response:
    """Accept a refusal that was shown, ask for an officer, or withdraw."""

    def act() -> None:
        here.registrar.choose(registration_id, Event(choice), herself)

    return _done(request, here, registration_id, act)


@router.post("/registrations/{registration_id}/check")
def check(registration_id: str, request: Request, here: Here, _: Acting) -> Response:
    """Ask the registers once more."""
    return _done(request, here, registration_id, lambda: here.registrar.check(registration_id))


@router.post("/registrations/{registration_id}/objection")
def object_to(
    registration_id: str, request: Request, here: Here, herself: Acting, words: Text = ""
) -> Response:
    """Her words against a refusal, an exit or a revocation."""
    return _done(
        request,
        here,
        registration_id,
        lambda: here.registrar.object(registration_id, words, herself),
        words=words,
    )


@router.post("/registrations/{registration_id}/exit")
def leave(
    registration_id: str,
    request: Request,
    here: Here,
    herself: Acting,
    code: Text = "",
    on: Text = "",
) -> Response:
    """End it by her own word."""

    def act() -> None:
        here.registrar.leave(registration_id, ExitCode(code), date.fromisoformat(on), herself)

    return _done(request, here, registration_id, act, code=code, on=on)


def _done(
    request: Request, here: Runtime, registration_id: str, act: Callable[[], object], **typed: str
) -> Response:
    """The page again: changed, or with what was wrong and what was typed."""
    try:
        act()
    except LinggangError as error:
        fault = fault_of(error, "words", "code", "on")
        return _page(request, here, registration_id, [fault], status_of(error), typed)
    except ValueError:
        fault = Fault("on" if typed else "", "请选退出的原因和日期。")
        return _page(request, here, registration_id, [fault], 422, typed)
    return RedirectResponse(f"/registrations/{registration_id}", FOUND)


def _page(
    request: Request,
    here: Runtime,
    registration_id: str,
    faults: Sequence[Fault] = (),
    status: int = 200,
    typed: dict[str, str] | None = None,
) -> Response:
    one = here.registrar.get(registration_id)
    with reading(here.engine) as connection:
        notices = registrations.told(connection, here.keys, one.id)
    shown = status_json(one, here.registrar.today(), (), notices)
    events = {each["event"]: each for each in shown["next"]}
    context = {
        "one": shown,
        "words": WORDS.get(one.state, ""),
        "place": full_name(here, one.claim.place),
        "category": CATEGORY_NAMES[one.claim.category],
        "sources": [SOURCE_NAMES[each] for each in Source],
        "choices": [(event, label) for event, label in BUTTONS.items() if event in events],
        "events": events,
        "exits": EXITS,
        "exit_name": EXIT_KINDS[one.exit.code].name if one.exit else "",
        "today": here.registrar.today().isoformat(),
        "is_checking": one.state is State.CHECKING,
        "faults": faults,
        "typed": typed or {},
    }
    return templates.TemplateResponse(request, "worker/registration.html", context, status)
