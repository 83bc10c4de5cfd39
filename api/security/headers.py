"""Headers of every answer: nothing from other hosts, no framing, no sniffing, no referrer."""

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "Content-Security-Policy"
HEADERS: Final = {
    POLICY: "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
# The interactive documentation needs inline script and style; it shows no personal data.
DOCUMENTATION: Final = ("/docs", "/redoc")


class SafeHeaders:
    """Puts the headers on every answer, but the policy of sources on the documentation pages."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    if name != POLICY or not scope["path"].startswith(DOCUMENTATION):
                        headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, safe)
