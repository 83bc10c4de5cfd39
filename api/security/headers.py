"""Headers of every answer: nothing from other hosts, no framing, no sniffing, nothing kept."""

from collections.abc import Awaitable, Callable
from typing import Final

from fastapi import FastAPI, Request, Response

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    # With none at all, browsers would not even tell us that a form comes from a page of ours.
    "Referrer-Policy": "same-origin",
}
# The interactive documentation needs inline script and style; it shows no personal data.
DOCUMENTATION: Final = ("/docs", "/redoc")
STATIC: Final = ("/static/", "/static-offline-docs/")
A_YEAR_S: Final = 31_536_000


def install_headers(app: FastAPI, https: bool) -> None:
    """Put the headers on every answer, but the policy of sources on the documentation pages.

    https: whether browsers are to come by TLS from now on.
    """

    @app.middleware("http")
    async def add_headers(
        request: Request, call_next: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        response = await call_next(request)
        for name, value in HEADERS.items():
            if name == "Content-Security-Policy" and request.url.path.startswith(DOCUMENTATION):
                continue
            response.headers.setdefault(name, value)
        if https:
            response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR_S}"
        if not request.url.path.startswith(STATIC):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
