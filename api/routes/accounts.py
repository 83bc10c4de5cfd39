"""`/v1/accounts`: made, reset and disabled by the security administrator, bound at a desk."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from api.problems import documented
from api.routes.dependencies import Here
from api.routes.paging import Page, pages
from api.security.caller import Caller, allowed
from api.security.things import registration_of
from api.services.accounts import Made
from api.store.accounts import Account
from registry.access.account_role import AccountRole
from registry.access.action import Action
from registry.access.principal import Resource

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])
Managing = Annotated[Caller, allowed(Action.MANAGE_ACCOUNTS)]
BindingAccount = Annotated[Caller, allowed(Action.BIND_ACCOUNT)]
AccountsPage = Annotated[Page, pages("accounts")]
ERRORS = documented(400, 401, 403, 404, 413, 422, 503)


class NewAccount(BaseModel):
    """An account to be made; no password is given, one is made and shown once."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=64)]
    role: AccountRole
    county: Annotated[str, Field(pattern=r"^(\d{6})?$")] = ""
    firm: Annotated[str, Field(max_length=64)] = ""


class Binding(BaseModel):
    """The telephone by which she signs in, and a registration of hers."""

    model_config = ConfigDict(strict=True, extra="forbid")

    phone: Annotated[str, Field(max_length=40)]
    registration_id: Annotated[str, Field(pattern="^[!-~]{1,64}$")]


class Bound(BaseModel):
    """The account that is hers from now on."""

    account: str


class AccountView(BaseModel):
    """An account, without its secret."""

    id: str
    name: str
    role: str
    county: str
    firm: str
    is_enabled: bool


class NewSecret(AccountView):
    """An account and its new secret, which is not shown again."""

    secret: str


@router.get("", operation_id="accounts", summary="全部账号", responses=ERRORS)
def everybody(here: Here, caller: Managing, page: AccountsPage) -> list[AccountView]:
    """All accounts that sign in by name, by name."""
    found = here.accounts.by_name(page.after, page.asked)
    caller.shows_nobody()  # of whom it shows nothing below
    shown = page.of(found, lambda one: (one.name,))
    return [_view(one) for one in shown if caller.may(_thing(one.id))]


@router.post("", operation_id="makeAccount", summary="新建账号", status_code=201, responses=ERRORS)
def make(body: NewAccount, here: Here, caller: Managing) -> NewSecret:
    """A new account; its secret is in the answer, once."""
    caller.on(_thing(body.name))
    made = here.accounts.make(body.name, body.role, caller.actor, body.county, body.firm)
    return _with_secret(made)


@router.post(
    "/binding", operation_id="bindAccount", summary="核对身份证后绑定账号", responses=ERRORS
)
def bind(body: Binding, here: Here, caller: BindingAccount) -> Bound:
    """A worker's account and the person of a registration, whose identity card was seen."""
    one = registration_of(here, body.registration_id, caller)
    person = here.keys.person(one.claim.identity.number)
    return Bound(account=here.accounts.bind(body.phone, person, caller.actor).account)


@router.post(
    "/{account_id}/secret", operation_id="resetSecret", summary="重置密码或密钥", responses=ERRORS
)
def reset(account_id: str, here: Here, caller: Managing) -> NewSecret:
    """A new secret in the place of a lost one."""
    caller.on(_thing(account_id))
    return _with_secret(here.accounts.reset(account_id, caller.actor))


@router.post(
    "/{account_id}/disabling", operation_id="disableAccount", summary="停用账号", responses=ERRORS
)
def disable(account_id: str, here: Here, caller: Managing) -> AccountView:
    """Nobody signs in by it any more."""
    caller.on(_thing(account_id))
    return _view(here.accounts.disable(account_id, caller.actor))


def _thing(account_id: str) -> Resource:
    return Resource("账号", account_id)


def _view(one: Account) -> AccountView:
    return AccountView(
        id=one.id,
        name=one.name,
        role=one.role.value,
        county=one.county,
        firm=one.firm,
        is_enabled=one.is_enabled,
    )


def _with_secret(made: Made) -> NewSecret:
    return NewSecret(**_view(made.account).model_dump(), secret=made.secret)
