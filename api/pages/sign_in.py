"""The page to sign in on: staff and employers by password, workers by a code."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.own import FOUND, own_page
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.routes.sign_in import Own, SigningIn, keep_signed_in, own_account
from api.security.caller import cookie_name
from api.services.sign_in import SignedIn, TooOften
from registry.errors import LinggangError

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=128)]


@router.get("/sign-in", response_class=HTMLResponse)
def page(request: Request, _: SigningIn, to: str = "/") -> Response:
    """The two forms."""
    return _page(request, {"to": own_page(to)})


@router.post("/sign-in", response_class=HTMLResponse)
def by_password(
    request: Request, here: Here, _: SigningIn, name: Text = "", password: Text = "", to: Text = "/"
) -> Response:
    """Sign in by password; what is wrong is told on the page."""
    try:
        done = here.sign_in.by_password(name, password)
    except LinggangError as error:
        return _page(request, {"to": own_page(to), "name": name, "error": str(error)}, error)
    return _gone(here, done, to)


@router.post("/sign-in/code", response_class=HTMLResponse)
def by_code(
    request: Request, here: Here, _: SigningIn, phone: Text = "", code: Text = "", to: Text = "/"
) -> Response:
    """Without a code: send one. With it: sign in."""
    context = {"to": own_page(to), "phone": phone}
    try:
        if not code.strip():
            here.sign_in.send_code(phone)
            return _page(request, context | {"sent": True})
        done = here.sign_in.by_code(phone, code)
    except LinggangError as error:
        return _page(
            request,
            context | {"sent": bool(code) or isinstance(error, TooOften), "error": str(error)},
            error,
        )
    return _gone(here, done, to)


@router.post("/sign-out")
def sign_out(request: Request, here: Here, caller: Own) -> Response:
    """End this session."""
    caller.on(own_account(caller))
    here.sign_in.out(request.cookies.get(cookie_name(here), ""))
    answer = RedirectResponse("/sign-in", FOUND)
    answer.delete_cookie(cookie_name(here), secure=here.settings.https, httponly=True)
    return answer


def _page(
    request: Request, context: dict[str, Any], error: LinggangError | None = None
) -> Response:
    status = 200 if error is None else status_of(error)
    return templates.TemplateResponse(request, "sign_in.html", context, status_code=status)


def _gone(here: Here, done: SignedIn, to: str) -> Response:
    answer = RedirectResponse(own_page(to), FOUND)
    keep_signed_in(here, done, answer)
    return answer
