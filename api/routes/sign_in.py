"""`/v1/sign-in`, `/v1/token`, `/v1/me`: who one is to the service."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.problems import documented
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security import tokens
from api.security.caller import Caller, allowed, cookie_name
from api.security.client_secret import LONGEST_NAME, LONGEST_SECRET
from api.security.client_secret import client_secret as credentials
from api.services.sign_in import OTHER_LIFE, STAFF_LIFE, SignedIn
from registry.access.account_role import ACCOUNT_ROLE_NAMES, STAFF
from registry.access.action import Action
from registry.access.principal import Resource

router = APIRouter(prefix="/v1", tags=["accounts"])
SigningIn = Annotated[Caller, allowed(Action.SIGN_IN)]
Own = Annotated[Caller, allowed(Action.USE_OWN_ACCOUNT)]
ERRORS = documented(400, 401, 403, 413, 422, 429, 503)


class Phone(BaseModel):
    """A mobile number that gets a code."""

    model_config = ConfigDict(strict=True, extra="forbid")

    phone: Annotated[str, Field(max_length=40)]


class PhoneAndCode(Phone):
    """A mobile number and the code that it got."""

    code: Annotated[str, Field(min_length=4, max_length=12)]


class NameAndPassword(BaseModel):
    """What staff and employers sign in with."""

    model_config = ConfigDict(strict=True, extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=64)]
    password: Annotated[str, Field(min_length=1, max_length=128)]


class Passwords(BaseModel):
    """The password so far and the one from now on."""

    model_config = ConfigDict(strict=True, extra="forbid")

    old: Annotated[str, Field(min_length=1, max_length=128)]
    new: Annotated[str, Field(min_length=1, max_length=128)]


class Me(BaseModel):
    """Who is signed in. csrf: what programs send as X-CSRF-Token with the session's cookie."""

    account: str
    role: str
    role_name: str
    county: str
    firm: str
    worker: str
    must_change_password: bool
    csrf: str


class Token(BaseModel):
    """A machine's token (RFC 6749 5.1)."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105  # the kind of token, not one
    expires_in: int


@router.post(
    "/sign-in/code",
    operation_id="sendCode",
    summary="获取验证码",
    status_code=202,
    responses=ERRORS,
)
def send_code(body: Phone, here: Here, _: SigningIn) -> dict[str, str]:
    """A code of six digits to a mobile number; whether it has an account is not told."""
    here.sign_in.send_code(body.phone)
    return {"detail": "验证码已发出，5分钟内有效。"}


@router.post("/sign-in", operation_id="signIn", summary="验证码登录", responses=ERRORS)
def sign_in(body: PhoneAndCode, here: Here, _: SigningIn, response: Response) -> Me:
    """A worker signs in; the first time makes her account."""
    return _opened(here, here.sign_in.by_code(body.phone, body.code), response)


@router.post(
    "/sign-in/password", operation_id="signInByPassword", summary="密码登录", responses=ERRORS
)
def sign_in_by_password(body: NameAndPassword, here: Here, _: SigningIn, response: Response) -> Me:
    """Staff and employers sign in."""
    return _opened(here, here.sign_in.by_password(body.name, body.password), response)


@router.post("/sign-out", operation_id="signOut", summary="退出登录", responses=ERRORS)
def sign_out(request: Request, here: Here, caller: Own, response: Response) -> dict[str, str]:
    """End this session."""
    caller.on(own_account(caller))
    here.sign_in.out(request.cookies.get(cookie_name(here), ""))
    response.delete_cookie(cookie_name(here), secure=here.settings.https, httponly=True)
    return {"detail": "已退出登录。"}


@router.post(
    "/token",
    operation_id="token",
    summary="平台取得令牌",
    responses=ERRORS,
)
def token(
    request: Request,
    here: Here,
    _: SigningIn,
    grant_type: Annotated[str, Form(pattern="^client_credentials$")],
    client_id: Annotated[str, Form(max_length=LONGEST_NAME)] = "",
    client_secret: Annotated[str, Form(max_length=LONGEST_SECRET)] = "",
) -> Token:
    """Client credentials for a token of a quarter of an hour (RFC 6749 4.4).

    In the form, or as `Authorization: Basic`.
    """
    made = here.sign_in.by_client(*credentials(request, client_id, client_secret))
    return Token(access_token=made, expires_in=int(tokens.LIFE.total_seconds()))


@router.get("/me", operation_id="me", summary="当前账号", responses=ERRORS)
def me(request: Request, here: Here, caller: Own) -> Me:
    """Who is signed in."""
    caller.on(own_account(caller))
    account = here.accounts.get(caller.principal.account)
    return _me(here, SignedIn(account, request.cookies.get(cookie_name(here), "")))


@router.put(
    "/me/password", operation_id="changePassword", summary="修改自己的密码", responses=ERRORS
)
def change_password(body: Passwords, here: Here, caller: Own) -> dict[str, str]:
    """A new password of one's own; every session ends."""
    caller.on(own_account(caller))
    here.accounts.change_password(caller.principal, body.old, body.new)
    return {"detail": "密码已修改，请重新登录。"}


def own_account(caller: Caller) -> Resource:
    """The account by which a request is made."""
    return Resource("账号", caller.principal.account, account=caller.principal.account)


def _opened(here: Runtime, done: SignedIn, response: Response) -> Me:
    keep_signed_in(here, done, response)
    return _me(here, done)


def keep_signed_in(here: Runtime, done: SignedIn, response: Response) -> None:
    """Hand a session's cookie to the browser: not for scripts, not for other sites."""
    _, whole = STAFF_LIFE if done.account.role in STAFF else OTHER_LIFE
    response.set_cookie(
        cookie_name(here),
        done.cookie,
        max_age=int(whole.total_seconds()),
        secure=here.settings.https,
        httponly=True,
        samesite="lax",
        path="/",
    )


def _me(here: Runtime, done: SignedIn) -> Me:
    one = done.account
    return Me(
        account=one.id,
        role=one.role.value,
        role_name=ACCOUNT_ROLE_NAMES[one.role],
        county=one.county,
        firm=one.firm,
        worker=one.worker,
        must_change_password=one.must_change,
        csrf=here.sign_in.csrf(done.cookie) if done.cookie else "",
    )
