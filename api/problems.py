"""Errors over HTTP: one table of statuses, every error as application/problem+json (RFC 9457)."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api.database import DatabaseUnusable
from api.feeds.strict import fault_of
from api.store.schema import SchemaMismatch
from indexing.artifact import IndexUnusable
from registry.errors import InvalidField, LinggangError, UnknownName

STATUS: Final[dict[type[LinggangError], int]] = {
    UnknownName: 404,
    InvalidField: 422,
    IndexUnusable: 503,
    DatabaseUnusable: 503,
    SchemaMismatch: 503,
}
TITLES: Final = {
    404: "没有找到",
    405: "不支持这种请求方式",
    413: "内容太大",
    422: "内容有误",
    500: "服务器出错",
    503: "暂时不能服务",
}
MEDIA_TYPE: Final = "application/problem+json"


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
        return problem(status_of(error), error.code, str(error), _field_errors(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        errors = [_field_error(fault) for fault in error.errors()]
        return problem(422, "invalid_request", "请求内容有误，见各项说明。", errors)

    @app.exception_handler(HTTPException)
    async def http(_: Request, error: HTTPException) -> JSONResponse:
        detail = TITLES.get(error.status_code, str(error.detail))
        return problem(error.status_code, f"http_{error.status_code}", f"{detail}。")


def _field_errors(error: LinggangError) -> list[FieldError]:
    if isinstance(error, InvalidField):
        pointer = "/" + error.field.replace(".", "/")
        return [FieldError(pointer=pointer, code=error.code, detail=error.reason)]
    return []


def _field_error(fault: dict[str, Any]) -> FieldError:
    """One of pydantic's findings in Chinese, without the value that was sent."""
    where = [str(part) for part in fault["loc"] if part not in ("query", "body", "path")]
    _, code, reason = fault_of(str(fault["type"]), where)
    expected = (fault.get("ctx") or {}).get("expected")
    if expected and fault["type"] == "enum":
        reason = f"不是可选的值，可选：{expected}。"
    return FieldError(pointer="/" + "/".join(where), code=code, detail=reason)
