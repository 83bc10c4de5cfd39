"""One JSON document over many lines: a single object, or a graph of JSON-LD with its postings."""

from collections.abc import Iterator, Mapping
from typing import IO, Any, Final

from pydantic_core import from_json

from api.feeds.json_rows import WRONG_ENCODING
from api.feeds.opened import FeedUnreadable
from api.feeds.row import BadRow, Row

# Held whole, at several times its size.
LARGEST: Final = 32 * 1024 * 1024
LONGEST_LINE: Final = 4 * 1024 * 1024
BLANK: Final = b" \t\r\n\xef\xbb\xbf"
GRAPH: Final = "@graph"
REFERRING: Final = ("hiringOrganization", "jobLocation")  # what a graph tells in nodes of its own


def is_lines(stream: IO[bytes]) -> bool:
    """Whether each line is a row: not if the first that is not blank breaks off in an object."""
    line = b"\n"
    while line and not line.strip(BLANK):
        line = stream.readline(LONGEST_LINE)
    stream.seek(0)
    try:
        from_json(line.strip(BLANK))
    except ValueError:
        breaks_off = line.rstrip().endswith((b"{", b"[", b",", b":"))
        return not breaks_off and len(line) < LONGEST_LINE
    return True


def document_rows(stream: IO[bytes]) -> Iterator[Row | BadRow]:
    """The one object of a document. FeedUnreadable: too large, or no JSON."""
    text = stream.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise FeedUnreadable(
            "too_large", "一个 JSON 文档至多 32 MiB：请改成每行一条（NDJSON），或分成几个文件。"
        )
    try:
        value = from_json(text.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False)
    except ValueError as error:
        if _is_utf8(text):
            raise FeedUnreadable("not_json", "不是完整的 JSON：请向来源重新索取。") from error
        raise FeedUnreadable("encoding", WRONG_ENCODING) from error
    if isinstance(value, dict):
        yield Row(1, value)
    else:
        yield BadRow(1, "not_an_object", "不是一个 {…} 对象：每条应写成 字段: 值。")


def expanded(rows: Iterator[Row | BadRow]) -> Iterator[Row | BadRow]:
    """The rows; in place of a graph its postings, by their place in it if it is the whole file."""
    for row in rows:
        if isinstance(row, Row) and isinstance(row.data.get(GRAPH), list):
            yield from _nodes(row)
        else:
            yield row


def _nodes(row: Row) -> Iterator[Row]:
    nodes = [node for node in row.data[GRAPH] if isinstance(node, dict)]
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    for place, node in enumerate(nodes, 1):
        if is_job_posting(node):
            yield Row(place if row.number == 1 else row.number, _joined(node, named))


def _joined(node: Mapping[str, Any], named: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _pointed(value, named) if key in REFERRING else value for key, value in node.items()
    }


def _pointed(value: Any, named: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_pointed(each, named) for each in value]
    if isinstance(value, dict) and value.keys() == {"@id"} and isinstance(value["@id"], str):
        return named.get(value["@id"], value)
    return value


def is_job_posting(node: Mapping[str, Any]) -> bool:
    """Whether a JSON-LD node is a schema.org JobPosting, alone or among its types."""
    types = node.get("@type")
    return any(
        isinstance(each, str) and each.rpartition("/")[2].rpartition(":")[2] == "JobPosting"
        for each in (types if isinstance(types, list) else [types])
    )


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
