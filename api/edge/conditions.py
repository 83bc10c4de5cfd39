"""`If-Match`, `If-None-Match`: change only what was seen, send only what is new (RFC 9110 13)."""

from typing import Final

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.database import BEFORE_COMMIT
from api.edge.messages import header
from api.expected import ANY, EXPECTED, Expected, NotModified
from api.security.crossing import SAFE

WEAK: Final = "W/"


class Conditions:
    """Hands what stands in If-Match to whoever locks the thing of the address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_changing = scope["type"] == "http" and scope["method"] not in SAFE
        given = header(scope, b"if-match") if is_changing else ""
        if not given:
            await self.app(scope, receive, send)
            return
        expected = Expected(tags_of(given), set(scope["path"].split("/")))
        seen = EXPECTED.set(expected)
        before = BEFORE_COMMIT.set((*BEFORE_COMMIT.get(), expected.require_checked))
        try:
            await self.app(scope, receive, send)
        finally:
            BEFORE_COMMIT.reset(before)
            EXPECTED.reset(seen)


def shown(request: Request, response: Response, tag: str) -> None:
    """Put a thing's tag on the answer; NotModified where the caller has it already."""
    response.headers["ETag"] = tag
    had = tags_of(request.headers.get("if-none-match", ""))
    if ANY in had or tag in {each.removeprefix(WEAK) for each in had}:
        raise NotModified(tag)


def tags_of(text: str) -> frozenset[str]:
    """The tags of such a header."""
    return frozenset(each.strip() for each in text.split(",") if each.strip())
