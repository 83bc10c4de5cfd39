"""Reading a request before its route does, and handing it on unchanged."""

from collections.abc import AsyncIterator, Iterator
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope

# What is noted of a request beside what the server tells of it.
ADDRESS: Final = "linggang.address"  # where it comes from
CREDENTIAL: Final = "linggang.credential"  # a digest of the session or token that it carries
ROLE: Final = "linggang.role"  # of who is signed in


def header(scope: Scope, name: bytes) -> str:
    """The first header of a name, in small letters; "" where there is none."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), "")


async def pieces_of(receive: Receive) -> AsyncIterator[bytes]:
    """The body, piece by piece; ClientDisconnect where it ends before its end."""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        yield message.get("body", b"")
        more = message.get("more_body", False)


def handed_on(pieces: Iterator[bytes], receive: Receive) -> Receive:
    """The body again, from pieces that were read before; after it, what else there is to hear."""
    is_over = False

    async def again() -> Message:
        nonlocal is_over
        if is_over:
            return await receive()
        piece = next(pieces, None)
        is_over = piece is None
        return {"type": "http.request", "body": piece or b"", "more_body": not is_over}

    return again
