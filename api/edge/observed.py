"""One line of JSON a request, and the request's id on its answer; nothing of whom it is about."""

import json
import logging
import time
from secrets import token_hex
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.clock import now
from api.edge.messages import ROLE
from api.problems import DETAILS, problem
from api.runtime import Runtime

LOG: Final = logging.getLogger("linggang.requests")
HEADER: Final = "X-Request-Id"


class Observed:
    """Gives a request its id, answers what nobody foresaw, and tells the log how it went."""

    def __init__(self, app: ASGIApp, here: Runtime) -> None:
        self.app, self.here = app, here

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        name, begun, status = token_hex(8), time.perf_counter(), 0

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                id_header = (HEADER.lower().encode(), name.encode())
                message["headers"] = [*message["headers"], id_header]
            await send(message)

        try:
            await self.app(scope, receive, told)
        except Exception:
            if not status:
                await problem(500, "internal", DETAILS[500])(scope, receive, told)
            raise
        finally:
            took = (time.perf_counter() - begun) * 1000
            at = now(self.here.settings).isoformat(timespec="milliseconds")
            LOG.info(json.dumps({"at": at, **_line(scope, name, status, took)}))


def _line(scope: Scope, name: str, status: int, took: float) -> dict[str, Any]:
    """What the log is told: the route as it is written, never the address that was asked for."""
    return {
        "request": name,
        "method": scope["method"],
        "route": getattr(scope.get("route"), "path_format", ""),
        "status": status,
        "ms": round(took, 1),
        "role": scope.get(ROLE, ""),
    }
