"""A feed sent over HTTP: one body of rows, or one file; its source is the sender's firm."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from api.feeds.opened import GZIP_MAGIC, FeedUnreadable
from api.reference import Reference
from api.services.error_workbook import write_error_workbook
from api.services.feed_in import FeedDesk, FeedTaken, Terms
from api.services.ingest import Progress
from registry.errors import LinggangError

LARGEST: Final = 8 * 1024 * 1024  # bytes of a body; what is larger comes by linggang ingest
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# How a body is read, by its media type; a file sent by a form, by its name's ending.
SUFFIXES: Final = {
    "application/x-ndjson": ".ndjson",
    "application/jsonl": ".jsonl",
    "application/json": ".json",
    "application/ld+json": ".jsonld",
    "text/csv": ".csv",
    XLSX: ".xlsx",
}


# Read as a workbook, so that whoever sends one is told what to save it as.
OTHER_WORKBOOKS: Final = frozenset({".xls", ".et", ".xlsm", ".xlsb", ".ods"})
FILE_SUFFIXES: Final = frozenset({*SUFFIXES.values(), ".tsv", ".txt"})


class BodyTooLarge(LinggangError):
    """A body over LARGEST bytes."""

    code = "body_too_large"

    def __init__(self) -> None:
        super().__init__(f"一次至多 {LARGEST >> 20} MiB：请分几次，更大的请交人社部门导入。")


class MediaTypeUnknown(LinggangError):
    """A body of a media type that no feed has."""

    code = "media_type_unknown"

    def __init__(self) -> None:
        super().__init__(f"不认识的内容类型：请用 {'、'.join(SUFFIXES)}，或用表单上传一个文件。")


def suffix_of(media_type: str) -> str:
    """The ending of the file that a body of a media type is kept in; MediaTypeUnknown."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind not in SUFFIXES:
        raise MediaTypeUnknown
    return SUFFIXES[kind]


def suffix_of_file(name: str) -> str:
    """The ending of an uploaded file's name, if it is one that a feed has; MediaTypeUnknown."""
    suffix = Path(name).suffix.lower()
    if suffix in OTHER_WORKBOOKS:
        return SUFFIXES[XLSX]
    if suffix not in FILE_SUFFIXES:
        raise MediaTypeUnknown
    return suffix


def push(
    desk: FeedDesk,
    file: Path,
    firm: str,
    terms: Terms,
    reference: Reference,
    errors: Path | None = None,
    on_progress: Progress | None = None,
) -> FeedTaken:
    """Take a file in as a feed of the firm; rows that name another source are refused.

    terms: complete, force, dry_run and most_closed count. errors: where to put the workbook of rows
    to mend. FeedUnreadable: nothing of it can be read, or it is packed.
    """
    with file.open("rb") as opened:
        if opened.read(2) == GZIP_MAGIC:
            raise FeedUnreadable("unsupported_format", "不收压缩过的内容：请解开后发送。")
    own = replace(terms, source=firm, only=firm, kind="postings", live=True)
    taken = desk.take(file, own, on_progress)
    if errors is not None:
        write_error_workbook(taken.report, file, errors, reference)
    return taken
