"""`Idempotency-Key`: a changing request is run once, and sent again answered as the first time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import Any, Final

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.database import BEFORE_COMMIT
from api.edge.messages import handed_on, header, pieces_of
from api.edge.routed import methods_of
from api.problems import problem_of
from api.runtime import Runtime
from api.security.caller import principal_of
from api.security.crossing import SAFE
from api.services.idempotency import Answer, Lost
from api.store.idempotency import Held
from registry.access.account_role import AccountRole
from registry.errors import LinggangError

HEADER: Final = b"idempotency-key"
REPLAYED: Final = "Idempotency-Replayed"
ALREADY_DONE: Final = 208
# Sessions and tokens are never kept: signing in takes no key.
UNKEYED: Final = ("/v1/sign-in", "/v1/token", "/sign-in")
# Refused before anything was run: the same request may pass the next time.
NOT_KEPT: Final = frozenset({401, 403, 412, 413, 429})
KEPT_HEADERS: Final = frozenset({"content-type", "etag", "link", "location"})
LARGEST_KEPT: Final = 1024 * 1024  # bytes; a larger answer is not kept, only that it was given
IN_MEMORY: Final = 1024 * 1024  # bytes of a body; beyond that it lies in a file
PIECE: Final = 64 * 1024


class Idempotency:
    """Takes the key before the request is run, and keeps its answer before it is sent."""

    def __init__(self, app: ASGIApp, here: Runtime) -> None:
        self.app, self.here = app, here

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        account = await run_in_threadpool(self._account, scope) if key is not None else ""
        if key is None or not account:
            await self.app(scope, receive, send)
            return
        with SpooledTemporaryFile(IN_MEMORY) as body:
            digest = await _read(scope, receive, body)
            try:
                taken = await run_in_threadpool(self.here.idempotency.take, account, key, digest)
            except LinggangError as error:
                await problem_of(error)(scope, receive, send)
                return
            if isinstance(taken, Held):
                answer = await self._run(taken, scope, handed_on(_pieces(body), receive))
            else:
                answer = _given(taken, scope)
        await answer(scope, receive, send)

    def _account(self, scope: Scope) -> str:
        """Whose key it is; nobody's where the route will refuse the request anyhow."""
        try:
            who = principal_of(Request(scope), self.here)
        except LinggangError:
            return ""
        return "" if who.role is AccountRole.ANYONE else who.account

    async def _run(self, held: Held, scope: Scope, receive: Receive) -> Response:
        desk = self.here.idempotency
        caught = _Caught()
        before = BEFORE_COMMIT.get()
        reset = BEFORE_COMMIT.set((*before, desk.note_effect(held)))
        try:
            await self.app(scope, receive, caught.send)
        except Exception:
            await run_in_threadpool(desk.release, held)
            raise
        finally:
            BEFORE_COMMIT.reset(reset)
        if caught.is_kept:
            await run_in_threadpool(desk.keep, held, caught.answer)
        else:
            await run_in_threadpool(desk.release, held)
        return caught.response


@dataclass(slots=True)
class _Caught:
    """An answer on its way out, held back until it is kept."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            self.pieces.append(message.get("body", b""))

    @property
    def is_kept(self) -> bool:
        is_small = sum(map(len, self.pieces)) <= LARGEST_KEPT
        return self.status < 500 and self.status not in NOT_KEPT and is_small

    @property
    def answer(self) -> Answer:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in self.headers}
        kept = {name: value for name, value in headers.items() if name in KEPT_HEADERS}
        return Answer(self.status, kept, b"".join(self.pieces))

    @property
    def response(self) -> Response:
        made = Response(b"".join(self.pieces), self.status)
        made.raw_headers = self.headers
        return made


def _key(scope: Scope) -> str | None:
    """The key of a request that takes one."""
    if scope["type"] != "http" or scope["method"] in SAFE or scope["path"].startswith(UNKEYED):
        return None
    is_sent = any(name == HEADER for name, _ in scope["headers"])
    is_answered = is_sent and scope["method"] in methods_of(scope["app"], scope["path"])
    return header(scope, HEADER) if is_answered else None


async def _read(scope: Scope, receive: Receive, body: Any) -> str:
    """Read the body into a file, and give the digest of method, address and body."""
    digest = sha256()
    for part in (scope["method"].encode(), scope["path"].encode(), scope["query_string"]):
        digest.update(len(part).to_bytes(8, "big") + part)
    async for piece in pieces_of(receive):
        digest.update(piece)
        body.write(piece)
    body.seek(0)
    return digest.hexdigest()


def _pieces(body: Any) -> Iterator[bytes]:
    return iter(lambda: body.read(PIECE), b"")


def _given(found: Answer | Lost, scope: Scope) -> Response:
    if isinstance(found, Answer):
        return Response(found.body, found.status, {**found.headers, REPLAYED: "true"})
    told = {
        "code": "already_done",
        "detail": (
            "这个请求先前已经生效，可能没有办完，答复也没有保存下来：没有再办一次。"
            "请查看现在的情况；还有没办完的，换一个新的 Idempotency-Key 再办。"
        ),
        "look_at": scope["path"],
    }
    return JSONResponse(told, ALREADY_DONE, {REPLAYED: "true"})
