"""Headers of every answer: nothing from other hosts, no framing, no sniffing, nothing kept."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "Content-Security-Policy"
HEADERS: Final = {
    POLICY: "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    # With none at all, browsers would not even tell us that a form comes from a page of ours.
    "Referrer-Policy": "same-origin",
}
# The interactive documentation needs inline script and style; it shows no personal data.
DOCUMENTATION: Final = ("/docs", "/redoc")
STATIC: Final = ("/static/", "/static-offline-docs/")
# Files whose address has their version never change.
VERSIONED: Final = b"v="
A_YEAR_S: Final = 31_536_000


class SafeHeaders:
    """Puts the headers on every answer, but the policy of sources on the documentation pages.

    https: whether browsers are to come by TLS from now on.
    """

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    if name != POLICY or not scope["path"].startswith(DOCUMENTATION):
                        headers.setdefault(name, value)
                if self.https:
                    headers["Strict-Transport-Security"] = f"max-age={A_YEAR_S}"
                if not scope["path"].startswith(STATIC):
                    headers.setdefault("Cache-Control", "no-store")
                elif scope["query_string"].startswith(VERSIONED):
                    headers.setdefault("Cache-Control", f"public, max-age={A_YEAR_S}, immutable")
            await send(message)

        await self.app(scope, receive, safe)
