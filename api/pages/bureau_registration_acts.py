"""What a reviewer decides on a registration: granted, answered, settled, ended, taken back."""

from collections.abc import Callable
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from api.pages.bureau_forms import carried_out, chosen, day_of, said
from api.pages.bureau_registration import shown
from api.pages.forms import Sent, text_of
from api.routes.dependencies import Here
from api.routes.desk import Deciding, SettlingDoubt
from api.runtime import Runtime
from registry.actor import Actor
from registry.errors import InvalidField
from registry.registration.exits import ExitCode

router = APIRouter(prefix="/bureau/registrations/{registration_id}", include_in_schema=False)
CHOICES: Final = ("granted", "upheld")


@router.post("/decision")
def decide(
    registration_id: str, request: Request, here: Here, officer: Deciding, form: Sent
) -> Response:
    """Grant or refuse what waits for review."""

    def act() -> str:
        granted = chosen(form, "granted", "请选择：通过，或不予登记。")
        here.registrar.decide(registration_id, granted, said(form, "why_decision"), officer)
        return "granted" if granted else "refused"

    return _done(request, here, officer, registration_id, form, act)


@router.post("/answer")
def answer(
    registration_id: str, request: Request, here: Here, officer: Deciding, form: Sent
) -> Response:
    """Answer an objection to an end."""

    def act() -> str:
        upheld = chosen(form, "upheld", "请选择：异议成立，或不成立。")
        here.registrar.answer(registration_id, upheld, said(form, "why_answer"), officer)
        return "upheld" if upheld else "dismissed"

    return _done(request, here, officer, registration_id, form, act)


@router.post("/doubts/{key}")
def settle(
    registration_id: str,
    key: str,
    request: Request,
    here: Here,
    officer: SettlingDoubt,
    form: Sent,
) -> Response:
    """Settle a doubt; several may stand on the page, each with fields of its own."""
    mark = key[:8]

    def act() -> str:
        reason = said(form, f"why_{mark}", "请写明核查的结果和理由。")
        told = text_of(form, f"told_{mark}")
        here.reviews.settle(registration_id, key, reason, officer, told)
        return "settled"

    return _done(request, here, officer, registration_id, form, act)


@router.post("/exit")
def end(
    registration_id: str, request: Request, here: Here, officer: Deciding, form: Sent
) -> Response:
    """End it by an officer's word."""

    def act() -> str:
        code = text_of(form, "code", 8)
        if code not in set(ExitCode):
            raise InvalidField("code", "missing", "请选择退出的原因。")
        here.registrar.leave(registration_id, ExitCode(code), day_of(form, "on"), officer)
        return "exited"

    return _done(request, here, officer, registration_id, form, act)


@router.post("/revocation")
def revoke(
    registration_id: str, request: Request, here: Here, officer: Deciding, form: Sent
) -> Response:
    """Revoke what rested on a false promise."""

    def act() -> str:
        here.registrar.revoke(registration_id, said(form, "why_revocation"), officer)
        return "revoked"

    return _done(request, here, officer, registration_id, form, act)


@router.post("/reinstatement")
def reinstate(
    registration_id: str, request: Request, here: Here, officer: Deciding, form: Sent
) -> Response:
    """Take an end back."""

    def act() -> str:
        here.registrar.reinstate(registration_id, said(form, "why_reinstatement"), officer)
        return "reinstated"

    return _done(request, here, officer, registration_id, form, act)


def _done(
    request: Request,
    here: Runtime,
    officer: Actor,
    registration_id: str,
    form: FormData,
    act: Callable[[], str],
) -> Response:
    return carried_out(
        form,
        lambda: f"/bureau/registrations/{registration_id}?done={act()}",
        lambda tried: shown(request, here, officer, registration_id, tried),
        *CHOICES,
    )
