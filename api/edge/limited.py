"""Counts every request before anything of it is read: 429 with Retry-After where it is too many."""

from hashlib import sha256
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from api.edge.address import address_of
from api.edge.messages import ADDRESS, CREDENTIAL, header
from api.edge.networks import networks_of
from api.edge.rates import TooMany
from api.problems import problem_of
from api.runtime import Runtime

# Whoever watches the service must hear that it stands, also when others ask too much.
UNCOUNTED: Final = frozenset({"/healthz", "/readyz"})


class Limited:
    """Takes one request out of the caller's bucket.

    Who carries a session or token that was seen to be good is counted by account, all others by
    address.
    """

    def __init__(self, app: ASGIApp, here: Runtime) -> None:
        self.app, self.here = app, here

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope[ADDRESS] = address_of(scope, networks_of(self.here.settings.trusted_proxies))
            scope[CREDENTIAL] = _credential(scope)
            try:
                if scope["path"] not in UNCOUNTED:
                    rates = self.here.rates
                    rates.take(*rates.whose(scope[CREDENTIAL], scope[ADDRESS]))
            except TooMany as error:
                await problem_of(error)(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _credential(scope: Scope) -> str:
    carried = header(scope, b"authorization") or header(scope, b"cookie")
    return sha256(carried.encode("latin-1")).hexdigest() if carried else ""
