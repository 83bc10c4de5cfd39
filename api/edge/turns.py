"""So many requests are worked on at once; others wait their turn, and too many are sent away.

A request holds connections to the database while it waits for a thread, and a thread while it waits
for a connection: were more begun than there are connections for, all would wait for each other.
"""

from typing import Final, NamedTuple

from anyio import CapacityLimiter
from anyio.lowlevel import RunVar
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.database import CONNECTIONS, NESTED
from api.edge.bodies import LARGER
from api.edge.limited import UNCOUNTED
from api.pages.doors import fault_page, is_page
from api.problems import problem

# Files come in as slowly as their sender's line, so that they wait in a lane of their own.
FILES_AT_ONCE: Final = 2
AT_ONCE: Final = CONNECTIONS // NESTED - FILES_AT_ONCE
MOST_WAITING: Final = 200
RETRY_AFTER_S: Final = 2
BUSY: Final = "现在办事的人太多，没有排上：请过几秒再试。"


class Lanes(NamedTuple):
    """Who may be worked on at once."""

    requests: CapacityLimiter
    files: CapacityLimiter


LANES: Final[RunVar[Lanes]] = RunVar("linggang_lanes")


class Turns:
    """Lets a request in when it is its turn, and the next as soon as the answer to it begins."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in UNCOUNTED:
            await self.app(scope, receive, send)
            return
        lane = _lane(scope["path"])
        if lane.statistics().tasks_waiting >= MOST_WAITING:
            await _refused(Request(scope), scope, receive, send)
            return
        turn = object()
        await lane.acquire_on_behalf_of(turn)
        is_over = False

        async def told(message: Message) -> None:
            nonlocal is_over
            if not is_over:
                is_over = True
                lane.release_on_behalf_of(turn)
            await send(message)

        try:
            await self.app(scope, receive, told)
        finally:
            if not is_over:
                lane.release_on_behalf_of(turn)


def _lane(path: str) -> CapacityLimiter:
    """The lane of a path, of the loop that asks: tests and tools run several."""
    lanes = LANES.get(None)
    if lanes is None:
        lanes = Lanes(CapacityLimiter(AT_ONCE), CapacityLimiter(FILES_AT_ONCE))
        LANES.set(lanes)
    return lanes.files if path.startswith(tuple(LARGER)) else lanes.requests


async def _refused(request: Request, scope: Scope, receive: Receive, send: Send) -> None:
    page = is_page(request)
    answer = fault_page(request, 503, BUSY) if page else problem(503, "busy", BUSY)
    answer.headers["Retry-After"] = str(RETRY_AFTER_S)
    await answer(scope, receive, send)
