"""Errors over HTTP: one table of statuses, every error as application/problem+json (RFC 9457)."""

import re
from collections.abc import Sequence
from typing import Any, Final

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api.database import DatabaseUnusable
from api.edge.routed import methods_of
from api.expected import ChangedMeanwhile, NotModified
from api.feeds.opened import FeedUnreadable
from api.feeds.strict import fault_of
from api.placement_terms import TermsUnusable
from api.policy import PolicyFileBroken, PolicyUnknown
from api.registers.configured import RegistersFileBroken
from api.security.caller import NotAllowed, NotSignedIn
from api.security.crossing import CrossSite
from api.security.keys import KeyUnusable
from api.services.employer_desk import NoEmployer
from api.services.feed_push import BodyTooLarge, MediaTypeUnknown
from api.services.guidance_pdf import NoFonts
from api.services.idempotency import KeyInFlight, KeyMalformed, KeyReused
from api.services.my_data import AdviceChanged, NoProfile
from api.services.pool import PostingNotOpen
from api.services.shift_answers import UnknownLink
from api.services.shift_desk import ShiftRefused
from api.services.sign_in import SignInRefused
from api.services.statistics_desk import CannotFreeze
from api.sms.port import SmsUndelivered
from api.store.schema import SchemaMismatch
from indexing.artifact import IndexUnusable
from registry.errors import InvalidField, LinggangError, TryLater, UnknownName
from registry.registration.credit_terms import TermNotInForce
from registry.step_table import IllegalStep, Refused
from registry.workers.consent import NoConsent
from registry.workers.hidden import ProfileHidden

STATUS: Final[dict[type[LinggangError], int]] = {
    UnknownName: 404,
    NoEmployer: 404,
    NoProfile: 404,
    AdviceChanged: 409,
    InvalidField: 422,
    Refused: 422,
    IndexUnusable: 503,
    DatabaseUnusable: 503,
    SchemaMismatch: 503,
    IllegalStep: 409,
    CannotFreeze: 409,
    ProfileHidden: 410,
    RegistersFileBroken: 503,
    KeyUnusable: 503,
    SmsUndelivered: 503,
    NotSignedIn: 401,
    SignInRefused: 401,
    NotAllowed: 403,
    CrossSite: 403,
    PostingNotOpen: 409,
    NoConsent: 403,
    KeyMalformed: 422,
    KeyReused: 422,
    KeyInFlight: 409,
    TryLater: 429,
    ChangedMeanwhile: 412,
    PolicyFileBroken: 503,
    PolicyUnknown: 503,
    FeedUnreadable: 422,
    BodyTooLarge: 413,
    MediaTypeUnknown: 415,
    TermsUnusable: 503,
    ShiftRefused: 409,
    UnknownLink: 404,
    TermNotInForce: 503,
    NoFonts: 503,
}
TITLES: Final = {
    400: "请求内容读不了",
    401: "没有登录",
    403: "没有权限",
    404: "没有找到",
    405: "不支持这种请求方式",
    409: "现在不能这样办",
    410: "不再提供",
    412: "已有变动",
    413: "内容太大",
    415: "不认识的内容类型",
    422: "内容有误",
    429: "次数太多",
    500: "服务器出错",
    503: "暂时不能服务",
}
# What and how, for answers that the framework words in English.
DETAILS: Final = {
    400: "请求内容读不了：请用 UTF-8 编码的 JSON 重发。",
    404: "没有找到这个网址：请对照 /docs 检查路径。",
    405: "不支持这种请求方式：可用的见 Allow 头。",
    413: "请求内容超过 1 MiB（成批的超过 8 MiB）：请分几次发送，成批的岗位用 POST /v1/feed。",
    500: "服务器出错，不是您的请求有误：请稍后重试，仍不行请告诉管理员看日志。",
}
ANY_DETAIL: Final = "请求不能完成：请检查请求方式和内容。"
LARGEST_BODY: Final = 1024 * 1024  # bytes
MEDIA_TYPE: Final = "application/problem+json"


# Bounds as pydantic's context names them.
BOUNDS: Final = {"ge": "不能小于", "gt": "应当大于", "le": "不能大于", "lt": "应当小于"}


class FieldError(BaseModel):
    """One field at fault: a JSON pointer into the request, a stable code, Chinese words."""

    pointer: str
    code: str
    detail: str


class Problem(BaseModel):
    """An error's body (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldError] = []


def status_of(error: LinggangError) -> int:
    """The HTTP status of a known error: that of its kind or of the nearest kind above it."""
    return next((code for kind, code in STATUS.items() if isinstance(error, kind)), 500)


def problem(status: int, code: str, detail: str, errors: Sequence[FieldError] = ()) -> JSONResponse:
    """An error answer; a 503 says when to try again."""
    title = TITLES.get(status, "请求不能完成")
    body = Problem(title=title, status=status, code=code, detail=detail, errors=list(errors))
    headers = {"Retry-After": "30"} if status == 503 else None
    return JSONResponse(body.model_dump(), status, headers, media_type=MEDIA_TYPE)


def problem_of(error: LinggangError) -> JSONResponse:
    """The answer that a known error gets."""
    answer = problem(status_of(error), error.code, str(error), _field_errors(error))
    answer.headers.update(headers_of(error))
    return answer


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI entries of a route's errors."""
    schema = {"schema": Problem.model_json_schema()}
    return {
        status: {"description": TITLES[status], "content": {MEDIA_TYPE: schema}}
        for status in statuses
    }


def install_problems(app: FastAPI) -> None:
    """Answer every error with problem+json."""

    @app.exception_handler(LinggangError)
    async def known(_: Request, error: LinggangError) -> JSONResponse:
        return problem_of(error)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        errors = [_field_error(fault) for fault in error.errors()]
        return problem(422, "invalid_request", "请求内容有误，见各项说明。", errors)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        status = error.status_code
        answer = problem(status, f"http_{status}", DETAILS.get(status, ANY_DETAIL))
        answer.headers.update(error.headers or {})
        if status == 405:
            answer.headers["Allow"] = ", ".join(methods_of(app, request.scope["path"]))
        return answer

    # The server logs what happened; whoever asked is not told, for it may name people or paths.
    @app.exception_handler(Exception)
    async def unforeseen(_: Request, __: Exception) -> JSONResponse:
        return problem(500, "internal", DETAILS[500])

    @app.exception_handler(NotModified)
    async def not_modified(_: Request, error: NotModified) -> Response:
        return Response(status_code=304, headers={"ETag": error.tag})


def headers_of(error: LinggangError) -> dict[str, str]:
    """The headers that a known error brings: when to come again, how to sign in."""
    if isinstance(error, TryLater):
        return {"Retry-After": str(error.after_s)}
    return {"WWW-Authenticate": "Bearer"} if isinstance(error, NotSignedIn) else {}


def _field_errors(error: LinggangError) -> list[FieldError]:
    if isinstance(error, InvalidField):
        return [
            FieldError(pointer="/" + field.replace(".", "/"), code=code, detail=reason)
            for field, code, reason in error.each
        ]
    return []


def _field_error(fault: dict[str, Any]) -> FieldError:
    """One of pydantic's findings in Chinese, without the value that was sent."""
    kind, context = str(fault["type"]), fault.get("ctx") or {}
    # The place of a fault in JSON that cannot be read is a byte, not a field.
    where = [] if kind == "json_invalid" else [str(part) for part in fault["loc"][1:]]
    _, code, reason = fault_of(kind, where)
    if kind == "enum":
        choices = re.findall(r"'([^']*)'", str(context.get("expected")))
        reason = f"不是可选的值，可选：{'、'.join(choices)}。"
    for name, words in BOUNDS.items():
        if name in context:
            reason = f"{words} {context[name]}。"
    return FieldError(pointer="".join(f"/{part}" for part in where), code=code, detail=reason)
