"""Bodies of requests: not too large, and JSON only such as every reader reads alike."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.edge.json_text import JsonRefused, require_plain_json
from api.edge.messages import handed_on, header, pieces_of
from api.pages.doors import WORDS, fault_page, is_page
from api.problems import DETAILS, LARGEST_BODY, FieldError, problem
from api.services.feed_push import LARGEST as LARGEST_FEED

# Files may be larger, and are read row by row by a reader of their own: one bad row spoils no
# other. The first beginning of a path that fits.
LARGER: Final[dict[str, int]] = {"/v1/feed": LARGEST_FEED, "/firm/import": 2 * LARGEST_FEED}
FORM: Final = "application/x-www-form-urlencoded"


class TooLarge(HTTPException):
    """More came than may come; raised where the body is read."""

    def __init__(self, largest: int) -> None:
        self.largest = largest
        super().__init__(413)


class Bodies:
    """Refuses a body by its stated length, else as soon as too much of it has come."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        refused = _refused(request)
        bounded = _bounded(receive, largest_of(scope["path"]))
        try:
            kind = header(scope, b"content-type").partition(";")[0].strip().lower()
            is_plain = _is_json(kind) and not scope["path"].startswith(tuple(LARGER))
            if refused is None and (is_plain or kind == FORM):
                raw = b"".join([piece async for piece in pieces_of(bounded)])
                refused = await run_in_threadpool(_checked, kind, raw) if raw else None
                bounded = handed_on(iter([raw]), receive)
            if refused is None:
                await self.app(scope, bounded, send)
                return
        except TooLarge as error:
            refused = too_large(request, error.largest)
        except ClientDisconnect:  # nobody is there to be answered
            return
        await refused(scope, receive, send)


def largest_of(path: str) -> int:
    """How large a body may be that is sent to a path, in bytes."""
    return next((size for begin, size in LARGER.items() if path.startswith(begin)), LARGEST_BODY)


def too_large(request: Request, largest: int) -> Response:
    """413; the connection ends, for nobody reads what is still to come."""
    mib = largest // 1024 // 1024
    words = f"请求内容超过 {mib} MiB：请分几次发送，成批的岗位用 POST /v1/feed。"
    answer: Response = problem(413, "http_413", words)
    if is_page(request):
        answer = fault_page(request, 413, WORDS[413])
    answer.headers["Connection"] = "close"
    return answer


def _refused(request: Request) -> Response | None:
    scope = request.scope
    length = header(scope, b"content-length")
    largest = largest_of(scope["path"])
    if length.isdecimal() and (len(length) > 18 or int(length) > largest):
        return too_large(request, largest)
    # No address of ours holds a NUL, for which PostgreSQL cannot even be asked.
    if "\0" in scope["path"]:
        return problem(404, "http_404", DETAILS[404])
    if b"%00" in scope["query_string"]:
        return problem(400, "bad_text", "网址里有空字符：请删去。")
    return None


def _checked(kind: str, raw: bytes) -> Response | None:
    if kind == FORM:
        is_whole = b"%00" not in raw and b"\0" not in raw
        return None if is_whole else problem(422, "bad_text", "表单里有空字符：请删去。")
    try:
        require_plain_json(raw)
    except JsonRefused as fault:
        if fault.code == "bad_encoding":
            return problem(400, fault.code, str(fault))
        return problem(
            422,
            fault.code,
            str(fault),
            [FieldError(pointer="", code=fault.code, detail=str(fault))],
        )
    return None


def _is_json(kind: str) -> bool:
    return kind == "application/json" or (
        kind.startswith("application/") and kind.endswith("+json")
    )


def _bounded(receive: Receive, largest: int) -> Receive:
    came = 0

    async def bounded() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > largest:
            raise TooLarge(largest)
        return message

    return bounded
