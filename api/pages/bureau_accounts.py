"""`/bureau/accounts`: listed, made, reset, disabled by the security administrator."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from api.pages.bureau_forms import typed
from api.pages.counties import county_choices
from api.pages.doors import FOUND
from api.pages.forms import Sent, fault_of, text_of
from api.pages.paged import next_of
from api.pages.templates import templates
from api.problems import status_of
from api.routes.accounts import Managing
from api.routes.dependencies import Here
from api.routes.paging import Page, pages
from api.runtime import Runtime
from api.services.accounts import BY_NAME, Made
from registry.access.account_role import ACCOUNT_ROLE_NAMES, FIRMS, AccountRole
from registry.access.principal import Resource
from registry.errors import InvalidField, LinggangError

router = APIRouter(include_in_schema=False)
AccountsPage = Annotated[Page, pages("bureau-accounts", 50)]
KIND: Final = "账号"
FIELDS: Final = ("name", "role", "county", "firm")
ROLES: Final = tuple(
    (role.value, ACCOUNT_ROLE_NAMES[role]) for role in AccountRole if role in BY_NAME
)
DONE: Final = {"disabled": "已停用，正在登录的已退出。要恢复，请重置密码。"}


@router.get("/bureau/accounts", response_class=HTMLResponse)
def page(
    request: Request,
    response: Response,
    here: Here,
    caller: Managing,
    paged: AccountsPage,
    done: str = "",
) -> Response:
    """All that sign in by name, and the form for a new one."""
    caller.on(Resource(KIND, ""))
    return _shown(request, here, caller.actor.id, paged, response, done=DONE.get(done, ""))


@router.post("/bureau/accounts", response_class=HTMLResponse)
def make(
    request: Request,
    response: Response,
    here: Here,
    caller: Managing,
    paged: AccountsPage,
    form: Sent,
) -> Response:
    """A new account; its password stands in this answer, once."""
    caller.on(Resource(KIND, ""))
    role = text_of(form, "role", 32)
    try:
        if role not in dict(ROLES):
            raise InvalidField("role", "missing", "请选择角色。")
        made = here.accounts.make(
            text_of(form, "name", 200),
            AccountRole(role),
            caller.actor,
            text_of(form, "county", 6),
            text_of(form, "firm", 64),
        )
    except LinggangError as error:
        return _shown(request, here, caller.actor.id, paged, response, typed(form), error)
    return _secret(request, made, is_new=True)


@router.post("/bureau/accounts/{account_id}/secret", response_class=HTMLResponse)
def reset(
    account_id: str,
    request: Request,
    response: Response,
    here: Here,
    caller: Managing,
    paged: AccountsPage,
) -> Response:
    """A new password in the place of a lost one, in this answer, once."""
    caller.on(Resource(KIND, account_id))
    try:
        made = here.accounts.reset(account_id, caller.actor)
    except InvalidField as error:
        return _shown(request, here, caller.actor.id, paged, response, error=error)
    return _secret(request, made, is_new=False)


@router.post("/bureau/accounts/{account_id}/disabling")
def disable(
    account_id: str,
    request: Request,
    response: Response,
    here: Here,
    caller: Managing,
    paged: AccountsPage,
) -> Response:
    """Nobody signs in by it any more."""
    caller.on(Resource(KIND, account_id))
    try:
        here.accounts.disable(account_id, caller.actor)
    except InvalidField as error:
        return _shown(request, here, caller.actor.id, paged, response, error=error)
    return RedirectResponse("/bureau/accounts?done=disabled", FOUND)


def _shown(
    request: Request,
    here: Runtime,
    own: str,
    paged: Page,
    response: Response,
    sent: dict[str, str] | None = None,
    error: LinggangError | None = None,
    done: str = "",
) -> Response:
    found = here.accounts.by_name(paged.after, paged.asked)
    counties = county_choices(here)
    context: dict[str, Any] = {
        "items": paged.of(found, lambda one: (one.name,)),
        "next": next_of(response),
        "own": own,
        "roles": ROLES,
        "role_names": ACCOUNT_ROLE_NAMES,
        "counties": counties,
        "names": dict(counties),
        "typed": sent or {},
        "faults": [fault_of(error, *FIELDS)] if error else [],
        "done": done,
    }
    status = status_of(error) if error else 200
    return templates.TemplateResponse(request, "bureau/accounts.html", context, status)


def _secret(request: Request, made: Made, is_new: bool) -> Response:
    context: dict[str, Any] = {
        "one": made.account,
        "secret": made.secret,
        "is_new": is_new,
        "is_machine": made.account.role is AccountRole.PLATFORM,
        "is_firm": made.account.role in FIRMS,
        "role_name": ACCOUNT_ROLE_NAMES[made.account.role],
    }
    return templates.TemplateResponse(request, "bureau/secret.html", context)
