"""Headers of every answer: nothing from other hosts, no framing, no sniffing, no referrer."""

from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import FastAPI, Request, Response

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
# The interactive documentation needs inline script and style; it shows no personal data.
DOCUMENTATION: Final = ("/docs", "/redoc")


def install_headers(app: FastAPI) -> None:
    """Put the headers on every answer, but the policy of sources on the documentation pages."""

    @app.middleware("http")
    async def add_headers(
        request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        response = await call_next(request)
        for name, value in HEADERS.items():
            if name == "Content-Security-Policy" and request.url.path.startswith(DOCUMENTATION):
                continue
            response.headers.setdefault(name, value)
        return response
