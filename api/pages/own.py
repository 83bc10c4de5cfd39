"""Pages of this site and nowhere else: where to go next, and forms for who may not go there."""

from typing import Final
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response

from api.pages.templates import templates
from api.problems import problem, status_of
from api.security.caller import MustChangePassword, NotAllowed, NotSignedIn

FOUND: Final = 303


def own_page(to: str) -> str:
    """Where to go next: a page of this site, whatever was asked for."""
    parts = urlsplit(to)
    is_own = to.startswith("/") and not to.startswith(("//", "/\\"))
    return to if is_own and not parts.scheme and not parts.netloc else "/"


def install_doors(app: FastAPI) -> None:
    """Send who opens a page to where she signs in or changes her password; programs get words."""

    @app.exception_handler(NotSignedIn)
    async def not_signed_in(request: Request, error: NotSignedIn) -> Response:
        if _is_page(request):
            return _door("/sign-in", request)
        answer = problem(status_of(error), error.code, str(error))
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    @app.exception_handler(MustChangePassword)
    async def must_change(request: Request, error: MustChangePassword) -> Response:
        return _door("/password", request) if _is_page(request) else _words(error)

    @app.exception_handler(NotAllowed)
    async def not_allowed(request: Request, error: NotAllowed) -> Response:
        if not _is_page(request):
            return _words(error)
        context = {"signed_in": True, "error": str(error)}
        return templates.TemplateResponse(request, "refused.html", context, status_of(error))


def _is_page(request: Request) -> bool:
    return request.method == "GET" and not request.url.path.startswith("/v1/")


def _door(page: str, request: Request) -> Response:
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{page}?to={quote(asked, safe='/')}", FOUND)


def _words(error: NotAllowed) -> Response:
    return problem(status_of(error), error.code, str(error))
