"""Which shape a row has, and its key, told by its keys alone."""

from collections.abc import Mapping
from typing import Any, Final

from api.feeds.archive import KEYS as ARCHIVE_KEYS
from api.feeds.columns import REQUIRED as FLAT_KEYS
from api.feeds.draft import Shape
from api.feeds.json_document import is_job_posting
from api.feeds.json_ld import identifier_of

WORKER_KEYS: Final = frozenset({"free", "busy", "must", "never", "prefer", "seeking", "pay_floor"})


def shape_of(data: Mapping[str, Any]) -> Shape:
    """The shape of a row by its keys; what is none of them is held to the native one."""
    keys = data.keys()
    if "@type" in keys and is_job_posting(data):
        return Shape.JSON_LD
    if keys & set(FLAT_KEYS):
        return Shape.FLAT
    if "source_id" not in keys and keys >= ARCHIVE_KEYS:
        return Shape.ARCHIVE
    if "source_id" not in keys and "title" not in keys and keys & (WORKER_KEYS | {"id_no"}):
        return Shape.WORKER
    return Shape.NATIVE


def key_of(data: Mapping[str, Any], shape: Shape, source: str) -> str:
    """`source:source_id` of a row that was not yet looked at closely; for telling rows apart."""
    if shape is Shape.JSON_LD:
        return f"{source}:{identifier_of(data)}"
    fields = {
        Shape.NATIVE: ("source", "source_id"),
        Shape.ARCHIVE: ("platform", "id"),
        Shape.FLAT: ("来源", "编号"),
        Shape.WORKER: ("", "id"),
    }[shape]
    own, number = (str(data.get(field) or "").strip() for field in fields)
    return f"{own or source}:{number}"
