"""Where a page leads who may not open it, and faults told as pages; programs get problem+json."""

import json
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final, cast
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from api.pages.templates import templates
from api.problems import TITLES, headers_of, status_of
from api.runtime import Runtime
from api.security.caller import MustChangePassword, NotSignedIn
from api.security.crossing import SAFE
from api.security.keys import Keys, KeyUnusable
from registry.errors import LinggangError

FOUND: Final = 303
LARGEST_KEPT: Final = 64 * 1024  # characters of a form that waits for its sender to sign in
Field = tuple[str, str]
Answer = Callable[[Request, Any], Awaitable[Response]]
# In the words of whoever looks at a page.
WORDS: Final = {
    404: "没有这个网页：请检查网址，或从首页重新找。",
    405: "这个网页不能这样打开：请从首页重新进入。",
    413: "内容太大：请分几次办，或换小一些的文件。",
    500: "系统出了问题，不是您填错了：请过一会儿再试，仍不行请告诉工作人员。",
}
OTHER: Final = "没有办成：请返回上一页重试，仍不行请告诉工作人员。"
MALFORMED: Final = "网址或表单的内容不对：请返回上一页，检查后重试。"


def own_page(to: str) -> str:
    """Where to go next: a page of this site, whatever was asked for."""
    parts = urlsplit(to)
    is_own = to.startswith("/") and not to.startswith(("//", "/\\"))
    return to if is_own and not parts.scheme and not parts.netloc else "/"


def kept_form(keys: Keys, path: str, fields: Sequence[Field]) -> str:
    """A form that waits, sealed: it goes out and comes back with the pages of signing in."""
    sealed = keys.sealed(json.dumps([path, list(fields)], ensure_ascii=False))
    return sealed if len(sealed) <= LARGEST_KEPT else ""


def waiting_form(keys: Keys, kept: str) -> tuple[str, tuple[Field, ...]] | None:
    """The path and fields of a form that waited; None where there is none that is ours."""
    try:
        path, fields = json.loads(keys.opened(kept)) if kept else ("", [])
    except (KeyUnusable, ValueError):
        return None
    return (path, tuple((name, value) for name, value in fields)) if path else None


def install_doors(app: FastAPI) -> None:
    """Faults as pages for whoever opens pages; signing in for whoever must.

    After install_problems: programs get what that gives them.
    """
    _for_pages(app, LinggangError, _fault)
    _for_pages(app, NotSignedIn, _sign_in, programs=LinggangError)
    _for_pages(app, MustChangePassword, _change_password, programs=LinggangError)
    _for_pages(app, HTTPException, _framework_fault)
    _for_pages(app, RequestValidationError, _malformed)
    _for_pages(app, Exception, _unforeseen)


def is_page(request: Request) -> bool:
    """Whether somebody looks at the answer in a browser."""
    if request.url.path.startswith("/v1/"):
        return False
    return request.method in SAFE or "text/html" in request.headers.get("accept", "")


def fault_page(request: Request, status: int, words: str) -> Response:
    """A fault told as a page."""
    context = {"title": TITLES.get(status, "没有办成"), "error": words}
    return templates.TemplateResponse(request, "fault.html", context, status)


def _for_pages(
    app: FastAPI, kind: type[Exception], page: Answer, programs: type[Exception] | None = None
) -> None:
    """Answer a kind of fault by a page; programs get what they got, or get for another kind."""
    otherwise = cast("Answer", app.exception_handlers[programs or kind])

    @app.exception_handler(kind)
    async def told(request: Request, error: Any) -> Response:
        return await (page if is_page(request) else otherwise)(request, error)


async def _fault(request: Request, error: LinggangError) -> Response:
    answer = fault_page(request, status_of(error), str(error))
    answer.headers.update(headers_of(error))
    return answer


async def _sign_in(request: Request, _: NotSignedIn) -> Response:
    """To where she signs in; what she filled in comes along."""
    if request.method in SAFE:
        return _door("/sign-in", request)
    here: Runtime = request.app.state.runtime
    form = (await request.form()).multi_items()
    fields = [(name, value) for name, value in form if isinstance(value, str)]
    kept = kept_form(here.keys, request.url.path, fields)
    context = {"to": "/", "kept": kept, "waits": True}
    return templates.TemplateResponse(request, "sign_in.html", context, 401)


async def _change_password(request: Request, _: MustChangePassword) -> Response:
    return _door("/password", request)


async def _framework_fault(request: Request, error: HTTPException) -> Response:
    return fault_page(request, error.status_code, WORDS.get(error.status_code, OTHER))


async def _malformed(request: Request, _: RequestValidationError) -> Response:
    return fault_page(request, 422, MALFORMED)


async def _unforeseen(request: Request, _: Exception) -> Response:
    return fault_page(request, 500, WORDS[500])


def _door(page: str, request: Request) -> Response:
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"{page}?to={quote(asked, safe='/')}", FOUND)
