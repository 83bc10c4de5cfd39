"""The page to sign in on: staff and employers by password, workers by a code."""

from typing import Annotated, Any, Final
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, FastAPI, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.templates import templates
from api.problems import problem_of, status_of
from api.routes.dependencies import Here
from api.routes.sign_in import SigningIn, keep_signed_in
from api.security.caller import Caller, NotSignedIn, allowed, cookie_name
from api.services.sign_in import SignedIn
from registry.access.action import Action
from registry.access.principal import Resource
from registry.errors import LinggangError

router = APIRouter(include_in_schema=False)
FOUND: Final = 303
Text = Annotated[str, Form(max_length=128)]
Own = Annotated[Caller, allowed(Action.USE_OWN_ACCOUNT)]


@router.get("/sign-in", response_class=HTMLResponse)
def page(request: Request, _: SigningIn, to: str = "/") -> Response:
    """The two forms."""
    return _page(request, {"to": _own(to)})


@router.post("/sign-in", response_class=HTMLResponse)
def by_password(
    request: Request, here: Here, _: SigningIn, name: Text = "", password: Text = "", to: Text = "/"
) -> Response:
    """Sign in by password; what is wrong is told on the page."""
    try:
        done = here.sign_in.by_password(name, password)
    except LinggangError as error:
        return _page(request, {"to": _own(to), "name": name, "error": str(error)}, error)
    return _gone(here, done, to)


@router.post("/sign-in/code", response_class=HTMLResponse)
def by_code(
    request: Request, here: Here, _: SigningIn, phone: Text = "", code: Text = "", to: Text = "/"
) -> Response:
    """Without a code: send one. With it: sign in."""
    context = {"to": _own(to), "phone": phone}
    try:
        if not code.strip():
            here.sign_in.send_code(phone)
            return _page(request, context | {"sent": True})
        done = here.sign_in.by_code(phone, code)
    except LinggangError as error:
        return _page(request, context | {"sent": bool(code), "error": str(error)}, error)
    return _gone(here, done, to)


@router.post("/sign-out")
def sign_out(request: Request, here: Here, caller: Own) -> Response:
    """End this session."""
    caller.on(Resource("账号", caller.principal.account, account=caller.principal.account))
    here.sign_in.out(request.cookies.get(cookie_name(here), ""))
    answer = RedirectResponse("/sign-in", FOUND)
    answer.delete_cookie(cookie_name(here), secure=here.settings.https, httponly=True)
    return answer


def install_sign_in(app: FastAPI) -> None:
    """Send who opens a page without being signed in to the page where that is done."""

    @app.exception_handler(NotSignedIn)
    async def not_signed_in(request: Request, error: NotSignedIn) -> Response:
        if request.method == "GET" and not request.url.path.startswith("/v1/"):
            asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return RedirectResponse(f"/sign-in?to={quote(asked)}", FOUND)
        return problem_of(error)


def _own(to: str) -> str:
    """Where to go next: a page of this site, whatever was asked for."""
    parts = urlsplit(to)
    is_own = to.startswith("/") and not to.startswith(("//", "/\\"))
    return to if is_own and not parts.scheme and not parts.netloc else "/"


def _page(
    request: Request, context: dict[str, Any], error: LinggangError | None = None
) -> Response:
    status = 200 if error is None else status_of(error)
    return templates.TemplateResponse(request, "sign_in.html", context, status_code=status)


def _gone(here: Here, done: SignedIn, to: str) -> Response:
    answer = RedirectResponse(_own(to), FOUND)
    keep_signed_in(here, done, answer)
    return answer
