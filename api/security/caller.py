"""Who calls a route and what she may do there; a route that asks for neither answers nothing."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any, Final

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from api.edge.messages import ADDRESS, CREDENTIAL, ROLE
from api.edge.rates import Bucket
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.crossing import SAFE, refuse_foreign_page, require_own_page
from registry.access.account_role import FIRMS, STAFF, AccountRole
from registry.access.action import Action
from registry.access.permission import Scope, scope_of
from registry.access.principal import NOBODY, Principal, Resource, is_within
from registry.actor import Actor
from registry.errors import LinggangError, UnknownName

BEARER: Final = "bearer "
PRINCIPAL: Final = "linggang.principal"  # in the scope of a request, once it is known
PLAIN_COOKIE: Final = "linggang"
TLS_COOKIE: Final = "__Host-linggang"
# What can be done with a password that was made for somebody.
BEFORE_CHANGE: Final = frozenset({Action.USE_OWN_ACCOUNT})


class NotSignedIn(LinggangError):
    """Nobody is signed in where somebody must be."""

    code = "not_signed_in"


class NotAllowed(LinggangError):
    """Whoever is signed in may not do this, or not with this thing."""

    code = "not_allowed"


class MustChangePassword(NotAllowed):
    """Her password was made for her: nothing can be done before she has one of her own."""

    code = "must_change_password"


class Unasked(Exception):
    """A route answered without asking whether it may: a mistake of ours, and no answer."""


class Caller:
    """Who calls, and for which action. A route asks `on` for everything it shows or changes."""

    def __init__(self, principal: Principal, action: Action, scope: Scope) -> None:
        self.principal = principal
        self.action = action
        self.scope = scope
        self.has_asked = scope is Scope.PUBLIC

    @property
    def actor(self) -> Actor:
        """As the audit chain names the caller."""
        return self.principal.actor

    @property
    def beside_person(self) -> Actor:
        """For steps that are the person's own, though staff may type them."""
        return self.principal.beside_person

    def may(self, thing: Resource) -> bool:
        """Whether a thing is within the caller's reach; for lists that leave others' things out."""
        self.has_asked = True
        return is_within(self.scope, self.principal, thing)

    def shows_nobody(self) -> None:
        """Say that an answer holds nothing of anybody's: an empty form, a fault."""
        self.has_asked = True

    def on(self, thing: Resource) -> None:
        """Raise where a thing is not within reach.

        Who is not of the staff does not learn that it exists: UnknownName, as for an id that there
        is not. Staff of another county: NotAllowed.
        """
        if self.may(thing):
            return
        if self.principal.role in STAFF:
            raise NotAllowed("这不在您的权限范围内：请由所在县区的工作人员办理。")
        raise UnknownName(thing.kind, thing.id)


def may(action: Action) -> Callable[..., AsyncIterator[Caller]]:
    """A route's dependency: who calls, allowed the action at all; NotSignedIn or NotAllowed."""

    async def caller(request: Request, here: Here) -> AsyncIterator[Caller]:
        principal = await _principal(request, here)
        request.scope[ROLE] = principal.role.value
        if action is Action.SIGN_IN and request.method not in SAFE:
            here.rates.take(Bucket.SIGN_IN_ADDRESS, request.scope.get(ADDRESS, ""))
        one = Caller(principal, action, _scope(principal, action))
        yield one
        if not one.has_asked:
            raise Unasked(f"{request.method} {request.scope['route'].path}")

    caller.action = action  # type: ignore[attr-defined]  # what the matrix of routes reads
    return caller


def _scope(principal: Principal, action: Action) -> Scope:
    """How far she may go with an action; NotSignedIn, NotAllowed or MustChangePassword."""
    scope = scope_of(principal.role, action)
    if scope is Scope.PUBLIC:
        return scope
    if principal.role is AccountRole.ANYONE:
        raise NotSignedIn("请先登录。")
    if principal.must_change and action not in BEFORE_CHANGE:
        raise MustChangePassword("这是别人为您设的密码：请先在 /password 改成自己的密码。")
    if scope is None:
        raise NotAllowed("您的账号没有办理这件事的权限。")
    if scope is Scope.CITY and principal.county:
        raise NotAllowed("这件事关系全市，由不分县区的账号办理。")
    return scope


def allowed(action: Action) -> Any:
    """`Depends` on may(action), over before the answer is sent."""
    return Depends(may(action), scope="function")


async def _principal(request: Request, here: Runtime) -> Principal:
    """A thread is asked only where there is something to look up."""
    if request.scope.get(CREDENTIAL):
        return await run_in_threadpool(principal_of, request, here)
    return principal_of(request, here)


def principal_of(request: Request, here: Runtime) -> Principal:
    """Who a request is made by: a machine's token, a browser's session, or nobody.

    A token that is no good is nobody's; a session that would change something must come from a
    page of ours. Whoever it is, her next requests are counted as hers.
    """
    known: Principal | None = request.scope.get(PRINCIPAL)
    if known is not None:  # whoever keeps keys of idempotency has asked before the route
        return known
    found = request.scope[PRINCIPAL] = _found(request, here)
    if found is not NOBODY:
        bucket = Bucket.FIRM if found.role in FIRMS else Bucket.ACCOUNT
        here.rates.learn(request.scope.get(CREDENTIAL, ""), bucket, found.account)
    return found


def _found(request: Request, here: Runtime) -> Principal:
    header = request.headers.get("authorization", "")
    if header[: len(BEARER)].lower() == BEARER:
        tokened = here.sign_in.tokened(header[len(BEARER) :].strip())
        if tokened is None:
            raise NotSignedIn("令牌无效或已过期：请重新取得令牌。")
        return tokened
    cookie = request.cookies.get(cookie_name(here), "")
    carried = here.sign_in.carried(cookie) if cookie else None
    if carried is None:
        refuse_foreign_page(request)
        return NOBODY
    require_own_page(request, here.sign_in.csrf(cookie))
    return carried


def cookie_name(here: Runtime) -> str:
    """What the session's cookie is called; browsers keep the second to TLS and to this host."""
    return TLS_COOKIE if here.settings.https else PLAIN_COOKIE


Anyone = Annotated[Caller, allowed(Action.SEE_PUBLIC)]
SeeingList = Annotated[Caller, allowed(Action.SEE_LIST)]
