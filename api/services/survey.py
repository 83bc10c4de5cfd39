"""A first look through a file: how many rows, of what kind, and which ids stand in it twice."""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from api.feeds.columns import REQUIRED
from api.feeds.draft import Shape
from api.feeds.opened import FeedUnreadable
from api.feeds.row import Row
from api.feeds.rows import read_rows
from api.feeds.shapes import key_of, shape_of
from api.store.changes import Kind

_NOT_IN_A_SOURCE: Final = re.compile(r"[\s:/?#%]+")
LOOKED_AT: Final = 100  # rows by which the kind of a file is told


@dataclass(frozen=True, slots=True)
class Survey:
    """rows: how many there are, broken ones too. last: for an id that stands in the file more than
    once, the number of its last row. fault: why the file cannot be read to its end, or empty.
    """

    kind: Kind
    rows: int = 0
    last: dict[str, int] = field(default_factory=dict)
    fault: str = ""


def survey(path: Path, source: str, kind: Kind | None) -> Survey:
    """Read a file once without keeping it. FeedUnreadable if not even one row can be read."""
    rows, fault = 0, ""
    last: dict[str, int] = {}
    twice: set[str] = set()
    shapes: Counter[Shape] = Counter()
    try:
        for row in read_rows(path, REQUIRED):
            rows += 1
            if isinstance(row, Row):
                shape = shape_of(row.data)
                if rows <= LOOKED_AT:
                    shapes[shape] += 1
                key = key_of(row.data, shape if kind is None else _shape(kind, shape), source)
                if key in last:
                    twice.add(key)
                last[key] = row.number
    except FeedUnreadable as error:
        if not rows:
            raise
        fault = f"第 {rows} 行之后读不下去了：{error}"
    return Survey(kind or _kind(shapes), rows, {key: last[key] for key in twice}, fault)


def source_of(path: Path) -> str:
    """A source's name made of a file's, for rows that name none."""
    return _NOT_IN_A_SOURCE.sub("-", path.name.partition(".")[0])[:64]


def _kind(shapes: Counter[Shape]) -> Kind:
    workers = shapes[Shape.WORKER]
    return Kind.WORKER if workers > shapes.total() / 2 else Kind.POSTING


def _shape(kind: Kind, shape: Shape) -> Shape:
    if kind is Kind.WORKER:
        return Shape.WORKER
    return Shape.NATIVE if shape is Shape.WORKER else shape
