"""`/v1/feed`: our published postings for everybody, as a snapshot and as what changed since."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Annotated, Any, Final

from fastapi import APIRouter, Header, Query, Response
from fastapi.responses import StreamingResponse

from api.clock import today
from api.problems import documented
from api.routes.dependencies import Here
from api.services import feed_out

router = APIRouter(prefix="/v1/feed", tags=["feed"])
NDJSON: Final = "application/x-ndjson"
PIECE: Final = 256 * 1024
MOST: Final = 10_000
SEQUENCE_HEADER: Final = "Linggang-Sequence"
ANSWER: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "每行一个 JSON 对象",
        "content": {NDJSON: {"schema": {"type": "string"}}},
        "headers": {SEQUENCE_HEADER: {"schema": {"type": "integer"}}},
    }
}


@router.get(
    "/snapshot",
    operation_id="feedSnapshot",
    summary="全部在招岗位（NDJSON）",
    response_class=StreamingResponse,
    responses={**ANSWER, 304: {"description": "与 If-None-Match 相同"}, **documented(503)},
)
def snapshot(here: Here, if_none_match: Annotated[str, Header()] = "") -> Response:
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
    responses={**ANSWER, **documented(422, 503)},
)
def stream(
    here: Here,
    after: Annotated[
        int, Query(ge=0, le=feed_out.LARGEST_SEQUENCE, description="上次收到的最后序号")
    ],
    limit: Annotated[int, Query(ge=1, le=MOST, description="至多看多少个变动")] = 1000,
) -> Response:
    """Postings to show, and to remove, in order. Last line: the sequence to go on from."""
    feed_out.check_after(here.engine, after)
    lines = feed_out.stream(here.engine, after, limit, today(here.settings))
    return StreamingResponse(lines, media_type=NDJSON)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece
