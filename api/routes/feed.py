"""`/v1/feed`: firms send their postings in bulk; everybody may take ours, whole or what changed."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO, Annotated, Any, Final

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.datastructures import UploadFile

from api.clock import now, today
from api.database import reading
from api.problems import documented
from api.routes.dependencies import Here
from api.security.caller import Anyone, Caller, allowed
from api.services import feed_out
from api.services.feed_in import FeedTaken, Terms
from api.services.feed_push import (
    LARGEST,
    XLSX,
    BodyTooLarge,
    MediaTypeUnknown,
    push,
    suffix_of,
    suffix_of_file,
)
from api.services.feed_status import source_statuses
from api.services.template_workbook import write_template
from registry.access.action import Action
from registry.access.principal import Resource

router = APIRouter(prefix="/v1/feed", tags=["feed"])
NDJSON: Final = "application/x-ndjson"
PIECE: Final = 256 * 1024
MOST: Final = 10_000
SEQUENCE_HEADER: Final = "Linggang-Sequence"
FORM: Final = "multipart/form-data"
LINES: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "每行一个 JSON 对象",
        "content": {NDJSON: {"schema": {"type": "string"}}},
        "headers": {SEQUENCE_HEADER: {"schema": {"type": "integer"}}},
    }
}
WORKBOOK: Final[dict[str, Any]] = {
    "content": {XLSX: {"schema": {"type": "string", "format": "binary"}}}
}
BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            **{kind: {"schema": {"type": "string"}} for kind in (NDJSON, "text/csv")},
            XLSX: {"schema": {"type": "string", "format": "binary"}},
            FORM: {
                "schema": {
                    "type": "object",
                    "properties": {"file": {"type": "string", "format": "binary"}},
                    "required": ["file"],
                }
            },
        },
    }
}
Sending = Annotated[Caller, allowed(Action.SEND_FEED)]


class Answer(StrEnum):
    """What a sender wants back."""

    REPORT = "report"
    WORKBOOK = "workbook"


class FeedQuery(BaseModel):
    """How a feed is taken. What is not known is refused: a dry run misspelt would be none."""

    model_config = ConfigDict(extra="forbid")

    complete: Annotated[bool, Field(description="全量：没有的岗位撤下")] = False
    force: Annotated[bool, Field(description="要撤下的超过一半也照撤")] = False
    dry_run: Annotated[bool, Field(description="只检查，不写入")] = False
    answer: Annotated[Answer, Field(description="要报告，还是待改的行的工作簿")] = Answer.REPORT


@router.post(
    "",
    operation_id="sendFeed",
    summary="成批送来岗位（NDJSON、CSV、JSON、Excel 或表单上传的一个文件）",
    responses={
        200: {"description": "逐行的结果；answer=workbook 时是待改的行的工作簿", **WORKBOOK},
        **documented(400, 401, 403, 413, 415, 422, 503),
    },
    openapi_extra=BODY,
)
async def send_feed(
    request: Request,
    here: Here,
    caller: Sending,
    query: Annotated[FeedQuery, Query()],
) -> Response:
    """Upsert by (source, source_id), the source being the account's firm; the ingest report."""
    firm = caller.principal.firm
    caller.on(Resource("来源", firm, firm=firm))
    terms = Terms(
        complete=query.complete,
        force=query.force,
        dry_run=query.dry_run,
        most_closed=here.settings.feed_close_share,
    )
    async with _kept(request) as file:
        errors = file.with_name("errors.xlsx") if query.answer is Answer.WORKBOOK else None
        taken: FeedTaken = await run_in_threadpool(
            push, here.feeds, file, firm, terms, here.reference, errors
        )
        if errors is not None:
            return _workbook(errors.read_bytes(), "errors.xlsx")
    return JSONResponse(taken.to_json())


@router.get(
    "/status",
    operation_id="feedStatus",
    summary="本单位来数的情况",
    responses=documented(401, 403, 503),
)
def status(here: Here, caller: Sending) -> list[dict[str, Any]]:
    """The last feed, the last success, what is live, what the reading lost, of the own source."""
    firm = caller.principal.firm
    caller.on(Resource("来源", firm, firm=firm))
    with reading(here.engine) as connection:
        return [each.to_json() for each in source_statuses(connection, now(here.settings), firm)]


@router.get(
    "/template",
    operation_id="feedTemplate",
    summary="填报岗位的 Excel 模板",
    responses={200: WORKBOOK},
)
def template(here: Here, _: Anyone) -> Response:
    """The template, as `linggang template` writes it."""
    with TemporaryDirectory(prefix="linggang-") as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, here.reference)
        return _workbook(path.read_bytes(), path.name)


@router.get(
    "/snapshot",
    operation_id="feedSnapshot",
    summary="全部在招岗位（NDJSON）",
    response_class=StreamingResponse,
    responses={**LINES, 304: {"description": "与 If-None-Match 相同"}, **documented(503)},
)
def snapshot(here: Here, _: Anyone, if_none_match: Annotated[str, Header()] = "") -> Response:
    """Every published posting. First line: the sequence from which `/stream` goes on."""
    day = today(here.settings)
    known = feed_out.level(here.engine, day)
    if known.etag in if_none_match:
        return Response(status_code=304, headers={"ETag": known.etag})
    file = TemporaryFile()  # noqa: SIM115  # closed by whoever reads it to its end
    written = feed_out.write_snapshot(here.engine, file, day)
    headers = {
        "ETag": written.etag,
        SEQUENCE_HEADER: str(written.sequence),
        "Content-Length": str(file.tell()),
    }
    return StreamingResponse(_pieces(file), media_type=NDJSON, headers=headers)


@router.get(
    "/stream",
    operation_id="feedStream",
    summary="某个序号之后的变动（NDJSON）",
    response_class=StreamingResponse,
    responses={**LINES, **documented(422, 503)},
)
def stream(
    here: Here,
    _: Anyone,
    after: Annotated[
        int, Query(ge=0, le=feed_out.LARGEST_SEQUENCE, description="上次收到的最后序号")
    ],
    limit: Annotated[int, Query(ge=1, le=MOST, description="至多看多少个变动")] = 1000,
) -> Response:
    """Postings to show, and to remove, in order. Last line: the sequence to go on from."""
    feed_out.check_after(here.engine, after)
    lines = feed_out.stream(here.engine, after, limit, today(here.settings))
    return StreamingResponse(lines, media_type=NDJSON)


@asynccontextmanager
async def _kept(request: Request) -> AsyncIterator[Path]:
    """The body, or the one file of a form, as a file under a name of our own."""
    kind = request.headers.get("content-type", "")
    with TemporaryDirectory(prefix="linggang-feed-") as folder:
        if kind.lower().startswith(FORM):
            async with request.form(max_files=1, max_fields=8) as form:
                sent = next((each for each in form.values() if isinstance(each, UploadFile)), None)
                if sent is None:
                    raise MediaTypeUnknown
                path = Path(folder) / f"feed{suffix_of_file(sent.filename or '')}"
                await run_in_threadpool(_copy, sent.file, path)
        else:
            path = Path(folder) / f"feed{suffix_of(kind)}"
            with path.open("wb") as file:
                async for piece in request.stream():
                    if file.tell() + len(piece) > LARGEST:
                        raise BodyTooLarge
                    file.write(piece)
        yield path


def _copy(sent: IO[bytes], path: Path) -> None:
    with path.open("wb") as file:
        while piece := sent.read(PIECE):
            if file.tell() + len(piece) > LARGEST:
                raise BodyTooLarge
            file.write(piece)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _workbook(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=XLSX, headers=headers)
