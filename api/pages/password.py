"""The page to change one's own password on; whose was made for her comes here first."""

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.database import writing
from api.pages.doors import FOUND, own_page
from api.pages.forms import fault_of
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.routes.sign_in import Own, keep_signed_in, own_account
from api.runtime import Runtime
from registry.errors import InvalidField, LinggangError

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=128)]


@router.get("/password", response_class=HTMLResponse)
def page(request: Request, caller: Own, to: str = "/") -> Response:
    """The form."""
    caller.on(own_account(caller))
    return _page(request, to, is_first=caller.principal.must_change)


@router.post("/password", response_class=HTMLResponse)
def change(
    request: Request,
    here: Here,
    caller: Own,
    old: Text = "",
    new: Text = "",
    again: Text = "",
    to: Text = "/",
) -> Response:
    """Change it, and stay signed in here; all other sessions end."""
    caller.on(own_account(caller))
    try:
        if new != again:
            raise InvalidField("again", "not_the_same", "两次输入的新密码不一样。")
        here.accounts.change_password(caller.principal, old, new)
    except LinggangError as error:
        return _page(request, to, is_first=caller.principal.must_change, error=error)
    return _signed_in_again(here, caller.principal.account, to)


def _signed_in_again(here: Runtime, account: str, to: str) -> Response:
    one = here.accounts.get(account)
    with writing(here.engine) as connection:
        done = here.sign_in.opened(connection, one)
    answer = RedirectResponse(own_page(to), FOUND)
    keep_signed_in(here, done, answer)
    return answer


def _page(
    request: Request, to: str, is_first: bool, error: LinggangError | None = None
) -> Response:
    context: dict[str, Any] = {"signed_in": True, "to": own_page(to), "is_first": is_first}
    if error is None:
        return templates.TemplateResponse(request, "password.html", context)
    context["error"] = fault_of(error).words
    return templates.TemplateResponse(request, "password.html", context, status_of(error))
