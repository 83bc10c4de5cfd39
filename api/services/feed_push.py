"""A feed sent over HTTP: one body of rows, or one file; its source is the sender's firm."""

from collections.abc import Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Final

from api.feeds.opened import GZIP_MAGIC, FeedUnreadable
from api.services.feed_in import FeedDesk, FeedTaken, Terms
from registry.errors import LinggangError

LARGEST: Final = 8 * 1024 * 1024  # bytes of a body; what is larger comes by linggang ingest
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# How a body is read, by its media type.
SUFFIXES: Final = {
    "application/x-ndjson": ".ndjson",
    "application/jsonl": ".ndjson",
    "application/json": ".json",
    "application/ld+json": ".jsonld",
    "text/csv": ".csv",
    XLSX: ".xlsx",
}


class BodyTooLarge(LinggangError):
    """A body over LARGEST bytes."""

    code = "body_too_large"


class MediaTypeUnknown(LinggangError):
    """A body of a media type that no feed has."""

    code = "media_type_unknown"


def push(
    desk: FeedDesk, body: Iterable[bytes], media_type: str, firm: str, terms: Terms
) -> FeedTaken:
    """Take a body in as a feed of the firm, whose other sources may not be named in it.

    terms: complete, force and dry_run count. MediaTypeUnknown, BodyTooLarge, FeedUnreadable.
    """
    kind = media_type.partition(";")[0].strip().lower()
    if kind not in SUFFIXES:
        raise MediaTypeUnknown(f"不认识的内容类型：请用 {'、'.join(SUFFIXES)}。")
    with NamedTemporaryFile(prefix="linggang-feed-", suffix=SUFFIXES[kind]) as file:
        _spool(body, file)
        return desk.take(
            Path(file.name),
            Terms(
                source=firm,
                only=firm,
                kind="postings",
                live=True,
                complete=terms.complete,
                force=terms.force,
                most_closed=terms.most_closed,
                dry_run=terms.dry_run,
            ),
        )


def _spool(body: Iterable[bytes], file: IO[bytes]) -> None:
    """The body into a file, in pieces; unpacking is left to the sender."""
    size = 0
    for piece in body:
        size += len(piece)
        if size > LARGEST:
            raise BodyTooLarge(
                f"一次至多 {LARGEST >> 20} MiB：请分几次发送，更大的用 linggang ingest 导入。"
            )
        file.write(piece)
    file.flush()
    file.seek(0)
    if file.read(2) == GZIP_MAGIC:
        raise FeedUnreadable("unsupported_format", "不收压缩过的内容：请解开后发送。")
