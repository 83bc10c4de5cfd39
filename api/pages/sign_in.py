"""The page to sign in on: staff and employers by password, workers by a code."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.doors import FOUND, LARGEST_KEPT, own_page, waiting_form
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.routes.sign_in import Own, SigningIn, keep_signed_in, own_account
from api.security.caller import PRINCIPAL, cookie_name
from api.services.sign_in import SignedIn, TooOften
from registry.errors import LinggangError

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=128)]
To = Annotated[str, Form(max_length=2000)]
Kept = Annotated[str, Form(max_length=LARGEST_KEPT)]


@router.get("/sign-in", response_class=HTMLResponse)
def page(request: Request, _: SigningIn, to: str = "/") -> Response:
    """The two forms."""
    return _page(request, {"to": own_page(to)})


@router.post("/sign-in", response_class=HTMLResponse)
def by_password(
    request: Request,
    here: Here,
    _: SigningIn,
    name: Text = "",
    password: Text = "",
    to: To = "/",
    kept: Kept = "",
) -> Response:
    """Sign in by password; what is wrong is told on the page."""
    try:
        done = here.sign_in.by_password(name, password)
    except LinggangError as error:
        context = {"to": own_page(to), "kept": kept, "name": name, "error": str(error)}
        return _page(request, context, error)
    return _gone(request, here, done, to, kept)


@router.post("/sign-in/code", response_class=HTMLResponse)
def by_code(
    request: Request,
    here: Here,
    _: SigningIn,
    phone: Text = "",
    code: Text = "",
    again: Text = "",
    to: To = "/",
    kept: Kept = "",
) -> Response:
    """Without a code, or to have another: send one. With it: sign in."""
    context = {"to": own_page(to), "kept": kept, "phone": phone}
    try:
        if again or not code.strip():
            here.sign_in.send_code(phone)
            return _page(request, context | {"sent": True})
        done = here.sign_in.by_code(phone, code)
    except LinggangError as error:
        return _page(
            request,
            context | {"sent": bool(code) or isinstance(error, TooOften), "error": str(error)},
            error,
        )
    return _gone(request, here, done, to, kept)


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


def _gone(request: Request, here: Here, done: SignedIn, to: str, kept: str) -> Response:
    """To where she was going; a form that waited is shown again, to be sent as hers."""
    answer: Response = RedirectResponse(own_page(to), FOUND)
    if (form := waiting_form(here.keys, kept)) is not None:
        path, fields = form
        request.scope[PRINCIPAL] = done.account.principal
        context = {"waiting": own_page(path), "fields": fields}
        answer = templates.TemplateResponse(request, "continue.html", context)
    keep_signed_in(here, done, answer)
    return answer
